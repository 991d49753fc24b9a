"""Parts of the embedded PostgreSQL's supervisor: whose processes, which files, which user."""
