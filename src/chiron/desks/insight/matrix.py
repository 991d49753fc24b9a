"""Mastery by skill and learner, and the common misconceptions of a class. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chiron.core.learning.course import Misconception, Skill, Unit
from chiron.core.learning.mastery import Estimate, SkillView
from chiron.core.learning.naming import named
from chiron.core.learning.state import LearnerState
from chiron.desks.insight.needs import Class, Learner


@dataclass(frozen=True, slots=True)
class Cell:
    """One learner in one skill."""

    learner: Learner
    view: SkillView
    answers: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One skill across the class."""

    skill: Skill
    unit: Unit
    cells: tuple[Cell, ...]

    @property
    def shown(self) -> int:
        """How many learners have demonstrated it."""
        return sum(cell.view.state == "demonstrated" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Common:
    """A misconception and who showed it, most often first."""

    skill: Skill
    misconception: Misconception
    learners: tuple[tuple[Learner, int], ...]

    @property
    def times(self) -> int:
        """How often in all."""
        return sum(count for _, count in self.learners)


def matrix(learners: Sequence[Learner], room: Class) -> tuple[Line, ...]:
    """Every skill of the course with every learner of the class."""
    known = [(learner, room.model.estimates(room.course, learner.state.estimates, room.when)) for learner in learners]
    return tuple(
        Line(
            skill, room.course.unit_of[name], tuple(_cell(one, name, estimates[name], room) for one, estimates in known)
        )
        for name, skill in room.course.skills.items()
    )


def _cell(learner: Learner, skill: str, estimate: Estimate, room: Class) -> Cell:
    record = learner.state.record(skill)
    view = room.model.view(estimate, record.memory, room.when)
    return Cell(learner, view, record.opportunities, record.trace[-1].at if record.trace else None)


def common(learners: Sequence[Learner], room: Class) -> tuple[Common, ...]:
    """The misconceptions that the class has shown, the most widespread first."""
    found: dict[str, list[tuple[Learner, int]]] = {}
    for learner in learners:
        for name, count in learner.state.misconceptions.items():
            found.setdefault(name, []).append((learner, count))
    worded = [_common(name, who, room) for name, who in found.items()]
    known = [one for one in worded if one is not None]
    return tuple(sorted(known, key=lambda one: (-len(one.learners), -one.times, one.misconception.id)))


def _common(name: str, who: list[tuple[Learner, int]], room: Class) -> Common | None:
    skill_id, _, wrong = name.partition("/")
    skill = room.course.skills.get(skill_id)
    misconception = named(room.course, skill_id, wrong, room.language) if skill else None
    if skill is None or misconception is None:
        return None
    return Common(skill, misconception, tuple(sorted(who, key=lambda pair: -pair[1])))


def opened(state: LearnerState) -> bool:
    """Whether a learner has begun the course."""
    return state.joined is not None
