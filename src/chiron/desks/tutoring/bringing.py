"""A learner's own reviews of another program, brought into a course: looked over first, brought, taken out again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from chiron.core.errors import ChironError, InvalidInput, NotFound, Unavailable
from chiron.core.events import KINDS, About, Draft, Made
from chiron.core.learning import reviewed_elsewhere as elsewhere
from chiron.core.learning.course import Course
from chiron.core.learning.fold import Frame, apply_draft
from chiron.core.learning.memory import retrievability
from chiron.core.learning.memory.elsewhere import Review
from chiron.core.learning.reviewed_elsewhere import BROUGHT, WITHDRAWN, Found, Held, Shown
from chiron.core.learning.state import LearnerState, to_bytes
from chiron.core.words import Json
from chiron.engine.folds import Folds, Gathered, frame_under
from chiron.engine.library.exporting.anki_names import card_names
from chiron.engine.library.importing import histories
from chiron.engine.library.importing.histories import Waiting
from chiron.engine.people import store as people
from chiron.engine.people.access import Action, Kind, Target, allow
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection, Database

SOURCE = "anki"
TRIES = 5
AT_ONCE = 20_000
"""Reviews that are brought while their learner waits; more go behind the scenes."""
NOTHING_NEW = "None of these reviews is new and of a card of this course. Nothing was brought."
FULL = "You brought as many reviews as a course takes, those counted that you took out again. Nothing was brought."
LEARNER, OPERATOR = "learner", "operator"
"""Who brought it."""


class Desk(Protocol):
    """What is needed of the tutoring desk."""

    @property
    def database(self) -> Database:
        """Where the log is."""

    @property
    def folds(self) -> Folds:
        """Where states come from."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The time, in UTC."""


@dataclass(frozen=True, slots=True)
class Hands:
    """The same where there is no desk: at the command, and behind the scenes."""

    database: Database
    folds: Folds
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Look:
    """What a learner brought into a course so far, what waits, and what that would come to.

    ``elsewhere`` is the course for which something waits, where it is another one.
    """

    shown: tuple[Shown, ...] = ()
    waiting: Waiting | None = None
    found: Found | None = None
    elsewhere: str = ""


async def look(desk: Desk, conn: Connection, home: Path | None, person: Person, gathered: Gathered) -> Look:
    """Where a learner stands with what they bring into the course. Raises NotAllowed."""
    _learns(person, person)
    course = gathered.frame.course
    shown = _shown(desk, gathered.state, gathered.frame)
    waits = None if home is None else await asyncio.to_thread(histories.waiting, home, person.school, person.id)
    if waits is None or waits.course != course.id:
        return Look(shown, elsewhere="" if waits is None else waits.course)
    if not waits.ready:
        return Look(shown, waits)
    kept = await held(desk, conn, person.id, course.id)
    found = await asyncio.to_thread(_found, waits.reviews, course, kept, desk.clock())
    return Look(shown, waits, replace(found, left=found.left + waits.left, cards=waits.cards))


def places(course: Course) -> dict[str, tuple[str, str]]:
    """Where the cards of a deck have their place in a course: of one that it was made of, or that was made of it."""
    return card_names(course) | elsewhere.places(course)


def _found(reviews: Mapping[str, list[Review]], course: Course, kept: Held, now: datetime) -> Found:
    return elsewhere.found(reviews, places(course), kept.times, now, kept.ever)


def _shown(desk: Desk, state: LearnerState, frame: Frame) -> tuple[Shown, ...]:
    now = desk.clock()
    recall = {
        name: retrievability(record.elsewhere.memory, now)
        for name, record in state.skills.items()
        if record.elsewhere is not None and record.elsewhere.memory is not None
    }
    return elsewhere.shown(state, frame.course, recall)


async def keep(desk: Desk, home: Path, person: Person, course: str, name: str, file: BinaryIO) -> None:
    """Keep a learner's file to be read for a course. Raises NotAllowed, NotFound, InvalidInput."""
    _learns(person, person)
    async with desk.database.school(person.school) as conn:
        content, _ = await desk.folds.shelf.course(conn, course)
    cards = await asyncio.to_thread(places, content)
    await asyncio.to_thread(histories.keep, home, person.school, person.id, course, cards, name, file)


async def bring(
    desk: Desk,
    person: Person,
    course: str,
    reviews: Mapping[str, list[Review]],
    by: Person | None,
) -> Found:
    """Bring a history into a course; what of it came. ``by`` is None where an operator does it at the machine.

    What was brought before is not brought again. Raises NotAllowed, NotFound, and InvalidInput where nothing is new.
    """
    if by is not None:
        _learns(by, person)
    for attempt in range(TRIES):
        async with desk.database.school(person.school) as conn:
            gathered = await _today(desk, conn, person, course)
            kept = await held(desk, conn, person.id, course)
        found, drafts = await asyncio.to_thread(_drafts, desk, gathered, kept, reviews, by)
        if not found.reviews:
            raise InvalidInput(FULL if found.left["too-many"] else NOTHING_NEW)
        if await _record(desk, person, gathered, drafts, last=attempt + 1 == TRIES):
            break
    return found


