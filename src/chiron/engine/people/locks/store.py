"""Rows of what teachers set for a class in a course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from chiron.core.learning.locking import Rule
from chiron.engine.people.store import done, row, rows
from chiron.engine.records.database import Connection


@dataclass(frozen=True, slots=True)
class ClassLock:
    """What is set for a class in a course, by whom and since when; ``by`` is None once they are erased."""

    id: UUID
    class_id: UUID
    class_name: str
    course: str
    rule: Rule
    by: str | None
    since: datetime
    lifted: datetime | None = None


_LOCK: LiteralString = (
    "SELECT l.id, l.class AS class_id, c.name AS class_name, l.course, l.in_order, l.pace, l.ceiling, p.name AS by,"
    " l.since, l.lifted FROM class_lock l JOIN class c ON c.school = l.school AND c.id = l.class"
    " LEFT JOIN person p ON p.school = l.school AND p.id = l.set_by"
)


def _as_lock(found: Mapping[str, Any]) -> ClassLock:
    rule = Rule(found["in_order"], found["pace"], tuple(found["ceiling"]))
    names = ("id", "class_id", "class_name", "course", "by", "since", "lifted")
    return ClassLock(rule=rule, **{name: found[name] for name in names})


async def find(conn: Connection, class_id: UUID, course: str) -> ClassLock | None:
    """What is in force for a class in a course."""
    query = f"{_LOCK} WHERE l.lifted IS NULL AND l.class = %s AND l.course = %s"
    found = await row(conn, query, (class_id, course))
    return None if found is None else _as_lock(found)


async def of_class(conn: Connection, class_id: UUID) -> list[ClassLock]:
    """What is in force for a class in any course."""
    query = f"{_LOCK} WHERE l.lifted IS NULL AND l.class = %s ORDER BY l.course"
    return [_as_lock(found) for found in await rows(conn, query, (class_id,))]


async def history(conn: Connection, class_id: UUID, course: str, most: int) -> list[ClassLock]:
    """All that was ever set for a class in a course, the latest first."""
    query = (
        f"{_LOCK} WHERE l.class = %s AND l.course = %s ORDER BY l.since DESC, l.lifted DESC NULLS FIRST, l.id LIMIT %s"
    )
    return [_as_lock(found) for found in await rows(conn, query, (class_id, course, most))]


async def of_learner(conn: Connection, learner: UUID, course: str) -> list[ClassLock]:
    """What is in force for a learner in a course, by their open classes, the oldest first."""
    query = (
        f"{_LOCK} JOIN class_member m ON m.school = l.school AND m.class = l.class AND m.person = %s"
        " AND m.role = 'learner' WHERE l.lifted IS NULL AND c.archived IS NULL AND l.course = %s"
        " ORDER BY l.since, l.id"
    )
    return [_as_lock(found) for found in await rows(conn, query, (learner, course))]


async def hold(conn: Connection, class_id: UUID) -> None:
    """Let no other change of this class's locks run until the transaction ends."""
    await row(conn, "SELECT id FROM class WHERE id = %s FOR UPDATE", (class_id,))


async def add(conn: Connection, id: UUID, class_id: UUID, course: str, rule: Rule, set_by: UUID, now: datetime) -> bool:
    """Keep what was set; False where one of this id was kept before."""
    query = (
        "INSERT INTO class_lock (id, class, course, in_order, pace, ceiling, set_by, since)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (school, id) DO NOTHING"
    )
    values = (id, class_id, course, rule.in_order, rule.pace, list(rule.ceiling), set_by, now)
    return bool(await done(conn, query, values))


async def known(conn: Connection, id: UUID) -> bool:
    """Whether one of this id was ever kept."""
    return await row(conn, "SELECT id FROM class_lock WHERE id = %s", (id,)) is not None


async def lift(conn: Connection, class_id: UUID, course: str, now: datetime) -> bool:
    """End what is in force for a class in a course; False where nothing is."""
    query = "UPDATE class_lock SET lifted = %s WHERE class = %s AND course = %s AND lifted IS NULL"
    return bool(await done(conn, query, (now, class_id, course)))
