"""Today in words: what ``today.html`` is given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from markupsafe import Markup

from chiron.core.learning.course import Course
from chiron.desks.tutoring.views.knowledge import Known
from chiron.desks.tutoring.views.practice import Practice
from chiron.desks.tutoring.views.today import MINUTES_A_REVIEW, GoalView, Today, Week
from chiron.faces.web.language import _, day, ngettext, weekday, when
from chiron.faces.web.wording import reason_words


def shown(view: Today, course: Course, now: datetime, path: str) -> dict[str, Any]:
    """The context of the page. ``path`` is the address of the course."""
    return {
        "next": _next(view, course, path),
        "reviews": [_review(known, now) for known in view.due],
        "review_minutes": len(view.due) * MINUTES_A_REVIEW,
        "review_to": f"{path}/practice/start",
        "review_next": _("The next review is on %(day)s.", day=day(view.next_due)) if view.next_due else None,
        "goal": _goal(view.goal) if view.goal else None,
        "goal_to": f"{path}/goal",
        "week": _week(view.week),
        "now": now,
    }


def _next(view: Today, course: Course, path: str) -> dict[str, Any]:
    start = f"{path}/practice/start"
    if view.kind == "resume" and view.open is not None:
        return _resume(view, view.open, course, f"{path}/practice")
    if view.kind == "place":
        return _card(
            _("Find out where to begin"),
            _("A few questions, at most fifteen. “I don’t know” is a good answer: it saves you time."),
            start,
            _("Begin"),
            10,
            purpose="diagnostic",
        )
    if view.skill is None or view.move is None:
        words = _("You have shown every skill of your goal. Choose another goal, or keep what you know fresh.")
        return _card(_("Your goal is reached"), words, start, _("Practise anyway"), None)
    words = reason_words(view.move.reason, {**view.move.because, "skill": view.skill.id}, course)
    return _card(view.skill.title, words, start, _("Practise this"), view.minutes)


def _card(
    title: str, reasons: str, action: str, button: str, minutes: int | None, purpose: str = "practice"
) -> dict[str, Any]:
    return {
        "title": title,
        "reasons": reasons,
        "action": action,
        "button": button,
        "minutes": minutes,
        "purpose": purpose,
        "method": "post",
        "left_off": None,
    }


def _resume(view: Today, practice: Practice, course: Course, action: str) -> dict[str, Any]:
    title = _("Find out where to begin") if practice.purpose == "diagnostic" else practice.skill_title
    reasons = reason_words(practice.reason, practice.because, course)
    left = _("You left off at step %(step)d.", step=view.step)
    done = [row.answer for step in practice.steps for row in step.rows if row.outcome == "correct"]
    card = _card(
        title,
        Markup("{} {}").format(reasons, left),
        action,
        _("Continue at step %(step)d", step=view.step),
        max(2, view.minutes * (practice.length - practice.position + 1) // max(1, practice.length)),
    )
    return card | {"method": "get", "left_off": [practice.prompt, *done[-2:]]}


def _review(known: Known, now: datetime) -> dict[str, Any]:
    if known.view.certainty == "not-sure" or known.last is None:
        words = _("not sure yet")
    else:
        words = _("last answer %(when)s", when=when(known.last, now))
    return {
        "title": known.skill.title,
        "state": known.view.state,
        "certainty": known.view.certainty,
        "words": words,
    }


def _goal(goal: GoalView) -> dict[str, Any]:
    words = (
        goal.goal.title if goal.until is None else _("%(goal)s, by %(day)s", goal=goal.goal.title, day=day(goal.until))
    )
    return {"words": words, "done": goal.shown, "total": goal.of, "pace": _pace(goal), "why": goal.why}


def _pace(goal: GoalView) -> str | None:
    if goal.arrives is None:
        return None
    arrives = _("At your pace you arrive around %(day)s", day=day(goal.arrives))
    if goal.until is None:
        return arrives + "."
    weeks = round((goal.until - goal.arrives).days / 7)
    if weeks == 0:
        return arrives + _(", just in time.")
    if weeks > 0:
        return arrives + ngettext(", a week early.", ", %(num)d weeks early.", weeks, num=weeks)
    return arrives + ngettext(", a week late.", ", %(num)d weeks late.", -weeks, num=-weeks)


def _week(week: Week) -> dict[str, Any]:
    most = max([d.minutes for d in week.days] + [20])
    return {
        "done": week.minutes,
        "goal": week.wished,
        "days": [
            {
                "day": weekday(d.date),
                "words": _amount(d.minutes, today=d.today, coming=d.coming),
                "part": round(100 * d.minutes / most),
                "today": d.today,
            }
            for d in week.days
        ],
    }


def _amount(minutes: int, *, today: bool, coming: bool) -> str:
    if minutes:
        return _("%(num)d min", num=minutes)
    if today:
        return _("today")
    return "" if coming else _("rest")
