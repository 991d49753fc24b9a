"""What a policy makes of a learner's answers beside the learner model: how far a skill is, how quickly learnt and lost.

Hidden Markov chains (``phases``) are run over the answers in each skill, for every combination on a small grid of rates
of learning and ways to learn. What was believed before the first answer is the learner model's; the weight of each
combination is learnt from all the learner's answers together, so that nothing hangs on one being right and a fast
learner is soon recognised. A rate near nought stands for a learner who is not ready for the skill.

Each skill's answers are worked up once and kept, answer by answer: only the last answer is worked up anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from chiron.core.learning.policies.phases import AHEAD, Kind, practised, prospects, rested

Answers = tuple[tuple[float, float], ...]
"""The answers in one skill, oldest first: (day, credit in [0, 1])."""
REST = 0.02
"""Days from which on time away is felt."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The grid. ``rates`` are one over the number of items that a ready learner needs, with their weights.

    ``unready`` is the rate of somebody who lacks what the skill needs. ``known_ready`` and ``known_unready`` are the
    chances that a skill is known to begin with where all it needs is known, and where something is not.
    """

    rates: tuple[float, ...] = (0.09, 0.16, 0.3)
    rate_weights: tuple[float, ...] = (0.25, 0.5, 0.25)
    unready: float = 0.012
    kinds: tuple[Kind, ...] = (
        Kind(False, 1.0, 0.25),
        Kind(True, 0.08, 0.25),
        Kind(True, 0.35, 0.3),
        Kind(True, 1.6, 0.2),
    )
    known_ready: float = 0.3
    known_unready: float = 0.03
    shared: float = 0.7
    """How far one skill's answers speak of how the learner learns others."""


Pair = tuple[tuple[float, ...], tuple[float, ...]]
"""Weights of the phases times the likelihood of the answers, for a skill not known and one known to begin with."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One skill's answers worked up: pairs by rate (the last: not ready) and kind; the ``last`` day."""

    rows: tuple[tuple[Pair, ...], ...]
    last: float
    count: int


@lru_cache(maxsize=32768)
def worked(answers: Answers, chain: Chain) -> Worked:
    """The answers worked up for the whole grid."""
    every = (*chain.rates, chain.unready)
    if not answers:
        begun = tuple((kind.strange, kind.familiar) for kind in chain.kinds)
        return Worked((begun,) * len(every), 0.0, 0)
    start = worked(answers[:-1], chain)
    day, credit = answers[-1]
    away = max(0.0, day - start.last) if start.count else 0.0
    rows = tuple(
        tuple(
            (_step(one, kind, rate, away, credit), _step(two, kind, rate, away, credit))
            for (one, two), kind in zip(of_rate, chain.kinds, strict=True)
        )
        for of_rate, rate in zip(start.rows, every, strict=True)
    )
    return Worked(rows, max(day, start.last) if start.count else day, start.count + 1)


def _step(state: tuple[float, ...], kind: Kind, rate: float, away: float, credit: float) -> tuple[float, ...]:
    if away > REST:
        state = rested(state, kind, away)
    likely = tuple(s * (credit * r + (1 - credit) * (1 - r)) for s, r in zip(state, kind.right, strict=True))
    return practised(likely, kind, rate)


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
    """How likely each combination of rate and kind is for this learner, from all their answers: by rate, by kind."""

    joint: tuple[tuple[float, ...], ...]


def _likely(pair: Pair, known: float) -> float:
    return (1.0 - known) * sum(pair[0]) + known * sum(pair[1])


def weights(answers: Mapping[str, Answers], before: Mapping[str, float], chain: Chain) -> Weights:
    """The grid's posterior. ``before`` is what was believed of each skill without its answers."""
    logs = [[math.log(r * k.weight) for k in chain.kinds] for r in chain.rate_weights]
    for name, given in answers.items():
        *by_rate, lacking_all = worked(given, chain).rows
        unready = [0.2 * _likely(pair, before[name]) for pair in lacking_all]
        for place, of_rate in enumerate(by_rate):
            for index, pair in enumerate(of_rate):
                # What is explained by a learner who was not ready says nothing of rates.
                likely = 0.8 * _likely(pair, before[name]) + unready[index]
                logs[place][index] += chain.shared * math.log(max(likely, 1e-300))
    top = max(max(row) for row in logs)
    joint = [[math.exp(value - top) for value in row] for row in logs]
    total = sum(map(sum, joint))
    return Weights(tuple(tuple(value / total for value in row) for row in joint))


