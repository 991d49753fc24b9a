"""Alembic migrations, hand-written SQL."""
