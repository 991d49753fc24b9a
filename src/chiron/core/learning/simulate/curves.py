"""Curves: a logistic chance that grows with the logarithm of practice: a power law (Newell & Rosenbloom 1981).

Learners differ in how steep their curves are. Practice fades as a power of the time since (Wickelgren 1974), and most
of what faded comes back with the next item. Practice without the prerequisites counts little.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random

from chiron.core.learning.simulate.minds import KNOWN, Done, Person, shifted

AT_KNOWN = math.log(KNOWN / (1.0 - KNOWN))
START = -2.2
"""Logit of a usual skill before any practice."""


@dataclass(slots=True)
class Curves(Person):
    """See the module and ``Mind``. ``practice`` counts items that helped; ``last`` is the day of the latest."""

    practice: dict[str, float] = field(init=False)
    last: dict[str, float] = field(init=False)
    today: float = 0.0

    def __post_init__(self) -> None:
        """What is known at the start has been practised well."""
        self.practice = {n: 2.0 * self._needed(n) for n in self.started}
        self.last = dict.fromkeys(self.started, -2.0)

    def _steep(self) -> float:
        return (AT_KNOWN - START) / math.log(1.0 + self.nature.items) * math.sqrt(self.traits.rate)

    def _begin(self, skill: str) -> float:
        return START - 0.7 * self.nature.difficulty[skill]

    def _needed(self, skill: str) -> float:
        return math.exp((AT_KNOWN - self._begin(skill)) / self._steep()) - 1.0

    def _left(self, practice: float, days: float) -> float:
        return practice * math.pow(1.0 + max(0.0, days), -0.15 * self.traits.forgetting)

    def _able(self, skill: str, practice: float) -> float:
        return 1.0 / (1.0 + math.exp(-(self._begin(skill) + self._steep() * math.log1p(practice))))

    def _now(self, skill: str) -> float:
        return self._left(self.practice.get(skill, 0.0), self.today - self.last.get(skill, self.today))

    def chance(self, skill: str) -> float:
        """The curve, with what has faded."""
        return self._able(skill, self._now(skill))

    def _after(self, skill: str, items: int) -> float:
        now, kept = self._now(skill), self.practice.get(skill, 0.0)
        if not items:
            return kept
        return now + 0.7 * (kept - now) + items * math.sqrt(self.traits.rate) * self.ready(skill)

    def prospect(self, skill: str, items: int, days: float) -> float:
        """0 or 1: nothing here is left to chance."""
        away = days if items else days + self.today - self.last.get(skill, self.today)
        return float(self._able(skill, self._left(self._after(skill, items), away)) >= KNOWN)

    def do(self, skill: str, difficulty: float, chance: Random) -> Done:
        """See ``Mind``."""
        right = self.answered(shifted(self.chance(skill), difficulty), chance)
        self.practice[skill], self.last[skill] = self._after(skill, 1), self.today
        minutes = self.taken(skill, right, chance)
        self.today += minutes / 1440.0
        return Done(right, minutes)

    def rest(self, days: float, chance: Random) -> None:
        """Time passes."""
        self.today += days
