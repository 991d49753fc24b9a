"""Having it learnt what offering things to read and see brought: behind the scenes, once somebody opened something."""

from __future__ import annotations

from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.fits import helping
from chiron.engine.people.person import Person


async def ask_to_learn(desk: TutoringDesk, person: Person, course: str) -> None:
    """Leave the worker a note. The note names nobody: all logs of the course are read."""
    async with desk.database.school(person.school) as conn:
        await helping.ask(conn, course)
