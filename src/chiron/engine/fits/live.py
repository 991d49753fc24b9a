"""Which parameters are in use in a course of a school: a fit that was adopted, or what Chiron comes with.

Adopting drops the course's snapshots in the same transaction, so that every state is folded again, under the new
version, when it is next looked at. A process believes what it last read for a while: a snapshot under another version
is never taken for one under its own.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic
from uuid import UUID

from msgspec.json import encode

from chiron.core.errors import Conflict, NotFound
from chiron.core.events import Event
from chiron.core.learning.course import Course
from chiron.core.learning.fitted.parameters import Fitted, course_of, model_of
from chiron.core.learning.lineage.fitting import fitted_along, parameters_along
from chiron.core.learning.lineage.hearing import heard_by
from chiron.core.learning.lineage.lines import PLAIN, Line, Lineage
from chiron.core.learning.lineage.naming import Today, under
from chiron.core.learning.mastery import Model
from chiron.core.learning.outlook import opening
from chiron.core.learning.prediction import Parameters
from chiron.core.learning.residual import Residual, Unreadable, read
from chiron.core.learning.resources.helping import Helps
from chiron.core.learning.translation import kept_version
from chiron.core.words import Json
from chiron.engine.fits import helping, store
from chiron.engine.fits.artefact import Parts, fit
from chiron.engine.fits.forecast import Forecast, Forecasts
from chiron.engine.library import versions
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection

LEARNT_FROM = (
    "item.opened",
    "step.attempted",
    "hint.taken",
    "step.shown",
    "grade.decided",
    "grade.replayed",
    "answer.self-judged",
)
"""The events that a fit learns from."""
BELIEVED = 60.0
"""Seconds after which what is in use is read again."""
COURSES = 64
"""Courses held with their fitted difficulties."""


@dataclass(slots=True)
class Live:
    """What is in use: the learner model, and courses as it sees them. ``fitted`` is None for what Chiron comes with.

    ``explained`` are the fitted parameters of the explainable prediction, ``residual`` the trees on what it leaves
    over, each None where it did not gain; ``base`` is the prediction that the trees correct.
    """

    model: Model
    fitted: Fitted | None = None
    explained: Parameters | None = None
    residual: Residual | None = None
    base: Parameters | None = None
    helps: Helps | None = None
    """What offering things to read and see brought; None where nobody learnt it yet."""
    lineage: Lineage = PLAIN
    """What the parts of every version of the course are called today."""
    _courses: OrderedDict[str, Course] = field(default_factory=OrderedDict)
    _today: OrderedDict[str, Today] = field(default_factory=OrderedDict)

    def prediction(self, course: Course) -> Parameters:
        """The parameters by which the next answer is predicted and explained; the author's word where none gained, or
        where what was fitted is of another format than is read today."""
        return self.explained if self.explained is not None and self.explained.current else opening(course)

    def course(self, course: Course, version: str) -> Course:
        """The course of a version under today's names, with its fitted difficulties. One object serves as long as it is
        held."""
        today = self.today(course, version)
        if self.fitted is None:
            return course if today is None else today.course
        found = self._courses.get(version)
        if found is None:
            found = course_of(course if today is None else today.course, self.fitted)
            found = self._courses.setdefault(version, found)
            while len(self._courses) > COURSES:
                self._courses.popitem(last=False)
        return found

    def today(self, course: Course, version: str) -> Today | None:
        """A version's parts under today's names; None where those are their own."""
        line = None if self.lineage is PLAIN else self.lineage.line(kept_version(version))
        if not line:
            return None
        found = self._today.get(version)
        if found is None:
            found = self._today.setdefault(version, under(course, line))
            while len(self._today) > COURSES:
                self._today.popitem(last=False)
        return found

    def heard(self, event: Event) -> Event:
        """An event in today's names, for those who count answers by skill and item."""
        return heard_by(event, self.lineage)

    def as_of(self, at: datetime) -> Live:
        """The same, with the names of a time: for looking back."""
        if not self.lineage.mark:
            return self
        return replace(self, lineage=self.lineage.as_of(at), _courses=OrderedDict(), _today=OrderedDict())


