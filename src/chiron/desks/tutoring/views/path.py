"""The path to a goal: its skills unit by unit, what is known, what is left, in minutes, and the checks on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiron.core.learning.course import Goal, Unit
from chiron.core.learning.decide import Setting, view
from chiron.core.learning.decide.items import an_item
from chiron.core.learning.sheet import Handed
from chiron.core.learning.sheets.planning import MINUTES, Part, minutes, part_of, questions
from chiron.core.learning.sheets.proposing import last_of, proposed
from chiron.core.learning.state import LearnerState
from chiron.desks.tutoring.views.knowledge import Known, knowledge

LEFT: Mapping[str, float] = {"demonstrated": 0.0, "estimated": 0.5, "not-yet": 1.0}
"""How much of a skill's time is left, by its state: a guess that is shown as one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One skill of the path with the minutes that it may still take this learner."""

    known: Known
    minutes: int


@dataclass(frozen=True, slots=True)
class Check:
    """A checkpoint or final check: how long it is, the latest one handed in, whether it is proposed, open or closed."""

    part: Part
    questions: int
    minutes: int
    last: Handed | None
    proposed: bool
    open: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A unit of the path."""

    unit: Unit
    steps: tuple[Step, ...]
    minutes: int
    check: Check


@dataclass(frozen=True, slots=True)
class Path:
    """The whole path. ``goal`` is None where none is chosen: then it is the course. ``finals`` are the final checks."""

    goal: Goal | None
    stretches: tuple[Stretch, ...]
    shown: int
    of: int
    minutes: int
    finals: tuple[Check, ...]
    proposed: Part | None


def proposed_now(state: LearnerState, setting: Setting) -> Part | None:
    """The check that fits now, None where none does."""
    frame = setting.frame
    return proposed(state, frame.course, view(state, frame).skills(setting.when), setting.when)


def path(state: LearnerState, setting: Setting, closed: Sequence[str] = (), extra: int = 0) -> Path:
    """The path of a learner. ``closed`` are the skills that teachers keep for later, ``extra`` is extra time in per
    cent.
    """
    course = setting.frame.course
    goal = next((each for each in course.goals if state.goal is not None and each.id == state.goal.goal), None)
    seen, fits = view(state, setting.frame), proposed_now(state, setting)
    mine = [known for known in knowledge(state, setting) if known.in_goal]
    steps = [Step(known, round(LEFT[known.view.state] * MINUTES * an_item(known.skill.id, seen))) for known in mine]

    def check(kind: str, id: str) -> Check:
        part = part_of(course, kind, id)
        return Check(
            part=part,
            questions=questions(part),
            minutes=round(minutes(course, part) * (100 + extra) / 100),
            last=last_of(state, kind, id),
            proposed=fits == part,
            open=state.sheet is not None and (state.sheet.kind, state.sheet.part) == (kind, id),
            closed=bool(set(closed) & set(part.skills)),
        )

    stretches = []
    for unit in course.taught:
        own = tuple(step for step in steps if step.known.unit.id == unit.id)
        if own:
            stretches.append(Stretch(unit, own, sum(step.minutes for step in own), check("unit", unit.id)))
    finals = [check("goal", goal.id)] if goal is not None else []
    if goal is None or len(mine) < len(course.skills):
        finals.append(check("course", course.id))
    shown = sum(known.view.state == "demonstrated" for known in mine)
    left = sum(step.minutes for step in steps)
    return Path(goal, tuple(stretches), shown, len(mine), left, tuple(finals), fits)
