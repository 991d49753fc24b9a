"""Steps: a skill is known or not, as in Bayesian knowledge tracing (Corbett & Anderson 1995), and can be forgotten.

An item on a ready skill turns "not known" into "known" with a fixed chance. A day away turns it back with a chance that
each right answer since makes smaller; what was known once is learnt again twice as fast.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random

from chiron.core.learning.simulate.minds import Done, Person, shifted


@dataclass(slots=True)
class Steps(Person):
    """See the module and ``Mind``."""

    now: set[str] = field(init=False)
    ever: set[str] = field(init=False)
    firm: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with what is known at the start, which is firm."""
        self.now, self.ever = set(self.started), set(self.started)
        self.firm = dict.fromkeys(self.started, 4.0)

    def chance(self, skill: str) -> float:
        """Almost sure where known, almost never where not."""
        return 0.97 if skill in self.now else 0.04

    def turns(self, skill: str) -> float:
        """The chance that one item turns "not known" into "known"."""
        usual = 1.0 - math.exp(-1.3 * self.speed(skill) / self.nature.items)
        again = 2.0 if skill in self.ever else 1.0
        return min(usual * again, 0.9) * self.ready(skill)

    def lost(self, firm: float, days: float) -> float:
        """The chance to lose a skill of that firmness in so many days."""
        hazard = 0.03 * self.traits.forgetting * 0.75**firm
        return 1.0 - math.exp(-hazard * days)

    def prospect(self, skill: str, items: int, days: float) -> float:
        """In closed form: known by then and not lost again."""
        firm, turn = self.firm.get(skill, 0.0), self.turns(skill)
        if skill in self.now:
            return 1.0 - self.lost(min(firm + items, 8.0), days)
        found, late = 0.0, 1.0
        for number in range(items):
            found += late * turn * (1.0 - self.lost(min(firm + items - number - 1, 8.0), days))
            late *= 1.0 - turn
        return found

    def do(self, skill: str, difficulty: float, chance: Random) -> Done:
        """See ``Mind``."""
        right = self.answered(shifted(self.chance(skill), 0.3 * difficulty), chance)
        if skill in self.now:
            self.firm[skill] = min(self.firm.get(skill, 0.0) + 1.0, 8.0)
        elif chance.random() < self.turns(skill):
            self.now.add(skill)
            self.ever.add(skill)
        return Done(right, self.taken(skill, right, chance))

    def rest(self, days: float, chance: Random) -> None:
        """Each known skill may be lost."""
        for skill in sorted(self.now):
            if chance.random() < self.lost(self.firm.get(skill, 0.0), days):
                self.now.remove(skill)
                self.firm[skill] = 0.5 * self.firm.get(skill, 0.0)
