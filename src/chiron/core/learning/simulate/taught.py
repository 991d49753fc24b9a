"""A policy with a learner model as a chooser: what the app would believe of a simulated learner, and choose."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from statistics import fmean

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate, Model, Observation, observed
from chiron.core.learning.memory import Memory, rating, review
from chiron.core.learning.policies import CourseView, Hours, Policy, Purpose
from chiron.core.learning.simulate.run import Now
from chiron.core.words import Move, MoveKind

ITEMS = 6.0
"""So many items are taken to make the minutes that an author states for a skill."""
KEPT = 12
"""So many of the latest answers in a skill are passed on."""


@dataclass(slots=True)
class Taught:
    """See the module. ``moves`` are all that the policy chose; ``change`` may add to what the policy sees."""

    course: Course
    policy: Policy
    model: Model
    chance: Random
    targets: tuple[str, ...] = ()
    retention: float = 0.9
    change: Callable[[CourseView], CourseView] | None = None
    estimates: dict[str, Estimate] = field(default_factory=dict)
    memories: dict[str, Memory] = field(default_factory=dict)
    recent: list[tuple[str, str]] = field(default_factory=list)
    session: list[str] = field(default_factory=list)
    referred: set[str] = field(default_factory=set)
    moves: list[Move] = field(default_factory=list)
    answers: dict[str, tuple[tuple[datetime, float], ...]] = field(default_factory=dict)
    taken: dict[str, list[float]] = field(default_factory=dict)
    hours: Hours = field(default_factory=Hours)

    def view(self) -> CourseView:
        """The learner as the policy sees them now."""
        seen = CourseView(
            course=self.course,
            model=self.model,
            estimates=self.estimates,
            memories=self.memories,
            targets=self.targets,
            recent=tuple(self.recent[-24:]),
            session=tuple(self.session),
            referred=frozenset(self.referred),
            answers=dict(self.answers),
            minutes=per_item(self.course, self.taken),
            hours=self.hours,
        )
        return self.change(seen) if self.change else seen

    def begin(self, when: datetime) -> None:
        """A sitting begins."""
        self.session = []

    def choose(self, now: Now) -> tuple[str, str] | None:
        """The policy's choice; a skill that it sends to a person is noted once, and it is asked again."""
        self.hours = Hours(until=now.when + timedelta(days=now.days), left=now.minutes)
        for _ in range(len(self.course.skills) + 1):
            move = self.policy.choose_skill(self.view(), "practice", now.when)
            self.moves.append(move)
            if move.kind is not MoveKind.REFER or move.skill is None:
                break
            self.referred.add(move.skill)
        if move.kind not in (MoveKind.ASK, MoveKind.REVIEW) or move.skill is None:
            return None
        purpose: Purpose = "review" if move.kind is MoveKind.REVIEW else "practice"
        before = self.model.estimate(self.course, move.skill, self.estimates, now.when)
        chosen = move.template or self.policy.choose_template(
            self.course, move.skill, purpose, self.recent, before, self.chance
        )
        return move.skill, chosen

    def told(self, skill: str, template: str, right: bool, minutes: float, when: datetime) -> None:
        """What the fold of the log would make of it."""
        difficulty = self.course.templates[skill, template].difficulty
        seen = Observation(float(right), when, f"{template}:{len(self.moves)}", difficulty=difficulty)
        self.estimates = observed(self.model, self.course, skill, self.estimates, seen)
        self.recent.append((skill, template))
        self.session.append(skill)
        self.taken.setdefault(skill, []).append(minutes)
        self.answers[skill] = (*self.answers.get(skill, ()), (when, float(right)))[-KEPT:]
        memory = self.memories.get(skill)
        if memory or self.model.view(self.estimates[skill], None, when).state == "demonstrated":
            self.memories[skill] = review(memory, rating(float(right)), when, self.retention)


def per_item(course: Course, taken: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Minutes that an item of each skill takes this learner: the author's word, moved by what was measured.

    Measured times are held against the learner's own pace, so that skills not yet met compare fairly with those met.
    """
    stated = {name: max(skill.minutes / ITEMS, 0.05) for name, skill in course.skills.items()}
    logs = {n: [math.log(max(m, 0.01) / stated[n]) for m in given] for n, given in taken.items() if given}
    means = {name: fmean(of) for name, of in logs.items()}
    pace = sum(means.values()) / (len(means) + 2.0)
    found = {name: minutes * math.exp(pace) for name, minutes in stated.items()}
    for name, of in logs.items():
        found[name] *= math.exp((means[name] - pace) * len(of) / (len(of) + 1.0))
    return found


def with_policy(policy: Policy, model: Model, course: Course, seed: str) -> Taught:
    """A chooser for one learner."""
    return Taught(course, policy, model, Random(f"{seed}/templates"))
