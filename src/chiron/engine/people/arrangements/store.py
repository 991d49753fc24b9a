"""Rows of guidelines, rules and lines of flows, in all their versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, LiteralString
from uuid import UUID

from psycopg.types.json import Jsonb

from chiron.core.words import Json
from chiron.engine.people.store import done, row, rows
from chiron.engine.records.database import Connection

What = Literal["guideline", "rule", "flow"]
State = Literal["draft", "watch", "on", "off"]


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom: a class, or the whole school; in a course, or in all; at a skill of it, or at all."""

    class_id: UUID | None = None
    course: str | None = None
    skill: str | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One version of something that was set. ``name`` is the same through its versions; ``by`` is None once its author
    is erased; ``ended`` is when the next version took its place, or when it was taken away.
    """

    id: UUID
    what: What
    name: UUID
    version: int
    scope: Scope
    place: int
    state: State
    body: Mapping[str, Json]
    by: str | None
    since: datetime
    ended: datetime | None = None

    def covers(self, classes: Sequence[UUID], course: str) -> bool:
        """Whether it is set for somebody of these classes in a course."""
        where = self.scope.class_id is None or self.scope.class_id in classes
        return where and self.scope.course in (None, course)


_SEEN: LiteralString = (
    "SELECT a.id, a.what, a.name, a.version, a.class, a.course, a.skill, a.place, a.state, a.body, p.name AS by,"
    " a.since, a.ended FROM arrangement a LEFT JOIN person p ON p.school = a.school AND p.id = a.set_by"
)


def _as_arrangement(found: Mapping[str, Any]) -> Arrangement:
    scope = Scope(found["class"], found["course"], found["skill"])
    names = ("id", "what", "name", "version", "place", "state", "body", "by", "since", "ended")
    return Arrangement(scope=scope, **{name: found[name] for name in names})


async def every(conn: Connection, what: What | None = None) -> list[Arrangement]:
    """What stands now in the school, in its order."""
    query = f"{_SEEN} WHERE a.ended IS NULL AND (%s::text IS NULL OR a.what = %s) ORDER BY a.place, a.since, a.id"
    return [_as_arrangement(found) for found in await rows(conn, query, (what, what))]


async def find(conn: Connection, name: UUID) -> Arrangement | None:
    """The version that stands now."""
    found = await row(conn, f"{_SEEN} WHERE a.ended IS NULL AND a.name = %s", (name,))
    return None if found is None else _as_arrangement(found)


async def history(
    conn: Connection, what: What, class_id: UUID | None, course: str | None, most: int
) -> list[Arrangement]:
    """Every version of what was ever set for a class (None: the school) in a course, the latest first."""
    query = (
        f"{_SEEN} WHERE a.what = %s AND a.class IS NOT DISTINCT FROM %s AND (a.course IS NULL OR a.course = %s)"
        " ORDER BY a.since DESC, a.version DESC, a.id LIMIT %s"
    )
    return [_as_arrangement(found) for found in await rows(conn, query, (what, class_id, course, most))]


async def versions(conn: Connection, what: What, course: str, most: int) -> list[Arrangement]:
    """Every version of one kind in a course, the latest first."""
    query = f"{_SEEN} WHERE a.what = %s AND (a.course IS NULL OR a.course = %s) ORDER BY a.since DESC, a.id LIMIT %s"
    return [_as_arrangement(found) for found in await rows(conn, query, (what, course, most))]


async def add(conn: Connection, one: Arrangement, set_by: UUID) -> None:
    """Keep a version."""
    query = (
        "INSERT INTO arrangement (id, what, name, version, class, course, skill, place, state, body, set_by, since)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
    )
    scope = (one.scope.class_id, one.scope.course, one.scope.skill)
    kept = (one.id, one.what, one.name, one.version, *scope, one.place, one.state, Jsonb(dict(one.body)))
    await done(conn, query, (*kept, set_by, one.since))


async def end(conn: Connection, name: UUID, now: datetime) -> bool:
    """End the version that stands now; False where none does."""
    return bool(await done(conn, "UPDATE arrangement SET ended = %s WHERE name = %s AND ended IS NULL", (now, name)))


async def put(conn: Connection, name: UUID, place: int) -> None:
    """Put what stands now at a place in the order."""
    await done(conn, "UPDATE arrangement SET place = %s WHERE name = %s AND ended IS NULL", (place, name))


async def known(conn: Connection, id: UUID) -> bool:
    """Whether a version of this id was ever kept."""
    return await row(conn, "SELECT id FROM arrangement WHERE id = %s", (id,)) is not None


async def count_change(conn: Connection) -> None:
    """Let every process of Chiron read the school's arrangements again; also lets no other change run beside."""
    await done(conn, "UPDATE school SET arranged = arranged + 1 WHERE id = current_setting('app.school')::uuid")


async def classes_of(conn: Connection, learner: UUID) -> list[UUID]:
    """The open classes in which somebody learns."""
    query = (
        "SELECT m.class FROM class_member m JOIN class c ON c.school = m.school AND c.id = m.class"
        " WHERE m.person = %s AND m.role = 'learner' AND c.archived IS NULL ORDER BY m.class"
    )
    return [found["class"] for found in await rows(conn, query, (learner,))]
