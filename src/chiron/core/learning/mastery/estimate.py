"""The shapes of a learner model: what is believed of one skill, one observation, and what people are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from chiron.core.learning.course import Course
from chiron.core.learning.memory import Memory

State = Literal["demonstrated", "estimated", "not-yet"]
Certainty = Literal["sure", "fairly-sure", "not-sure"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A belief about one skill: ability on the probit scale, 0 where a usual item of the skill is an even chance.

    ``mean`` and ``variance`` hold at ``at``. ``base_mean`` and ``base_variance`` are what was believed without the
    learner's own answers in this skill, so that the two sources can be told apart later. ``evidence`` counts answers.
    ``seen`` are the last steps answered, ``alone`` the last distinct items solved at first try without help,
    ``spoiled`` the last item that was not.
    """

    mean: float
    variance: float
    base_mean: float
    base_variance: float
    at: datetime | None = None
    evidence: int = 0
    seen: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    spoiled: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One graded answer as evidence of one skill.

    ``credit`` is in [0, 1]. ``item`` names the item (template and seed), ``step`` the step in it. ``difficulty`` is the
    template's, relative to the skill; ``guess`` the chance of a right guess; ``hints`` the rungs seen before answering.
    ``unsure`` is "I don't know": wrong with certainty. ``kind`` is the step's interaction: slips differ by it.
    """

    credit: float
    when: datetime
    item: str
    step: str = ""
    difficulty: float = 0.0
    guess: float = 0.0
    hints: int = 0
    unsure: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SkillView:
    """What people are shown of a skill. ``likely`` is the chance to solve a usual item alone, with its 80 % range."""

    state: State
    certainty: Certainty
    likely: float
    low: float
    high: float
    evidence: int


class Model(Protocol):
    """A learner model. Everything is pure; ``version`` stands in every event that used it."""

    @property
    def version(self) -> str:
        """Name and version of the parameters, for example ``gaussian@1``."""

    def estimate(self, course: Course, skill: str, estimates: Mapping[str, Estimate], when: datetime) -> Estimate:
        """What is believed of a skill at a time: its own answers, aged, joined with what other skills tell of it.

        ``estimates`` holds the skills that were answered; the others need no entry. Skills unknown to the course
        are passed over.
        """

    def estimates(self, course: Course, estimates: Mapping[str, Estimate], when: datetime) -> dict[str, Estimate]:
        """``estimate`` for every skill of the course, in teaching order, for less than one by one."""

    def update(self, estimate: Estimate, observation: Observation) -> Estimate:
        """The belief after one answer. ``estimate`` must come from ``estimate(...)`` at the observation's time."""

    def predict(self, estimate: Estimate, difficulty: float = 0.0, guess: float = 0.0) -> float:
        """The chance in (0, 1) that the next answer is right, unaided."""

    def view(self, estimate: Estimate, memory: Memory | None, when: datetime) -> SkillView:
        """The belief as people are shown it."""


def kind_of(course: Course, skill: str, template: str, step: str) -> str:
    """The interaction of a step; empty where the course does not have it."""
    made = course.templates.get((skill, template))
    return "" if made is None else next((one.kind for one in made.steps if one.id == step), "")


def observed(
    model: Model, course: Course, skill: str, estimates: Mapping[str, Estimate], observation: Observation
) -> dict[str, Estimate]:
    """The estimates after one answer: what a fold of the log calls for each attempt."""
    before = model.estimate(course, skill, estimates, observation.when)
    return {**estimates, skill: model.update(before, observation)}