async def bring_waiting(desk: Desk, home: Path, school: UUID, person: UUID) -> str:
    """Bring what a learner said yes to, behind the scenes; what came of it."""
    async with desk.database.school(school) as conn:
        learner = await people.find_person(conn, person)
    waits = await asyncio.to_thread(partial(histories.waiting, home, school, person, wanted=True))
    if learner is None or waits is None or not waits.ready:
        histories.forget(home, school, person, "" if waits is None else waits.id)
        return "nothing"
    try:
        found = await bring(desk, learner, waits.course, waits.reviews, learner)
    except Unavailable:
        raise
    except ChironError as fault:
        histories.refuse(home, school, person, waits.id, fault.message)
        return fault.message
    histories.forget(home, school, person, waits.id)
    return f"{found.reviews} reviews"


def _drafts(
    desk: Desk, gathered: Gathered, kept: Held, reviews: Mapping[str, list[Review]], by: Person | None
) -> tuple[Found, list[Draft]]:
    frame = gathered.frame
    found = _found(reviews, frame.course, kept, desk.clock())
    who = OPERATOR if by is None else LEARNER
    made = list(elsewhere.bodies(found, SOURCE, who, kept.withdrawals))
    drafts = [_draft(desk, frame, BROUGHT, body, key, skill, by) for skill, key, body in made]
    if drafts and gathered.state.joined is None:
        key = f"{drafts[0].key}/joined"
        drafts.insert(0, _draft(desk, frame, "course.joined", {"assigned_by": None}, key, None, by))
    return found, drafts


async def withdraw(desk: Desk, person: Person, course: str, skills: tuple[str, ...], key: str) -> None:
    """Take reviews out again: those of some skills, or all where none is named; once a key.

    Raises NotAllowed, and NotFound where there is nothing to take out.
    """
    _learns(person, person)
    for attempt in range(TRIES):
        async with desk.database.school(person.school) as conn:
            gathered = await _today(desk, conn, person, course)
            if await log.by_key(conn, person.id, key):
                return
        have = {name for name, record in gathered.state.skills.items() if record.elsewhere is not None}
        if not have.intersection(skills or have):
            raise NotFound("There are no reviews of that kind here.")
        body: dict[str, Json] = {"skills": sorted(have.intersection(skills))}
        draft = _draft(desk, gathered.frame, WITHDRAWN, body, key, None, person)
        if await _record(desk, person, gathered, [draft], last=attempt + 1 == TRIES):
            return


async def _record(desk: Desk, person: Person, gathered: Gathered, drafts: list[Draft], *, last: bool) -> bool:
    """Write events with the state that they make; False where the log grew meanwhile."""
    state = await asyncio.to_thread(_folded, gathered, drafts)
    course = gathered.frame.course.id
    try:
        async with desk.database.school(person.school) as conn:
            await log.record(conn, person.id, gathered.seq, drafts, course, gathered.parameters, to_bytes(state))
    except log.AlreadyRecorded:
        return True
    except log.Moved:
        if last:
            raise
        return False
    return True


def _folded(gathered: Gathered, drafts: list[Draft]) -> LearnerState:
    state = gathered.state
    for draft in drafts:
        state = apply_draft(state, draft, gathered.frame)
    return state


def _draft(
    desk: Desk,
    frame: Frame,
    kind: str,
    body: Mapping[str, Json],
    key: str,
    skill: str | None,
    by: Person | None,
) -> Draft:
    about = About(frame.course.id, frame.version, skill)
    actor = None if by is None else by.id
    made = Made(parameters=frame.model.version)
    return Draft(kind, body, key, actor, desk.clock(), about=about, made=made, version=KINDS[kind].version)


async def _today(desk: Desk, conn: Connection, person: Person, course: str) -> Gathered:
    """What is known of a learner, and the course as it is on the shelf: reviews belong to no open item."""
    gathered = await desk.folds.gather(conn, person, course)
    content, version = await desk.folds.shelf.course(conn, course)
    frame = frame_under(content, version, await desk.folds.live(conn, course))
    return replace(gathered, frame=frame)


async def held(desk: Desk, conn: Connection, person: UUID, course: str) -> Held:
    """What a learner brought into a course before, and did not take out."""
    events = await log.read(conn, person, course=course, kinds=elsewhere.KINDS)
    frame_of = await desk.folds.frames(conn, course, events)
    return elsewhere.held(frame_of(event).heard(event) for event in events)


def _learns(actor: Person, person: Person) -> None:
    allow(actor, Action.LEARN, Target(Kind.PERSON, person.school, person.id))


async def there(database: Database, school: UUID, person: UUID) -> bool:
    """Whether a school still has a person: what waits of somebody else is taken away."""
    async with database.school(school) as conn:
        return await people.find_person(conn, person) is not None
