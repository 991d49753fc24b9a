"""Rows of assignments and of colleagues who were asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, LiteralString
from uuid import UUID

from chiron.core.learning.extra_time import extended
from chiron.engine.people.accommodations import extra_time
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection

What = Literal["course", "unit", "skill", "review", "check"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Work that a class, or some learners of it, should have done by ``due``. ``skills`` are of the course."""

    id: UUID
    class_id: UUID
    course: str
    what: What
    skills: tuple[str, ...]
    title: str
    note: str
    due: datetime
    whole_class: bool
    made: datetime
    made_by: UUID | None
    withdrawn: datetime | None
    learners: tuple[UUID, ...]
    """Whom it is for, when it is not for the whole class."""
    part: str = ""
    """Of a check: what it is over, as its kind, a slash and the id (``unit/expressions``)."""

    def concerns(self, learner: UUID) -> bool:
        """Whether it is for a learner of its class."""
        return self.whole_class or learner in self.learners

    def due_for(self, learner: Person) -> datetime:
        """When it is due for a learner: later than for the others where they have extra time."""
        return extended(self.made, self.due, extra_time(learner))


_ASSIGNMENT: LiteralString = (
    "SELECT a.id, a.class AS class_id, a.course, a.what, a.skills, a.title, a.note, a.due, a.whole_class, a.made,"
    " a.made_by, a.withdrawn, a.part, ARRAY(SELECT l.learner FROM assignment_learner l WHERE l.school = a.school"
    " AND l.assignment = a.id ORDER BY l.learner) AS learners FROM assignment a"
)


def _as_assignment(row: Mapping[str, Any]) -> Assignment:
    return Assignment(**{**row, "skills": tuple(row["skills"]), "learners": tuple(row["learners"])})


async def add(conn: Connection, made: Assignment) -> bool:
    """Keep an assignment; False when one of this id is there."""
    done = await conn.execute(
        "INSERT INTO assignment (id, class, course, what, skills, title, note, due, whole_class, made, made_by, part)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (school, id) DO NOTHING",
        [
            made.id,
            made.class_id,
            made.course,
            made.what,
            list(made.skills),
            made.title,
            made.note,
            made.due,
            made.whole_class,
            made.made,
            made.made_by,
            made.part,
        ],
    )
    if done.rowcount and made.learners:
        await conn.execute(
            "INSERT INTO assignment_learner (assignment, learner) SELECT %s, unnest(%s::uuid[])",
            [made.id, list(made.learners)],
        )
    return bool(done.rowcount)


async def find(conn: Connection, id: UUID) -> Assignment | None:
    """An assignment by its id."""
    found = await conn.execute(f"{_ASSIGNMENT} WHERE a.id = %s", [id])
    row = await found.fetchone()
    return None if row is None else _as_assignment(row)


async def withdraw(conn: Connection, id: UUID, now: datetime) -> None:
    """Take an assignment back, once."""
    await conn.execute("UPDATE assignment SET withdrawn = %s WHERE id = %s AND withdrawn IS NULL", [now, id])


async def view_class(conn: Connection, class_id: UUID) -> list[Assignment]:
    """A class's assignments that stand, soonest due first."""
    found = await conn.execute(
        f"{_ASSIGNMENT} WHERE a.class = %s AND a.withdrawn IS NULL ORDER BY a.due, a.id", [class_id]
    )
    return [_as_assignment(row) for row in await found.fetchall()]


async def view_learner(conn: Connection, learner: Person, since: datetime) -> list[Assignment]:
    """What stands for a learner in classes that are open, due for them after ``since``, soonest first."""
    found = await conn.execute(
        f"{_ASSIGNMENT} JOIN class c ON c.school = a.school AND c.id = a.class AND c.archived IS NULL"
        " JOIN class_member m ON m.school = a.school AND m.class = a.class AND m.person = %s AND m.role = 'learner'"
        " WHERE a.withdrawn IS NULL AND a.due + (a.due - a.made) * %s > %s"
        " AND (a.whole_class OR EXISTS (SELECT FROM assignment_learner l WHERE"
        " l.school = a.school AND l.assignment = a.id AND l.learner = m.person)) ORDER BY a.due, a.id",
        [learner.id, extra_time(learner) / 100, since],
    )
    given = [_as_assignment(row) for row in await found.fetchall()]
    return sorted(given, key=lambda one: one.due_for(learner))


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asked a colleague to look at a case."""

    subject: UUID
    case_id: str
    colleague: UUID
    asked_by: UUID | None
    note: str
    at: datetime


async def ask(conn: Connection, asked: Asked) -> bool:
    """Note that a colleague was asked; False when they had been."""
    done = await conn.execute(
        "INSERT INTO asked_colleague (subject, case_id, colleague, asked_by, note, at)"
        " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [asked.subject, asked.case_id, asked.colleague, asked.asked_by, asked.note, asked.at],
    )
    return bool(done.rowcount)


async def view_asked(conn: Connection, subjects: Collection[UUID]) -> list[Asked]:
    """Who was asked about cases of these learners, latest first."""
    found = await conn.execute(
        "SELECT subject, case_id, colleague, asked_by, note, at FROM asked_colleague"
        " WHERE subject = ANY (%s) ORDER BY at DESC",
        [list(subjects)],
    )
    return [Asked(**row) for row in await found.fetchall()]


async def view_taught(conn: Connection, teacher: UUID) -> list[UUID]:
    """The learners of the open classes that a person teaches."""
    found = await conn.execute(
        "SELECT DISTINCT b.person FROM class_member a JOIN class c ON c.school = a.school AND c.id = a.class"
        " AND c.archived IS NULL JOIN class_member b ON b.school = a.school AND b.class = a.class"
        " WHERE b.role = 'learner' AND a.person = %s AND a.role = 'teacher'",
        [teacher],
    )
    return [row["person"] for row in await found.fetchall()]


async def view_told(conn: Connection, adult: UUID) -> list[UUID]:
    """Of whose alerts an adult was told."""
    query = (
        "SELECT DISTINCT subject FROM event WHERE kind = 'alert.told' AND body -> 'to' @> to_jsonb(%s::text)"
        " ORDER BY subject"
    )
    return [row["subject"] for row in await (await conn.execute(query, [adult])).fetchall()]


async def view_colleagues(conn: Connection, teacher: UUID, learner: UUID) -> list[tuple[UUID, str]]:
    """Others who teach a learner in an open class: id and name, by name."""
    found = await conn.execute(
        "SELECT DISTINCT p.id, p.name, lower(p.name) AS place FROM class_member l"
        " JOIN class c ON c.school = l.school AND c.id = l.class AND c.archived IS NULL"
        " JOIN class_member t ON t.school = l.school AND t.class = l.class AND t.role = 'teacher'"
        " JOIN person p ON p.school = t.school AND p.id = t.person AND p.closed IS NULL"
        " WHERE l.person = %s AND l.role = 'learner' AND p.id <> %s AND 'teacher' = ANY (p.roles) ORDER BY place, p.id",
        [learner, teacher],
    )
    return [(row["id"], row["name"]) for row in await found.fetchall()]


async def view_names(conn: Connection, people: Collection[UUID]) -> dict[UUID, str]:
    """The names of these people."""
    found = await conn.execute("SELECT id, name FROM person WHERE id = ANY (%s)", [list(people)])
    return {row["id"]: row["name"] for row in await found.fetchall()}
