"""What a learner's teachers assigned to them, with how much of it is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chiron.core.errors import NotFound
from chiron.core.learning.course import Course, Skill
from chiron.desks.studio.assignments import Assignment, assignments_for, left
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection
from chiron.faces.web.house import House


@dataclass(frozen=True, slots=True)
class Assigned:
    """One assignment on a learner's page. ``left`` are the skills still to be shown or reviewed."""

    assignment: Assignment
    course: Course
    left: tuple[Skill, ...]
    begun: bool
    due: datetime
    """When it is due for this learner, extra time included."""

    @property
    def done(self) -> int:
        """How many of its skills are done."""
        return len(self.assignment.skills) - len(self.left)


async def assigned(rooms: House, person: Person) -> tuple[Assigned, ...]:
    """What stands for a learner, soonest due first; of courses that are on the shelf."""
    async with rooms.database.school(person.school) as conn:
        given = await assignments_for(conn, person, rooms.clock())
        found = [await _assigned(conn, rooms, person, one, rooms.clock()) for one in given]
    return tuple(one for one in found if one is not None and (one.left or one.due > rooms.clock()))


async def _assigned(conn: Connection, rooms: House, person: Person, one: Assignment, now: datetime) -> Assigned | None:
    folds = rooms.tutoring.folds
    try:
        course, _version = await rooms.shelf.course(conn, one.course, None, person.reads(one.course))
    except NotFound:
        return None
    state = (await folds.several(conn, [person], one.course))[person.id]
    names = left(one, state, course, folds.model, now)
    skills = tuple(course.skills[name] for name in names)
    return Assigned(one, course, skills, state.joined is not None, one.due_for(person))
