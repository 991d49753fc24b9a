"""Statements of backup and restore: whole tables as text, in any version of PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

OwnerConnection = psycopg.AsyncConnection[tuple[Any, ...]]
"""The owner's connection, inside a transaction."""

_TABLES = (
    "SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c"
    " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''"
    " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'alembic_version'"
    " GROUP BY c.relname ORDER BY c.relname"
)
_SEQUENCES = (
    "SELECT sequencename::text, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
)
_REFERENCES = (
    "SELECT c.relname, k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k"
    " JOIN pg_class c ON c.oid = k.conrelid"
    " WHERE k.contype = 'f' AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the columns that are stored."""

    name: str
    columns: tuple[str, ...]

    @property
    def identifier(self) -> sql.Identifier:
        """Its name in a statement."""
        return sql.Identifier(self.name)

    @property
    def listed(self) -> sql.Composed:
        """Its columns in a statement."""
        return sql.SQL(", ").join(sql.Identifier(column) for column in self.columns)


async def see_everything(conn: OwnerConnection) -> None:
    """Let the owner see every school until the transaction ends, all at one moment."""
    await conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    await conn.execute("SELECT set_config('app.whole', 'on', true)")


async def view_version(conn: OwnerConnection) -> str:
    """The server's version."""
    row = await (await conn.execute("SHOW server_version")).fetchone()
    return "" if row is None else str(row[0])


async def view_tables(conn: OwnerConnection) -> list[Table]:
    """Every table with rows to keep."""
    return [Table(name, tuple(columns)) for name, columns in await (await conn.execute(_TABLES)).fetchall()]


async def view_sequences(conn: OwnerConnection) -> dict[str, int]:
    """How far each sequence that was used has counted."""
    return dict(await (await conn.execute(_SEQUENCES)).fetchall())


async def copy_out(conn: OwnerConnection, table: Table) -> AsyncIterator[bytes]:
    """A table's rows in PostgreSQL's text format, a line each."""
    statement = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(table.listed, table.identifier)
    async with conn.cursor() as cursor, cursor.copy(statement) as rows:
        async for chunk in rows:
            yield bytes(chunk)


async def copy_in(conn: OwnerConnection, table: Table, chunks: Iterable[bytes]) -> None:
    """Put rows back. Between ``unguard`` and ``guard``."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table.identifier, table.listed)
    async with conn.cursor() as cursor, cursor.copy(statement) as rows:
        for chunk in chunks:
            await rows.write(chunk)


async def unguard(conn: OwnerConnection, tables: Iterable[Table]) -> list[tuple[str, str, str]]:
    """Empty the tables and lift what would hinder loading them in any order; gives the references for ``guard``."""
    references = [(str(a), str(b), str(c)) for a, b, c in await (await conn.execute(_REFERENCES)).fetchall()]
    for table, name, _ in references:
        await conn.execute(
            sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.Identifier(table), sql.Identifier(name))
        )
    for each in tables:
        # COPY refuses tables whose policies bind the owner.
        for change in ("NO FORCE ROW LEVEL SECURITY", "DISABLE TRIGGER USER"):
            await conn.execute(sql.SQL("ALTER TABLE {} {}").format(each.identifier, sql.SQL(change)))
        await conn.execute(sql.SQL("TRUNCATE {} CASCADE").format(each.identifier))
    return references


async def guard(
    conn: OwnerConnection, tables: Iterable[Table], references: Iterable[tuple[str, str, str]], forced: Iterable[str]
) -> None:
    """Put everything back in force; a row that refers to nothing is an error."""
    forced = set(forced)
    for each in tables:
        await conn.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(each.identifier))
    for table, name, definition in references:
        await conn.execute(
            sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
                sql.Identifier(table),
                sql.Identifier(name),
                sql.SQL(definition),
            )
        )
    for each in tables:
        if each.name in forced:
            await conn.execute(sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(each.identifier))


async def view_forced(conn: OwnerConnection) -> list[str]:
    """Tables whose policies bind the owner too."""
    found = await conn.execute(
        "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relnamespace = 'public'::regnamespace"
    )
    return [str(name) for (name,) in await found.fetchall()]


async def set_sequence(conn: OwnerConnection, name: str, value: int) -> None:
    """Let a sequence go on from where it was."""
    await conn.execute("SELECT setval(quote_ident(%s)::regclass, %s)", [name, value])


async def view_ledger(conn: OwnerConnection) -> list[tuple[UUID, UUID]]:
    """Everyone who was erased, in every school."""
    await conn.execute("SELECT set_config('app.whole', 'on', true)")
    if (await (await conn.execute("SELECT to_regclass('public.erasure')")).fetchone() or (None,))[0] is None:
        return []
    found = await conn.execute("SELECT school, subject FROM erasure ORDER BY at, school, subject")
    return [(school, subject) for school, subject in await found.fetchall()]
