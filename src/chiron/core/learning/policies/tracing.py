"""What a policy makes of a learner's answers beside the learner model: how far a skill is, how quickly learnt and lost.

Small models of learning (``phases``) are run over the answers in each skill, for every combination of a way to learn
and a number of items that the skill may need. How many it needs is near what this learner usually needs, and more where
the author calls it hard; the weight of each way and of each usual number is learnt from all the learner's answers
together, so that nothing hangs on one being right and a fast learner is soon recognised. A skill that needs very many
items stands for a learner who is not ready for it.

Each skill's answers are worked up once and kept, answer by answer: only the last answer is worked up anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from chiron.core.learning.policies.phases import AHEAD, Climb, Once, State, Way

Answers = tuple[tuple[float, float], ...]
"""The answers in one skill, oldest first: (day, credit in [0, 1])."""
FINE = 96.0
"""Time away is taken to a quarter of an hour, so that what was worked out can be used again."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The grid. ``items`` are what a skill may need of a ready learner, ``unready`` what it needs of another.

    ``paces`` are what a learner may usually need, with their weights; a skill's own number is around that with the
    standard deviation ``apart`` of its logarithm, and ``harder`` is by how much a unit of stated difficulty moves it.
    ``known_ready`` and ``known_unready`` are the chances that a skill is known to begin with where all it needs is
    known, and where something is not. ``shared`` is how far one skill's answers speak of how the learner learns others,
    ``lacks`` how likely a learner was not ready for a skill they were asked.
    """

    items: tuple[float, ...] = (2.2, 3.5, 5.5, 8.5, 13.0, 20.0)
    paces: tuple[float, ...] = (3.5, 5.5, 8.5, 13.0)
    pace_weights: tuple[float, ...] = (0.2, 0.35, 0.3, 0.15)
    apart: float = 0.5
    harder: float = 0.3
    unready: float = 80.0
    ways: tuple[Way, ...] = (Once(0.4), Climb(0.2, 1.0, 0.05), Climb(0.2, 1.0, 0.2), Climb(0.2, 0.05, 0.3))
    known_ready: float = 0.4
    known_unready: float = 0.03
    shared: float = 0.7
    lacks: float = 0.3


@dataclass(frozen=True, slots=True)
class Worked:
    """One skill's answers worked up: by way, states by number of items (the last: not ready), and the state of a skill
    known before; the ``last`` day."""

    rows: tuple[tuple[tuple[State, ...], State], ...]
    last: float
    count: int


@lru_cache(maxsize=32768)
def worked(answers: Answers, chain: Chain) -> Worked:
    """The answers worked up for the whole grid."""
    every = (*chain.items, chain.unready)
    if not answers:
        return Worked(tuple(((w.strange(),) * len(every), w.familiar()) for w in chain.ways), 0.0, 0)
    start = worked(answers[:-1], chain)
    day, credit = answers[-1]
    away = max(0.0, day - start.last) if start.count else 0.0
    rows = tuple(
        (
            tuple(way.step(state, items, away, credit) for state, items in zip(states, every, strict=True)),
            way.step(old, chain.items[2], away, credit),
        )
        for way, (states, old) in zip(chain.ways, start.rows, strict=True)
    )
    return Worked(rows, max(day, start.last) if start.count else day, start.count + 1)


Likely = tuple[tuple[tuple[float, ...], float], ...]
"""By way: how likely the answers are by number of items (the last: not ready), and for a skill known before."""


@lru_cache(maxsize=32768)
def likelies(answers: Answers, chain: Chain) -> Likely:
    """How likely a skill's answers are in every combination."""
    rows = worked(answers, chain).rows
    return tuple(
        (tuple(map(way.likely, states)), way.likely(old)) for way, (states, old) in zip(chain.ways, rows, strict=True)
    )


@lru_cache(maxsize=16384)
def _views(answers: Answers, away: float, days: float, chain: Chain) -> tuple[tuple[tuple[State, ...], State], ...]:
    every = (*chain.items, chain.unready)
    return tuple(
        (
            tuple(way.views(state, items, away, days) for state, items in zip(states, every, strict=True)),
            way.views(old, chain.items[2], away, days),
        )
        for way, (states, old) in zip(chain.ways, worked(answers, chain).rows, strict=True)
    )


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
class Weights:
    """How likely each combination of pace and way is for this learner, from all their answers: by pace, by way."""

    joint: tuple[tuple[float, ...], ...]


@lru_cache(maxsize=4096)
def spread(pace: float, hard: float, chain: Chain) -> tuple[float, ...]:
    """How likely a skill of so much stated difficulty needs each number of items, of a learner of that pace."""
    centre = math.log(pace) + chain.harder * hard
    raw = [math.exp(-0.5 * ((math.log(items) - centre) / chain.apart) ** 2) for items in chain.items]
    return tuple(value / sum(raw) for value in raw)


