"""The check that Today tells of: the one that is open, else the one that fits now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chiron.core.learning.decide import Setting
from chiron.core.learning.sheets.planning import Part, minutes, questions
from chiron.desks.tutoring.sheets import look_at_sheet
from chiron.desks.tutoring.turn import Turn
from chiron.desks.tutoring.views.path import proposed_now
from chiron.desks.tutoring.views.sheets import sheet_view
from chiron.engine.people.accommodations import extra_time
from chiron.faces.web.learner.access import Learning


@dataclass(frozen=True, slots=True)
class Fitting:
    """A check that is proposed, with its length; ``minutes`` with the learner's extra time."""

    part: Part
    questions: int
    minutes: int


async def check_now(learner: Learning, turn: Turn, setting: Setting) -> dict[str, Any]:
    """What ``parts/check_today.html`` needs."""
    extra = extra_time(learner.person)
    if turn.state.sheet is not None:
        seen = await look_at_sheet(learner.house.tutoring, learner.person, learner.course)
        at_its_version = learner.house.tutoring.setting(learner.person, learner.school, seen.frame)
        return {"sheet": sheet_view(seen.state, at_its_version, extra), "fitting": None}
    part = proposed_now(turn.state, setting)
    if part is None:
        return {"sheet": None, "fitting": None}
    course = turn.frame.course
    whole = round(minutes(course, part) * (100 + extra) / 100)
    return {"sheet": None, "fitting": Fitting(part, questions(part), whole)}
