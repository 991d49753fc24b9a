"""What is known, skill by skill: the map, the list, the evidence panel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from chiron.core.learning.course import Skill, Unit
from chiron.core.learning.decide import Setting, view
from chiron.core.learning.mastery import SkillView
from chiron.core.learning.policies import CourseView
from chiron.core.learning.policies.ways import in_its_way
from chiron.core.learning.reviewed_elsewhere import Shown
from chiron.core.learning.reviewed_elsewhere import shown as shown_elsewhere
from chiron.core.learning.stages import Stages, stages
from chiron.core.learning.state import LearnerState, Trace
from chiron.core.words import Move

Mark = Literal["demonstrated", "estimated", "not-yet", "ready", "best-next"]


@dataclass(frozen=True, slots=True)
class Known:
    """One skill as the learner sees it. ``mark`` is the drawing; ``view`` says the same in figures."""

    skill: Skill
    unit: Unit
    mark: Mark
    view: SkillView
    answers: int
    last: datetime | None
    due: datetime | None
    missing: tuple[str, ...]
    """Prerequisites not yet likely: ids."""
    in_goal: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why we think so: the latest opportunities, newest first, the prerequisites that speak for it, its stages."""

    known: Known
    trace: tuple[Trace, ...]
    demonstrated_before: tuple[Skill, ...]
    stages: Stages
    brought: Shown | None = None
    """What the learner brought of its cards from another program."""


def knowledge(state: LearnerState, setting: Setting) -> tuple[Known, ...]:
    """Every skill of the course, in teaching order."""
    seen = view(state, setting.frame)
    best = best_next(seen, setting)
    views = seen.skills(setting.when)
    ready = setting.policy.ready(seen, setting.when)
    goal = set(seen.wanted)
    return tuple(_known(state, seen, name, views, ready, best.skill, name in goal) for name in views)


def best_next(seen: CourseView, setting: Setting) -> Move:
    """What the policy would choose for somebody who sits down now: no break, however long they worked before."""
    rested = replace(seen, hours=replace(seen.hours, worked=None))
    move = setting.policy.choose_skill(rested, "practice", setting.when)
    return in_its_way(move, rested, "practice", setting.when)


def _known(
    state: LearnerState,
    seen: CourseView,
    name: str,
    views: dict[str, SkillView],
    ready: frozenset[str],
    best: str | None,
    in_goal: bool,
) -> Known:
    course, record, shown = seen.course, state.record(name), views[name]
    skill = course.skills[name]
    missing = () if name in ready else _lacking(skill, views)
    mark: Mark = shown.state
    if name == best:
        mark = "best-next"
    elif shown.state == "not-yet" and name in ready:
        mark = "ready"
    last = record.trace[-1].at if record.trace else None
    due = memory.due if (memory := state.memory(name)) else None
    return Known(skill, course.unit_of[name], mark, shown, record.opportunities, last, due, missing, in_goal)


def _lacking(skill: Skill, views: dict[str, SkillView]) -> tuple[str, ...]:
    return tuple(p for p in skill.prerequisites if views[p].state != "demonstrated")


def evidence(state: LearnerState, setting: Setting, skill: str) -> Evidence:
    """The evidence panel of one skill. Raises KeyError for a skill that the course does not have."""
    every = {k.skill.id: k for k in knowledge(state, setting)}
    course, known = setting.frame.course, every[skill]
    shown = tuple(course.skills[p] for p in known.skill.prerequisites if every[p].view.state == "demonstrated")
    record = state.record(skill)
    brought = next((one for one in shown_elsewhere(state, course, {}) if one.skill == skill), None)
    return Evidence(known, tuple(reversed(record.trace)), shown, stages(record, known.view, known.skill), brought)


def due_now(every: tuple[Known, ...], when: datetime) -> tuple[Known, ...]:
    """The skills whose review is due, longest due first."""
    waiting = [k for k in every if k.due is not None and k.due <= when]
    return tuple(sorted(waiting, key=lambda k: k.due or when))
