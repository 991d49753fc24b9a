"""How long the first review in a course holds: FSRS's four initial stabilities, fitted to the course's own reviews.

Each first rating r has one free parameter, b_r: a memory that began with r is exp(b_r) as stable as FSRS says. b_r has
the prior N(0, SPREAD^2), so that a course with few reviews stays with the defaults, and is learnt from the first spaced
review of each memory by an extended Kalman step: with p = R(t, S exp(b)) and u = d logit p / db,

    v' = 1 / (1/v + u^2 p (1 - p)),    b' = b + v' u (y - p)

which is a Newton step of the penalised logistic likelihood (Fahrmeir 1992). One number a rating, closed form, pure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime

from chiron.core.learning.memory.fsrs6 import (
    DECAY,
    Memory,
    Scales,
    days_between,
    is_spaced,
    recall_after,
)

SPREAD = 0.7
"""How far courses differ, as a standard deviation of log stability: half of them within a factor of 1.6."""
FARTHEST = 2.0
"""No stability is moved by more than a factor of exp(2) = 7.4."""
LEAST = 1e-3
Four = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Initial:
    """By first rating: the mean and variance of log(scale), and how many reviews spoke of it."""

    mean: Four = (0.0, 0.0, 0.0, 0.0)
    variance: Four = (SPREAD**2, SPREAD**2, SPREAD**2, SPREAD**2)
    reviews: tuple[int, int, int, int] = (0, 0, 0, 0)

    @property
    def scales(self) -> Scales:
        """What FSRS's initial stabilities are multiplied by, to three digits: schedulers are kept by them."""
        a, b, c, d = (
            round(math.exp(mean), 3) if seen else 1.0 for mean, seen in zip(self.mean, self.reviews, strict=True)
        )
        return (a, b, c, d)


def begun(initial: Initial, first: int, memory: Memory, recalled: bool, when: datetime) -> Initial:
    """After a review of a memory that began with the rating ``first`` in 1..4.

    Only its first spaced review tells of the beginning: before that nothing was kept, after that the reviews tell.
    ``memory`` is the memory before the review, made without scales. Another review changes nothing.
    """
    if memory.spaced or not is_spaced(memory, when):
        return initial
    place = min(max(first, 1), 4) - 1
    mean, variance = initial.mean[place], initial.variance[place]
    ratio = days_between(memory.last, when) / (memory.stability * math.exp(mean))
    chance = min(max(recall_after(1.0, ratio), LEAST), 1 - LEAST)
    factor = (0.9 ** (-1 / DECAY) - 1) * ratio
    # d logit p / db = (dp/db) / (p (1 - p)), and dp/db = d p F t/S / (1 + F t/S).
    slope = DECAY * factor / (1 + factor) / (1 - chance)
    after = 1 / (1 / variance + slope * slope * chance * (1 - chance))
    moved = mean + after * slope * (float(recalled) - chance)
    return replace(
        initial,
        mean=_put(initial.mean, place, min(max(moved, -FARTHEST), FARTHEST)),
        variance=_put(initial.variance, place, after),
        reviews=tuple(n + int(i == place) for i, n in enumerate(initial.reviews)),  # type: ignore[arg-type]
    )


def _put(values: Four, place: int, value: float) -> Four:
    a, b, c, d = (value if i == place else old for i, old in enumerate(values))
    return (a, b, c, d)
