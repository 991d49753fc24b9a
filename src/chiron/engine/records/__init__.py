"""PostgreSQL: the server, the pool, migrations, the event log and the outbox."""
