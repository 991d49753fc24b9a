"""What is folded from the log and kept: a learner's state in a course, caught up when it is looked at.

Desks share this room: tutoring decides on the state, insight and studio read it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from chiron.core.events import Event
from chiron.core.learning.fold import Frame, fold
from chiron.core.learning.mastery import Model
from chiron.core.learning.state import SHAPE, LearnerState, from_text, to_json
from chiron.core.words import Json
from chiron.engine.library.shelf import Shelf
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection


@dataclass(frozen=True, slots=True)
class Folds:
    """Where states come from: the shelf gives courses by version, the model is the one in use."""

    shelf: Shelf
    model: Model

    @property
    def parameters(self) -> str:
        """The versions under which a snapshot holds; another value means: fold again."""
        return f"{SHAPE} {self.model.version}"

    def ready(self, found: log.Found, course: str) -> Gathered | None:
        """``gather`` from what was read already; None where the database must be asked for more."""
        if found.text is None or found.parameters != self.parameters or found.seq < found.last:
            return None
        state = from_text(found.text)
        held = self.shelf.held(course, state.item.version) if state.item and not state.item.finished else None
        if held is None or state.item is None:
            return None
        return Gathered(state, found.last, Frame(held, state.item.version, self.model))

    async def gather(self, conn: Connection, person: Person, course: str) -> Gathered:
        """What is known of a learner in a course, up to the last event of their log.

        A snapshot of an older shape, or none, is folded anew from the log; one that is behind (a teacher decided
        something) catches up. An open item keeps the course version it was made from.
        """
        found = await log.gather(conn, person.id, course)
        state = await self._caught_up(conn, person.id, course, found)
        version = state.item.version if state.item and not state.item.finished else None
        content, version = await self.shelf.course(conn, course, version)
        return Gathered(state, found.last, Frame(content, version, self.model))

    async def several(self, conn: Connection, people: Sequence[Person], course: str) -> dict[UUID, LearnerState]:
        """The states of several learners in a course; one that never began has an empty state."""
        found = await log.gather_many(conn, [person.id for person in people], course)
        return {person.id: await self._caught_up(conn, person.id, course, found[person.id]) for person in people}

    async def _caught_up(self, conn: Connection, person: UUID, course: str, found: log.Found) -> LearnerState:
        state, seq = LearnerState(), 0
        if found.text is not None and found.parameters == self.parameters:
            state, seq = from_text(found.text), found.seq
        if seq >= found.last:
            return state
        events = await log.read(conn, person, after=seq, course=course)
        return fold(state, events, await self.frames(conn, course, events))

    async def frames(self, conn: Connection, course: str, events: Sequence[Event]) -> Callable[[Event], Frame]:
        """The frame of each of these events, by the course version that it names."""
        made = {}
        for version in {about.version for event in events if (about := event.draft.about) is not None}:
            content, _ = await self.shelf.course(conn, course, version)
            made[version] = Frame(content, version, self.model)
        return lambda event: made[event.draft.about.version if event.draft.about else ""]

    async def rebuild(self, conn: Connection, person: Person, course: str) -> Rebuilt:
        """Fold the whole log again and keep the result; says whether it is the state that was kept before."""
        found = await log.gather(conn, person.id, course)
        events = await log.read(conn, person.id, course=course)
        state = to_json(fold(LearnerState(), events, await self.frames(conn, course, events)))
        await log.keep(conn, person.id, course, found.last, self.parameters, state)
        comparable = found.state is not None and found.parameters == self.parameters and found.seq == found.last
        return Rebuilt(state, len(events), not comparable or found.state == state)


@dataclass(frozen=True, slots=True)
class Gathered:
    """One read: the learner's state, the last number of the log, and the course as the next decision sees it."""

    state: LearnerState
    seq: int
    frame: Frame


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A state folded anew from ``events`` events; ``same`` says that the kept one was equal."""

    state: Json
    events: int
    same: bool
