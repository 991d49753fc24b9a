"""What a policy makes of a learner's answers beside the learner model: how far a skill is, how quickly learnt and lost.

For every learner of the grid (``learners``) each skill's answers are followed three ways: the skill was not known
before them, it was, or it could not be learnt because something that it needs is missing. How likely each makes the
answers is pooled over all the learner's skills, so that a fast or forgetful learner is soon recognised. Skill by skill
the number of items may differ from the learner's own.

Each skill's answers are worked up once and kept, answer by answer: only the last answer is worked up anew. So is what
more items would bring, while time away is much the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import mul

from chiron.core.learning.policies.learners import (
    ABLE,
    AHEAD,
    FAMILIAR,
    REST,
    STRANGE,
    UNABLE,
    Kinds,
    Phases,
    practised,
    prospects,
    rested,
)

Answers = tuple[tuple[float, float], ...]
"""The answers in one skill, oldest first: (day, credit in [0, 1])."""
Row = tuple[float, ...]
"""A number for every learner of the grid."""


@dataclass(frozen=True, slots=True)
class Record:
    """The ``answers`` in one skill. ``speed`` is how far an item of it takes beside one of a usual skill; ``earlier``
    counts answers before these, of which nothing else is known."""

    answers: Answers
    speed: float = 1.0
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Worked:
    """One skill's answers worked up: how likely they are if it was not known (``new``), if it was (``old``), and if it
    could not be learnt (``none``). ``ways`` and ``phases`` are where the first two stand now; ``last`` is the latest
    day."""

    new: Row
    old: Row
    none: Row
    ways: tuple[tuple[float, float], ...]
    phases: tuple[tuple[Phases, Phases], ...]
    last: float
    count: int


@lru_cache(maxsize=8192)
def worked(answers: Answers, speed: float, earlier: int, kinds: Kinds) -> Worked:
    """What stands in a ``Record`` worked up."""
    if not answers:
        return _unanswered(speed, earlier, kinds)
    start = worked(answers[:-1], speed, earlier, kinds)
    day, credit = answers[-1]
    away = max(0.0, day - start.last) if start.count else 0.0

    def told(right: float) -> float:
        return credit * right + (1.0 - credit) * (1.0 - right)

    unable, able, lost = told(kinds.right(UNABLE)), told(kinds.right(ABLE)), told(kinds.right(0.0))
    new, old, ways = list[float](), list[float](), list[tuple[float, float]]()
    for (items, fall), (one, two), was, had in zip(kinds.climbing, start.ways, start.new, start.old, strict=False):
        left = (1.0 + away) ** -fall if away > REST else 1.0
        new.append(was * told(kinds.solves(one * left)))
        old.append(had * told(kinds.solves(two * left)))
        back = (left + kinds.saved * (1.0 - left), speed / items)
        ways.append((one * back[0] + back[1], two * back[0] + back[1]))
    phases = []
    for items, pair in zip(kinds.items, start.phases, strict=True):
        turn = kinds.turn(items / speed)
        one_, two_ = (_step(state, turn, away, kinds.hazard, unable, able) for state in pair)
        phases.append((one_, two_))
        new.append(sum(one_))
        old.append(sum(two_))
    none = tuple(value * by for value, by in zip(start.none, _either(lost, unable, kinds), strict=True))
    last = max(day, start.last) if start.count else day
    return Worked(tuple(new), tuple(old), none, tuple(ways), tuple(phases), last, start.count + 1)


def _either(climbing: float, once: float, kinds: Kinds) -> Row:
    return (climbing,) * len(kinds.climbing) + (once,) * len(kinds.items)


def _unanswered(speed: float, earlier: int, kinds: Kinds) -> Worked:
    ways = tuple((earlier * speed / items, kinds.familiar + earlier * speed / items) for items, _ in kinds.climbing)
    phases = []
    for items in kinds.items:
        left = (1.0 - kinds.turn(items / speed)) ** earlier
        phases.append(((left, 0.0, 1.0 - left, 0.0, 0.0) if earlier else STRANGE, FAMILIAR))
    sure = (1.0,) * len(kinds.weights)
    return Worked(sure, sure, sure, ways, tuple(phases), 0.0, 0)


def _step(state: Phases, turn: float, away: float, hazard: float, unable: float, able: float) -> Phases:
    none, one, two, three, four = rested(state, hazard, away) if away > REST else state
    return practised((none * unable, one * able, two * able, three * able, four * able), turn)


@dataclass(frozen=True, slots=True)
class Weights:
    """How likely each learner of the grid is: ``learner``; and how likely a skill of theirs goes so: ``skill``."""

    learner: Row
    skill: Row


@lru_cache(maxsize=8192)
def _telling(of: Record, usual: float, unready: float, kinds: Kinds) -> Row:
    """The logarithm of how likely each learner of the grid makes one skill's answers."""
    work = worked(of.answers, of.speed, of.earlier, kinds)
    likely = [
        usual * o + (1.0 - usual) * ((1.0 - unready) * n + unready * u)
        for n, o, u in zip(work.new, work.old, work.none, strict=True)
    ]
    return tuple(
        math.log(max(sum(map(mul, row, likely[block.start : block.stop])), 1e-300))
        for block in kinds.blocks()
        for row in kinds.near
    )


