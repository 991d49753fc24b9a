"""Rows of the ledger of consents: added, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from chiron.engine.people.store import done, rows
from chiron.engine.records.database import Connection


async def add(
    conn: Connection,
    id: UUID,
    person: UUID,
    what: str,
    version: str,
    given: bool,
    said_by: UUID | None,
    standing: str,
    note: str,
    at: datetime,
) -> None:
    """Add a line to the ledger."""
    query = (
        "INSERT INTO consent (id, person, what, version, given, said_by, standing, note, at) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
    )
    await done(conn, query, (id, person, what, version, given, said_by, standing, note, at))


async def of_person(conn: Connection, person: UUID) -> list[dict[str, Any]]:
    """A person's lines, oldest first."""
    query = "SELECT what, version, given, said_by, standing, note, at FROM consent WHERE person = %s ORDER BY at, id"
    return await rows(conn, query, (person,))


LAST_LINES: LiteralString = (
    "SELECT DISTINCT ON (c.what) c.what, c.id, c.version, c.given, s.text_may_leave, s.time_zone, ("
    "SELECT m.class FROM class_member m JOIN class k ON k.school = m.school AND k.id = m.class"
    " WHERE m.school = c.school AND m.person = c.person AND m.role = 'learner' AND k.archived IS NULL"
    " ORDER BY (EXISTS (SELECT FROM assignment a WHERE a.school = m.school AND a.class = m.class AND a.course = %s"
    " AND a.withdrawn IS NULL) OR EXISTS (SELECT FROM class_lock l WHERE l.school = m.school AND l.class = m.class"
    " AND l.course = %s AND l.lifted IS NULL)) DESC, m.since DESC, m.class LIMIT 1) AS class"
    " FROM consent c JOIN school s ON s.id = c.school WHERE c.person = %s ORDER BY c.what, c.at DESC, c.id DESC"
)
"""A person's last line on each matter, with what their school says of text that leaves, its time zone, and their
class: of the open ones in which they learn, one with work or limits in the course (given twice, before the person), the
one that they joined last.
"""


async def last_lines(conn: Connection, person: UUID) -> list[dict[str, Any]]:
    """A person's last line on each matter, with its id."""
    return await rows(conn, LAST_LINES, ("", "", person))


async def last_said(conn: Connection, what: str, person: UUID | None) -> list[dict[str, Any]]:
    """The last line of each person on a matter, or of one."""
    query = (
        "SELECT DISTINCT ON (person) person, given, version FROM consent WHERE what = %(what)s"
        " AND (%(person)s::uuid IS NULL OR person = %(person)s) ORDER BY person, at DESC, id DESC"
    )
    return await rows(conn, query, {"what": what, "person": person})


async def forget(conn: Connection, person: UUID) -> int:
    """Delete a person's lines, as erasure does; nothing else may. How many there were."""
    found = await (await conn.execute("SELECT forget_consents(%s) AS n", (person,))).fetchone()
    return int(found["n"]) if found else 0
