"""The report of a fit: how well it and what it would replace predict later answers, and which items are odd.

Time divides: what is fitted to the earlier answers predicts the later ones, each learner's own earlier answers known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import sqrt
from statistics import fmean
from typing import NamedTuple

import msgspec

from chiron.core.learning.course import Course
from chiron.core.learning.fitted import scoring
from chiron.core.learning.fitted.parameters import Fitted
from chiron.core.learning.fitted.responses import History, Response
from chiron.core.words import Json

LATER = 0.2
"""The share of answers, the latest, by which a fit is judged."""
FEWEST_LEARNERS, FEWEST_ANSWERS = 5, 50
"""With fewer learners or answers in the later part nobody can tell which is better."""
SEEN = 20
"""Answers from which an item can be odd."""
FAR, SURE = 1.0, 2.0
"""An item is far from its author's word by FAR on the probit scale, and by SURE of its standard deviations."""
OFF = 3.5
"""So many standard errors off is what happened from what was said of an item's later answers."""
Predict = Callable[[History], Iterable[tuple[float, Response]]]
"""What is said before each of a learner's answers."""
Groups = Mapping[str, Mapping[str, str]]
"""What is declared (age band, language) -> learner -> which."""


class Quality(NamedTuple):
    """How well later answers were predicted. None where it cannot be told."""

    auc: float | None
    log_loss: float | None
    ece: float | None
    bins: tuple[tuple[float, float, int], ...] = ()


class Beside(NamedTuple):
    """The explainable prediction beside it: fitted, and as it ships. ``low`` and ``high`` as in Report."""

    new: Quality
    shipped: Quality
    low: float | None
    high: float | None

    @property
    def better(self) -> bool:
        """Whether the fitted one is kept."""
        return self.low is not None and self.low > 0


class Trees(NamedTuple):
    """The chance of the next answer with trees and without, on answers of learners of whom neither knew any."""

    corrected: Quality
    explained: Quality
    on: bool


class Item(NamedTuple):
    """One template as its author may want to see it. ``odd``: harder, easier, surprising, upside-down."""

    skill: str
    template: str
    answers: int
    right: float
    stated: float
    fitted: float
    sd: float
    odd: tuple[str, ...] = ()


