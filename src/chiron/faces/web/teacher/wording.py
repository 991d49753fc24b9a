"""What the teacher's pages say: needs, cases and decisions as sentences in the person's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from chiron.core.learning.course import Course
from chiron.core.learning.naming import named
from chiron.desks.insight.needs import Need
from chiron.desks.studio.assignments import Assignment
from chiron.desks.studio.inbox import Case
from chiron.engine.people.locks import Rule
from chiron.engine.people.person import Person
from chiron.faces.web.language import _, day, ngettext, tag, weekday, when
from chiron.faces.web.maths import with_maths


def names(people: Sequence[str]) -> str:
    """Several names as one says them: "Kofi, Lena and Ben"."""
    if len(people) < 2:
        return "".join(people)
    return _("%(many)s and %(last)s", many=", ".join(people[:-1]), last=people[-1])


def _of(course: Course, skill: str | None) -> Markup:
    return with_maths(course.skills[skill].title) if skill in course.skills else escape(skill or "")


def need_words(need: Need, course: Course, now: datetime) -> Markup:
    """Why somebody needs the teacher."""
    said: dict[str, Callable[[], Markup]] = {
        "stuck": lambda: _stuck(need, course),
        "behind": lambda: escape(_behind(need, now)),
        "away": lambda: escape(_away(need)),
        "faded": lambda: escape(_faded(int(need.values["faded"]))),
        "shared": lambda: _shared(need, course),
    }
    return said[need.why]()


def _stuck(need: Need, course: Course) -> Markup:
    tries, hints, minutes = (int(need.values[name]) for name in ("tries", "hints", "minutes"))
    parts = []
    if tries:
        span = ngettext("%(num)d minute", "%(num)d minutes", minutes, num=minutes)
        parts.append(_("%(tries)d times “not yet” in %(span)s", tries=tries, span=span))
    if hints:
        parts.append(ngettext("%(num)d hint used", "%(num)d hints used", hints, num=hints))
    parts.append(_("then stopped"))
    return escape(_("Stuck on {skill}: {what}.")).format(skill=_of(course, need.skill), what=", ".join(parts))


def _behind(need: Need, now: datetime) -> str:
    left, due = int(need.values["left"]), datetime.fromisoformat(need.values["due"])
    return ngettext(
        "%(num)d skill of the assignment is left; it is due %(when)s.",
        "%(num)d skills of the assignment are left; it is due %(when)s.",
        left,
        num=left,
        when=due_words(due, now),
    )


def _away(need: Need) -> str:
    days, faded = int(need.values["days"]), int(need.values["faded"])
    away = ngettext("Has not opened Chiron for %(num)d day.", "Has not opened Chiron for %(num)d days.", days, num=days)
    return f"{_faded(faded)} {away}" if faded else away


def _faded(count: int) -> str:
    return ngettext("%(num)d skill faded.", "%(num)d skills faded.", count, num=count)


def _shared(need: Need, course: Course) -> Markup:
    skill = course.skills.get(need.skill or "")
    found = named(course, need.skill, need.values["misconception"], tag()) if skill else None
    title = with_maths(found.title) if found else escape(need.values["misconception"])
    return escape(_("Share one misconception in {skill}: {what}.")).format(skill=_of(course, need.skill), what=title)


def due_words(due: datetime, now: datetime) -> str:
    """A date in the future, near ones by the weekday."""
    return weekday(due, wide=True) if 0 <= (due - now).days < 6 else day(due)


def since_words(need: Need, now: datetime) -> str:
    """Since when, as the row says it."""
    if need.why == "shared":
        return _("this week")
    if need.why in ("away", "faded"):
        return _("since %(day)s", day=day(need.since, "d MMM"))
    return when(need.since, now)


def need_row(need: Need, course: Course, now: datetime, query: str) -> dict[str, Any]:
    """A row of "who needs you now": people, why, since when, and the action with its address."""
    action, address = _action(need, query)
    first = need.people[0]
    return {
        "who": names([person.name for person in need.people]),
        "link": f"/teacher/learner/{first.id}?{query}" if len(need.people) == 1 else None,
        "why": need_words(need, course, now),
        "since": since_words(need, now),
        "action": action,
        "address": address,
    }


def _action(need: Need, query: str) -> tuple[str, str]:
    first = need.people[0]
    if need.why == "shared":
        chosen = urlencode([("learner", person.id) for person in need.people])
        wrong = need.values["misconception"]
        address = f"/teacher/assign?{query}&what=skill&part={need.skill}&{chosen}&misconception={wrong}"
        return _("Make a small group"), address
    if need.why == "faded" or (need.why == "away" and need.values["faded"]):
        return _("Plan a review"), f"/teacher/assign?{query}&what=review&learner={first.id}"
    skill = f"&skill={need.skill}" if need.skill else ""
    return _("Write to %(name)s", name=first.name), f"/teacher/learner/{first.id}/write?{query}{skill}"


def case_row(case: Case, course: Course | None, now: datetime) -> dict[str, Any]:
    """A row of the inbox."""
    titles: dict[str, Callable[[], str]] = {
        "alert": lambda: _("%(name)s wrote something that needs an adult", name=case.name),
        "grade": lambda: _("%(name)s contests a grade", name=case.name),
        "answer": lambda: _("An answer of %(name)s needs a reader", name=case.name),
        "stuck": lambda: _("%(name)s is stuck", name=case.name),
        "rule": lambda: _("A rule of yours tells you of %(name)s", name=case.name),
        "held": lambda: _("A language model’s words for %(name)s wait for you", name=case.name),
        "report": lambda: _report_title(case),
    }
    actions: dict[str, Callable[[], str]] = {
        "alert": lambda: _("Acknowledge"),
        "grade": lambda: _("Decide"),
        "answer": lambda: _("Read"),
        "stuck": lambda: _("Plan"),
        "rule": lambda: _("Look"),
        "held": lambda: _("Decide"),
        "report": lambda: _("Answer"),
    }
    icons = {"alert": "warning", "answer": "person", "stuck": "clock", "rule": "info", "held": "info"}
    about = case.opened.draft.about
    place = _("Safeguarding") if case.kind == "alert" else ""
    if not place and course is not None:
        place = course.skills[about.skill].title if about and about.skill in course.skills else course.title
    return {
        "case": case,
        "title": titles[case.kind](),
        "action": actions[case.kind](),
        "icon": icons.get(case.kind, "flag"),
        "place": place,
        "when": when(case.at, now),
        "address": f"/inbox/{case.learner}/{case.id}",
    }


def _report_title(case: Case) -> str:
    known: dict[str, Callable[[], str]] = {
        "words": lambda: _("%(name)s says that the tutor’s words look wrong", name=case.name),
        "item": lambda: _("%(name)s says that a question looks wrong", name=case.name),
        "estimate": lambda: _("%(name)s says that an estimate looks wrong", name=case.name),
        "lesson": lambda: _("%(name)s says that a lesson looks wrong", name=case.name),
        "summary": lambda: _("%(name)s says that a summary looks wrong", name=case.name),
    }
    what = str(case.opened.body.get("what"))
    return known[what]() if what in known else _("%(name)s reports something", name=case.name)


def kind_title(case: Case) -> str:
    """The kind of a case, above its heading."""
    known: dict[str, Callable[[], str]] = {
        "alert": lambda: _("Safeguarding"),
        "grade": lambda: _("Contested grade"),
        "answer": lambda: _("Answer that no checker can judge"),
        "stuck": lambda: _("Stuck"),
        "rule": lambda: _("Rule"),
        "held": lambda: _("Words held by a rule"),
        "report": lambda: _("Report"),
    }
    return known[case.kind]()


def open_for(case: Case, now: datetime) -> str:
    """How long a case has been open."""
    minutes = max(0, int((now - case.at).total_seconds() // 60))
    if minutes < 60:
        return ngettext("open for %(num)d minute", "open for %(num)d minutes", minutes, num=minutes)
    if minutes < 48 * 60:
        return ngettext("open for %(num)d hour", "open for %(num)d hours", minutes // 60, num=minutes // 60)
    days = minutes // (24 * 60)
    return ngettext("open for %(num)d day", "open for %(num)d days", days, num=days)


def decision_words(decision: str) -> str:
    """What was decided about a case."""
    known: dict[str, Callable[[], str]] = {
        "agreed": lambda: _("Agreed: the step counts as right"),
        "kept": lambda: _("Kept: not yet"),
        "right": lambda: _("Right"),
        "not-yet": lambda: _("Not yet"),
        "answered": lambda: _("Answered"),
        "planned": lambda: _("Planned"),
        "acknowledged": lambda: _("Acknowledged"),
        "approved": lambda: _("Approved: the learner reads these words"),
        "refused": lambda: _("Not approved: the authored words stay"),
    }
    return known[decision]() if decision in known else decision


def alert_words(reading: str) -> str:
    """What an alert was raised for: a reading of words by rules, never a finding about a person."""
    known: dict[str, Callable[[], str]] = {
        "suicide": lambda: _("Read by rules as speaking of not wanting to live."),
        "self-harm": lambda: _("Read by rules as speaking of harming themselves."),
        "abuse": lambda: _("Read by rules as speaking of being harmed by somebody."),
        "threat": lambda: _("Read by rules as speaking of being threatened."),
        "eating": lambda: _("Read by rules as speaking of trouble with eating."),
        "runaway": lambda: _("Read by rules as speaking of running away."),
        "harm-others": lambda: _("Read by rules as speaking of harming others."),
        "despair": lambda: _("Read by rules as speaking of despair."),
    }
    return known[reading]() if reading in known else _("Read by rules as needing an adult.")


def assignment_words(assignment: Assignment, course: Course | None) -> Markup:
    """What is assigned."""
    title = with_maths(assignment.title)
    if assignment.what == "review":
        many = len(assignment.skills)
        words = ngettext("Review of %(num)d skill of {title}", "Review of %(num)d skills of {title}", many, num=many)
        return escape(words).format(title=title)
    if assignment.what == "check":
        unit = assignment.part.startswith("unit/")
        return escape(_("Checkpoint: {title}") if unit else _("Final check: {title}")).format(title=title)
    if assignment.what == "unit" and course is not None:
        return escape(_("Unit {title}")).format(title=title)
    return title


def for_whom(assignment: Assignment, members: Sequence[Person]) -> str:
    """The whole class, or the names."""
    if assignment.whole_class:
        return _("the whole class")
    return names([person.name for person in members if person.id in assignment.learners])


def rule_words(rule: Rule, course: Course) -> list[str]:
    """What is set, line by line."""
    told = [_("Skills come in the course’s own order.")] if rule.in_order else []
    if rule.pace == 0:
        told.append(_("No new skill is begun."))
    elif rule.pace is not None:
        told.append(
            ngettext(
                "At most %(num)d new skill is begun in a sitting.",
                "At most %(num)d new skills are begun in a sitting.",
                rule.pace,
                num=rule.pace,
            )
        )
    if rule.ceiling:
        count = sum(skill in course.skills for skill in rule.ceiling)
        told.append(_("%(open)s of %(all)s skills are open.", open=count, all=len(course.skills)))
    return told
