"""Statements of the shelf. Every function runs in the caller's transaction, which has set the school."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from chiron.core.words import Json
from chiron.engine.records.database import Connection


async def keep(conn: Connection, version: str, course: str, content: Json) -> None:
    """Keep a version, once."""
    await conn.execute(
        "INSERT INTO course_version (version, course, content) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        [version, course, Jsonb(content)],
    )


async def put(conn: Connection, course: str, version: str, only_for: UUID | None = None) -> None:
    """Make a kept version the one that learners get; or one person alone, who tries it."""
    await conn.execute(
        "INSERT INTO course (id, version, only_for) VALUES (%s, %s, %s) ON CONFLICT (school, id)"
        " DO UPDATE SET version = excluded.version, published = now() WHERE course.version <> excluded.version",
        [course, version, only_for],
    )


async def remove(conn: Connection, course: str) -> bool:
    """Take a course off the shelf; its versions stay. False where it was not there."""
    return (await conn.execute("DELETE FROM course WHERE id = %s", [course])).rowcount > 0


async def view_current(conn: Connection, course: str) -> str | None:
    """The version of a course on the shelf."""
    row = await (await conn.execute("SELECT version FROM course WHERE id = %s", [course])).fetchone()
    return None if row is None else str(row["version"])


async def view_shelf(conn: Connection, person: UUID | None = None) -> list[tuple[str, str]]:
    """(course, version) of every course on the shelf, by id; with those that this person alone tries."""
    found = await conn.execute(
        "SELECT id, version FROM course WHERE only_for IS NULL OR only_for = %s ORDER BY id", [person]
    )
    return [(row["id"], row["version"]) for row in await found.fetchall()]


async def view_titles(conn: Connection) -> dict[str, str]:
    """The titles of the courses on the shelf, by id."""
    found = await conn.execute(
        "SELECT c.id, v.content ->> 'title' AS title FROM course c JOIN course_version v"
        " ON v.school = c.school AND v.version = c.version WHERE c.only_for IS NULL ORDER BY c.id"
    )
    return {row["id"]: row["title"] for row in await found.fetchall()}


async def view_only_for(conn: Connection, course: str) -> UUID | None:
    """The person who alone tries a course; None where there is none such."""
    row = await (await conn.execute("SELECT only_for FROM course WHERE id = %s", [course])).fetchone()
    return None if row is None else row["only_for"]


async def view_content(conn: Connection, version: str) -> Any:
    """The content of a kept version, None where there is none in this school."""
    found = await conn.execute("SELECT content FROM course_version WHERE version = %s", [version])
    row = await found.fetchone()
    return None if row is None else row["content"]
