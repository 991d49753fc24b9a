"""Where one can go, by role. Words are translated when a page is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from chiron.faces.web.language import _


class _Someone(Protocol):
    @property
    def roles(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the top bar and the tab bar. ``count`` is shown in brackets where it is not 0."""

    id: str
    path: str
    words: str
    icon: str
    count: int = 0


def entries(person: _Someone | None, inbox: int = 0) -> list[Entry]:
    """The places of a person's first role, at most four, so that they fit a phone's tab bar."""
    if person is None:
        return []
    roles = {str(role) for role in person.roles}
    if "teacher" in roles:
        return [
            Entry("teacher", "/teacher", _("Today"), "calendar"),
            Entry("class", "/teacher/class", _("Class"), "table"),
            Entry("inbox", "/inbox", _("Inbox"), "inbox", inbox),
            Entry("courses", "/courses", _("Courses"), "book"),
        ]
    if "operator" in roles and "learner" not in roles:
        return [
            Entry("people", "/people", _("People"), "people"),
            Entry("inbox", "/inbox", _("Inbox"), "inbox", inbox),
            Entry("courses", "/courses", _("Courses"), "book"),
            Entry("school", "/school", _("School"), "settings"),
        ]
    if "guardian" in roles and "learner" not in roles:
        return [Entry("family", "/family", _("Family"), "people")]
    return [
        Entry("today", "/today", _("Today"), "calendar"),
        Entry("map", "/map", _("Map"), "trail"),
        Entry("progress", "/progress", _("Progress"), "bars"),
        Entry("lessons", "/lessons", _("Lessons"), "book"),
    ]
