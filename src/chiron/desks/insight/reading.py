"""What insight reads: the folded states of a class, and a learner's events with the courses they were made in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chiron.core.events import Event
from chiron.core.learning.course import Course
from chiron.core.learning.state import LearnerState
from chiron.desks.insight import attempts, conversation
from chiron.desks.insight.needs import Learner
from chiron.engine.folds import Folds
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection


@dataclass(frozen=True, slots=True)
class Due:
    """What is due of a learner next, and when."""

    at: datetime
    skills: tuple[str, ...]


async def learners(
    conn: Connection, folds: Folds, people: Sequence[Person], course: str, dues: Mapping[UUID, Due]
) -> tuple[Learner, ...]:
    """The learners of a class with their states in a course. The caller has asked the door."""
    states = await folds.several(conn, people, course)
    return tuple(_learner(person, states[person.id], dues.get(person.id)) for person in people)


def _learner(person: Person, state: LearnerState, due: Due | None) -> Learner:
    return Learner(person.id, person.name, state, due.at if due else None, due.skills if due else ())


async def read_with(
    conn: Connection, folds: Folds, course: str, events: Sequence[Event]
) -> tuple[list[Event], Callable[[Event], Course]]:
    """The events and the course in the version that each names, both in today's names."""
    frame_of = await folds.frames(conn, course, events)
    return [frame_of(event).heard(event) for event in events], lambda event: frame_of(event).course


async def tries(
    conn: Connection,
    folds: Folds,
    person: Person,
    course: str,
    language: str = "en",
    reader_of: attempts.ReaderOf = lambda _: "staff",
) -> tuple[attempts.Try, ...]:
    """Every attempt of a learner in a course, oldest first, each in the course's version of then. The caller has asked
    the door, and says who opens each grade.
    """
    events = await log.read(conn, person.id, course=course, kinds=attempts.KINDS)
    return attempts.tries(*await read_with(conn, folds, course, events), language, reader_of)


async def talks(conn: Connection, folds: Folds, person: Person, course: str) -> tuple[conversation.Talk, ...]:
    """A learner's conversation in a course, the latest first. The caller has asked the door."""
    events = await log.read(conn, person.id, course=course, kinds=conversation.KINDS)
    return conversation.conversation(*await read_with(conn, folds, course, events))
