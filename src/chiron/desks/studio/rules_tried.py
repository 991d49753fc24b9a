"""A rule tried on the recorded conversations of a class before it goes live: nothing is written, nobody is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from chiron.core.learning.rules.rule import Rule
from chiron.core.learning.rules.tried import Would, tried
from chiron.desks.studio.desk import StudioDesk
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.records import log
from chiron.engine.records.database import Connection

MOST_LEARNERS = 60
"""So many learners of a class are looked at."""
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Found:
    """A turn of a learner in which the rule would have fired."""

    learner: UUID
    name: str
    would: Would


@dataclass(frozen=True, slots=True)
class Trying:
    """What came of it: the turns, the latest first, over so many learners and recorded events since a time."""

    found: tuple[Found, ...]
    learners: int
    events: int
    since: datetime
    more: int = 0

    @property
    def touched(self) -> int:
        """How many learners it would have touched."""
        return len({one.learner for one in self.found})

    def count(self, came: str) -> int:
        """How often it would have come so."""
        return sum(one.would.came == came for one in self.found)


async def try_rule(
    conn: Connection,
    desk: StudioDesk,
    school: School,
    people: Sequence[Person],
    course: str,
    rule: Rule,
    others: Sequence[Rule],
    days: int,
) -> Trying:
    """What the rule would have changed in the last days for these learners. The caller has asked the door."""
    since = desk.clock() - timedelta(days=days)
    found: list[Found] = []
    count = 0
    live = await desk.folds.live(conn, course)
    for person in people[:MOST_LEARNERS]:
        events = await log.read(conn, person.id, course=course)
        if not events or events[-1].draft.server_time < since:
            continue
        count += sum(event.draft.server_time >= since for event in events)
        frame_of = await desk.folds.frames(conn, course, events, live)
        would = tried(rule, others, events, frame_of, since, school.zone)
        found += [Found(person.id, person.name, one) for one in would]
    found.sort(key=lambda one: (-one.would.at.timestamp(), one.name, str(one.learner)))
    return Trying(tuple(found), min(len(people), MOST_LEARNERS), count, since)
