"""Today: one thing to do next, with its reason; what is due; the goal; the week. And the summary of a sitting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from chiron.core.learning.course import Goal, Skill
from chiron.core.learning.decide import Setting, view
from chiron.core.learning.decide.items import an_item
from chiron.core.learning.mastery import Estimate, SkillView
from chiron.core.learning.naming import named
from chiron.core.learning.state import LearnerState
from chiron.core.words import Json, Move
from chiron.desks.tutoring.views.knowledge import Known, best_next, due_now, knowledge
from chiron.desks.tutoring.views.practice import Practice, practice

Next = Literal["choose-goal", "place", "resume", "practise", "review", "done"]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week."""

    date: date
    minutes: int
    today: bool
    coming: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Minutes this week against those wished for."""

    days: tuple[Day, ...]
    minutes: int
    wished: int


@dataclass(frozen=True, slots=True)
class GoalView:
    """The goal, how many of its skills are demonstrated, and when the learner arrives at the present pace."""

    goal: Goal
    why: str
    until: date | None
    shown: int
    of: int
    arrives: date | None
    given: bool = False
    """A teacher set it."""


@dataclass(frozen=True, slots=True)
class Today:
    """The page. ``kind`` says which first thing there is; ``move`` why; ``open`` the unfinished item, if any."""

    kind: Next
    move: Move | None
    skill: Skill | None
    minutes: int
    open: Practice | None
    step: int
    due: tuple[Known, ...]
    goal: GoalView | None
    week: Week
    next_due: datetime | None
    put_away: int = 0
    """How many questions of a diagnostic were answered before it was put away; 0 where none waits."""


def today(state: LearnerState, setting: Setting, zone: str) -> Today:
    """The page for a learner, in the school's time zone."""
    every = knowledge(state, setting)
    due = due_now(every, setting.when)
    open_now = practice(state, setting) if state.session and state.session.ended is None else None
    kind, move = _first(state, setting, open_now, due)
    skill = setting.frame.course.skills.get(move.skill) if move and move.skill else None
    if open_now is not None:
        skill = setting.frame.course.skills[open_now.item.skill]
    later = sorted(k.due for k in every if k.due is not None and k.due > setting.when)
    return Today(
        kind=kind,
        move=move,
        skill=skill,
        minutes=_planned(state, setting, skill) if skill else 10,
        open=open_now,
        step=open_now.current.number if open_now and open_now.current else 1,
        due=due,
        goal=_goal(state, setting, every),
        week=_week(state, setting.when, zone),
        next_due=later[0] if later else None,
        put_away=len(state.asked) if state.placed is None and kind != "resume" else 0,
    )


def _planned(state: LearnerState, setting: Setting, skill: Skill) -> int:
    """Minutes of a usual sitting with the skill: by what its items take the learner, else by the author's word."""
    return max(1, round(setting.policy.length() * an_item(skill.id, view(state, setting.frame))))


def _first(
    state: LearnerState, setting: Setting, open_now: Practice | None, due: tuple[Known, ...]
) -> tuple[Next, Move | None]:
    if open_now is not None:
        return "resume", None  # What was begun comes first, also where a lesson was tried before any goal.
    if state.goal is None:
        return "choose-goal", None
    if state.placed is None and not state.estimates:
        return "place", None
    move = best_next(view(state, setting.frame), setting)
    if move.skill is None:
        return ("review" if due else "done"), move
    return "practise", move


def _goal(state: LearnerState, setting: Setting, every: tuple[Known, ...]) -> GoalView | None:
    chosen = state.goal
    goal = next((g for g in setting.frame.course.goals if chosen and g.id == chosen.goal), None)
    if goal is None or chosen is None:
        return None
    mine = [k for k in every if k.in_goal]
    shown = sum(k.view.state == "demonstrated" for k in mine)
    until = date.fromisoformat(chosen.until) if chosen.until else None
    since = state.joined.date() if state.joined else setting.when.date()
    arrives = arrival(since, setting.when.date(), shown, len(mine) - shown)
    return GoalView(goal, chosen.why, until, shown, len(mine), arrives, chosen.given)


