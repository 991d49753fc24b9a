"""What a teacher's choice of a goal makes of a learner's state."""

from __future__ import annotations

from typing import Any

from chiron.core.events import Event
from chiron.core.learning.copying import replace
from chiron.core.learning.state import GoalSet, LearnerState


def goal_assigned(state: LearnerState, event: Event, _: Any) -> LearnerState:
    """The goal that a teacher set; the learner may change it. Their own words stay where the goal does."""
    body, before = event.body, state.goal
    why = before.why if before is not None and before.goal == body["goal"] else ""
    minutes = before.minutes if before is not None else GoalSet(body["goal"]).minutes
    return replace(state, goal=GoalSet(body["goal"], why, body["until"], minutes, given=True))
