"""What every simulated learner has in common: traits, readiness, time an item, what is known to begin with."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from typing import Protocol

from chiron.core.learning.course import Course
from chiron.core.learning.simulate.graphs import Nature

KNOWN = 0.7
"""A skill is known where a usual item of it is solved at least so likely, slips and guesses left out."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What one learner is like beside others. 1 is usual for ``rate``, ``pace`` (minutes) and ``forgetting``.

    ``ahead`` is the share of the course known at the start; ``unready`` the share of a ready learner's progress that is
    made where a prerequisite is not known.
    """

    rate: float = 1.0
    pace: float = 1.0
    forgetting: float = 1.0
    slip: float = 0.08
    guess: float = 0.12
    ahead: float = 0.2
    unready: float = 0.05


KINDS: dict[str, Traits] = {
    "usual": Traits(),
    "weak-reader": Traits(rate=0.7, pace=1.5, slip=0.15, ahead=0.1),
    "fast": Traits(rate=1.6, pace=0.75, slip=0.05, ahead=0.3),
    "forgetful": Traits(forgetting=2.5),
    "new": Traits(ahead=0.0),
}
"""Learners by name, for authors."""


def traits(chance: Random, usual: Traits | None = None) -> Traits:
    """Somebody like ``usual``, drawn anew: learner-specific rates, pace, forgetting, slips and guesses."""
    near = usual or Traits()
    return Traits(
        rate=near.rate * math.exp(chance.gauss(0.0, 0.35)),
        pace=near.pace * math.exp(chance.gauss(0.0, 0.2)),
        forgetting=near.forgetting * math.exp(chance.gauss(0.0, 0.35)),
        slip=min(max(near.slip * math.exp(chance.gauss(0.0, 0.4)), 0.01), 0.3),
        guess=min(max(near.guess * math.exp(chance.gauss(0.0, 0.4)), 0.0), 0.35),
        ahead=min(max(near.ahead * chance.uniform(0.0, 2.0), 0.0), 0.9),
        unready=min(max(near.unready * chance.uniform(0.5, 1.5), 0.0), 1.0),
    )


@dataclass(frozen=True, slots=True)
class Done:
    """One item done: whether it was right, and the minutes it took."""

    right: bool
    minutes: float


class Mind(Protocol):
    """A simulated learner. Time passes through ``do`` (minutes) and ``rest`` (days)."""

    @property
    def course(self) -> Course:
        """What is learnt."""

    def chance(self, skill: str) -> float:
        """The true chance to solve a usual item of a skill now, slips and guesses left out."""

    def prospect(self, skill: str, items: int, days: float) -> float:
        """The chance that a skill will be known in so many days if so many items of it are done now, none later."""

    def cost(self, skill: str) -> float:
        """Expected minutes of one item."""

    def do(self, skill: str, difficulty: float, chance: Random) -> Done:
        """Answer one item, then learn from its feedback. ``difficulty`` is the template's."""

    def rest(self, days: float, chance: Random) -> None:
        """Time away."""


def known(mind: Mind, skill: str) -> bool:
    """Whether a skill is truly known now."""
    return mind.chance(skill) >= KNOWN


@dataclass(slots=True)
class Person:
    """What the families share. ``started`` is the part of the course known at the start."""

    course: Course
    nature: Nature
    traits: Traits
    started: frozenset[str]

    def chance(self, skill: str) -> float:
        """See ``Mind``; each family has its own."""
        raise NotImplementedError

    def ready(self, skill: str) -> float:
        """1 where every prerequisite is known, else the share of progress that is made without."""
        before = (p for p in self.course.skills[skill].prerequisites if p in self.course.skills)
        return 1.0 if all(self.chance(p) >= KNOWN for p in before) else self.traits.unready

    def cost(self, skill: str) -> float:
        """Expected minutes of one item."""
        return self.nature.minutes[skill] * self.traits.pace

    def taken(self, skill: str, right: bool, chance: Random) -> float:
        """Minutes that this item took; wrong ones take longer."""
        return self.cost(skill) * math.exp(chance.gauss(-0.045, 0.3)) * (0.92 if right else 1.25)

    def answered(self, able: float, chance: Random) -> bool:
        """Right or wrong, with slips and guesses."""
        return chance.random() < able * (1.0 - self.traits.slip) + (1.0 - able) * self.traits.guess

    def speed(self, skill: str) -> float:
        """How much of the usual progress one item makes: the learner's rate, less on harder skills."""
        return self.traits.rate * math.exp(-0.4 * self.nature.difficulty[skill])


def closed_part(course: Course, share: float, chance: Random) -> frozenset[str]:
    """About so large a share of the skills, each with all its prerequisites."""
    found: set[str] = set()
    while len(found) < round(share * len(course.skills)):
        open_now = [
            n
            for n, s in course.skills.items()
            if n not in found and found.issuperset(p for p in s.prerequisites if p in course.skills)
        ]
        if not open_now:
            break
        found.add(chance.choice(open_now))
    return frozenset(found)


def shifted(able: float, difficulty: float) -> float:
    """A chance moved by the template's difficulty, on the logistic scale (1.7 logits a probit)."""
    held = min(max(able, 1e-9), 1 - 1e-9)
    return 1.0 / (1.0 + math.exp(-(math.log(held / (1 - held)) - 1.7 * difficulty)))
