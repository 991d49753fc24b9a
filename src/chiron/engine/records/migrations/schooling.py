"""What every table of a school gets: its policy, enforced on everyone, and what the app may do with it."""

from __future__ import annotations

from collections.abc import Iterable

from alembic import op

SCHOOL = "school uuid NOT NULL DEFAULT current_setting('app.school')::uuid"
"""First column of every table and of every key. Without a school set, writing is an error."""

_CURRENT = "nullif(current_setting('app.school', true), '')::uuid"
"""The school of this transaction, or NULL, which equals no school. Once set in a session it falls back to ''."""


_ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")


def protect(*tables: str, column: str = "school", rights: Iterable[str] = _ALL) -> None:
    """Keep schools apart in these tables, and let the app use them.

    The policy binds the owner too (FORCE). The owner alone may ask for every school at once, for backups and for
    migrations on data, by setting ``app.whole`` in its transaction; the app's role has no such policy.
    ``column`` is the one that holds the school's id (``id`` in the table of schools).
    """
    own = f"{column} = {_CURRENT}"
    whole = "current_setting('app.whole', true) = 'on'"
    for table in tables:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY own_school ON {table} USING ({own}) WITH CHECK ({own})")
        op.execute(f"CREATE POLICY whole ON {table} TO chiron_owner USING ({whole}) WITH CHECK ({whole})")
        share(table, rights=rights)


def share(*tables: str, rights: Iterable[str] = _ALL) -> None:
    """Let the app use tables. One of no school is listed in ``records/unschooled.py`` with its reason."""
    for table in tables:
        op.execute(f"GRANT {', '.join(rights)} ON {table} TO chiron_app")


def whole() -> None:
    """In a migration on data: let the owner see every school until the transaction ends."""
    op.execute("SELECT set_config('app.whole', 'on', true)")
