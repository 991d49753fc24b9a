"""The words for what was decided: reasons, purposes, rungs, notes. Each from a code, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from chiron.core.learning.course import Course
from chiron.core.learning.interactions import NOTES, UNREAD, Unread
from chiron.core.learning.policies import REASONS
from chiron.core.words import Json
from chiron.faces.web.language import _, ngettext

SKILL_NAMES = ("skill", "needs", "for")
"""Values of a reason that are ids of skills."""


def reason(course: Course, code: str, because: Mapping[str, Json]) -> str:
    """Why this comes next, in a sentence or two, as Markdown."""
    pattern = REASONS.get(code)
    if pattern is None:
        return ""
    values = {name: _title(course, value) if name in SKILL_NAMES else value for name, value in because.items()}
    words = _(pattern)
    for name, value in values.items():
        words = words.replace("{" + name + "}", str(value))
    return words


def _title(course: Course, skill: Json) -> str:
    found = course.skills.get(str(skill))
    return f"“{found.title}”" if found else str(skill)


def purpose(code: str) -> str:
    """What a sitting is for."""
    return {
        "practice": _("Practice"),
        "review": _("Review"),
        "skill": _("Practice"),
        "test": _("Show what you know"),
        "diagnostic": _("Where to begin"),
    }[code]


def rung(name: str) -> str:
    """A stop of the hint ladder."""
    return {
        "point": _("Point"),
        "principle": _("Principle"),
        "next_step": _("Next step"),
        "worked_example": _("Worked example"),
    }[name]


def rung_button(name: str) -> str:
    """The button that names the next rung."""
    return {
        "point": _("Hint: a point to look at"),
        "principle": _("Next hint: the principle"),
        "next_step": _("Next hint: the next step"),
        "worked_example": _("Next hint: a worked example"),
    }[name]


def hint_title(name: str, place: int, of: int) -> str:
    """The line over a hint's words."""
    what = {
        "point": _("a point to look at"),
        "principle": _("the principle"),
        "next_step": _("the next step"),
        "worked_example": _("a worked example"),
    }[name]
    return _("Hint %(place)d of %(of)d: %(what)s", place=place, of=of, what=what)


def note(code: str | None) -> str:
    """What a checker adds to its verdict."""
    return _(NOTES[code]) if code is not None and code in NOTES else ""


def unread(problem: Unread) -> str:
    """Why an answer could not be read."""
    return _(UNREAD[problem.reason])


def minutes(count: int) -> str:
    """A time, roughly."""
    return ngettext("about %(num)d minute", "about %(num)d minutes", count)
