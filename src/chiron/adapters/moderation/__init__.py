"""Services that read a message for danger and abuse."""
