"""A simulated class in a course: what a policy does to it, skill by skill and minute by minute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from chiron.core.learning.course import Course
from chiron.core.learning.simulate.graphs import nature_of
from chiron.core.learning.simulate.minds import KINDS, Mind, Traits, traits
from chiron.core.learning.simulate.people import FAMILIES, person
from chiron.core.learning.simulate.run import Chooser, Plan, Run, run

STUCK_ITEMS = 8
"""So many items of a skill that is still not known at the end: stuck."""
ChooserOf = Callable[[Mind, str], Chooser]
"""A chooser for a learner and a seed."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """One simulated learner of the class and their way."""

    kind: str
    family: str
    run: Run


@dataclass(frozen=True, slots=True)
class SkillFigures:
    """One skill over the class: mean ``minutes`` of those who met it, shares of the class who know it and are stuck."""

    skill: str
    minutes: float
    met: float
    known: float
    stuck: float


@dataclass(frozen=True, slots=True)
class Classroom:
    """The class after the plan."""

    course: Course
    plan: Plan
    pupils: tuple[Pupil, ...]

    @property
    def known(self) -> float:
        """Skills known at the end, mean over the class."""
        return fmean(len(p.run.known) for p in self.pupils)

    def by_minute(self, points: int = 60) -> list[tuple[float, float, float, float]]:
        """(minute, lowest quarter, middle, highest quarter) of skills truly known, at evenly spaced minutes."""
        most = self.plan.sittings * self.plan.minutes
        curve = []
        for place in range(1, points + 1):
            minute = most * place / points
            counts = sorted(float(_known_at(p.run, minute)) for p in self.pupils)
            curve.append((minute, _part(counts, 0.25), _part(counts, 0.5), _part(counts, 0.75)))
        return curve

    def skills(self) -> list[SkillFigures]:
        """Every skill in teaching order."""
        return [self._skill(name) for name in self.course.skills]

    def _skill(self, name: str) -> SkillFigures:
        spent = [p.run.minutes_by_skill().get(name, 0.0) for p in self.pupils]
        met = [minutes for minutes in spent if minutes > 0]
        size = len(self.pupils)
        stuck = sum(
            name not in p.run.known and sum(i.skill == name for i in p.run.items) >= STUCK_ITEMS for p in self.pupils
        )
        known = sum(name in p.run.known for p in self.pupils)
        return SkillFigures(name, fmean(met) if met else 0.0, len(met) / size, known / size, stuck / size)

    def by_kind(self) -> dict[str, tuple[int, float]]:
        """Learners and mean skills known by kind."""
        kinds = dict.fromkeys(p.kind for p in self.pupils)
        counts = {k: [len(p.run.known) for p in self.pupils if p.kind == k] for k in kinds}
        return {k: (len(c), fmean(c)) for k, c in counts.items()}


def classroom(
    course: Course,
    chooser: ChooserOf,
    plan: Plan,
    size: int,
    seed: int,
    kinds: Sequence[str] = tuple(KINDS),
    families: Sequence[str] = tuple(FAMILIES),
) -> Classroom:
    """A class of so many learners, of the kinds and families in turn; the same class for the same seed."""
    nature = nature_of(course, Random(f"{seed}/course"))
    pupils = []
    for number in range(size):
        kind, family = kinds[number % len(kinds)], families[number // len(kinds) % len(families)]
        chance = Random(f"{seed}/{number}/person")
        who: Traits = traits(chance, KINDS[kind])
        mind = person(family, course, nature, who, chance)
        done = run(course, mind, chooser(mind, f"{seed}/{number}"), plan, Random(f"{seed}/{number}/answers"))
        pupils.append(Pupil(kind, family, done))
    return Classroom(course, plan, tuple(pupils))


def _known_at(done: Run, minute: float) -> int:
    before = [item.known for item in done.items if item.minute <= minute]
    return before[-1] if before else done.begun


def _part(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
