"""Rises: ability on the probit scale goes towards a ceiling by a share each item, and decays towards where it began."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random

from chiron.core.learning.mastery.probit import cdf
from chiron.core.learning.simulate.ceiling import KNOWS
from chiron.core.learning.simulate.minds import Done, Person, shifted

CEILING, START = 2.2, -1.4


@dataclass(slots=True)
class Rises(Person):
    """See the module and ``Mind``."""

    gained: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        """What is known at the start is two thirds up."""
        self.gained = {n: 0.85 * (CEILING - self._begin(n)) for n in self.started}

    def _begin(self, skill: str) -> float:
        return START - 0.5 * self.nature.difficulty[skill]

    def _able(self, skill: str, gained: float) -> float:
        return float(cdf(self._begin(skill) + gained))

    def chance(self, skill: str) -> float:
        """Ability as a chance."""
        return self._able(skill, self.gained.get(skill, 0.0))

    def _after(self, skill: str, items: int) -> float:
        share = math.log((CEILING - START) / (CEILING - KNOWS)) / self.nature.items * self.traits.rate
        top = CEILING - self._begin(skill)
        return top - (top - self.gained.get(skill, 0.0)) * math.exp(-share * self.ready(skill) * items)

    def _kept(self, days: float) -> float:
        return math.exp(-0.008 * self.traits.forgetting * days)

    def prospect(self, skill: str, items: int, days: float) -> float:
        """0 or 1: nothing here is left to chance."""
        return float(self._able(skill, self._after(skill, items) * self._kept(days)) >= 0.7)

    def do(self, skill: str, difficulty: float, chance: Random) -> Done:
        """See ``Mind``."""
        right = self.answered(shifted(self.chance(skill), difficulty), chance)
        self.gained[skill] = self._after(skill, 1)
        return Done(right, self.taken(skill, right, chance))

    def rest(self, days: float, chance: Random) -> None:
        """What was gained wears off."""
        self.gained = {name: gained * self._kept(days) for name, gained in self.gained.items()}
