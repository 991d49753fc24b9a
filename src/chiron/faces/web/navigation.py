"""Where one can go, by role. Words are translated when a page is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from chiron.core.learning.outline import trials
from chiron.faces.web.language import _


class _Someone(Protocol):
    @property
    def roles(self) -> frozenset[Any]: ...

    @property
    def preferences(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the top bar and the tab bar. ``count`` is shown in brackets where it is not 0."""

    id: str
    path: str
    words: str
    icon: str
    count: int = 0


def entries(person: _Someone | None, course_id: str | None = None, inbox: int = 0) -> list[Entry]:
    """The places of a person's first role, at most four, so that they fit a phone's tab bar.

    A learner's places belong to a course: that of the page, else the one that they were last in.
    """
    if person is None:
        return []
    if course_id is not None and is_trial(course_id):
        return _learning(course_id)
    roles = {str(role) for role in person.roles}
    if "teacher" in roles:
        return [
            Entry("teacher", "/teacher", _("Today"), "calendar"),
            Entry("class", "/teacher/class", _("Class"), "table"),
            Entry("inbox", "/inbox", _("Inbox"), "inbox", inbox),
            Entry("courses", "/teacher/courses", _("Courses"), "book"),
        ]
    if "operator" in roles and "learner" not in roles:
        return [
            Entry("people", "/people", _("People"), "people"),
            Entry("inbox", "/inbox", _("Inbox"), "inbox", inbox),
            Entry("school", "/school", _("School"), "settings"),
        ]
    if "trainer" in roles and "learner" not in roles:
        return [
            Entry("class", "/teacher/guidelines", _("Guidelines"), "book"),
            Entry("rules", "/teacher/rules", _("Rules"), "settings"),
        ]
    if "author" in roles and "learner" not in roles:
        return [Entry("courses", "/teacher/courses", _("Courses"), "book")]
    if "guardian" in roles and "learner" not in roles:
        return [Entry("family", "/family", _("Family"), "people")]
    if "learner" not in roles:
        return []
    course = course_id or person.preferences.get("course")
    if not isinstance(course, str) or not course:
        return [Entry("courses", "/courses", _("Courses"), "book")]
    return _learning(course)


def is_trial(course: object) -> bool:
    """Whether a course is an author's trial of a draft: in it they go about as a learner does."""
    return isinstance(course, str) and trials.is_trial(course)


def _learning(course: str) -> list[Entry]:
    return [
        Entry("today", f"/learn/{course}/today", _("Today"), "calendar"),
        Entry("map", f"/learn/{course}/map", _("Map"), "trail"),
        Entry("progress", f"/learn/{course}/progress", _("Progress"), "bars"),
        Entry("lessons", f"/learn/{course}/lessons", _("Lessons"), "book"),
    ]
