"""What the talk needs of a course, as shapes: this room stands below learning and may not import it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Entry(Protocol):
    """A glossary entry."""

    @property
    def term(self) -> str:
        """The word."""

    @property
    def also(self) -> tuple[str, ...]:
        """Other names for it."""

    @property
    def meaning(self) -> str:
        """What it means, Markdown."""


class Lesson(Protocol):
    """A skill with its lesson."""

    @property
    def title(self) -> str:
        """The skill's title."""

    @property
    def lesson(self) -> str:
        """The lesson, Markdown."""


class Reading(Protocol):
    """A text to read."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def text(self) -> str:
        """Markdown."""


class Lessons(Protocol):
    """A course: lessons by skill id, and texts to read by their own, in teaching order."""

    @property
    def skills(self) -> Mapping[str, Lesson]:
        """Every skill by id."""

    @property
    def readings(self) -> Mapping[str, Reading]:
        """Every text to read by id; no skill has one of them."""
