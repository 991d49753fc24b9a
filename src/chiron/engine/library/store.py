"""Statements of the shelf. Every function runs in the caller's transaction, which has set the school."""

from __future__ import annotations

from typing import Any

from psycopg.types.json import Jsonb

from chiron.core.words import Json
from chiron.engine.records.database import Connection


async def keep(conn: Connection, version: str, course: str, content: Json) -> None:
    """Keep a version, once."""
    await conn.execute(
        "INSERT INTO course_version (version, course, content) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        [version, course, Jsonb(content)],
    )


async def put(conn: Connection, course: str, version: str) -> None:
    """Make a kept version the one that learners get."""
    await conn.execute(
        "INSERT INTO course (id, version) VALUES (%s, %s) ON CONFLICT (school, id)"
        " DO UPDATE SET version = excluded.version, published = now() WHERE course.version <> excluded.version",
        [course, version],
    )


async def remove(conn: Connection, course: str) -> bool:
    """Take a course off the shelf; its versions stay. False where it was not there."""
    return (await conn.execute("DELETE FROM course WHERE id = %s", [course])).rowcount > 0


async def view_current(conn: Connection, course: str) -> str | None:
    """The version of a course on the shelf."""
    row = await (await conn.execute("SELECT version FROM course WHERE id = %s", [course])).fetchone()
    return None if row is None else str(row["version"])


async def view_shelf(conn: Connection) -> list[tuple[str, str]]:
    """(course, version) of every course on the shelf, by id."""
    found = await conn.execute("SELECT id, version FROM course ORDER BY id")
    return [(row["id"], row["version"]) for row in await found.fetchall()]


async def view_content(conn: Connection, version: str) -> Any:
    """The content of a kept version, None where there is none in this school."""
    found = await conn.execute("SELECT content FROM course_version WHERE version = %s", [version])
    row = await found.fetchone()
    return None if row is None else row["content"]