class Gap(NamedTuple):
    """ABROCA between two groups, largest first; ``area`` None where a group is too small to tell."""

    what: str
    one: str
    other: str
    area: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is said of a fit. ``low`` and ``high``: by how much its loss is lower, a 95 % interval.

    ``verdict`` is better, no-better, too-few or forced.
    """

    learners: int
    answers: int
    later_learners: int
    later_answers: int
    until: datetime | None
    verdict: str
    new: Quality
    current: Quality
    low: float | None = None
    high: float | None = None
    items: tuple[Item, ...] = ()
    gaps: tuple[Gap, ...] = ()
    passed: dict[str, int] = field(default_factory=dict)
    prediction: Beside | None = None
    leftover: str = ""
    """Why trees on what the prediction leaves over are switched on, or why not."""
    trees: Trees | None = None


def split(histories: Sequence[History]) -> datetime | None:
    """The time from which answers are later ones; None where there are none."""
    times = sorted(one.seen.when for history in histories for one in history.responses)
    return times[min(int(len(times) * (1 - LATER)), len(times) - 1)] if times else None


def before(histories: Sequence[History], until: datetime) -> list[History]:
    """What had happened by then."""
    cut = [history.before(until) for history in histories]
    return [history for history in cut if history.responses]


def compared(
    course: Course,
    histories: Sequence[History],
    until: datetime | None,
    new: Predict,
    current: Predict,
    final: Fitted,
    groups: Groups,
) -> Report:
    """The report: ``new`` was fitted to what came before ``until``, ``final`` to all, whose items are told."""
    later = {history.learner: _later(new(history), until) for history in histories}
    answers = [pair for told in later.values() for pair in told]
    ours = {who: [(p, one.right) for p, one in told] for who, told in later.items() if told}
    theirs = _said(current, histories, until)
    low, high = _interval(ours, theirs)
    few = len(ours) < FEWEST_LEARNERS or len(answers) < FEWEST_ANSWERS or low is None
    verdict = "too-few" if few else "better" if low is not None and low > 0 else "no-better"
    passed: Counter[str] = sum((Counter(history.passed) for history in histories), Counter())
    return Report(
        learners=len(histories),
        answers=sum(len(history.responses) for history in histories),
        later_learners=len(ours),
        later_answers=len(answers),
        until=until,
        verdict=verdict,
        new=quality(_flat(ours)),
        current=quality(_flat(theirs)),
        low=low,
        high=high,
        items=items(course, histories, final, answers),
        gaps=gaps(ours, groups),
        passed=dict(passed),
    )


def beside(histories: Sequence[History], until: datetime | None, new: Predict, shipped: Predict) -> Beside:
    """The comparison of the explainable prediction, on the same later answers."""
    ours, theirs = _said(new, histories, until), _said(shipped, histories, until)
    low, high = _interval(ours, theirs) if len(ours) >= FEWEST_LEARNERS else (None, None)
    return Beside(quality(_flat(ours)), quality(_flat(theirs)), low, high)


def _later(said: Iterable[tuple[float, Response]], until: datetime | None) -> list[tuple[float, Response]]:
    return [] if until is None else [(p, one) for p, one in said if one.seen.when >= until]


def _said(predict: Predict, histories: Sequence[History], until: datetime | None) -> dict[str, scoring.Pairs]:
    """Learner -> what was said of their later answers; who has none is left out."""
    found = {history.learner: _later(predict(history), until) for history in histories}
    return {who: [(p, one.right) for p, one in said] for who, said in found.items() if said}


def _interval(
    ours: Mapping[str, scoring.Pairs], theirs: Mapping[str, scoring.Pairs]
) -> tuple[float, float] | tuple[None, None]:
    """By how much the loss is lower, paired by learner."""
    new, old = scoring.losses_by(ours), scoring.losses_by(theirs)
    return scoring.paired([old[who] - new[who] for who in sorted(new)]) or (None, None)


def _flat(learners: Mapping[str, scoring.Pairs]) -> list[tuple[float, bool]]:
    return [pair for who in sorted(learners) for pair in learners[who]]


def quality(pairs: scoring.Pairs) -> Quality:
    """The figures of some predictions."""
    return Quality(
        scoring.area(pairs), scoring.log_loss(pairs), scoring.calibration_error(pairs), scoring.calibration(pairs)
    )


def gaps(learners: Mapping[str, scoring.Pairs], groups: Groups) -> tuple[Gap, ...]:
    """Every pair of groups. A group of fewer than FEWEST_LEARNERS is left out, so that nobody is told by it."""
    found = []
    for what, members in sorted(groups.items()):
        parts: dict[str, list[str]] = {}
        for who in sorted(learners):
            if who in members:
                parts.setdefault(members[who], []).append(who)
        big = {name: whose for name, whose in sorted(parts.items()) if len(whose) >= FEWEST_LEARNERS}
        told = {name: _flat({who: learners[who] for who in whose}) for name, whose in big.items()}
        names = list(told)
        for place, one in enumerate(names):
            found += [Gap(what, one, other, scoring.between(told[one], told[other])) for other in names[place + 1 :]]
    return tuple(sorted(found, key=lambda gap: -(gap.area or 0.0)))


def items(
    course: Course, histories: Sequence[History], final: Fitted, later: Sequence[tuple[float, Response]]
) -> tuple[Item, ...]:
    """Every template that was answered, odd ones first, then by how often."""
    seen: dict[tuple[str, str], list[bool]] = {}
    for one in (one for history in histories for one in history.responses):
        seen.setdefault((one.skill, one.template), []).append(one.right)
    said: dict[tuple[str, str], list[tuple[float, bool]]] = {}
    for p, one in later:
        said.setdefault((one.skill, one.template), []).append((p, one.right))
    made = [
        _item(course, skill, name, told, final, said.get((skill, name), [])) for (skill, name), told in seen.items()
    ]
    return tuple(sorted(made, key=lambda item: (not item.odd, -item.answers, item.skill, item.template)))


def _item(course: Course, skill: str, name: str, told: Sequence[bool], final: Fitted, said: scoring.Pairs) -> Item:
    whole, part = final.skills.get(skill), final.templates.get(f"{skill}/{name}")
    stated = course.skills[skill].difficulty + course.templates[skill, name].difficulty
    fitted = stated if whole is None or part is None else whole.difficulty + part.difficulty
    sd = 0.0 if whole is None or part is None else sqrt(whole.sd**2 + part.sd**2)
    odd = []
    if len(told) >= SEEN and abs(fitted - stated) > max(FAR, SURE * sd):
        odd.append("harder" if fitted > stated else "easier")
    if len(said) >= SEEN:
        odd += _surprises(said)
    return Item(skill, name, len(told), fmean(told), stated, fitted, sd, tuple(odd))


def _surprises(said: scoring.Pairs) -> list[str]:
    """Whether an item's answers went against what was said: far more or fewer right, or the abler ones fail at it."""
    odd = []
    spread = sqrt(sum(p * (1 - p) for p, _ in said))
    if spread and abs(sum(right - p for p, right in said)) / spread > OFF:
        odd.append("surprising")
    area = scoring.area(said)
    rights = sum(right for _, right in said)
    wrongs = len(said) - rights
    # Hanley & McNeil's standard error of an AUC of one half.
    if area is not None and area < 0.5 - 2.5 * sqrt((rights + wrongs + 1) / (12 * rights * wrongs)):
        odd.append("upside-down")
    return odd


def to_json(report: Report) -> Json:
    """The report as it is kept."""
    return msgspec.to_builtins(report)


def from_json(told: Json) -> Report:
    """The report that was kept. Raises msgspec.ValidationError where it is none."""
    return msgspec.convert(told, Report)
