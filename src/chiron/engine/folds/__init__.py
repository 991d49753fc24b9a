"""What is folded from the log and kept: a learner's state in a course, caught up when it is looked at.

Desks share this room: tutoring decides on the state, insight and studio read it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from chiron.core.errors import NotFound
from chiron.core.events import Event
from chiron.core.learning.changes import WITHIN, changes
from chiron.core.learning.course import Course
from chiron.core.learning.fitted.responses import passed_over
from chiron.core.learning.fold import Frame, fold
from chiron.core.learning.mastery import Model
from chiron.core.learning.packages import KINDS as PLAYED
from chiron.core.learning.state import SHAPE, LearnerState, from_text, to_bytes, to_json
from chiron.core.learning.translation import kept_version
from chiron.core.words import Json
from chiron.engine.fits.live import Fits, Live
from chiron.engine.folds.held import Held
from chiron.engine.library.shelf import Shelf
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection
from chiron.engine.records.store import Changed


@dataclass(frozen=True, slots=True)
class Folds:
    """Where states come from: the shelf gives courses by version, the fits what is in use in a course.

    ``model`` is used where no fit is. ``held`` are states at hand, used where the database says that they are still
    those that it keeps.
    """

    shelf: Shelf
    model: Model
    held: Held = field(default_factory=Held, compare=False)
    fits: Fits = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fits", Fits(self.model))

    @property
    def parameters(self) -> str:
        """The versions under which a snapshot holds where no fit is in use."""
        return parameters(self.fits.usual)

    async def live(self, conn: Connection, course: str) -> Live:
        """What is in use in a course of the connection's school."""
        return await self.fits.live(conn, course)

    def under(self, live: Live) -> str:
        """The versions under which a snapshot holds, where this is in use."""
        return parameters(live)

    async def version(self, conn: Connection, course: str) -> str:
        """The version of the learner model in use in a course, as events name it."""
        return (await self.live(conn, course)).model.version

    def ready(self, found: log.Found, person: Person, course: str) -> Gathered | None:
        """``gather`` from what was read already; None where the database must be asked for more."""
        live = self.fits.believed(person.school, course)
        if found.seq < found.last or live is None:
            return None
        state = self._kept(person.id, course, found, live)
        if state is None or state.item is None:
            return None
        wanted = person.reads(course)
        held = None if state.item.finished else self.shelf.held(course, state.item.version, wanted)
        if held is None:
            return None
        self.held.keep(person.id, course, found.version, found.last, state)
        return Gathered(state, found.last, frame_under(*held, live), found.version, live.lineage.mark)

    def remembered(self, person: Person, course: str) -> log.Found | None:
        """What reading would find where nobody wrote since this process did; None where nothing is held."""
        seq, live = self.held.seq(person.id, course), self.fits.believed(person.school, course)
        if seq is None or live is None:
            return None
        return log.Found(seq, seq, parameters(live), None, self.held.version(person.id, course))

    async def gather(self, conn: Connection, person: Person, course: str) -> Gathered:
        """What is known of a learner in a course, up to the last event of their log.

        A snapshot of an older shape, or none, is folded anew from the log; one that is behind (a teacher decided
        something) catches up. An open item keeps the course version it was made from. The course is read in the
        person's language, also where its item was opened in another.
        """
        live = await self.live(conn, course)
        found = await log.gather(conn, person.id, course, self.held.version(person.id, course))
        state = await self._caught_up(conn, person.id, course, found, live)
        version = state.item.version if state.item and not state.item.finished else None
        wanted = person.reads(course)
        content, version = await self.shelf.course(conn, course, version, wanted)
        exact = found.version if found.parameters == parameters(live) and found.seq == found.last else None
        self.held.keep(person.id, course, exact, found.last, state)
        frame = await self._naming(conn, frame_under(content, version, live), state, live)
        return Gathered(state, found.last, frame, exact, live.lineage.mark)

    async def _naming(self, conn: Connection, frame: Frame, state: LearnerState, live: Live) -> Frame:
        """The frame with the names of the last item's version beside those of its own: the learner may still say
        something of it."""
        item = state.item
        if item is None or kept_version(item.version) == kept_version(frame.version):
            return frame
        if not live.lineage.line(kept_version(item.version)):
            return frame
        content, version = await self.shelf.course(conn, frame.course.id, item.version)
        today = live.today(content, version)
        return frame if today is None else replace(frame, names={**(frame.names or {}), kept_version(version): today})

    def writing(self, gathered: Gathered, state: LearnerState) -> bytes | Changed:
        """What is to be written that the snapshot holds ``state``: what changed, where it holds what was gathered."""
        changed = None if gathered.version is None else changes(gathered.state, state)
        if changed is None or gathered.version is None:
            return to_bytes(state)
        return Changed(gathered.version, changed.top, WITHIN, changed.within)

    async def several(self, conn: Connection, people: Sequence[Person], course: str) -> dict[UUID, LearnerState]:
        """The states of several learners in a course; one that never began has an empty state."""
        live = await self.live(conn, course)
        found = await log.gather_many(conn, [person.id for person in people], course)
        return {person.id: await self._caught_up(conn, person.id, course, found[person.id], live) for person in people}

    async def _caught_up(
        self, conn: Connection, person: UUID, course: str, found: log.Found, live: Live
    ) -> LearnerState:
        kept = self._kept(person, course, found, live)
        state, seq = (LearnerState(), 0) if kept is None else (kept, found.seq)
        if seq >= found.last:
            return state
        # What packages say passes through the fold, and others decide how much that is.
        events = await log.read(conn, person, after=seq, course=course, but=PLAYED)
        state = fold(state, events, await self.frames(conn, course, events, live))
        if kept is None and events:  # Folding a whole log is long: whoever looks next shall not do it again.
            upto = max(found.last, events[-1].seq)
            await log.keep(conn, person, course, upto, parameters(live), to_json(state))
        return state

    def _kept(self, person: UUID, course: str, found: log.Found, live: Live) -> LearnerState | None:
        """The state of the snapshot, None where there is none under the parameters in use."""
        if found.version is None or found.parameters != parameters(live):
            return None
        if found.text is None:
            return self.held.state(person, course, found.version)
        return from_text(found.text)

    async def frames(
        self, conn: Connection, course: str, events: Sequence[Event], live: Live | None = None
    ) -> Callable[[Event], Frame]:
        """The frame of each of these events, by the course version that it names, under what is in use and under
        today's names."""
        made, live = {}, live or await self.live(conn, course)
        for version in {about.version for event in events if (about := event.draft.about) is not None}:
            try:
                content, _ = await self.shelf.course(conn, course, version)
            except NotFound:  # A version that was never kept here: what the course is now is nearest to it.
                content, _ = await self.shelf.course(conn, course)
            made[version] = frame_under(content, version, live)
        return lambda event: made[event.draft.about.version if event.draft.about else ""]

    async def rebuild(self, conn: Connection, person: Person, course: str) -> Rebuilt:
        """Fold the whole log again and keep the result; says whether it is the state that was kept before."""
        found, live = await log.gather(conn, person.id, course), await self.live(conn, course)
        events = await log.read(conn, person.id, course=course)
        frame_of = await self.frames(conn, course, events, live)
        state = to_json(fold(LearnerState(), events, frame_of))
        await log.keep(conn, person.id, course, found.last, parameters(live), state)
        here = found.state is not None and found.parameters == parameters(live)
        comparable = here and found.seq == found.last
        passed = passed_over([frame_of(event).heard(event) for event in events], lambda event: frame_of(event).course)
        return Rebuilt(state, len(events), not comparable or found.state == state, passed)


