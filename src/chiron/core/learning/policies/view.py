"""What a policy is given, and what it must answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Literal, Protocol

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate, Model, SkillView
from chiron.core.learning.memory import Memory
from chiron.core.words import Move

Purpose = Literal["practice", "review", "skill", "test", "diagnostic"]


@dataclass(frozen=True, slots=True)
class Lock:
    """What a teacher has fixed for a learner or a class.

    ``order`` are skills to be met in this order; those not named stay free. ``pace`` is the most skills that may be
    begun in a sitting. ``ceiling`` are the only skills that may be met (none named: all). Reviews of what was met
    before stay free.
    """

    order: tuple[str, ...] = ()
    pace: int | None = None
    ceiling: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hours:
    """The learner's time: ``until`` when the goal is wanted; ``worked`` minutes of this sitting since its last break;
    ``left`` minutes of it, where the learner said how long they have."""

    until: datetime | None = None
    worked: float | None = None
    left: float | None = None


@dataclass(frozen=True, slots=True)
class CourseView:
    """One learner in one course, as the policy sees them.

    ``targets`` are the goal's skills (none: the whole course). ``recent`` are the last (skill, template) pairs over all
    sittings, oldest first. ``session`` names the skills of this sitting's items so far, in order.
    ``referred`` are skills for which a teacher was already asked. ``answers`` are the latest judged answers by skill as
    (time, credit), where they are known; ``minutes`` what an item of a skill takes this learner, where that is known.
    ``draw`` in [0, 1) decides between choices that are nearly as good; without it the best is taken.
    """

    course: Course
    model: Model
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    memories: Mapping[str, Memory] = field(default_factory=dict)
    targets: tuple[str, ...] = ()
    recent: tuple[tuple[str, str], ...] = ()
    session: tuple[str, ...] = ()
    referred: frozenset[str] = frozenset()
    answers: Mapping[str, tuple[tuple[datetime, float], ...]] = field(default_factory=dict)
    minutes: Mapping[str, float] = field(default_factory=dict)
    lock: Lock = Lock()
    hours: Hours = Hours()
    draw: float | None = None

    @property
    def wanted(self) -> tuple[str, ...]:
        """The goal's skills with all they need, in teaching order; unknown targets are passed over."""
        known = tuple(name for name in self.targets if name in self.course.skills)
        return self.course.needed_for(known) if known else tuple(self.course.skills)

    def estimate(self, skill: str, when: datetime) -> Estimate:
        """What is believed of a skill."""
        return self.model.estimate(self.course, skill, self.estimates, when)

    def beliefs(self, when: datetime) -> dict[str, Estimate]:
        """What is believed of every skill, in teaching order."""
        return self.model.estimates(self.course, self.estimates, when)

    def skills(self, when: datetime) -> dict[str, SkillView]:
        """What people are shown of every skill; far cheaper than one by one."""
        views = self.beliefs(when).items()
        return {name: self.model.view(estimate, self.memories.get(name), when) for name, estimate in views}

    def skill(self, skill: str, when: datetime) -> SkillView:
        """What people are shown of a skill."""
        return self.model.view(self.estimate(skill, when), self.memories.get(skill), when)


class Policy(Protocol):
    """Who chooses. Pure: time and chance are arguments; ``version`` stands in every event that it decided."""

    @property
    def version(self) -> str:
        """Name and version, for example ``steady@1``."""

    def choose_skill(self, view: CourseView, purpose: Purpose, when: datetime, skill: str | None = None) -> Move:
        """The next thing to do. Kinds: ASK, REVIEW (both with ``skill``), REFER (with ``skill``) and END.

        ``skill`` says which one for the purposes 'skill' and 'test'. The template is chosen apart. Never fails on a
        course that has a skill.
        """

    def choose_template(
        self,
        course: Course,
        skill: str,
        purpose: Purpose,
        recent: Sequence[tuple[str, str]],
        estimate: Estimate,
        chance: Random,
    ) -> str:
        """A template of the skill that suits the purpose and was not just used."""

    def ready(self, view: CourseView, when: datetime) -> frozenset[str]:
        """The skills whose prerequisites are known well enough to begin them."""

    def next_diagnostic(self, view: CourseView, asked: Sequence[str], when: datetime) -> str | None:
        """The skill to ask next, or None at the end. ``asked`` are the skills asked so far, in order."""

    def length(self, minutes: float | None = None) -> int:
        """How many items make a sitting of so many minutes."""
