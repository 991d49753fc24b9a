"""Reads which tables, columns and keys there are."""

from __future__ import annotations

from chiron.engine.records.database import Connection

_TABLES = "c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace"


async def view_columns(conn: Connection) -> set[tuple[str, str]]:
    """Every column of every table; information_schema would hide what the app may not read."""
    found = await conn.execute(
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        f" WHERE {_TABLES} AND a.attnum > 0 AND NOT a.attisdropped"
    )
    return {(row["relname"], row["attname"]) for row in await found.fetchall()}


async def view_keys(conn: Connection) -> list[tuple[str, str, str]]:
    """Every primary or unique key, and every index that is unique: table, name, first column."""
    found = await conn.execute(
        "SELECT c.relname, x.relname AS key, a.attname FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid"
        " JOIN pg_class x ON x.oid = i.indexrelid"
        " LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
        f" WHERE {_TABLES} AND i.indisunique"
    )
    return [(row["relname"], row["key"], row["attname"]) for row in await found.fetchall()]


async def view_open_tables(conn: Connection) -> list[str]:
    """Tables without a policy that binds everyone."""
    found = await conn.execute(
        "SELECT c.relname FROM pg_class c"
        f" WHERE {_TABLES} AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1"
    )
    return [row["relname"] for row in await found.fetchall()]