def weights(records: Iterable[Record], usual: float, unready: float, shared: float, kinds: Kinds) -> Weights:
    """The grid's posterior. ``usual`` is the share of skills known at the start, ``unready`` that of those begun too
    early; each skill speaks of the learner with the power ``shared``."""
    rows = [_telling(of, usual, unready, kinds) for of in records]
    logs = [math.log(w) + shared * sum(column) for w, column in zip(kinds.weights, _columns(rows, kinds), strict=True)]
    top = max(logs)
    raw = [math.exp(value - top) for value in logs]
    total = sum(raw)
    learner = tuple(value / total for value in raw)
    skill = [
        sum(map(mul, learner[block.start : block.stop], column))
        for block in kinds.blocks()
        for column in zip(*kinds.near, strict=True)
    ]
    return Weights(learner, tuple(skill))


def _columns(rows: Sequence[Row], kinds: Kinds) -> Iterable[Sequence[float]]:
    return zip(*rows, strict=True) if rows else ((),) * len(kinds.weights)


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely one skill's answers are for this learner: not known before them, known, or not to be learnt."""

    new: float
    old: float
    none: float


@lru_cache(maxsize=2048)
def _looking(of: Record, away: float, horizon: float, kinds: Kinds) -> tuple[tuple[Row, ...], ...]:
    """For a skill not known and one known before the answers: whether it is known now and, by ``AHEAD``, at the horizon
    after so many items; each times how likely the answers are."""
    work, speed = worked(of.answers, of.speed, of.earlier, kinds), of.speed
    found = tuple([list[float]() for _ in range(len(AHEAD) + 1)] for _ in range(2))
    for place, (items, fall) in enumerate(kinds.climbing):
        left, far = (1.0 + away) ** -fall if away > REST else 1.0, (1.0 + horizon) ** -fall
        both = (1.0 + away + horizon) ** -fall
        for side, way, weight in zip(found, work.ways[place], (work.new[place], work.old[place]), strict=True):
            side[0].append(weight * kinds.knows(way * left))
            side[1].append(weight * kinds.knows(way * both))
            begun = way * (left + kinds.saved * (1.0 - left))
            for number, row in zip(AHEAD[1:], side[2:], strict=True):
                row.append(weight * kinds.knows((begun + number * speed / items) * far))
    for items, pair in zip(kinds.items, work.phases, strict=True):
        views = prospects(kinds.turn(items / speed), kinds.hazard, horizon)
        for side, state in zip(found, pair, strict=True):
            now = rested(state, kinds.hazard, away) if away > REST else state
            side[0].append(sum(now[1:]))
            for row, view in zip(side[1:], views, strict=True):
                row.append(sum(map(mul, now, view)))
    return tuple(tuple(tuple(row) for row in side) for side in found)


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of one skill: ``known`` now; ``stays`` the chance to know it at the horizon without more items.

    ``gain`` is by how much ``items`` more now would raise that for somebody ready; ``count`` counts answers.
    """

    known: float
    stays: float
    gain: float
    items: float
    count: int = 0


@dataclass(frozen=True, slots=True)
class Prospect:
    """One skill's answers weighed for this learner: ``new`` and ``old`` are known now and, by ``AHEAD``, at the
    horizon, each times how likely it makes the answers."""

    likely: Likely
    new: tuple[float, ...]
    old: tuple[float, ...]
    count: int

    def belief(self, before: float, ready: float) -> Belief:
        """``before`` is the chance that the skill was known before its answers, ``ready`` that it can be learnt."""
        new, old = ready * (1.0 - before), before
        able = new * self.likely.new + old * self.likely.old
        total = able + (1.0 - ready) * (1.0 - before) * self.likely.none
        known, *after = (new * a + old * b for a, b in zip(self.new, self.old, strict=True))
        if able <= 1e-300:
            return Belief(min(known / max(total, 1e-300), 1.0), 0.0, 0.0, 1.0, self.count)
        gain, items = _best([value / able for value in after])
        return Belief(min(known / total, 1.0), min(after[0] / able, 1.0), gain, items, self.count)


def prospect(record: Record, of: Weights, day: float, horizon: float, kinds: Kinds) -> Prospect:
    """One skill looked ahead from a day."""
    work = worked(record.answers, record.speed, record.earlier, kinds)
    away = max(0.0, day - work.last) if work.count else 0.0
    new, old = _looking(record, about(away), horizon, kinds)
    return Prospect(
        Likely(*(sum(map(mul, of.skill, row)) for row in (work.new, work.old, work.none))),
        tuple(sum(map(mul, of.skill, row)) for row in new),
        tuple(sum(map(mul, of.skill, row)) for row in old),
        work.count,
    )


def about(away: float) -> float:
    """Days away to a twentieth, so that what was worked out for them can be used again."""
    return 0.0 if away <= REST else round(math.exp(round(math.log(away) * 20.0) / 20.0), 4)


def _best(after: Sequence[float]) -> tuple[float, float]:
    """Gain and number of the items that bring most by the item."""
    found = (max(1e-6, after[1] - after[0]), 1.0)
    for value, items in zip(after[2:], AHEAD[2:], strict=True):
        if (value - after[0]) * found[1] > found[0] * items:
            found = (value - after[0], float(items))
    return found


def days(told: Mapping[str, Sequence[tuple[datetime, float]]]) -> dict[str, Answers]:
    """Times and credits as days and credits held to [0, 1], oldest first; skills without answers are left out."""
    return {
        name: tuple((when.timestamp() / 86_400.0, min(max(credit, 0.0), 1.0)) for when, credit in sorted(given))
        for name, given in told.items()
        if given
    }
