"""Ways in which a skill may be learnt and lost, as chains of phases: what ``tracing`` is run over.

Two families of chains. Where a skill *comes at once*, it is not known or known, and what is known grows firmer with
each item (Bayesian knowledge tracing with forgetting: Corbett & Anderson 1995). Where it *climbs*, each item moves it
about the same way up a ladder of phases, so that the number of items tells how far it is; time away moves it down by
the logarithm of the days. A climbing skill counts as known one phase late, so that what fades a little stays known.
Steps are given forwards for beliefs and backwards for values.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

Weights = tuple[float, ...]
"""A weight, or a value, for each phase."""

CLIMB_RIGHT: Weights = (0.19, 0.25, 0.37, 0.54, 0.71, 0.81, 0.86)
CLIMB_KNOWN, CLIMB_SURE = 4, 5
ONCE_RIGHT: Weights = (0.18, 0.86, 0.86, 0.86, 0.86)
ONCE_KNOWN = 1
HAZARD: Weights = (0.0, 0.03, 0.021, 0.013, 0.007)
"""The daily chance to lose a skill that came at once, by firmness."""
FIRMER = 0.6
"""The chance that an item makes a known skill of that family firmer."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to learn. ``fall`` is the phases lost by one unit of log(1 + days), or a factor on ``HAZARD``."""

    climbs: bool
    fall: float
    weight: float

    @property
    def right(self) -> Weights:
        """The chance of a right answer by phase."""
        return CLIMB_RIGHT if self.climbs else ONCE_RIGHT

    @property
    def first(self) -> int:
        """The first phase that counts as known."""
        return CLIMB_SURE if self.climbs else ONCE_KNOWN

    @property
    def strange(self) -> Weights:
        """Phases of a skill that is not known before its first answer."""
        return (0.7, 0.2, 0.1, 0.0, 0.0, 0.0, 0.0) if self.climbs else (1.0, 0.0, 0.0, 0.0, 0.0)

    @property
    def familiar(self) -> Weights:
        """Phases of a skill that is known before its first answer."""
        return (0.0, 0.0, 0.0, 0.0, 0.02, 0.38, 0.6) if self.climbs else (0.0, 0.0, 0.0, 0.3, 0.7)


def practised(state: Weights, kind: Kind, rate: float) -> Weights:
    """After one item: ``rate`` is one over the items that it takes to know the skill."""
    last = len(state) - 1
    if not kind.climbs:
        gone = rate * state[0]
        found = [state[0] - gone, gone + (1 - FIRMER) * state[1]]
        for i in range(2, last):
            found.append(FIRMER * state[i - 1] + (1 - FIRMER) * state[i])
        return (*found, state[last] + FIRMER * state[last - 1])
    way = min(2.0, CLIMB_KNOWN * rate)
    one, two = (way, 0.0) if way <= 1.0 else (2.0 - way, way - 1.0)
    stay = 1.0 - one - two
    out = [stay * value for value in state]
    for i, value in enumerate(state):
        out[min(last, i + 1)] += one * value
        out[min(last, i + 2)] += two * value
    return tuple(out)


def before_practice(value: Weights, kind: Kind, rate: float) -> Weights:
    """The expected value of each phase before one item, given that after it."""
    last = len(value) - 1
    if not kind.climbs:
        firm = [(1 - FIRMER) * value[i] + FIRMER * value[min(last, i + 1)] for i in range(1, last + 1)]
        return ((1 - rate) * value[0] + rate * value[1], *firm)
    way = min(2.0, CLIMB_KNOWN * rate)
    one, two = (way, 0.0) if way <= 1.0 else (2.0 - way, way - 1.0)
    stay = 1.0 - one - two
    return tuple(stay * v + one * value[min(last, i + 1)] + two * value[min(last, i + 2)] for i, v in enumerate(value))


def _falls(kind: Kind, days: float) -> tuple[int, float]:
    """So many times a phase down with that chance."""
    far = kind.fall * math.log1p(days)
    times = max(1, math.ceil(far))
    return times, min(1.0, far / times)


def rested(state: Weights, kind: Kind, days: float) -> Weights:
    """After time away."""
    if not kind.climbs:
        left = [v * math.exp(-h * kind.fall * days) for v, h in zip(state, HAZARD, strict=True)]
        return (left[0] + math.fsum(state) - math.fsum(left), *left[1:])
    times, chance = _falls(kind, days)
    for _ in range(times):
        down = [(1 - chance) * v + chance * above for v, above in zip(state, (*state[1:], 0.0), strict=True)]
        down[0] += chance * state[0]
        state = tuple(down)
    return state


def before_rest(value: Weights, kind: Kind, days: float) -> Weights:
    """The expected value of each phase before time away, given that after it."""
    if not kind.climbs:
        keep = [math.exp(-h * kind.fall * days) for h in HAZARD]
        return tuple(k * v + (1 - k) * value[0] for k, v in zip(keep, value, strict=True))
    times, chance = _falls(kind, days)
    for _ in range(times):
        value = (value[0], *((1 - chance) * v + chance * b for v, b in zip(value[1:], value[:-1], strict=True)))
    return value


AHEAD = (0, 1, 2, 3, 4, 6, 8, 11, 15)
"""Numbers of items that are looked ahead."""


@lru_cache(maxsize=4096)
def prospects(kind: Kind, rate: float, days: float) -> tuple[Weights, ...]:
    """By ``AHEAD``: the chance to know the skill in so many days if so many items are done now, for each phase."""
    value = tuple(float(i >= kind.first) for i in range(len(kind.right)))
    value = before_rest(value, kind, days)
    found = [value]
    for number in range(1, AHEAD[-1] + 1):
        value = before_practice(value, kind, rate)
        if number in AHEAD:
            found.append(value)
    return tuple(found)
