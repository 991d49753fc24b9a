"""Having it learnt what offering things to read and see brought: behind the scenes, once somebody opened something."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from uuid import UUID

from chiron.core.learning.outline.trials import is_trial
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.fits import helping
from chiron.engine.people.person import Person

REMEMBERED = 1_000
"""Courses of which this process knows when it last asked."""
_ASKED: OrderedDict[tuple[UUID, str], datetime] = OrderedDict()


async def ask_to_learn(desk: TutoringDesk, person: Person, course: str) -> None:
    """Leave the worker a note, once in a while: all logs of the course are read for it, and it names nobody. What
    authors try is no log."""
    key, now = (person.school, course), desk.clock()
    last = _ASKED.get(key)
    if is_trial(course) or (last is not None and abs(now - last) < helping.WAIT):
        return
    async with desk.database.school(person.school) as conn:
        await helping.ask(conn, course)
    _ASKED[key] = now
    while len(_ASKED) > REMEMBERED:
        _ASKED.popitem(last=False)