def arrival(since: date, now: date, shown: int, left: int) -> date | None:
    """When the skills left will be demonstrated at the pace of those shown since the first day.

    None before there is a pace to speak of (a week, two skills), at the goal, and beyond a year, where it says little.
    """
    days = (now - since).days
    if days < 7 or shown < 2 or left <= 0:
        return None
    more = round(days / shown * left)
    return now + timedelta(days=more) if more <= 366 else None


def _week(state: LearnerState, when: datetime, zone: str) -> Week:
    now = when.astimezone(ZoneInfo(zone)).date()
    monday = now - timedelta(days=now.weekday())
    days = tuple(
        Day(day, round(state.seconds.get(day.isoformat(), 0) / 60), day == now, day > now)
        for day in (monday + timedelta(days=n) for n in range(7))
    )
    return Week(days, sum(d.minutes for d in days), state.goal.minutes if state.goal else 0)


@dataclass(frozen=True, slots=True)
class Change:
    """One skill before and after a sitting."""

    skill: Skill
    before: SkillView
    now: SkillView
    due: datetime | None
    right: int
    tries: int
    helped: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The end of a sitting."""

    purpose: str
    started: datetime
    ended: datetime
    minutes: int
    items: int
    right: int
    changes: tuple[Change, ...]
    remember: tuple[str, str] | None
    """A misconception's title and feedback that came up, if one did."""
    times: int
    due_soon: int
    next_skill: Skill | None
    because: dict[str, Json]
    reason: str
    ending: str
    """The closing line (Markdown), another each day of work."""
    ending_by: str = "course"
    ending_author: str = ""
    """Whose words it is: the course's, or a person's."""
    over: str = ""
    """Why the sitting ended: a policy's reason, ``learner`` or ``another``; with its values ``over_because``."""
    over_because: dict[str, Json] = field(default_factory=dict)


def summary(state: LearnerState, setting: Setting) -> Summary | None:
    """What a sitting came to, None before it has ended."""
    session = state.session
    if session is None or session.ended is None:
        return None
    frame = setting.frame
    changes = tuple(
        _change(state, setting, name, before) for name, before in session.before.items() if name in frame.course.skills
    )
    worst = max(session.misconceptions.items(), key=lambda pair: pair[1], default=None)
    move = best_next(view(state, frame), setting)
    tomorrow = setting.when + timedelta(days=1)
    return Summary(
        purpose=session.purpose,
        started=session.started,
        ended=session.ended,
        minutes=max(1, round((session.ended - session.started).total_seconds() / 60)),
        items=session.items,
        right=session.right,
        changes=changes,
        remember=_misconception(setting, worst[0]) if worst else None,
        times=worst[1] if worst else 0,
        due_soon=sum(m.due <= tomorrow for m in state.memories.values()),
        next_skill=frame.course.skills.get(move.skill) if move.skill else None,
        because=dict(move.because),
        reason=move.reason,
        ending=frame.course.flows.ending[len(state.seconds) % len(frame.course.flows.ending)],
        ending_by=frame.course.flows.source("ending").value,
        ending_author=frame.course.flows.author("ending"),
        over=session.reason,
        over_because=session.because,
    )


def _change(state: LearnerState, setting: Setting, name: str, before: Estimate) -> Change:
    frame, record, memory = setting.frame, state.record(name), state.memory(name)
    now = frame.model.estimate(frame.course, name, state.estimates, setting.when)
    assert state.session is not None
    mine = [t for t in record.trace if t.at >= state.session.started]
    return Change(
        skill=frame.course.skills[name],
        before=frame.model.view(before, None, state.session.started),
        now=frame.model.view(now, record.memory, setting.when),
        due=memory.due if memory else None,
        right=sum(t.outcome == "correct" and t.hints == 0 for t in mine),
        tries=len(mine),
        helped=sum(t.hints > 0 for t in mine),
    )


def _misconception(setting: Setting, name: str) -> tuple[str, str] | None:
    skill, _, wrong = name.partition("/")
    found = named(setting.frame.course, skill, wrong, setting.talk.language)
    return (found.title, found.feedback) if found else None
