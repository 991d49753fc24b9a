"""A policy with a learner model as a chooser: what the app would believe of a simulated learner, and choose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate, Model, Observation, observed
from chiron.core.learning.memory import Memory, rating, review
from chiron.core.learning.policies import CourseView, Policy, Purpose
from chiron.core.learning.simulate.run import Now
from chiron.core.words import Move, MoveKind

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
        )
        return self.change(seen) if self.change else seen

    def begin(self, when: datetime) -> None:
        """A sitting begins."""
        self.session = []

    def choose(self, now: Now) -> tuple[str, str] | None:
        """The policy's choice; a skill that it sends to a person is noted once, and it is asked again."""
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
        self.answers[skill] = (*self.answers.get(skill, ()), (when, float(right)))[-KEPT:]
        memory = self.memories.get(skill)
        if memory or self.model.view(self.estimates[skill], None, when).state == "demonstrated":
            self.memories[skill] = review(memory, rating(float(right)), when, self.retention)


def with_policy(policy: Policy, model: Model, course: Course, seed: str) -> Taught:
    """A chooser for one learner."""
    return Taught(course, policy, model, Random(f"{seed}/templates"))
