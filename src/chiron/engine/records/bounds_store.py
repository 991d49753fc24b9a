"""Asks PostgreSQL whether the app's login is bound by row-level security, as it must be."""

from __future__ import annotations

from chiron.engine.records.database import Connection

_POWERS = """
    SELECT
        CASE WHEN r.rolsuper THEN 'is a superuser' END AS super,
        CASE WHEN r.rolbypassrls THEN 'may bypass row-level security' END AS bypass,
        (
            SELECT 'owns ' || string_agg(c.relname, ', ' ORDER BY c.relname)
            FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p')
        ) AS owns
    FROM pg_roles r WHERE r.rolname = current_user
"""

_UNFORCED = """
    SELECT c.relname AS name
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'school' AND NOT a.attisdropped
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
    ORDER BY c.relname
"""


async def faults(conn: Connection) -> list[str]:
    """What would let one school's rows be seen in another, in words; empty when nothing would."""
    powers = await (await conn.execute(_POWERS)).fetchone()
    found = [f"the login {power}" for power in (powers or {}).values() if power]
    return found + [f"table {row['name']} has no forced policy" async for row in await conn.execute(_UNFORCED)]
