"""What a policy makes of a learner's answers beside the learner model: how far a skill is, how quickly learnt and lost.

A hidden Markov chain of three states (not known, half known, known) is run over the answers in each skill, for every
combination on a small grid: a rate of learning, a rate of forgetting, and whether the skill comes at once (as in
Bayesian knowledge tracing: Corbett & Anderson 1995) or by way of "half". What was believed before the first answer is
the learner model's; the weight of each combination is learnt from all the learner's answers together, so that nothing
hangs on one being right. A rate near nought stands for a learner who is not ready for the skill.

The chain is linear in the belief it begins with, so each skill's answers are worked up once into a matrix and kept;
only the skill just answered is worked up anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

Answers = tuple[tuple[float, float], ...]
"""The answers in one skill, oldest first: (day, credit in [0, 1])."""
Three = tuple[float, float, float]
"""Weights of not known, half known, known."""

AT_ONCE: Three = (0.15, 0.5, 0.85)
GRADUAL: Three = (0.15, 0.5, 0.85)


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to learn: ``lost`` is a factor on forgetting; ``gradual`` skills come by way of "half".

    ``right`` are the chances of a right answer by state: not known, half known, known.
    """

    lost: float
    gradual: bool
    weight: float
    right: Three


@dataclass(frozen=True, slots=True)
class Chain:
    """The grid. ``rates`` are one over the number of items that a ready learner needs, with their weights.

    ``stability`` is the number of days after which one in ten
    skills just learnt is lost; each right answer after a ``night`` multiplies it by ``firmer``, another by
    ``firmer_now``. ``half`` is the share of "half" in what is believed at first not to be known; ``hard`` the chance
    that a skill is slow to learn though nothing is missing.
    """

    rates: Three = (0.08, 0.17, 0.34)
    rate_weights: Three = (0.25, 0.5, 0.25)
    unready: float = 0.015
    kinds: tuple[Kind, ...] = (
        Kind(0.1, False, 0.25, AT_ONCE),
        Kind(0.1, True, 0.25, GRADUAL),
        Kind(0.8, False, 0.15, AT_ONCE),
        Kind(0.8, True, 0.2, GRADUAL),
        Kind(12.0, True, 0.15, GRADUAL),
    )
    half: float = 0.15
    stability: float = 4.0
    firmer: float = 2.0
    firmer_now: float = 1.05
    night: float = 0.3
    hard: float = 0.07
    known_ready: float = 0.3
    known_unready: float = 0.03
    """The chance that a skill is known to begin with, where all it needs is known and where something is not."""


Row = tuple[Three, Three, Three]
"""Where each state to begin with leads, times the likelihood of the answers on the way."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One skill's answers worked up: rows by rate (the last: not ready) and kind; ``firm`` in days; ``last`` day."""

    rows: tuple[tuple[Row, ...], ...]
    firm: float
    last: float
    count: int


def kept(days: float, stability: float) -> float:
    """The share kept after so many days: .9 after ``stability``, a power law (as in FSRS-4.5)."""
    return 1.0 / math.sqrt(1.0 + max(0.0, days) / (4.263 * stability))


@lru_cache(maxsize=8192)
def worked(answers: Answers, chain: Chain) -> Worked:
    """The answers worked up for the whole grid."""
    firm, steps = chain.stability, []
    before = answers[0][0] if answers else 0.0
    for day, credit in answers:
        away = max(0.0, day - before)
        steps.append((away, firm, credit))
        if credit >= 0.5:
            firm = min(firm * (chain.firmer if away >= chain.night else chain.firmer_now), 400.0)
        elif away >= chain.night:
            firm = max(chain.stability, 0.5 * firm)
        before = max(before, day)
    rows = tuple(tuple(_row(steps, rate, kind) for kind in chain.kinds) for rate in (*chain.rates, chain.unready))
    return Worked(rows, firm, before, len(answers))


def _row(steps: Sequence[tuple[float, float, float]], rate: float, kind: Kind) -> Row:
    ways = []
    for begin in range(3):
        state = (float(begin == 0), float(begin == 1), float(begin == 2))
        for away, firm, credit in steps:
            if away > 0.02:
                state = faded(state, 1.0 - kept(away, firm / kind.lost), kind.gradual)
            likely = (credit * r + (1 - credit) * (1 - r) for r in kind.right)
            none, half, full = (s * x for s, x in zip(state, likely, strict=True))
            step = min(1.0, 2.0 * rate) if kind.gradual else rate
            on = step * none
            up = min(1.0, 2.0 * rate) * half
            state = (none - on, half - up + on, full + up) if kind.gradual else (none - on, half - up, full + up + on)
        ways.append(state)
    return ways[0], ways[1], ways[2]


