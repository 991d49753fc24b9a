"""Who may teach here: the person of the request, their classes, and the class and course that a page is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from chiron.core.errors import InvalidInput, NotAllowed, NotFound
from chiron.core.learning.course import Course
from chiron.desks.insight.needs import Class, Learner
from chiron.desks.insight.reading import Due, learners
from chiron.desks.studio import assignments
from chiron.desks.studio.assignments import Assignment
from chiron.desks.studio.desk import StudioDesk
from chiron.engine.people import classes
from chiron.engine.people.access import Action
from chiron.engine.people.classes import Class as Room
from chiron.engine.people.door import require
from chiron.engine.people.person import Person, Role
from chiron.engine.people.school import School
from chiron.engine.records import log
from chiron.engine.records.database import Connection
from chiron.faces.web.csrf import form_of
from chiron.faces.web.house import House, house, sitting
from chiron.faces.web.language import _, tag


@dataclass(frozen=True, slots=True)
class Teaching:
    """One request of a teacher."""

    house: House
    desk: StudioDesk
    person: Person
    school: School
    now: datetime

    def path(self, rest: str) -> str:
        """An address below the base path."""
        return f"{self.house.site.base_path}{rest}"

    def go(self, rest: str) -> Response:
        """On to another page after a form."""
        return RedirectResponse(self.path(rest), 303)

    def fresh(self) -> str:
        """A key for a form."""
        return str(self.desk.new_id())


async def teaching(request: Request) -> Teaching:
    """The signed-in teacher. Raises SignInNeeded, NotAllowed."""
    return await staff_of(request, Role.TEACHER)


async def staff(request: Request) -> Teaching:
    """The signed-in teacher or operator: an operator may be the one whom alerts come to. Raises the same."""
    return await staff_of(request, Role.TEACHER, Role.OPERATOR)


async def writers(request: Request) -> Teaching:
    """The signed-in teacher or author: who looks at what a course asks, with its keys. Raises the same."""
    return await staff_of(request, Role.TEACHER, Role.AUTHOR)


async def readers(request: Request) -> Teaching:
    """The signed-in teacher, author or operator: who reads what was learnt from a course. Raises the same."""
    return await staff_of(request, Role.TEACHER, Role.OPERATOR, Role.AUTHOR)


async def staff_of(request: Request, *roles: Role) -> Teaching:
    """The signed-in holder of one of these roles. Raises SignInNeeded, NotAllowed."""
    found = await sitting(request)
    if not found.person.has(*roles):
        raise NotAllowed(_("This page is for teachers."))
    rooms = house(request)
    desk = StudioDesk(rooms.database, rooms.tutoring.folds, rooms.clock, rooms.tutoring.new_id)
    return Teaching(rooms, desk, found.person, found.school, rooms.clock())


def read_id(text: str) -> UUID:
    """An id in an address or a form. Raises NotFound."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(_("There is nothing here that you can see.")) from None


async def typed(request: Request) -> dict[str, list[str]]:
    """The form's text fields: every value of every name."""
    gathered: dict[str, list[str]] = {}
    for name, value in (await form_of(request)).multi_items():
        if isinstance(value, str):
            gathered.setdefault(name, []).append(value)
    return gathered


def first(form: dict[str, list[str]], name: str, otherwise: str = "") -> str:
    """The first value of a field."""
    values = form.get(name)
    return values[0] if values else otherwise


def key_of(form: dict[str, list[str]]) -> UUID:
    """The form's idempotency key, which the page made. Raises InvalidInput."""
    try:
        return UUID(first(form, "key"))
    except ValueError:
        raise InvalidInput(_("This page lost a part of itself. Load it again."), field="key") from None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The class and the course that a page is about. ``classes`` are the teacher's open ones."""

    classes: Sequence[Room]
    room: Room | None
    members: Sequence[Person]
    courses: Sequence[Course]
    course: Course | None
    version: str

    @property
    def query(self) -> str:
        """The same choice, for an address."""
        parts = [("class", self.room.id if self.room else None), ("course", self.course.id if self.course else None)]
        return "&".join(f"{name}={value}" for name, value in parts if value)


