"""When a checkpoint or final check is proposed: once what it asks looks known, and was not just asked. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import SkillView
from chiron.core.learning.sheet import Handed
from chiron.core.learning.sheets.planning import Part, part_of
from chiron.core.learning.state import LearnerState

AGAIN = timedelta(days=7)
"""So long a part is not proposed again after one that was not all right."""


def last_of(state: LearnerState, kind: str, part: str) -> Handed | None:
    """The latest sheet of a part that was handed in."""
    return next((one for one in reversed(state.handed) if (one.kind, one.part) == (kind, part)), None)


def proposed(state: LearnerState, course: Course, known: Mapping[str, SkillView], when: datetime) -> Part | None:
    """The check that fits now: the final one of the goal where all its skills are demonstrated, else the checkpoint of
    the first unit whose skills all are estimated as known, by answers in at least one of them. None while a sheet is
    open, and for a part that was all right or asked within a week.
    """
    if state.sheet is not None:
        return None
    goal = next((each for each in course.goals if state.goal is not None and each.id == state.goal.goal), None)
    wanted = set(course.needed_for(goal.skills)) if goal is not None else set(course.skills)
    if all(known[name].state == "demonstrated" for name in wanted):
        kind, id = ("goal", goal.id) if goal is not None else ("course", course.id)
        return part_of(course, kind, id) if _open(state, kind, id, when) else None
    for unit in course.taught:
        names = [skill.id for skill in unit.skills]
        met = any(state.record(name).opportunities for name in names)
        ready = met and all(known[name].state != "not-yet" for name in names)
        if ready and wanted & set(names) and _open(state, "unit", unit.id, when):
            return part_of(course, "unit", unit.id)
    return None


def _open(state: LearnerState, kind: str, part: str, when: datetime) -> bool:
    last = last_of(state, kind, part)
    return last is None or (last.right < last.asked and when - last.at >= AGAIN)