class Fits:
    """What this process knows to be in use. ``usual`` is the model that Chiron comes with, or was told to take."""

    def __init__(self, usual: Model) -> None:
        self.usual = Live(usual)
        self._live: dict[tuple[UUID, str], tuple[Live, float]] = {}
        self._read: OrderedDict[tuple[UUID, str], tuple[str, Live]] = OrderedDict()
        self._helped: OrderedDict[tuple[UUID, str], tuple[Live | None, str, Live]] = OrderedDict()
        self._forecasts = Forecasts()

    def believed(self, school: UUID, course: str) -> Live | None:
        """What was last read, if that is not long ago."""
        live, at = self._live.get((school, course), (None, 0.0))
        return live if monotonic() - at < BELIEVED else None

    async def live(self, conn: Connection, course: str) -> Live:
        """What is in use in a course of the connection's school, now."""
        school, version, helped, mark = await store.view_live(conn, course)
        if version is None and not mark:
            self._read.pop((school, course), None)
        live = self.usual if version is None and not mark else await self._of(conn, school, course, version, mark)
        live = await self._with_helps(conn, school, course, live, helped)
        self._live[school, course] = (live, monotonic())
        return live

    async def forecast(
        self, conn: Connection, person: Person, course: Course, version: str, last: int
    ) -> Forecast | None:
        """How likely a learner's next answer is right, where trees are in use in the course; None where none are.

        The one way to what the trees say: a number to choose by, never shown as why. ``version`` is the course's,
        ``last`` the number of the last event of the learner's log. The caller has asked the door.
        """
        live = self.believed(person.school, course.id) or await self.live(conn, course.id)
        if live.residual is None or live.base is None or not live.base.current:
            return None
        under = f"{version} {live.model.version} {live.lineage.mark}"
        found = self._forecasts.of(person.id, under, Forecast(course, live.base, live.residual), last)
        if found.seq < last:
            events = await log.read(conn, person.id, found.seq, course.id, LEARNT_FROM)
            found.read([live.heard(event) for event in events], last)
        return found

    async def usual_in(self, conn: Connection, course: str) -> Live:
        """What Chiron comes with, under today's names of a course's parts; no fit."""
        live = await self.live(conn, course)
        if not live.lineage.mark:
            return self.usual
        return replace(self.usual, lineage=live.lineage, _courses=OrderedDict(), _today=OrderedDict())

    async def under(self, conn: Connection, course: str, version: str) -> Live:
        """What was in use under a version that an event names; what is in use now where that is gone.

        For looking back: nothing of it is held.
        """
        live = await self.live(conn, course)
        if version == live.model.version:
            return live
        if version == self.usual.model.version:
            return await self.usual_in(conn, course)
        with suppress(NotFound):
            kept, _line = await _parts(conn, course, version, live.lineage)
            if kept is not None:
                return Live(model_of(kept.fitted, version), kept.fitted, kept.prediction, lineage=live.lineage)
        return live

    def without_trees(self, school: UUID, course: str) -> bool:
        """Whether it is known, without asking the database, that no trees are in use in a course."""
        live = self.believed(school, course)
        return live is not None and live.residual is None

    async def _with_helps(self, conn: Connection, school: UUID, course: str, live: Live, version: str | None) -> Live:
        """What is in use, with what things to read and see brought; read again only where that is another version."""
        if version is None:
            return live
        base, known, found = self._helped.get((school, course), (None, "", live))
        if base is live and known == version:
            return found
        found = replace(live, helps=await helping.known(conn, course))
        self._helped[school, course] = (live, version, found)
        while len(self._helped) > COURSES:
            self._helped.popitem(last=False)
        return found

    async def _of(self, conn: Connection, school: UUID, course: str, version: str | None, mark: str) -> Live:
        key = f"{version} {mark}"
        known, found = self._read.get((school, course), ("", self.usual))
        if known == key:
            return found
        names = await versions.lineage(conn, course) if mark else PLAIN
        made = await _made(conn, course, version, names) if version is not None else None
        if made is None:
            made = replace(self.usual, lineage=names, _courses=OrderedDict(), _today=OrderedDict())
        self._read[school, course] = (key, made)
        while len(self._read) > COURSES:
            self._read.popitem(last=False)
        return made


async def _made(conn: Connection, course: str, version: str, names: Lineage) -> Live | None:
    """What is in use under a version of the fit; None where an erasure has left nothing of it."""
    kept, line = await _parts(conn, course, version, names)
    if kept is None:
        return None
    base = kept.base or kept.prediction
    if base is not None and not base.current:
        base = None  # what the trees correct is of older features, so they have nothing to correct
    # Trees know skills and items by the names of their day: where those changed, they rest until the next fit.
    trees = None if line else _trees(kept.residual)
    return Live(model_of(kept.fitted, version), kept.fitted, kept.prediction, trees, base, lineage=names)


async def _parts(conn: Connection, course: str, version: str, names: Lineage) -> tuple[Parts | None, Line]:
    """What a fit holds, under today's names, and the way from the version that it was fitted to. Raises NotFound."""
    found = await fit(conn, course, version)
    kept, line = found.parts, names.line(found.content)
    if kept is None or not line:
        return kept, line
    prediction, base = (None if one is None else parameters_along(one, line) for one in (kept.prediction, kept.base))
    return Parts(fitted_along(kept.fitted, line), prediction, kept.residual, base), line


def _trees(kept: Json | None) -> Residual | None:
    """The trees; None where they are of another format than is read today: the fit serves without them."""
    with suppress(Unreadable):
        return None if kept is None else read(encode(kept))
    return None


async def use(conn: Connection, course: str, version: str | None, now: datetime) -> int:
    """Put a fit to use, or with None what Chiron comes with; how many states are folded again when next looked at.

    Raises NotFound, or Conflict for a fit of which an erasure has left nothing.
    """
    if version is not None:
        found = await fit(conn, course, version)
        if found.fitted is None:
            raise Conflict(f"Fit {found.version} used events of somebody who was erased; it is gone. Fit again.")
        version = found.version
    return await store.put_live(conn, course, version, now)