def weights(
    answers: Mapping[str, Answers], before: Mapping[str, float], chain: Chain, hard: Mapping[str, float] | None = None
) -> Weights:
    """The posterior. ``before`` is what was believed of each skill without its answers, ``hard`` what was stated."""
    logs = [[math.log(r * w.weight) for w in chain.ways] for r in chain.pace_weights]
    for name, given in answers.items():
        b, d = before[name], (hard or {}).get(name, 0.0)
        shares = [spread(pace, d, chain) for pace in chain.paces]
        for index, (new, old) in enumerate(likelies(given, chain)):
            lacked = (1.0 - b) * new[-1] * chain.lacks + b * old
            for place, share in enumerate(shares):
                likely = (1.0 - b) * (1.0 - chain.lacks) * sum(map(float.__mul__, share, new)) + lacked
                logs[place][index] += chain.shared * math.log(max(likely, 1e-300))
    top = max(max(row) for row in logs)
    joint = [[math.exp(value - top) for value in row] for row in logs]
    total = sum(map(sum, joint))
    return Weights(tuple(tuple(value / total for value in row) for row in joint))


@lru_cache(maxsize=1024)
def _mixed(of: Weights, hard: float, chain: Chain) -> tuple[tuple[tuple[float, ...], float], ...]:
    """By way: the weight of every number of items, and the way's own."""
    shares = [spread(pace, hard, chain) for pace in chain.paces]
    return tuple(
        (
            tuple(sum(row[k] * s[g] for row, s in zip(of.joint, shares, strict=True)) for g in range(len(chain.items))),
            sum(row[k] for row in of.joint),
        )
        for k in range(len(chain.ways))
    )


def belief(
    answers: Answers,
    before: float,
    ready: float,
    of: Weights,
    day: float,
    horizon: float,
    chain: Chain,
    hard: float = 0.0,
) -> Belief:
    """What is believed of a skill on a day. ``before`` is what was believed without its answers, ``ready`` the chance
    that all it needs is known, ``horizon`` in days from then, ``hard`` what the author stated."""
    count = len(answers)
    away = round(max(0.0, day - answers[-1][0]) * FINE) / FINE if count else 0.0
    views, likely = _views(answers, away, horizon, chain), likelies(answers, chain)
    total = able = 0.0
    sums, lacking_ = [0.0] * (len(AHEAD) + 1), [0.0, 0.0]
    for (share, whole), (new, old), (news, olds) in zip(_mixed(of, hard, chain), likely, views, strict=True):
        for g, part in enumerate(share):
            weight = part * (1.0 - before) * ready
            able += weight * new[g]
            for place, value in enumerate(news[g]):
                sums[place] += weight * value
        weight = whole * before
        able += weight * old
        for place, value in enumerate(olds):
            sums[place] += weight * value
        weight = whole * (1.0 - before) * (1.0 - ready)
        total += weight * new[-1]
        lacking_[0] += weight * news[-1][0]
        lacking_[1] += weight * news[-1][1]
    total += able
    if total <= 0.0 or able <= 0.0:
        return Belief(before, before, 1e-6, 1.0, count)
    gain, items = _best([value / able for value in sums[1:]])
    return Belief((sums[0] + lacking_[0]) / total, (sums[1] + lacking_[1]) / total, gain, items, count)


def _best(after: Sequence[float]) -> tuple[float, float]:
    """Gain and number of the items that bring most by the item."""
    found = (max(1e-6, after[1] - after[0]), 1.0)
    for value, items in zip(after[2:], AHEAD[2:], strict=True):
        if (value - after[0]) * found[1] > found[0] * items:
            found = (value - after[0], float(items))
    return found


def at_first(answers: Answers, before: float, of: Weights, chain: Chain, hard: float = 0.0) -> float:
    """How likely the skill was known before its first answer, by these answers."""
    new = old = 0.0
    for (share, whole), (ones, two) in zip(_mixed(of, hard, chain), likelies(answers, chain), strict=True):
        new += (1.0 - chain.lacks) * sum(map(float.__mul__, share, ones)) + chain.lacks * whole * ones[-1]
        old += whole * two
    return before * old / max(before * old + (1.0 - before) * new, 1e-300)


def lacking(answers: Answers, since: float, of: Weights, chain: Chain, hard: float = 0.0) -> float:
    """How much likelier the answers after ``since`` are for somebody not ready than for somebody ready; 1 for none."""
    late = tuple(answer for answer in answers if answer[0] > since)
    if not late:
        return 1.0
    ready = unready = 0.0
    yes, no = chain.known_ready, chain.known_unready
    for (share, whole), (ones, two) in zip(_mixed(of, hard, chain), likelies(late, chain), strict=True):
        ready += (1.0 - yes) * sum(map(float.__mul__, share, ones)) + yes * whole * two
        unready += whole * ((1.0 - no) * ones[-1] + no * two)
    return unready / (0.93 * ready + 0.07 * unready)


def days(told: Mapping[str, Sequence[tuple[datetime, float]]]) -> dict[str, Answers]:
    """Times and credits as days and credits held to [0, 1], oldest first; skills without answers are left out."""
    return {
        name: tuple((when.timestamp() / 86_400.0, min(max(credit, 0.0), 1.0)) for when, credit in sorted(given))
        for name, given in told.items()
        if given
    }
