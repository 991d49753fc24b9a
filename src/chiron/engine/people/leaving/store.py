"""Rows about a person, in whichever table."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import sql

from chiron.engine.people.person import Person
from chiron.engine.people.store import PERSON_COLUMNS, as_person, done, row, rows
from chiron.engine.records.database import Connection


async def view_schools(conn: Connection) -> list[UUID]:
    """Schools in which an account is closed; needs no school to be set."""
    return [found["school"] for found in await rows(conn, "SELECT schools_with_closed_accounts() AS school")]


async def references(conn: Connection) -> list[tuple[str, str]]:
    """Every table and column that refers to a person and goes with them."""
    query = (
        "SELECT k.conrelid::regclass::text AS name, a.attname AS col FROM pg_constraint k "
        "JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[2] "
        "WHERE k.contype = 'f' AND k.confrelid = 'person'::regclass AND k.confdeltype = 'c' ORDER BY 1, 2"
    )
    return [(found["name"], found["col"]) for found in await rows(conn, query)]


async def rows_of(conn: Connection, table: str, column: str, person: UUID) -> list[dict[str, Any]]:
    """The rows of one table about a person."""
    query = sql.SQL("SELECT * FROM {} WHERE {} = %s").format(sql.Identifier(table), sql.Identifier(column))
    return await (await conn.execute(query, (person,))).fetchall()


async def count(conn: Connection, table: str, column: str, person: UUID) -> int:
    """How many rows of one table are about a person."""
    query = sql.SQL("SELECT count(*) AS n FROM {} WHERE {} = %s").format(sql.Identifier(table), sql.Identifier(column))
    found = await (await conn.execute(query, (person,))).fetchone()
    return int(found["n"]) if found else 0


async def add_request(conn: Connection, person: UUID, by: UUID, now: datetime) -> bool:
    """Note that a person's erasure was asked for; False when it was before."""
    query = "INSERT INTO erasure_request (person, asked_by, asked) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
    return bool(await done(conn, query, (person, by, now)))


async def drop_request(conn: Connection, person: UUID) -> None:
    """Forget that it was asked for."""
    await done(conn, "DELETE FROM erasure_request WHERE person = %s", (person,))


async def find_request(conn: Connection, person: UUID) -> datetime | None:
    """When a person's erasure was asked for."""
    found = await row(conn, "SELECT asked FROM erasure_request WHERE person = %s", (person,))
    return found["asked"] if found else None


async def view_requests(conn: Connection) -> list[tuple[Person, datetime]]:
    """Who waits for erasure, longest first."""
    query = (
        f"SELECT {PERSON_COLUMNS}, r.asked FROM erasure_request r "
        "JOIN person p ON p.school = r.school AND p.id = r.person ORDER BY r.asked, p.id"
    )
    return [(as_person(found), found["asked"]) for found in await rows(conn, query)]
