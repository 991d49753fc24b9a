"""Simulated learners, for tests, benchmarks and authors: they take the loop from the diagnostic to the goal.

Chance is an argument. A simulated learner is a person with a true ability per skill, who learns by practising what they
are ready for, forgets with time, slips and guesses. Their assumptions differ from the model's own: ability approaches
a ceiling and decays, where the model has a random walk.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate, Model, Observation, observed
from chiron.core.learning.mastery.probit import cdf
from chiron.core.learning.memory import Memory, rating, review
from chiron.core.learning.policies import CourseView, Policy, Purpose
from chiron.core.words import Move, MoveKind

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


def log_loss(predictions: Iterable[tuple[float, bool]]) -> float:
    """Mean negative log likelihood in nats. Raises ZeroDivisionError on none."""
    losses = [-math.log(max(p if right else 1 - p, 1e-12)) for p, right in predictions]
    return sum(losses) / len(losses)


def auc(predictions: Sequence[tuple[float, bool]]) -> float:
    """Area under the ROC curve by ranks (Mann-Whitney), ties counted half; .5 when one class is missing."""
    ordered = sorted(predictions, key=lambda pair: pair[0])
    rights = sum(right for _, right in ordered)
    wrongs = len(ordered) - rights
    if not rights or not wrongs:
        return 0.5
    ranks, start = 0.0, 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end][0] == ordered[start][0]:
            end += 1
        ranks += sum(right for _, right in ordered[start:end]) * (start + end + 1) / 2
        start = end
    return (ranks - rights * (rights + 1) / 2) / (rights * wrongs)


def moving_average(answers: Iterable[tuple[str, bool]], window: int = 5) -> list[tuple[float, bool]]:
    """The reference that peers ship: the share right of the last five answers in the skill, held off 0 and 1."""
    kept: dict[str, list[bool]] = {}
    predictions = []
    for skill, right in answers:
        last = kept.setdefault(skill, [])
        predictions.append(((sum(last[-window:]) + 0.5) / (len(last[-window:]) + 1), right))
        last.append(right)
    return predictions
