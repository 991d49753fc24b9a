"""How likely a learner's next answer is right, by the trees of the fit in use: a number to choose by, never a reason.

A learner's two histories (the explainable part's and the trees') are folded from their log as it grows and held in this
process, so that a choice reads and folds only what came since the last. A judgement that changed an earlier answer
folds the whole log again. What is held is never written anywhere; another fit begins anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import log
from uuid import UUID

from chiron.core.events import Event
from chiron.core.learning import prediction
from chiron.core.learning.course import Course
from chiron.core.learning.fitted.responses import Placed, Reader
from chiron.core.learning.generate import generate
from chiron.core.learning.outlook import seen
from chiron.core.learning.prediction import Learner, Parameters, Seen
from chiron.core.learning.rehearse import guess
from chiron.core.learning.residual import History, Residual, chance

HELD = 128
"""Learners held; one takes some hundred kilobytes."""
MOST = 4
"""So many templates of a skill are told at most, those of which the learner has met fewest: each costs half a
millisecond or so."""


@dataclass(slots=True)
class Forecast:
    """One learner in one course, as far as their log was read (``seq``)."""

    course: Course
    base: Parameters
    residual: Residual
    seq: int = 0
    _reader: Reader = field(init=False)
    _learner: Learner = field(init=False)
    _history: History = field(init=False)
    _folded: dict[tuple[str, str], Placed] = field(default_factory=dict)
    _last: tuple[datetime, int] | None = None

    def __post_init__(self) -> None:
        self._reader = Reader(lambda _: self.course)
        self._begin()

    def _begin(self) -> None:
        self._learner, self._history = prediction.begin(settings=self.base.settings), History()
        self._folded, self._last = {}, None

    def read(self, events: Sequence[Event], seq: int) -> None:
        """Read on in the log; ``seq`` is where it ends now."""
        self._reader.read(events)
        self.seq = seq
        touched = {str(event.body["item"]) for event in events if event.body.get("item") is not None}
        new = self._answers(touched)
        new = [(name, one) for name, one in new if self._folded.get((name, one.response.seen.step)) != one]
        again = any((name, one.response.seen.step) in self._folded for name, one in new)
        if again or (new and self._last is not None and new[0][1][:2] < self._last):
            self._begin()
            new = self._answers(self._reader.items)
        for name, one in new:
            self._fold(name, one)

    def _answers(self, names: Iterable[str]) -> list[tuple[str, Placed]]:
        """What the reader holds of these items, in order of time."""
        return sorted(((name, one) for name in names for one in self._reader.of(name)), key=lambda pair: pair[1][:2])

    def _fold(self, name: str, one: Placed) -> None:
        answer = seen(one.response)
        prediction.absorb(self._learner, self.base.material, self.base.settings, answer)
        self.residual.fold(self._history, answer)
        self._folded[name, one.response.seen.step], self._last = one, one[:2]

    def chances(self, skill: str, when: datetime) -> dict[str, float]:
        """Template of a skill -> the chance in (0, 1) that its first step is answered rightly, unaided, at a time."""
        names = [template.id for template in self.course.skills[skill].templates]
        if len(names) > MOST:
            met = self._history.by_item
            names = sorted(names, key=lambda name: met.get(_name(skill, name), (0, False, 0))[0])[:MOST]
        return {name: self.chance(skill, name, when) for name in names}

    def chance(self, skill: str, template: str, when: datetime) -> float:
        """The chance of one template."""
        about = Seen(_name(skill, template), (skill,), 0.0, when.timestamp(), _guess(self.course, skill, template))
        told = prediction.predict(self._learner, self.base, about).chance
        return chance(self.residual.logit(self._history, about, log(told / (1.0 - told))))


class Forecasts:
    """The forecasts of those who were here last."""

    def __init__(self, most: int = HELD) -> None:
        self._most = most
        self._held: OrderedDict[tuple[UUID, str], tuple[str, Forecast]] = OrderedDict()

    def of(self, person: UUID, version: str, fresh: Forecast, last: int) -> Forecast:
        """The learner's, under the same version of course and fit and not ahead of the log; else ``fresh``."""
        key = (person, fresh.course.id)
        kept, found = self._held.pop(key, ("", fresh))
        if kept != version or found.seq > last:
            found = fresh
        self._held[key] = (version, found)
        while len(self._held) > self._most:
            self._held.popitem(last=False)
        return found


def _name(skill: str, template: str) -> str:
    """As ``outlook.seen`` names the item of an answer."""
    return f"{skill}/{template}"


_GUESSES: OrderedDict[tuple[int, str, str], tuple[Course, float]] = OrderedDict()
GUESSES = 2048


def _guess(course: Course, skill: str, template: str) -> float:
    """The chance of a right guess at a template's first step, from one item of it; made once."""
    key = (id(course), skill, template)
    known = _GUESSES.get(key)
    if known is None or known[0] is not course:
        try:
            told = guess(generate(course, skill, template, 1).steps[0])
        except Exception:  # A stranger's kind that is broken or gone, a template no item can be made of: not for here.
            told = 0.0
        known = _GUESSES[key] = (course, told)
        while len(_GUESSES) > GUESSES:
            _GUESSES.popitem(last=False)
    return known[1]
