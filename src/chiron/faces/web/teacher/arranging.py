"""Where something is arranged for the tutor: a class of the teacher's or the whole school, in a course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from chiron.core.errors import InvalidInput
from chiron.core.learning.course import Course
from chiron.engine.people import arrangements
from chiron.engine.people.access import Action
from chiron.engine.people.arrangements import Arrangement, State, What, with_state
from chiron.engine.people.door import may, require
from chiron.engine.people.person import Role
from chiron.engine.records.database import Connection
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Chosen, Teaching, choose, first, key_of, read_id, staff_of
from chiron.faces.web.teacher.shown import course_options

SCHOOL = "school"
"""What stands for the whole school in the place of a class's id."""
Form = dict[str, list[str]]


async def arrangers(request: Request) -> Teaching:
    """The signed-in teacher, trainer or operator. Raises SignInNeeded, NotAllowed."""
    return await staff_of(request, Role.TEACHER, Role.TRAINER, Role.OPERATOR)


Arranger = Annotated[Teaching, Depends(arrangers)]


@dataclass(frozen=True, slots=True)
class Where:
    """For whom a page arranges. ``class_id`` is None for the school; ``options`` are the places to choose from."""

    chosen: Chosen
    class_id: UUID | None
    course: Course
    version: str
    courses: Sequence[Course]
    options: Sequence[tuple[str, str]]

    @property
    def value(self) -> str:
        """The place as a form and an address name it."""
        return str(self.class_id) if self.class_id else SCHOOL

    @property
    def query(self) -> str:
        """The same, for an address."""
        return f"class={self.value}&course={self.course.id}"

    @property
    def course_options(self) -> list[tuple[str, str]]:
        """The courses to choose from."""
        return course_options(self.courses)

    @property
    def name(self) -> str:
        """The place in words."""
        return dict(self.options).get(self.value, "")


async def where(conn: Connection, teacher: Teaching, class_id: str, course_id: str) -> Where | None:
    """The place of an address or form; None where there is no class to arrange for, or no course.

    Raises NotAllowed, NotFound.
    """
    whole = await may(conn, teacher.person, Action.TRAIN)
    chosen = await choose(conn, teacher, "" if class_id == SCHOOL else class_id, course_id)
    room = None if class_id == SCHOOL else chosen.room
    if class_id == SCHOOL:
        await require(conn, teacher.person, Action.TRAIN)
    elif room is not None:
        await require(conn, teacher.person, Action.RUN_CLASS, room.id)
    if chosen.course is None or (room is None and not whole):
        return None
    options = [(str(each.id), ", ".join(part for part in (each.name, each.term) if part)) for each in chosen.classes]
    options += [(SCHOOL, _("The whole school"))] if whole else []
    shelf = [each.course for each in await teacher.house.shelf.on_shelf(conn)]
    return Where(chosen, room.id if room else None, chosen.course, chosen.version, shelf, options)


async def needed(conn: Connection, teacher: Teaching, form: Form) -> Where:
    """The place of a form. Raises InvalidInput, NotAllowed, NotFound."""
    found = await where(conn, teacher, first(form, "class"), first(form, "course"))
    if found is None:
        raise InvalidInput(_("Make a class first."), field="class")
    return found


OFF: Mapping[str, State] = {"switch-off": "off"}
STATES: Mapping[str, State] = {"switch-on": "on", **OFF}
"""What buttons of a list do to a line of it."""


async def act(
    conn: Connection, teacher: Teaching, form: Form, what: What, here: Where, states: Mapping[str, State] = STATES
) -> bool:
    """Do what a button of the list says; False where it is none. Raises NotAllowed, NotFound."""
    do = first(form, "do")
    if do not in (*states, "earlier", "later", "away"):
        return False
    name = read_id(first(form, "name"))
    if do == "away":
        await arrangements.take_away(conn, teacher.person, name, teacher.now)
    elif do in ("earlier", "later"):
        await arrangements.move(conn, teacher.person, name, do == "earlier")
    else:
        standing = await arrangements.of(conn, teacher.person, what, here.class_id, here.course.id)
        one: Arrangement | None = next((each for each in standing if each.name == name), None)
        if one is not None and one.state != states[do]:
            await arrangements.change(conn, teacher.person, key_of(form), with_state(one, states[do]), teacher.now)
    return True
