"""The demo shop: a real order system of its own, in PostgreSQL."""