def belief(
    answers: Answers, before: float, ready: float, of: Weights, day: float, horizon: float, chain: Chain
) -> Belief:
    """What is believed of a skill on a day. ``before`` is what was believed without its answers, ``ready`` the chance
    that all it needs is known, ``horizon`` in days from then."""
    work = worked(answers, chain)
    away = max(0.0, day - work.last) if work.count else 0.0
    total = known = stays = able = 0.0
    after = [0.0] * len(AHEAD)
    shares = (*((row, ready) for row in of.joint), (_margin(of), 1.0 - ready))
    for (row, share), rate, pairs in zip(shares, (*chain.rates, chain.unready), work.rows, strict=True):
        for part, pair, kind in zip(row, pairs, chain.kinds, strict=True):
            weight = share * part
            if weight < 1e-4:
                continue
            state = tuple(weight * ((1 - before) * a + before * b) for a, b in zip(*pair, strict=True))
            if away > REST:
                state = rested(state, kind, away)
            both = sum(state)
            total, known = total + both, known + sum(state[kind.first :])
            views = prospects(kind, rate, horizon)
            if rate > chain.unready:
                able += both
                for place, view in enumerate(views):
                    after[place] += sum(map(float.__mul__, state, view))
            else:
                stays += sum(map(float.__mul__, state, views[0]))
    stays = (stays + after[0]) / total
    if able <= 0:
        return Belief(known / total, stays, 0.0, 1.0, work.count)
    gain, items = _best([value / able for value in after])
    return Belief(known / total, stays, gain, items, work.count)


def at_first(answers: Answers, before: float, of: Weights, chain: Chain) -> float:
    """How likely the skill was known before its first answer, by these answers."""
    new = old = 0.0
    for row, pairs in zip(of.joint, worked(answers, chain).rows, strict=False):
        for part, (one, two) in zip(row, pairs, strict=True):
            new, old = new + part * sum(one), old + part * sum(two)
    none = worked(answers, chain).rows[-1]
    new = 0.8 * new + 0.2 * sum(part * sum(one) for part, (one, _) in zip(_margin(of), none, strict=True))
    return before * old / (before * old + (1.0 - before) * new)


def _best(after: Sequence[float]) -> tuple[float, float]:
    """Gain and number of the items that bring most by the item."""
    found = (max(1e-6, after[1] - after[0]), 1.0)
    for value, items in zip(after[2:], AHEAD[2:], strict=True):
        if (value - after[0]) * found[1] > found[0] * items:
            found = (value - after[0], float(items))
    return found


@lru_cache(maxsize=64)
def _margin(of: Weights) -> tuple[float, ...]:
    return tuple(sum(column) for column in zip(*of.joint, strict=True))


def lacking(answers: Answers, since: float, of: Weights, chain: Chain) -> float:
    """How much likelier the answers after ``since`` are for somebody not ready than for somebody ready; 1 for none."""
    late = tuple(answer for answer in answers if answer[0] > since)
    if not late:
        return 1.0
    *by_rate, none = worked(late, chain).rows
    ready = sum(
        part * _likely(pair, chain.known_ready)
        for row, pairs in zip(of.joint, by_rate, strict=True)
        for part, pair in zip(row, pairs, strict=True)
    )
    unready = sum(part * _likely(pair, chain.known_unready) for part, pair in zip(_margin(of), none, strict=True))
    return unready / (0.93 * ready + 0.07 * unready)


def days(told: Mapping[str, Sequence[tuple[datetime, float]]]) -> dict[str, Answers]:
    """Times and credits as days and credits held to [0, 1], oldest first; skills without answers are left out."""
    return {
        name: tuple((when.timestamp() / 86_400.0, min(max(credit, 0.0), 1.0)) for when, credit in sorted(given))
        for name, given in told.items()
        if given
    }
