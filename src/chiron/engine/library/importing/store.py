"""Statements of imports that staff asked for."""

from __future__ import annotations

from typing import LiteralString
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from chiron.core.words import Json
from chiron.engine.records.database import Connection

_JOB: LiteralString = "id, by, name, size, asked, claimed, tries, seen, done, told, report, version"


async def add(conn: Connection, id: UUID, by: UUID, name: str, size: int) -> None:
    """Keep that this was uploaded."""
    await conn.execute("INSERT INTO import_job (id, by, name, size) VALUES (%s, %s, %s, %s)", [id, by, name, size])


async def claim(conn: Connection, lease: float) -> DictRow | None:
    """Take an import that nobody else reads; it is free again after the lease."""
    found = await conn.execute(
        "UPDATE import_job SET claimed = now(), tries = tries + 1, seen = 0,"
        " lease = now() + make_interval(secs => %s) WHERE id = (SELECT id FROM import_job WHERE done IS NULL"
        f" AND (lease IS NULL OR lease <= now()) ORDER BY asked, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING {_JOB}",
        [lease],
    )
    return await found.fetchone()


async def move(conn: Connection, id: UUID, seen: int, lease: float) -> None:
    """So much has been read; it is held for the lease from now."""
    await conn.execute(
        "UPDATE import_job SET seen = %s, lease = now() + make_interval(secs => %s) WHERE id = %s AND done IS NULL",
        [seen, lease, id],
    )


async def end(conn: Connection, id: UUID, told: str | None, report: Json | None) -> None:
    """It is done: with its report, or with a sentence on what went wrong."""
    await conn.execute(
        "UPDATE import_job SET done = now(), told = %s, report = %s WHERE id = %s",
        [told, None if report is None else Jsonb(report), id],
    )


async def publish(conn: Connection, id: UUID, version: str) -> None:
    """What was made of it is on the shelf."""
    await conn.execute("UPDATE import_job SET version = %s WHERE id = %s", [version, id])


async def again(conn: Connection, id: UUID) -> bool:
    """Read it once more; False where it is being read, or is not there."""
    done = await conn.execute(
        "UPDATE import_job SET done = NULL, told = NULL, claimed = NULL, lease = NULL, tries = 0, seen = 0"
        " WHERE id = %s AND done IS NOT NULL",
        [id],
    )
    return done.rowcount > 0


async def remove(conn: Connection, id: UUID) -> bool:
    """Forget an import; False where it is not there."""
    return (await conn.execute("DELETE FROM import_job WHERE id = %s", [id])).rowcount > 0


async def lock(conn: Connection, id: UUID) -> None:
    """Hold an import until the transaction ends."""
    await conn.execute("SELECT 1 FROM import_job WHERE id = %s FOR UPDATE", [id])


async def view(conn: Connection, id: UUID) -> DictRow | None:
    """One import."""
    return await (await conn.execute(f"SELECT {_JOB} FROM import_job WHERE id = %s", [id])).fetchone()


async def view_all(conn: Connection, limit: int) -> list[DictRow]:
    """The latest imports, newest first."""
    found = await conn.execute(f"SELECT {_JOB} FROM import_job ORDER BY asked DESC, id DESC LIMIT %s", [limit])
    return await found.fetchall()


async def view_schools(conn: Connection) -> list[UUID]:
    """Schools where an import waits; needs no school to be set."""
    return [row["school"] for row in await (await conn.execute("SELECT import_schools() AS school")).fetchall()]
