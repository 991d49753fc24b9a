"""Having it learnt what offering things to read and see brought: behind the scenes, once somebody opened something."""

from __future__ import annotations

from chiron.core.learning.outline.trials import is_trial
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.fits import helping
from chiron.engine.people.person import Person


async def ask_to_learn(desk: TutoringDesk, person: Person, course: str) -> None:
    """Leave the worker a note. The note names nobody: all logs of the course are read. What authors try is no log."""
    if is_trial(course):
        return
    async with desk.database.school(person.school) as conn:
        await helping.ask(conn, course)
