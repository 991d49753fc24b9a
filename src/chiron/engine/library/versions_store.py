"""Statements of what was published when. Every function runs in the caller's transaction, which has set the school."""

from __future__ import annotations

from uuid import UUID

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from chiron.core.words import Json
from chiron.engine.records.database import Connection


async def hold(conn: Connection, course: str) -> None:
    """Let nobody else publish this course until the transaction ends."""
    await conn.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended(current_setting('app.school') || '/' || %s, 26))", [course]
    )


async def view_steps(conn: Connection, course: str) -> list[DictRow]:
    """Every publishing of a course with the step to it, the first one first."""
    found = await conn.execute(
        "SELECT number, version, step, mark, at FROM course_release WHERE course = %s ORDER BY number", [course]
    )
    return await found.fetchall()


async def view_releases(conn: Connection, course: str, limit: int) -> list[DictRow]:
    """The latest publishings of a course with who did it, newest first."""
    found = await conn.execute(
        "SELECT r.number, r.version, r.at, r.note, p.name AS by, r.step <> '{}' AS names,"
        " EXISTS (SELECT 1 FROM course_release e WHERE e.course = r.course AND e.version = r.version"
        " AND e.number < r.number) AS again,"
        " EXISTS (SELECT 1 FROM course c WHERE c.id = r.course AND c.version = r.version) AS here"
        " FROM course_release r LEFT JOIN person p ON p.school = r.school AND p.id = r.by"
        " WHERE r.course = %s ORDER BY r.number DESC LIMIT %s",
        [course, limit],
    )
    return await found.fetchall()


async def view_matching(conn: Connection, course: str, start: str) -> list[str]:
    """The kept versions of a course that begin so, at most two."""
    found = await conn.execute(
        "SELECT version FROM course_version WHERE course = %s AND starts_with(version, %s) ORDER BY version LIMIT 2",
        [course, start],
    )
    return [row["version"] for row in await found.fetchall()]


async def add(
    conn: Connection, course: str, number: int, version: str, step: Json, mark: str, by: UUID | None, note: str
) -> None:
    """Keep a publishing."""
    await conn.execute(
        "INSERT INTO course_release (course, number, version, step, mark, by, note)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [course, number, version, Jsonb(step), mark, by, note],
    )


async def drop_snapshots(conn: Connection, course: str) -> int:
    """Have every state in a course folded again when it is next looked at; how many those are."""
    return (await conn.execute("DELETE FROM snapshot WHERE course = %s", [course])).rowcount
