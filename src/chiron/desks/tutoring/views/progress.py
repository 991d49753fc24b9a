"""Progress over time: the same log, folded week by week."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from chiron.core.events import Event
from chiron.core.learning.fold import Frame, apply
from chiron.core.learning.state import LearnerState
from chiron.core.words import Outcome

WEEKS = 12
"""How many weeks the page shows."""


@dataclass(frozen=True, slots=True)
class WeekPoint:
    """One week: answers, those right alone, minutes, and skills demonstrated at its end."""

    monday: date
    answers: int
    right: int
    minutes: int
    demonstrated: int


def weeks(events: Sequence[Event], frame_of: Callable[[Event], Frame], zone: str) -> tuple[WeekPoint, ...]:
    """The weeks that have events, oldest first, at most WEEKS of them."""
    place = ZoneInfo(zone)
    state, points = LearnerState(), dict[date, WeekPoint]()
    ends = dict[date, tuple[LearnerState, Frame, Event]]()
    for event in events:
        frame = frame_of(event)
        before, state = state, apply(state, event, frame)
        day = event.draft.server_time.astimezone(place).date()
        monday = day - timedelta(days=day.weekday())
        answers, right = _counts(before, state)
        old = points.get(monday, WeekPoint(monday, 0, 0, 0, 0))
        seconds = sum(state.seconds.values()) - sum(before.seconds.values())
        points[monday] = WeekPoint(monday, old.answers + answers, old.right + right, old.minutes + seconds, 0)
        ends[monday] = (state, frame, event)
    points = {monday: _shown(point, *ends[monday]) for monday, point in points.items()}
    rounded = (WeekPoint(p.monday, p.answers, p.right, round(p.minutes / 60), p.demonstrated) for p in points.values())
    return tuple(sorted(rounded, key=lambda p: p.monday))[-WEEKS:]


def _counts(before: LearnerState, after: LearnerState) -> tuple[int, int]:
    answers = sum(r.opportunities for r in after.skills.values()) - sum(r.opportunities for r in before.skills.values())
    if not answers:
        return 0, 0
    newest = max((r.trace[-1] for r in after.skills.values() if r.trace), key=lambda t: t.at)
    return answers, int(newest.outcome is Outcome.CORRECT and newest.hints == 0)


def _shown(point: WeekPoint, state: LearnerState, frame: Frame, event: Event) -> WeekPoint:
    when = event.draft.server_time
    beliefs = frame.model.estimates(frame.course, state.estimates, when)
    views = (frame.model.view(belief, state.record(name).memory, when) for name, belief in beliefs.items())
    shown = sum(view.state == "demonstrated" for view in views)
    return WeekPoint(point.monday, point.answers, point.right, point.minutes, shown)
