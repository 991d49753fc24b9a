"""What is remembered of a learner, as a page shows it: each fact with the message it comes from, and the summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chiron.core.language.facts import Fact, FactKind, Remembered
from chiron.core.learning.course import Course
from chiron.core.learning.state import LearnerState
from chiron.core.learning.summary import Summary, summarise
from chiron.desks.tutoring.remembering import remembered
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact, the message it was said in (None where that is gone), and whether it is still used."""

    fact: Fact
    said: str | None
    holds: bool

    @property
    def last(self) -> datetime | None:
        """A moment of the last day on which it is used."""
        return None if self.fact.expires is None else self.fact.expires - timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class RememberedView:
    """``lines``, the latest first. ``on`` False: nothing new is noted, and nothing here is used. ``worded`` is the
    summary of the course's talk in a language model's words, None where nobody worded it.
    """

    on: bool
    lines: tuple[FactLine, ...]
    summary: Summary
    worded: FactLine | None = None


async def remembered_view(
    conn: Connection, person: Person, state: LearnerState, course: Course, now: datetime
) -> RememberedView:
    """What is remembered of a learner, with the summary of a course."""
    found = await remembered(conn, person.id)
    turns = {fact.turn for fact in found.facts}
    events = await log.all_named(conn, "message.said", "turn", [person.id], turns) if turns else []
    said = {str(event.body["turn"]): str(event.body["text"]) for event in events}
    return view(found, said, summarise(state, course, person.language, 0), now, course.id)


def view(
    found: Remembered, said: Mapping[str, str], summary: Summary, now: datetime, course: str = ""
) -> RememberedView:
    """The same from what was read; ``said`` are messages by turn."""
    facts = (fact for fact in reversed(found.facts) if fact.kind is not FactKind.SUMMARY)
    lines = tuple(FactLine(fact, said.get(fact.turn), fact.holds(now)) for fact in facts)
    worded = found.summary(course)
    return RememberedView(
        found.on, lines, summary, None if worded is None else FactLine(worded, None, worded.holds(now))
    )
