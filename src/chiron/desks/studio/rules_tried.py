"""A rule tried on the recorded conversations of a class before it goes live: nothing is written, nobody is told.

Whole logs are folded for it, so it is paced: so many tries for one teacher, so many events for one try, one try at a
time in a process, and that beside the loop on which everybody else's turns run.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID
from weakref import WeakKeyDictionary

from chiron.core.learning.rules.rule import Rule
from chiron.core.learning.rules.tried import Would, tried
from chiron.desks.studio.desk import StudioDesk
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.people.sign_in import limits
from chiron.engine.records import log

MOST_LEARNERS = 60
"""So many learners of a class are looked at."""
MOST_EVENTS = 20_000
"""So many recorded events are folded for one try; learners beyond them are told as left out."""
MOST_TRIES, WINDOW = 30, timedelta(minutes=5)
"""So often may one teacher try rules in that time."""
MOST_SHOWN = 100

_GATES: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Found:
    """A turn of a learner in which the rule would have fired."""

    learner: UUID
    name: str
    would: Would


@dataclass(frozen=True, slots=True)
class Trying:
    """What came of it: the turns, the latest first, over so many learners and recorded events since a time.
    ``left_out`` learners were not looked at, since that would be too much at once.
    """

    found: tuple[Found, ...]
    learners: int
    events: int
    since: datetime
    left_out: int = 0

    @property
    def touched(self) -> int:
        """How many learners it would have touched."""
        return len({one.learner for one in self.found})

    def count(self, came: str) -> int:
        """How often it would have come so."""
        return sum(one.would.came == came for one in self.found)


async def try_rule(
    desk: StudioDesk,
    school: School,
    actor: Person,
    people: Sequence[Person],
    course: str,
    rule: Rule,
    others: Sequence[Rule],
    days: int,
) -> Trying:
    """What the rule would have changed in the last days for these learners. The caller has asked the door, and holds no
    transaction open. Raises TooMany where the actor tries too often.
    """
    async with desk.database.school(school.id) as conn:
        await limits.count(conn, "rule tried", str(actor.id), MOST_TRIES, desk.clock(), WINDOW)
    async with _gate():
        return await _tried(desk, school, people, course, partial(tried, rule, others), days)


def _gate() -> asyncio.Semaphore:
    return _GATES.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(1))


async def _tried(
    desk: StudioDesk,
    school: School,
    people: Sequence[Person],
    course: str,
    asked: Callable[..., tuple[Would, ...]],
    days: int,
) -> Trying:
    since = desk.clock() - timedelta(days=days)
    found: list[Found] = []
    count, looked, folded = 0, 0, 0
    for person in people[:MOST_LEARNERS]:
        if folded >= MOST_EVENTS:
            break
        looked += 1
        async with desk.database.school(school.id) as conn:
            events = await log.read(conn, person.id, course=course)
            if not events or events[-1].draft.server_time < since:
                continue
            frame_of = await desk.folds.frames(conn, course, events, await desk.folds.live(conn, course))
        folded += len(events)
        count += sum(event.draft.server_time >= since for event in events)
        would = await asyncio.to_thread(asked, events, frame_of, since, school.zone)
        found += [Found(person.id, person.name, one) for one in would]
    found.sort(key=lambda one: (-one.would.at.timestamp(), one.name, str(one.learner)))
    return Trying(tuple(found), looked, count, since, len(people) - looked)
