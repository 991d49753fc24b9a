"""Taking a simulated learner through a course: sittings of so many minutes with days between, under a chooser."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Protocol

from chiron.core.learning.course import Course
from chiron.core.learning.simulate.minds import Mind, known

BEGIN = datetime(2026, 1, 5, 16, tzinfo=UTC)
MOST_ITEMS = 400
"""No sitting has more items."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``sittings`` of ``minutes`` each, ``days`` apart; ``after`` days after the last one we look what is known."""

    sittings: int = 20
    minutes: float = 20.0
    days: float = 1.0
    after: float = 1.0


@dataclass(frozen=True, slots=True)
class Now:
    """Where a run is: the time, minutes left in this sitting, and days until we look."""

    when: datetime
    minutes: float
    days: float


@dataclass(frozen=True, slots=True)
class Answered:
    """One item of a run. ``minute`` is when it ended, counted over sittings."""

    skill: str
    right: bool
    minute: float
    minutes: float
    known: int
    """Skills that count, truly known then."""


class Chooser(Protocol):
    """Who chooses the next skill. Some see the truth; those that do not are told answers only."""

    def begin(self, when: datetime) -> None:
        """A sitting begins."""

    def choose(self, now: Now) -> tuple[str, str] | None:
        """A skill and its template, or None to end the sitting."""

    def told(self, skill: str, template: str, right: bool, minutes: float, when: datetime) -> None:
        """What came of it. ``when`` is the end of the item."""


@dataclass(slots=True)
class Run:
    """What came of it: ``known`` are the skills truly known when we looked; ``items`` in order; ``begun`` the number
    of skills known before the first."""

    known: frozenset[str]
    items: list[Answered] = field(default_factory=list)
    begun: int = 0

    def minutes_by_skill(self) -> dict[str, float]:
        """Minutes spent on each skill that was met."""
        spent: dict[str, float] = {}
        for item in self.items:
            spent[item.skill] = spent.get(item.skill, 0.0) + item.minutes
        return spent


def run(course: Course, mind: Mind, chooser: Chooser, plan: Plan, chance: Random, counted: Collection[str] = ()) -> Run:
    """One learner's whole way. ``counted`` are the skills that each item counts, all of the course where none is."""
    when, spent, items = BEGIN, 0.0, list[Answered]()
    begun = sum(known(mind, name) for name in course.skills)
    for sitting in range(plan.sittings):
        chooser.begin(when)
        left = plan.minutes
        until = (plan.sittings - 1 - sitting) * plan.days + plan.after
        for _ in range(MOST_ITEMS):
            chosen = chooser.choose(Now(when, left, until)) if left > 0 else None
            if chosen is None:
                break
            done = mind.do(chosen[0], course.templates[chosen].difficulty, chance)
            left, spent = left - done.minutes, spent + done.minutes
            when += timedelta(minutes=done.minutes)
            chooser.told(*chosen, done.right, done.minutes, when)
            count = sum(known(mind, name) for name in counted or course.skills)
            items.append(Answered(chosen[0], done.right, spent, done.minutes, count))
        away = plan.days if sitting < plan.sittings - 1 else plan.after
        mind.rest(away, chance)
        when = when + timedelta(days=away)
    return Run(frozenset(n for n in course.skills if known(mind, n)), items, begun)


def shared(
    make: Callable[[Random], Mind],
    chooser: Callable[[Mind], Chooser],
    plan: Plan,
    seed: int | str,
    counted: Collection[str] = (),
) -> Run:
    """A run of the learner that ``make`` gives for this seed: the same person whoever chooses."""
    mind = make(Random(f"{seed}/person"))
    return run(mind.course, mind, chooser(mind), plan, Random(f"{seed}/answers"), counted)