def parameters(live: Live) -> str:
    """The versions under which a snapshot holds; another value means: fold again."""
    mark = live.lineage.mark
    return f"{SHAPE} {live.model.version} {mark}" if mark else f"{SHAPE} {live.model.version}"


def frame_under(content: Course, version: str, live: Live) -> Frame:
    """The course of a version as what is in use sees it, under today's names."""
    course, today = live.course(content, version), live.today(content, version)
    return Frame(course, version, live.model, None if today is None else {kept_version(version): today})


@dataclass(frozen=True, slots=True)
class Gathered:
    """One read: the learner's state, the last number of the log, and the course as the next decision sees it.

    ``version`` is that of the snapshot, where it holds just this state; ``mark`` that of the names.
    """

    state: LearnerState
    seq: int
    frame: Frame
    version: str | None = None
    mark: str = ""

    @property
    def parameters(self) -> str:
        """The versions under which the state holds."""
        known = f"{SHAPE} {self.frame.model.version}"
        return f"{known} {self.mark}" if self.mark else known


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A state folded anew from ``events`` events; ``same`` says that the kept one was equal.

    ``passed`` counts what was passed over, or mended, by reason.
    """

    state: Json
    events: int
    same: bool
    passed: Mapping[str, int] = field(default_factory=dict)
