"""A policy on trial, and what comes of it for one learner: outcomes that are read from the log alone.

An outcome is what a learner shows in the days after their first move of the trial, whatever they made of it: learners
are compared as they were assigned, not as they went on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chiron.core.events import Event
from chiron.core.learning.course import Course
from chiron.core.learning.fitted.responses import history
from chiron.core.learning.fold import Frame, fold
from chiron.core.learning.policies import CourseView, Purpose
from chiron.core.learning.policies.wrapped import Wrapped
from chiron.core.learning.stages import NIGHT
from chiron.core.learning.state import LearnerState
from chiron.core.words import Move

OUTCOMES = {
    "skills": "skills demonstrated in {days} days, more than at the beginning",
    "reviews": "share right at delayed answers in {days} days",
}
"""What can be compared, by the word that a trial names it with."""


@dataclass(frozen=True, slots=True)
class Tried(Wrapped):
    """A policy that a learner was assigned to; see the ``Policy`` protocol. Each move says by which trial."""

    trial: str
    arm: str

    def choose_skill(self, view: CourseView, purpose: Purpose, when: datetime, skill: str | None = None) -> Move:
        """As the policy does, with the trial and its arm beside the reason."""
        move = self.inner.choose_skill(view, purpose, when, skill)
        return replace(move, because={**move.because, "trial": self.trial, "arm": self.arm})


def skills_shown(
    events: Sequence[Event], frame_of: Callable[[Event], Frame], begun: datetime, until: datetime
) -> float | None:
    """How many more skills are demonstrated at ``until`` than were at ``begun``; None without events between.

    ``events`` are one learner's in one course, in their order; those after ``until`` are passed over.
    """
    before = [event for event in events if event.draft.server_time < begun]
    between = [event for event in events if begun <= event.draft.server_time <= until]
    if not between:
        return None
    frame = frame_of(between[-1])
    first = fold(LearnerState(), before, frame_of)
    last = fold(first, between, frame_of)
    return float(_demonstrated(last, frame, until) - _demonstrated(first, frame, begun))


def _demonstrated(state: LearnerState, frame: Frame, when: datetime) -> int:
    view = CourseView(frame.course, frame.model, estimates=state.estimates, memories=state.memories)
    return sum(shown.state == "demonstrated" for shown in view.skills(when).values())


def right_later(events: Iterable[Event], course: Course, begun: datetime, until: datetime) -> float | None:
    """The share right, of 1, of the first tries in a skill after a night without it; None where there was none.

    Only those between ``begun`` and ``until`` count; the answer before may be older than the trial.
    """
    given, latest = list[bool](), dict[str, datetime]()
    for response in sorted(history("", events, course).responses, key=lambda one: one.seen.when):
        when, before = response.seen.when, latest.get(response.skill)
        if before is not None and when - before >= NIGHT and begun <= when <= until:
            given.append(response.right)
        latest[response.skill] = when
    return sum(given) / len(given) if given else None


def over(begun: datetime, days: int) -> datetime:
    """When a learner's time in a trial is over."""
    return begun + timedelta(days=days)
