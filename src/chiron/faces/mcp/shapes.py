"""What the tools give, as data: each with its schema. All of it is what the learner's own page shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter

from chiron.core.words import Json
from chiron.desks.tutoring.outside.asked import Question
from chiron.desks.tutoring.outside.deeds import Reply, Status
from chiron.desks.tutoring.outside.overview import CourseShown, Map, NextMove, Review


@dataclass(frozen=True, slots=True)
class Courses:
    """The learner's courses."""

    courses: tuple[CourseShown, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the learner is now. ``tutor`` is what the tutor says (Markdown), word for word for the learner.

    ``status``: open (a question waits), example (one that is worked out is to be read first), finished, idle (nothing
    is open) or stopped (the lesson stopped; pass the tutor's words on and do nothing else). ``outcome`` is that of an
    answer: correct, partly, incorrect, onward, unreadable (no try), person, or noted where none is told.
    """

    status: Status
    tutor: str
    outcome: str | None
    question: Question | None
    example: str | None


def place(reply: Reply, words: str) -> Place:
    """A reply as a tool gives it."""
    tutor = "\n\n".join(part for part in (words, *reply.notes) if part)
    return Place(reply.status, tutor, reply.outcome, reply.question, reply.example)


Shape = type[Courses] | type[Map] | type[NextMove] | type[Review] | type[Place]


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    made: TypeAdapter[Any] = TypeAdapter(shape)
    return made


def schema(shape: Shape) -> dict[str, Any]:
    """The JSON schema of what a tool gives."""
    return _adapter(cast(Any, shape)).json_schema(mode="serialization")


def dump(value: object) -> Json:
    """The value as JSON."""
    return _adapter(cast(Any, type(value))).dump_python(value, mode="json")
