"""The tutoring desk: what it is given."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from random import Random
from uuid import UUID

from chiron.core.language.answering.passages import passages
from chiron.core.language.answering.retrieval import Index
from chiron.core.learning.course import Course
from chiron.core.learning.decide import Setting, TalkSetting
from chiron.core.learning.fold import Frame
from chiron.core.learning.generate import generate
from chiron.core.learning.policies import Policy
from chiron.core.learning.resources.helping import NOTHING, Helps
from chiron.desks.tutoring.meaning import Meaning
from chiron.desks.tutoring.moderating import Moderation
from chiron.engine.folds import Folds
from chiron.engine.grading.checks import Graders, guess
from chiron.engine.people import preferences
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.records.database import Database
from chiron.ports.telemetry import Telemetry


@dataclass(frozen=True, slots=True)
class TutoringDesk:
    """The desk's rooms and choices. ``clock``, ``chance`` and ``new_id`` come from the main floor."""

    database: Database
    folds: Folds
    clock: Callable[[], datetime]
    chance: Callable[[], Random]
    new_id: Callable[[], UUID]
    policy: Policy
    graders: Graders = field(default_factory=Graders)
    telemetry: Telemetry | None = None
    """Where the operator's tools are told how turns went; None tells nobody."""
    meaning: Meaning | None = None
    """How questions are compared with lessons by meaning; None where only words are."""

    moderation: Moderation | None = None
    """How a message is read for danger beside the rules; None where only they read it."""
    letters: bool = False
    """Whether letters leave this machine, so that a learner is told of one only where there is one."""

    def setting(self, person: Person, school: School, frame: Frame) -> Setting:
        """What a decision for this person is made under, now."""
        make, now = partial(generate, frame.course), self.clock()
        talk = TalkSetting(
            language=person.language,
            index=index_of(frame.called, frame.course),
            help_text=school.help_text or None,
            alone=school.alert_adult is None,
            country=school.country or None,
            mood=school.mood,
            contact=preferences.read(person.preferences).contact_name if self.letters else "",
        )
        wanted = preferences.read(person.preferences).retention
        return Setting(frame, self.policy, make, guess, now, self.chance(), self.new_id, person.id, talk, wanted)

    def helps(self, person: Person, course: str) -> Helps:
        """What is known of the help of things to read and see in a course, as this process last read it."""
        live = self.folds.fits.believed(person.school, course)
        return NOTHING if live is None or live.helps is None else live.helps


_INDEXES: OrderedDict[str, Index] = OrderedDict()
INDEXES = 16
"""Course versions whose passages are held ready for search."""
PASSAGES = 30_000
"""So many passages may be held together: those of a thousand pages, some 6,000, take 90 MB."""


def index_of(version: str, course: Course) -> Index:
    """The index of a course version's passages. A book's takes seconds, so it is laid out beside what goes on."""
    found = _INDEXES.get(version)
    if found is None:
        found = _INDEXES[version] = Index.later(partial(passages, course), course.locale.language)
        while len(_INDEXES) > INDEXES or (
            len(_INDEXES) > 1 and sum(each.size for each in _INDEXES.values()) > PASSAGES
        ):
            _INDEXES.popitem(last=False)
        with suppress(RuntimeError):  # Nothing runs beside a command or a test: the first question lays it out.
            asyncio.get_running_loop().run_in_executor(None, found.ready)
    return found
