"""The learners that ``gain`` holds possible: how many items a skill takes, how it fades, whether it comes at once.

Two ways to learn. Where a skill *climbs*, each item takes the same way, a usual item is solved at odds that are a power
of the way gone, and the skill is known at way 1; time away shortens the way by a power of the days (Wickelgren 1974),
and the next item brings part of it back. Where it *comes at once* it is not known or known, and what is known grows
firmer with each item (Bayesian knowledge tracing with forgetting: Corbett & Anderson 1995). A grid crosses them with
the items that a skill takes and with how fast it fades.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

Phases = tuple[float, float, float, float, float]
"""Weights of a skill that comes at once: not known, and known at four degrees of firmness."""
STRANGE: Phases = (1.0, 0.0, 0.0, 0.0, 0.0)
FAMILIAR: Phases = (0.0, 0.0, 0.0, 0.3, 0.7)
LOST = (0.0, 1.0, 0.7, 0.43, 0.23)
"""The daily hazard to lose a skill that came at once, by firmness, beside that of one just learnt."""
FIRMER = 0.6
"""The chance that an item makes a known skill of that kind firmer."""
ABLE, UNABLE = 0.97, 0.04
"""The chance to solve a usual item of a skill that came at once, and of one that did not; slips and guesses apart."""
QUICKEST = 0.9
REST = 0.02
"""Days from which on time away is felt."""
AHEAD = (0, 1, 2, 3, 4, 5, 6, 8, 11, 15)
"""Numbers of items that are looked ahead."""


@dataclass(frozen=True)
class Kinds:
    """The grid. ``items`` are those that a ready learner needs for a usual skill, each as likely as ``shares`` says.

    ``falls`` are the powers of fading; ``at_once`` is the share of learners to whom skills come at once, who lose a new
    one with ``hazard`` in a day. ``spread`` is the standard deviation of log items between one learner's skills. At way
    w odds are 7 : 3 times w ** ``steep``; what is known at the start has gone the way ``familiar``; ``saved`` of what
    faded is back after an item; ``blur`` is how unsure, in log way, it is where knowing begins. ``slip`` and ``guess``
    are the chances of a wrong answer of somebody who can, and of a right one of somebody who cannot.
    """

    items: tuple[float, ...] = (2.21, 3.64, 6.0, 9.89, 16.31)
    shares: tuple[float, ...] = (0.0545, 0.2442, 0.4026, 0.2442, 0.0545)
    falls: tuple[float, ...] = (0.05, 0.25, 1.2)
    at_once: float = 0.5
    hazard: float = 0.1
    spread: float = 0.25
    steep: float = 1.7
    familiar: float = 2.2
    saved: float = 0.5
    blur: float = 0.2
    slip: float = 0.1
    guess: float = 0.15

    def __hash__(self) -> int:
        """Kinds are keys of many caches; this one is worked out once."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.items, self.falls, self.at_once, self.hazard, self.spread, self.steep, self.blur))

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """Of every learner of the grid: fading by fading, each with all numbers of items; at last those at once."""
        parts = (*((1.0 - self.at_once) / len(self.falls) for _ in self.falls), self.at_once)
        return tuple(part * share for part in parts for share in self.shares)

    @cached_property
    def near(self) -> tuple[tuple[float, ...], ...]:
        """By the items of the learner: how likely one of their skills takes each number of items."""
        rows = [[math.exp(-0.5 * (math.log(b / a) / self.spread) ** 2) for b in self.items] for a in self.items]
        return tuple(tuple(value / sum(row) for value in row) for row in rows)

    @cached_property
    def climbing(self) -> tuple[tuple[float, float], ...]:
        """Items and fading of those who climb, in the order of ``weights``."""
        return tuple((items, fall) for fall in self.falls for items in self.items)

    def right(self, able: float) -> float:
        """The chance of a right answer of somebody who can solve it with that chance."""
        return able * (1.0 - self.slip) + (1.0 - able) * self.guess

    def solves(self, way: float) -> float:
        """The chance of a right answer at a point of the way."""
        return self.right(1.0 / (1.0 + 3.0 / 7.0 * way**-self.steep) if way > 1e-6 else 0.0)

    def knows(self, way: float) -> float:
        """The chance that a skill is known at a point of the way."""
        return 1.0 / (1.0 + way ** (-1.7 / self.blur)) if way > 0.05 else 0.0

    def turn(self, items: float) -> float:
        """The chance that an item brings a skill that comes at once."""
        return min(QUICKEST, 1.15 / items)

    def blocks(self) -> Iterator[range]:
        """The places in ``weights`` that differ in the number of items only."""
        size = len(self.items)
        return (range(start, start + size) for start in range(0, len(self.weights), size))


def practised(state: Phases, turn: float) -> Phases:
    """After one item."""
    none, one, two, three, four = state
    gone = turn * none
    stay = 1.0 - FIRMER
    return (
        none - gone,
        gone + stay * one,
        FIRMER * one + stay * two,
        FIRMER * two + stay * three,
        FIRMER * three + four,
    )


def rested(state: Phases, hazard: float, days: float) -> Phases:
    """After time away."""
    _, one, two, three, four = kept = _times(state, _kept(hazard, days))
    return (sum(state) - math.fsum(kept[1:]), one, two, three, four)


def _times(state: Phases, by: Phases) -> Phases:
    a, b, c, d, e = map(float.__mul__, state, by)
    return a, b, c, d, e


@lru_cache(maxsize=512)
def _kept(hazard: float, days: float) -> Phases:
    a, b, c, d, e = (math.exp(-hazard * lost * days) for lost in LOST)
    return a, b, c, d, e


@lru_cache(maxsize=512)
def prospects(turn: float, hazard: float, days: float) -> tuple[Phases, ...]:
    """By ``AHEAD``, where a skill comes at once: the chance, for each phase, to know it in so many days if so many
    items are done now."""
    value: Phases = (0.0, *_kept(hazard, days)[1:])
    found = [value]
    for number in range(1, AHEAD[-1] + 1):
        stay = 1.0 - FIRMER
        none, one, two, three, four = value
        value = (
            (1.0 - turn) * none + turn * one,
            stay * one + FIRMER * two,
            stay * two + FIRMER * three,
            stay * three + FIRMER * four,
            four,
        )
        if number in AHEAD:
            found.append(value)
    return tuple(found)
