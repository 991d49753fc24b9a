"""A learner's own forgetting curve: the chance of recall from the FSRS state, calibrated as reviews come.

FSRS says how memories fade in general. Here a logistic head learns how this learner's fade in this course:

    logit p = w . x,    x = (1, logit R, log S, (D - 5)/2, last one recalled, log reviews, log(1 + spaced reviews))

with R, S, D the retrievability at the exact time, stability and difficulty. It begins at FSRS itself (weight 1 on
logit R, 0 on all else) with a Gaussian around it, and each review moves it by one step of an extended Kalman filter for
the logistic likelihood (Fahrmeir 1992; West, Harrison & Migon 1985): with v = x' P x and q = p (1 - p)

    w' = w + P x (y - p) / (1 + q v),    P' = P - P x x' P q / (1 + q v)

A little of the first uncertainty comes back with every review (DRIFT), so that it never stops learning. What is said
before a review takes the uncertainty into account: p = logistic(w . x / sqrt(1 + pi v / 8)) (MacKay 1992). The terms
w_i x_i add up to the logit, so "why .78?" has an answer in words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chiron.core.learning.memory.fsrs6 import (
    LONGEST,
    USUAL,
    Memory,
    Scales,
    days_until,
    retrievability,
)

TERMS = ("usual", "fading", "stability", "difficulty", "last", "reviews", "spaced")
"""The names of what adds up to the logit."""
SIZE = len(TERMS)
SPREAD = 0.5
"""Standard deviation of each weight before any review."""
DRIFT = 1e-5
"""Of the first variance, what comes back with every review: a memory of some 10,000 reviews."""
LEAST = 1e-3
"""No chance is held to be nearer to 0 or 1."""
STEEPEST, FLATTEST = 3.0, 0.25
"""Bounds of the weight of fading where dates are made of it: a curve that does not fall has no date."""
FARTHEST = 4.0
"""A date lies within a factor of four of FSRS's own."""
STILL = 1e-9


@dataclass(frozen=True, slots=True)
class Recall:
    """The head: weights in the order of TERMS, the upper triangle of their covariance by rows, and reviews so far."""

    weights: tuple[float, ...] = (0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    spread: tuple[float, ...] = tuple(SPREAD**2 if i == j else 0.0 for i in range(SIZE) for j in range(i, SIZE))
    reviews: int = 0


FRESH = Recall()
"""FSRS itself, of which nothing is known to be otherwise."""
_PAIRS = tuple((i, j) for i in range(SIZE) for j in range(i, SIZE))
_ROWS = tuple(tuple(_PAIRS.index((min(i, j), max(i, j))) for j in range(SIZE)) for i in range(SIZE))
"""Where the entry (i, j) of the covariance stands in the triangle."""


@dataclass(frozen=True, slots=True)
class Prior:
    """Where a course's learners begin: what initial stabilities are multiplied by, and the head before any review."""

    scales: Scales = USUAL
    recall: Recall = FRESH


USUAL_PRIOR = Prior()
"""FSRS's own."""


def prior_of(model: object) -> Prior:
    """The prior that a learner model carries as ``memory``; FSRS's own where it carries none, as a stranger's may."""
    found = getattr(model, "memory", None)
    return found if isinstance(found, Prior) else USUAL_PRIOR


def recall(head: Recall, memory: Memory, when: datetime) -> float:
    """The chance in (0, 1) that the skill is recalled at a time."""
    x = inputs(memory, when)
    _, variance = _through(head, x)
    return _logistic(_dot(head.weights, x) / math.sqrt(1 + math.pi * variance / 8))


def terms(head: Recall, memory: Memory, when: datetime) -> dict[str, float]:
    """What each input adds to the logit of the chance, by TERMS. They add up to the logit of the plain chance."""
    return {name: w * x for name, w, x in zip(TERMS, head.weights, inputs(memory, when), strict=True)}


def learnt(head: Recall, memory: Memory, recalled: bool, when: datetime) -> Recall:
    """The head after one review of a memory, which is as it was before the review."""
    x = inputs(memory, when)
    px, variance = _through(head, x)
    chance = _logistic(_dot(head.weights, x))
    weight = max(chance * (1 - chance), LEAST)
    whole = 1 + weight * variance
    step = (float(recalled) - chance) / whole
    weights = tuple(w + p * step for w, p in zip(head.weights, px, strict=True))
    share = weight / whole
    spread = tuple(
        max(head.spread[at] - px[i] * px[j] * share + (DRIFT * SPREAD**2 if i == j else 0.0), STILL if i == j else -1e9)
        for at, (i, j) in enumerate(_PAIRS)
    )
    if not all(map(math.isfinite, (*weights, *spread))):
        return head
    return Recall(weights, spread, head.reviews + 1)


def relearnt(head: Recall, memory: Memory, recalled: bool, when: datetime) -> Recall:
    """The head after a review that was learnt is found to be ``recalled``, and so was not, or the other way round.

    In natural parameters (P^-1 and P^-1 w) an outcome stands in a review's site as x y alone, so the other one moves w
    by P x. Found otherwise and back again, the head is what it was. ``memory`` is as it was before the review.
    """
    px, _ = _through(head, inputs(memory, when))
    step = 1.0 if recalled else -1.0
    return replace(head, weights=tuple(w + p * step for w, p in zip(head.weights, px, strict=True)))


def due(head: Recall, memory: Memory) -> datetime:
    """When recall will have fallen to what the learner wanted at the last review, by the head.

    Whole days, at least one; within a factor of FARTHEST of FSRS's own interval, so that few reviews move no date far.
    """
    own = max(1.0, days_until(memory.stability, memory.retention))
    if not head.reviews:
        return memory.due
    x = inputs(memory, memory.last)
    rest = sum(w * each for name, w, each in zip(TERMS, head.weights, x, strict=True) if name != "fading")
    slope = min(max(head.weights[1], FLATTEST), STEEPEST)
    wanted = (math.log(memory.retention / (1 - memory.retention)) - rest) / slope
    days = days_until(memory.stability, _logistic(wanted))
    held = min(max(days, own / FARTHEST), own * FARTHEST, float(LONGEST))
    return memory.last + timedelta(days=max(1, round(held)))


def inputs(memory: Memory, when: datetime) -> tuple[float, ...]:
    """x of the module's formula, every entry bounded."""
    kept = min(max(retrievability(memory, when), LEAST), 1 - LEAST)
    return (
        1.0,
        math.log(kept / (1 - kept)),
        math.log(min(max(memory.stability, 1e-3), LONGEST)),
        (memory.difficulty - 5) / 2,
        float(memory.kept),
        math.log(min(max(memory.reviews, 1), 10_000)),
        math.log1p(min(memory.spaced, 10_000)),
    )


def _through(head: Recall, x: tuple[float, ...]) -> tuple[tuple[float, ...], float]:
    """P x and x' P x."""
    spread = head.spread
    px = tuple(sum(spread[at] * each for at, each in zip(row, x, strict=True)) for row in _ROWS)
    return px, max(0.0, _dot(px, x))


def _dot(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return sum(one * other for one, other in zip(a, b, strict=True))


def _logistic(z: float) -> float:
    """Held off 0 and 1."""
    return min(max(1 / (1 + math.exp(-min(max(z, -30.0), 30.0))), LEAST), 1 - LEAST)
