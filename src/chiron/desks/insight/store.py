"""Rows that say who read whose conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chiron.engine.records.database import Connection


@dataclass(frozen=True, slots=True)
class Read:
    """One reading of a learner's conversation in a course. ``reader`` is a name, None for somebody erased since."""

    reader: str | None
    course: str
    at: datetime


async def add_read(conn: Connection, id: UUID, learner: UUID, reader: UUID, course: str, at: datetime) -> None:
    """Note that a conversation was read."""
    await conn.execute(
        "INSERT INTO conversation_read (id, learner, reader, course, at) VALUES (%s, %s, %s, %s, %s)",
        [id, learner, reader, course, at],
    )


async def count_reads(conn: Connection, learner: UUID) -> int:
    """How often a learner's conversation was read."""
    found = await conn.execute("SELECT count(*) AS times FROM conversation_read WHERE learner = %s", [learner])
    row = await found.fetchone()
    return int(row["times"]) if row else 0


async def view_reads(conn: Connection, learner: UUID, most: int) -> list[Read]:
    """The latest readings of a learner's conversation, the newest first."""
    found = await conn.execute(
        "SELECT p.name AS reader, r.course, r.at FROM conversation_read r"
        " LEFT JOIN person p ON p.school = r.school AND p.id = r.reader"
        " WHERE r.learner = %s ORDER BY r.at DESC, r.id DESC LIMIT %s",
        [learner, most],
    )
    return [Read(row["reader"], row["course"], row["at"]) for row in await found.fetchall()]