async def choose(conn: Connection, teacher: Teaching, class_id: str = "", course_id: str = "") -> Chosen:
    """The class of the address, else the first; the course of the address, else the one most have begun.

    Raises NotAllowed, NotFound.
    """
    mine = await classes.of_person(conn, teacher.person.id, "teacher")
    room = mine[0] if mine else None
    if class_id:
        wanted = read_id(class_id)
        await require(conn, teacher.person, Action.SEE_CLASS_LEARNING, wanted)
        room = await classes.view(conn, wanted)
    members = await classes.members(conn, room.id, "learner") if room else []
    shelf = await teacher.house.shelf.on_shelf(conn)
    begun = await log.courses(conn, [person.id for person in members])
    ranked = sorted(shelf, key=lambda each: -begun.get(each.course.id, 0))
    chosen = next((each for each in ranked if each.course.id == course_id), None)
    if course_id and chosen is None:
        raise NotFound(_("There is no such course on the shelf."))
    chosen = chosen or (ranked[0] if ranked else None)
    offered = [each.course for each in ranked if begun.get(each.course.id) or each is chosen]
    course, version = (chosen.course, chosen.version) if chosen else (None, "")
    return Chosen(mine, room, members, offered, course, version)


@dataclass(frozen=True, slots=True)
class Seen:
    """A class in a course, with everybody's state."""

    chosen: Chosen
    room: Class
    learners: tuple[Learner, ...]
    assigned: Sequence[Assignment]


async def see(conn: Connection, teacher: Teaching, chosen: Chosen) -> Seen | None:
    """Everybody's state, None where there is no class, nobody in it, or no course."""
    if chosen.room is None or chosen.course is None:
        return None
    course, model = chosen.course, teacher.desk.folds.model
    given = [a for a in await assignments.of_class(conn, teacher.person, chosen.room.id) if a.course == course.id]
    dues = {person.id: _due(given, person, teacher.now) for person in chosen.members}
    found = {id: due for id, due in dues.items() if due is not None}
    states = await learners(conn, teacher.desk.folds, chosen.members, course.id, found)
    return Seen(chosen, Class(course, model, teacher.now, tag()), states, given)


def _due(given: Sequence[Assignment], learner: Person, now: datetime) -> Due | None:
    nearest = assignments.nearest(given, learner, now)
    return Due(nearest.due_for(learner), nearest.skills) if nearest else None


SAID: dict[str, Any] = {
    "written": lambda: _("Your message is sent. It stands on their Today and in the conversation."),
    "assigned": lambda: _("Assigned. They see it on Today."),
    "goal": lambda: _("The goal is set. They see it on Today."),
    "withdrawn": lambda: _("The assignment is withdrawn."),
    "decided": lambda: _("Decided. The learner is told."),
    "same": lambda: _("It counts so already. Nothing was changed."),
    "acknowledged": lambda: _("Acknowledged."),
    "asked": lambda: _("Your colleague is asked; the case stands in both inboxes."),
    "renamed": lambda: _("Changed."),
    "code": lambda: _("The class has a new code. The old one stopped working."),
    "closed": lambda: _("That code has ended: nobody can join with it."),
    "archived": lambda: _("The class is archived. What its learners showed is kept."),
    "opened": lambda: _("The class is open again."),
    "moved": lambda: _("Moved. What they have shown moves with them."),
    "added": lambda: _("Added."),
    "removed": lambda: _("Removed from the class. What they have shown is kept."),
    "extra-time": lambda: _("The extra time is changed."),
    "made": lambda: _("The class is made. Give its code to your learners."),
}
"""Lines that a page shows after a form, by the word in its address."""


def notice(request: Request) -> str | None:
    """What was just done, from a fixed list: an address cannot put other words on the page."""
    words = SAID.get(request.query_params.get("said", ""))
    return words() if words else None