def faded(state: Three, gone: float, gradual: bool) -> Three:
    """After time away: a share of each state falls to the one below, or all the way where skills come at once."""
    none, half, full = state
    if gradual:
        return none + gone * half, half * (1 - gone) + gone * full, full * (1 - gone)
    return none + gone * (half + full), half * (1 - gone), full * (1 - gone)


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of one skill: ``known`` now; ``items`` a ready learner is expected to need until it is.

    ``kept`` and ``kept_after`` are the shares of what is known that stay until the horizon without another item and
    with one right answer now; ``fresh`` that of a skill just learnt. ``count`` counts answers.
    """

    known: float
    items: float
    kept: float = 1.0
    kept_after: float = 1.0
    fresh: float = 1.0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Weights:
    """How likely each rate and each kind is for this learner, from all their answers."""

    rates: Three
    kinds: tuple[float, ...]


def _begun(row: Row, known: float, half: float) -> Three:
    one, two = (1.0 - known) * (1.0 - half), (1.0 - known) * half
    a, b, c = row
    return (
        one * a[0] + two * b[0] + known * c[0],
        one * a[1] + two * b[1] + known * c[1],
        one * a[2] + two * b[2] + known * c[2],
    )


def weights(answers: Mapping[str, Answers], before: Mapping[str, float], chain: Chain) -> Weights:
    """The margins of the grid's posterior. ``before`` is what was believed of each skill without its answers."""
    logs = [[math.log(r * k.weight) for k in chain.kinds] for r in chain.rate_weights]
    for name, given in answers.items():
        *by_rate, lacking_all = worked(given, chain).rows
        unready = [0.2 * sum(_begun(row, before[name], chain.half)) for row in lacking_all]
        for place, of_rate in enumerate(by_rate):
            for index, row in enumerate(of_rate):
                # What is explained by a learner who was not ready says nothing of rates.
                likely = 0.8 * sum(_begun(row, before[name], chain.half)) + unready[index]
                logs[place][index] += math.log(max(likely, 1e-300))
    top = max(max(row) for row in logs)
    joint = [[math.exp(value - top) for value in row] for row in logs]
    total = sum(map(sum, joint))
    rates = [sum(row) / total for row in joint]
    kinds = tuple(sum(row[k] for row in joint) / total for k in range(len(chain.kinds)))
    return Weights((rates[0], rates[1], rates[2]), kinds)


def belief(
    answers: Answers, before: float, ready: float, of: Weights, day: float, horizon: float, chain: Chain
) -> Belief:
    """What is believed of a skill on a day. ``before`` is what was believed without its answers, ``ready`` the chance
    that all it needs is known, ``horizon`` in days from then."""
    if not answers:
        return _untried(before, of, horizon, chain)
    work = worked(answers, chain)
    ready *= 1.0 - chain.hard
    away = max(0.0, day - work.last)
    keeping = _keeping(work.firm, away, horizon, chain)
    total = known = stay = then = fresh = items = taught = 0.0
    for share, rate, rows in zip(
        (*(w * ready for w in of.rates), 1.0 - ready), (*chain.rates, chain.unready), work.rows, strict=True
    ):
        for part, row, kind, (gone, stays, thens, news) in zip(of.kinds, rows, chain.kinds, keeping, strict=True):
            weight = share * part
            if weight < 1e-5:
                continue
            none, half, full = _begun(row, before, chain.half)
            both = weight * (none + half + full)
            if gone > 0.0:
                none, half, full = faded((none, half, full), gone, kind.gradual)
            held = weight * full
            total, known, fresh = total + both, known + held, fresh + both * news
            stay, then = stay + held * stays, then + held * thens
            if rate > chain.unready:
                taught += both
                items += weight * (none + 0.5 * half) / rate
    return Belief(
        known / total,
        items / taught if taught > 0 else 1.0 / chain.unready,
        stay / known if known > 0 else 1.0,
        then / known if known > 0 else 1.0,
        fresh / total,
        work.count,
    )


def _keeping(firm: float, away: float, horizon: float, chain: Chain) -> list[tuple[float, float, float, float]]:
    """By kind: the share gone by now; kept from now to the horizon; the same after a right answer; of a skill just
    learnt."""
    grown = firm * (chain.firmer if away >= chain.night else chain.firmer_now)
    found = []
    for kind in chain.kinds:
        now = kept(away, firm / kind.lost) if away > 0.02 else 1.0
        stays = kept(horizon + away, firm / kind.lost) / now
        found.append((1.0 - now, stays, kept(horizon, grown / kind.lost), kept(horizon, chain.stability / kind.lost)))
    return found


def _untried(before: float, of: Weights, horizon: float, chain: Chain) -> Belief:
    """What is believed of a skill without answers."""
    fresh = sum(p * kept(horizon, chain.stability / k.lost) for p, k in zip(of.kinds, chain.kinds, strict=True))
    each = sum(w / rate for w, rate in zip(of.rates, chain.rates, strict=True))
    return Belief(before, (1.0 - before) * (1.0 - 0.5 * chain.half) * each, 1.0, 1.0, fresh, 0)


def lacking(answers: Answers, since: float, of: Weights, chain: Chain) -> float:
    """How much likelier the answers after ``since`` are for somebody not ready than for somebody ready; 1 for none."""
    late = tuple(answer for answer in answers if answer[0] > since)
    if not late:
        return 1.0
    known = (chain.known_ready,) * len(of.rates) + (chain.known_unready,)
    likely = [
        sum(part * sum(_begun(row, begun, chain.half)) for part, row in zip(of.kinds, rows, strict=True))
        for begun, rows in zip(known, worked(late, chain).rows, strict=True)
    ]
    ready = (1.0 - chain.hard) * sum(w * x for w, x in zip(of.rates, likely, strict=False)) + chain.hard * likely[-1]
    return likely[-1] / ready


def days(told: Mapping[str, Sequence[tuple[datetime, float]]]) -> dict[str, Answers]:
    """Times and credits as days and credits held to [0, 1], oldest first; skills without answers are left out."""
    return {
        name: tuple((when.timestamp() / 86_400.0, min(max(credit, 0.0), 1.0)) for when, credit in sorted(given))
        for name, given in told.items()
        if given
    }
