"""One simulated learner's way from the diagnostic to the goal, with a policy and a learner model."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate, Model, Observation, observed
from chiron.core.learning.memory import Memory, rating, review
from chiron.core.learning.policies import CourseView, Policy, Purpose
from chiron.core.learning.simulate.ceiling import Learner
from chiron.core.words import Move, MoveKind


@dataclass(slots=True)
class Walk:
    """One simulated learner's way: what is believed of them, and what was done. ``moves`` are in order."""

    course: Course
    model: Model
    policy: Policy
    when: datetime
    targets: tuple[str, ...] = ()
    estimates: dict[str, Estimate] = field(default_factory=dict)
    memories: dict[str, Memory] = field(default_factory=dict)
    recent: list[tuple[str, str]] = field(default_factory=list)
    session: list[str] = field(default_factory=list)
    referred: set[str] = field(default_factory=set)
    moves: list[Move] = field(default_factory=list)
    predictions: list[tuple[float, bool]] = field(default_factory=list)
    items: int = 0

    def view(self) -> CourseView:
        """The learner as the policy sees them now."""
        return CourseView(
            course=self.course,
            model=self.model,
            estimates=self.estimates,
            memories=self.memories,
            targets=self.targets,
            recent=tuple(self.recent[-24:]),
            session=tuple(self.session),
            referred=frozenset(self.referred),
        )

    def diagnose(self, who: Learner, chance: Random) -> int:
        """The diagnostic; how many items it took."""
        self.session = []
        while (skill := self.policy.next_diagnostic(self.view(), self.session, self.when)) is not None:
            self._item(who, skill, "diagnostic", chance)
        return len(self.session)

    def sitting(self, who: Learner, chance: Random, length: int = 6) -> bool:
        """One sitting of practice; False when the policy says that there is nothing left to do."""
        self.session = []
        while len(self.session) < length:
            move = self.policy.choose_skill(self.view(), "practice", self.when)
            self.moves.append(move)
            if move.kind is MoveKind.END or move.skill is None:
                return False
            if move.kind is MoveKind.REFER:
                self.referred.add(move.skill)
                continue
            self._item(who, move.skill, "practice", chance)
            who.practise(self.course, move.skill)
        return True

    def pause(self, who: Learner, days: float) -> None:
        """Time away from Chiron."""
        self.when += timedelta(days=days)
        who.wait(days)

    def _item(self, who: Learner, skill: str, purpose: Purpose, chance: Random) -> None:
        before = self.model.estimate(self.course, skill, self.estimates, self.when)
        template = self.policy.choose_template(self.course, skill, purpose, self.recent, before, chance)
        difficulty = self.course.templates[skill, template].difficulty
        right = who.answer(skill, chance, difficulty)
        self.predictions.append((self.model.predict(before, difficulty, who.guess), right))
        self.items += 1
        seen = Observation(float(right), self.when, f"{template}:{self.items}", difficulty=difficulty, guess=who.guess)
        self.estimates = observed(self.model, self.course, skill, self.estimates, seen)
        self.recent.append((skill, template))
        self.session.append(skill)
        self._remember(skill, right)
        self.when += timedelta(minutes=2)

    def _remember(self, skill: str, right: bool) -> None:
        memory = self.memories.get(skill)
        if memory or self.model.view(self.estimates[skill], None, self.when).state == "demonstrated":
            self.memories[skill] = review(memory, rating(float(right)), self.when)
