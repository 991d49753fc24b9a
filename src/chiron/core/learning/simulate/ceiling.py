"""The simplest simulated learner: ability goes towards a ceiling with practice and falls back with time.

Its assumptions differ from the learner model's own: ability approaches a ceiling and decays, where the model has a
random walk.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random

from chiron.core.learning.course import Course
from chiron.core.learning.mastery.probit import cdf

KNOWS = 0.5244
"""True ability from which a usual item is solved with chance .7: the simulator's own line between known and not."""


@dataclass(slots=True)
class Learner:
    """Who learns. ``ability`` is on the probit scale and changes; a skill that is missing is at ``start``.

    ``rate`` is the share of the way to ``ceiling`` that one item on a ready skill goes (a quarter of it when a
    prerequisite is not known); ``forgetting`` the share of what practice added that a day away takes.
    """

    ability: dict[str, float]
    rate: float = 0.18
    ceiling: float = 2.2
    slip: float = 0.05
    guess: float = 0.0
    forgetting: float = 0.01
    start: float = -1.5
    floor: dict[str, float] = field(default_factory=dict, init=False)

    def knows(self, skill: str) -> bool:
        """Whether the skill is truly known."""
        return self.ability.get(skill, self.start) >= KNOWS

    def answer(self, skill: str, chance: Random, difficulty: float = 0.0) -> bool:
        """Right or wrong, as it falls."""
        p = cdf(self.ability.get(skill, self.start) - difficulty)
        return chance.random() < self.guess + (1 - self.guess - self.slip) * p

    def practise(self, course: Course, skill: str) -> None:
        """One item with feedback."""
        ready = all(self.knows(p) for p in course.skills[skill].prerequisites)
        now = self.ability.get(skill, self.start)
        self.floor.setdefault(skill, now)
        self.ability[skill] = now + max(0.0, self.ceiling - now) * self.rate * (1.0 if ready else 0.25)

    def wait(self, days: float) -> None:
        """Time away."""
        for skill, low in self.floor.items():
            keep = math.exp(-self.forgetting * days)
            self.ability[skill] = low + (self.ability[skill] - low) * keep


def learner(course: Course, kind: str, chance: Random, **traits: float) -> Learner:
    """A 'strong', 'weak', 'mixed' (knows a closed part of the graph) or 'new' learner. Raises ValueError otherwise."""
    shares = {"strong": 1.0, "weak": 0.15, "mixed": chance.uniform(0.3, 0.7), "new": 0.0}
    if kind not in shares:
        raise ValueError(f"No kind of simulated learner is called {kind!r}; there are: {', '.join(shares)}.")
    known = _closed_part(course, shares[kind], chance)
    ability = {name: chance.gauss(1.5, 0.3) if name in known else chance.gauss(-1.3, 0.4) for name in course.skills}
    return Learner(ability, **traits)


def _closed_part(course: Course, share: float, chance: Random) -> set[str]:
    """About so large a share of the skills, each with all its prerequisites, in a random order that allows it."""
    known: set[str] = set()
    while len(known) < round(share * len(course.skills)):
        open_now = [n for n, s in course.skills.items() if n not in known and known.issuperset(s.prerequisites)]
        if not open_now:
            break
        known.add(chance.choice(open_now))
    return known
