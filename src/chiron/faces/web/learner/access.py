"""Who may learn here: the person of the request, the course of its address, and their turn at the desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fastapi import Request

from chiron.core.errors import NotFound
from chiron.core.learning import commands as c
from chiron.core.learning.decide import Setting
from chiron.core.learning.outline.trials import is_trial
from chiron.desks.tutoring.choosing import Choosing, choosing
from chiron.desks.tutoring.turn import Form, Turn, look, take_remembered_turn, take_turn
from chiron.desks.tutoring.views.news import KINDS, News, news
from chiron.engine.folds.arrival import Remembered
from chiron.engine.people.access import Action, Kind, Target, allow
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records import log
from chiron.faces.web.csrf import form_of
from chiron.faces.web.house import House, arrived, house, remembered, sitting
from chiron.faces.web.navigation import entries


@dataclass(frozen=True, slots=True)
class Learning:
    """One request of a learner in a course."""

    house: House
    sitting: Sitting
    course: str
    found: log.Found | None = None
    """What was read of the learner together with the sitting, if it was."""
    known: Remembered | None = None
    """Both as they are remembered, where nothing was read yet."""

    @property
    def person(self) -> Person:
        """The learner."""
        return self.sitting.person

    @property
    def school(self) -> School:
        """Their school."""
        return self.sitting.school

    async def remembered_turn(self, command: c.Command, form: Form) -> Turn | None:
        """Take a turn at the desk that is written only if what is remembered still holds; None where it was not."""
        if self.known is None:
            return None
        return await take_remembered_turn(self.house.tutoring, self.known, self.course, command, form)

    async def turn(self, command: c.Command, form: Form | None = None) -> Turn:
        """Take a turn at the desk."""
        return await take_turn(self.house.tutoring, self.sitting, self.course, command, form, self.found)

    async def look(self) -> Turn:
        """The state as it is."""
        return await look(self.house.tutoring, self.person, self.course, self.found)

    def setting(self, turn: Turn) -> Setting:
        """What the pages are made under: what the turn was taken under, if one was."""
        return turn.setting or self.house.tutoring.setting(self.person, self.school, turn.frame)

    async def choosing(self, turn: Turn) -> Choosing:
        """The same where a page tells what comes next: within what teachers set."""
        return await choosing(self.house.tutoring, self.person, self.school, self.setting(turn))

    async def news(self) -> tuple[News, ...]:
        """What people answered lately."""
        async with self.house.database.school(self.person.school) as conn:
            events = await log.read(conn, self.person.id, course=self.course, kinds=KINDS)
            written = await log.named(conn, self.person.id, ("words.said",), "provenance", "person")
        here = [event for event in written if event.draft.about and event.draft.about.course == self.course]
        return news([*events, *here], self.house.clock())

    def path(self, rest: str) -> str:
        """An address in this course, below the base path."""
        return f"{self.house.site.base_path}/learn/{self.course}/{rest}"


async def learning(request: Request, course: str) -> Learning:
    """The signed-in learner in the course of the address. Raises SignInNeeded, NotAllowed or NotFound."""
    return await _learning(request, await sitting(request), course)


async def learning_now(request: Request, course: str) -> Learning:
    """The same for a turn: what is kept of the learner is read at once. Raises likewise."""
    kept = await arrived(request, course)
    return await _learning(request, await sitting(request), course, kept)


async def learning_remembered(request: Request, course: str) -> Learning | None:
    """The same as this process remembers it, nothing read: for ``remembered_turn`` alone. Raises NotAllowed."""
    known = None if is_trial(course) else await remembered(request, course)
    return None if known is None else replace(await _learning(request, known.sitting, course), known=known)


async def _learning(request: Request, found: Sitting, course: str, kept: log.Found | None = None) -> Learning:
    person = found.person
    if is_trial(course):
        allow(person, Action.TRY_COURSE, Target(Kind.PERSON, person.school, await _tries(request, person, course)))
    else:
        allow(person, Action.LEARN, Target(Kind.PERSON, person.school, person.id))
    request.state.nav = entries(found.person, course, request.state.waiting)
    return Learning(house(request), found, course, kept)


async def _tries(request: Request, person: Person, course: str) -> UUID:
    """Who tries the draft that this course was made of. Raises NotFound where nobody does any more."""
    async with house(request).database.school(person.school) as conn:
        owner = await house(request).shelf.only_for(conn, course)
    if owner is None:
        raise NotFound("This trial has ended.")
    return owner


async def fields(request: Request) -> dict[str, list[str]]:
    """The form's fields: every value of every name."""
    form = await form_of(request)
    gathered: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            gathered.setdefault(name, []).append(value)
    return gathered


def one(form: dict[str, list[str]], name: str, otherwise: str = "") -> str:
    """The first value of a field."""
    values = form.get(name)
    return values[0] if values else otherwise


def context_of(learning_now: Learning, turn: Turn) -> dict[str, Any]:
    """What every learner's page is given."""
    return {"course": turn.frame.course, "course_id": learning_now.course, "notice": turn.notice}
