"""The tutoring desk: what it is given, and how it gathers what is known of a learner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random
from uuid import UUID

from chiron.core.events import Event
from chiron.core.learning.decide import Setting
from chiron.core.learning.fold import Frame, fold
from chiron.core.learning.generate import generate
from chiron.core.learning.mastery import Model
from chiron.core.learning.policies import Policy
from chiron.core.learning.state import SHAPE, LearnerState, from_json, to_json
from chiron.engine.grading.checks import guess
from chiron.engine.library.shelf import Shelf
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection, Database


@dataclass(frozen=True, slots=True)
class TutoringDesk:
    """The desk's rooms and choices. ``chance`` and ``new_id`` come from the main floor."""

    database: Database
    shelf: Shelf
    clock: Callable[[], datetime]
    chance: Callable[[], Random]
    new_id: Callable[[], UUID]
    model: Model
    policy: Policy

    @property
    def parameters(self) -> str:
        """The versions under which a snapshot holds; another value means: fold again."""
        return f"{SHAPE} {self.model.version}"

    def setting(self, person: Person, frame: Frame) -> Setting:
        """What a decision for this person is made under, now."""
        return Setting(
            frame=frame,
            policy=self.policy,
            generate=partial(generate, frame.course),
            guess=guess,
            when=self.clock(),
            chance=self.chance(),
            new_id=self.new_id,
            actor=person.id,
        )


@dataclass(frozen=True, slots=True)
class Gathered:
    """One read: the learner's state, its place in the log, and the course as of now."""

    state: LearnerState
    seq: int
    frame: Frame


async def gather(desk: TutoringDesk, conn: Connection, person: Person, course_id: str) -> Gathered:
    """What is known of a learner in a course, up to the last event of their log.

    A snapshot of an older shape, or none, is folded anew from the log; one that is behind (a teacher decided something)
    catches up. An open item keeps the course version it was made from.
    """
    found = await log.gather(conn, person.id, course_id)
    state, seq = LearnerState(), 0
    if found.state is not None and found.parameters == desk.parameters:
        state, seq = from_json(found.state), found.seq
    if seq < found.last:
        events = await log.read(conn, person.id, after=seq, course=course_id)
        state = fold(state, events, await frames(desk, conn, course_id, events, retention(person)))
    version = state.item.version if state.item and not state.item.finished else None
    course, version = await desk.shelf.course(conn, course_id, version)
    return Gathered(state, found.last, Frame(course, version, desk.model, retention(person)))


async def frames(
    desk: TutoringDesk, conn: Connection, course_id: str, events: list[Event], wanted: float
) -> Callable[[Event], Frame]:
    """The frame of each of these events, by the course version that it names."""
    versions = {event.draft.about.version for event in events if event.draft.about is not None}
    made = {
        version: Frame((await desk.shelf.course(conn, course_id, version))[0], version, desk.model, wanted)
        for version in versions
    }
    return lambda event: made[event.draft.about.version if event.draft.about else ""]


def retention(person: Person) -> float:
    """The recall a learner wants when a review falls due, in [0.8, 0.95]."""
    chosen = person.preferences.get("retention")
    return float(chosen) if isinstance(chosen, (int, float)) else 0.9


async def rebuild(desk: TutoringDesk, conn: Connection, person: Person, course_id: str) -> LearnerState:
    """Fold the whole log again and keep the result; the state is the one that was there before."""
    events = await log.read(conn, person.id, course=course_id)
    last = await log.last_seq(conn, person.id)
    state = fold(LearnerState(), events, await frames(desk, conn, course_id, events, retention(person)))
    await log.keep(conn, person.id, course_id, last, desk.parameters, to_json(state))
    return state
