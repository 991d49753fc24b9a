"""Choosers to compare a policy with: chance, a fixed order, tracing to a threshold, the outer fringe.

None of them sees the truth. Tracing is Bayesian knowledge tracing with usual parameters (Corbett & Anderson 1995); the
outer fringe is that of knowledge spaces (Falmagne & Doignon 2011).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from chiron.core.learning.course import Course
from chiron.core.learning.simulate.run import Now


@dataclass(frozen=True, slots=True)
class Tracing:
    """Chances of Bayesian knowledge tracing: known before, learnt by an item, slip, guess."""

    known: float = 0.25
    learnt: float = 0.15
    slip: float = 0.1
    guess: float = 0.2


@dataclass(slots=True)
class Traced:
    """What tracing believes of one learner."""

    usual: Tracing = field(default_factory=Tracing)
    chances: dict[str, float] = field(default_factory=dict)

    def known(self, skill: str) -> float:
        """The chance that a skill is known."""
        return self.chances.get(skill, self.usual.known)

    def told(self, skill: str, right: bool) -> None:
        """One answer, then one chance to learn."""
        p, q = self.usual, self.known(skill)
        yes, no = (1 - p.slip, p.guess) if right else (p.slip, 1 - p.guess)
        q = q * yes / (q * yes + (1 - q) * no)
        self.chances[skill] = q + (1 - q) * p.learnt


@dataclass(slots=True)
class _Chooser:
    course: Course
    chance: Random

    def begin(self, when: datetime) -> None:
        """Nothing to do."""

    def told(self, skill: str, template: str, right: bool, minutes: float, when: datetime) -> None:
        """Nothing is learnt from it."""

    def _item(self, skill: str) -> tuple[str, str]:
        return skill, self.chance.choice(self.course.skills[skill].templates).id

    def _before(self, skill: str) -> list[str]:
        return [p for p in self.course.skills[skill].prerequisites if p in self.course.skills]


@dataclass(slots=True)
class Anything(_Chooser):
    """Any skill, with equal chances."""

    def choose(self, now: Now) -> tuple[str, str] | None:
        """See ``Chooser``."""
        return self._item(self.chance.choice(list(self.course.skills)))


@dataclass(slots=True)
class FixedOrder(_Chooser):
    """Every skill of ``names`` (else of the course) in teaching order, ``items`` of each, and again from the first."""

    items: int = 6
    done: int = 0
    names: tuple[str, ...] = ()

    def choose(self, now: Now) -> tuple[str, str] | None:
        """See ``Chooser``."""
        names = self.names or tuple(self.course.skills)
        self.done += 1
        return self._item(names[(self.done - 1) // self.items % len(names)])


@dataclass(slots=True)
class _Tracer(_Chooser):
    traced: Traced = field(default_factory=Traced)
    enough: float = 0.95

    def told(self, skill: str, template: str, right: bool, minutes: float, when: datetime) -> None:
        """Trace it."""
        self.traced.told(skill, right)

    def _open(self) -> list[str]:
        return [n for n in self.course.skills if self.traced.known(n) < self.enough]


@dataclass(slots=True)
class Threshold(_Tracer):
    """Every skill in teaching order, each until tracing is sure enough; any skill after the last."""

    def choose(self, now: Now) -> tuple[str, str] | None:
        """See ``Chooser``."""
        left = self._open()
        return self._item(left[0] if left else self.chance.choice(list(self.course.skills)))


@dataclass(slots=True)
class OuterFringe(_Tracer):
    """Any skill that tracing is not sure of and whose prerequisites it is sure of."""

    def choose(self, now: Now) -> tuple[str, str] | None:
        """See ``Chooser``."""
        left = self._open()
        fringe = [n for n in left if all(self.traced.known(p) >= self.enough for p in self._before(n))]
        return self._item(self.chance.choice(fringe or left or list(self.course.skills)))
