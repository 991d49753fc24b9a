"""Ways to send mail: by SMTP, or into a folder; and a fake for tests."""
