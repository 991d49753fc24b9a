"""Ways in which a skill may be learnt and lost: what ``tracing`` runs over a learner's answers.

Each way is a small model with one number of its own by skill: ``items``, how many items a ready learner needs.

``Once``: not known or known (Bayesian knowledge tracing with forgetting: Corbett & Anderson 1995). An item turns one
into the other with a fixed chance; what is known grows firmer with each item, and time away may lose it.

``Climb``: strength grows with each item, counted in shares of the items needed, so that 1 is the line from which a
skill is known; the chance of a right answer grows with its logarithm (the power law of practice: Newell & Rosenbloom
1981), time away takes from it as a power of the days (Wickelgren 1974), and half of what faded comes back with the next
item. What was known before the first answer was learnt long ago and fades slowly in either.

Each way says how likely answers are, what is known then, and what so many more items would bring.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

State = tuple[float, ...]
"""What a way keeps of a skill, with the likelihood of the answers so far in it."""
AHEAD = (0, 1, 2, 3, 4, 6, 8, 11, 15)
"""Numbers of items that are looked ahead."""
SLIP, GUESS = 0.1, 0.15
LONG_AGO = 30.0
"""So many days ago was learnt what was known before the first answer."""


class Way(Protocol):
    """How a skill may be learnt and lost. ``items`` are those that a ready learner needs; days are real numbers."""

    @property
    def weight(self) -> float:
        """How usual this way is."""

    def strange(self) -> State:
        """A skill not known before its first answer."""

    def familiar(self) -> State:
        """A skill known before its first answer."""

    def step(self, state: State, items: float, away: float, credit: float) -> State:
        """After ``away`` days and one answered item."""

    def likely(self, state: State) -> float:
        """How likely the answers were."""

    def views(self, state: State, items: float, away: float, days: float) -> State:
        """Known after ``away`` days, then by ``AHEAD``: known ``days`` after so many more items; each times
        ``likely``."""


NEW_RIGHT, OLD_RIGHT = 0.18, 0.88
"""The chance of a right answer where a skill of ``Once`` is not known, and where it is."""
HAZARD = (0.0, 0.03, 0.02, 0.013, 0.008)
"""The daily chance to lose a skill by firmness."""
FIRMER = 0.6
"""The chance that an item makes a known skill firmer."""


@dataclass(frozen=True, slots=True)
class Once:
    """See the module. The state is a weight for each phase: not known, then known by firmness. ``fades`` is a factor
    on ``HAZARD``."""

    weight: float = 1.0
    fades: float = 1.0

    def strange(self) -> State:
        """See ``Way``."""
        return (1.0, 0.0, 0.0, 0.0, 0.0)

    def familiar(self) -> State:
        """See ``Way``."""
        return (0.0, 0.0, 0.0, 0.2, 0.8)

    def step(self, state: State, items: float, away: float, credit: float) -> State:
        """See ``Way``."""
        state = self.rested(state, away)
        new = credit * NEW_RIGHT + (1 - credit) * (1 - NEW_RIGHT)
        old = credit * OLD_RIGHT + (1 - credit) * (1 - OLD_RIGHT)
        return practised((new * state[0], *(old * value for value in state[1:])), turns(items))

    def rested(self, state: State, days: float) -> State:
        """After time away."""
        if days <= 0.0:
            return state
        left = [v * math.exp(-h * self.fades * days) for v, h in zip(state, HAZARD, strict=True)]
        return (left[0] + math.fsum(state) - math.fsum(left), *left[1:])

    def likely(self, state: State) -> float:
        """See ``Way``."""
        return math.fsum(state)

    def views(self, state: State, items: float, away: float, days: float) -> State:
        """See ``Way``."""
        state = self.rested(state, away)
        found = [math.fsum(state[1:])]
        found += [sum(map(float.__mul__, state, value)) for value in self._values(items, days)]
        return tuple(found)

    def _values(self, items: float, days: float) -> tuple[State, ...]:
        return _once_values(self.fades, items, days)


def turns(items: float) -> float:
    """The chance that an item turns "not known" into "known", where so many items are needed on the average."""
    return 1.0 - math.exp(-1.2 / items)


def practised(state: State, turn: float) -> State:
    """Phases of ``Once`` after one item."""
    gone = turn * state[0]
    found = [state[0] - gone, gone + (1 - FIRMER) * state[1]]
    for i in range(2, 4):
        found.append(FIRMER * state[i - 1] + (1 - FIRMER) * state[i])
    return (*found, state[4] + FIRMER * state[3])


def before_practice(value: State, turn: float) -> State:
    """The expected value of each phase of ``Once`` before one item, given that after it."""
    firm = [(1 - FIRMER) * value[i] + FIRMER * value[min(4, i + 1)] for i in range(1, 5)]
    return ((1 - turn) * value[0] + turn * value[1], *firm)


@lru_cache(maxsize=4096)
def _once_values(fades: float, items: float, days: float) -> tuple[State, ...]:
    value: State = (0.0, *(math.exp(-h * fades * days) for h in HAZARD[1:]))
    found, turn = [value], turns(items)
    for number in range(1, AHEAD[-1] + 1):
        value = before_practice(value, turn)
        if number in AHEAD:
            found.append(value)
    return tuple(found)


STEEP = 2.6
SOFT = 0.25
"""How steep the chance to be able rises with the logarithm of strength, and how softly 1 is taken as the line."""
LINE = math.log(7.0 / 3.0)
BACK = 0.5
"""The share of what faded that comes back with an item."""


def able(strength: float) -> float:
    """The chance to solve an item at some strength, slips and guesses left out."""
    return 1.0 / (1.0 + math.exp(-LINE) * math.pow((max(strength, 0.0) + 0.25) / 1.25, -STEEP))


def over(strength: float) -> float:
    """How likely a strength is over the line, since the model is only near the truth."""
    return 1.0 / (1.0 + math.pow(max(strength, 1e-6), -1.0 / SOFT))


@dataclass(frozen=True, slots=True)
class Climb:
    """See the module. The state is (likelihood, strength after the last item, days ago that it was laid)."""

    weight: float
    unit: float
    power: float

    def strange(self) -> State:
        """See ``Way``."""
        return (1.0, 0.0, 0.0)

    def familiar(self) -> State:
        """See ``Way``."""
        return (1.0, 2.3, LONG_AGO)

    def _left(self, old: float, away: float) -> float:
        """The share left after more time away."""
        return math.pow((self.unit + old + away) / (self.unit + old), -self.power)

    def step(self, state: State, items: float, away: float, credit: float) -> State:
        """See ``Way``."""
        likely, kept, old = state
        now = kept * self._left(old, away)
        p = GUESS + (1.0 - SLIP - GUESS) * able(now)
        return likely * (credit * p + (1 - credit) * (1 - p)), now + BACK * (kept - now) + 1.0 / items, old

    def likely(self, state: State) -> float:
        """See ``Way``."""
        return state[0]

    def views(self, state: State, items: float, away: float, days: float) -> State:
        """See ``Way``."""
        likely, kept, old = state
        now, later = kept * self._left(old, away), self._left(old, days)
        base = now + BACK * (kept - now)
        found = [likely * over(now), likely * over(kept * self._left(old, away + days))]
        # What is practised anew fades anew: an item never counts for less than none, all the same.
        found += [max(found[1], likely * over((base + more / items) * later)) for more in AHEAD[1:]]
        return tuple(found)
