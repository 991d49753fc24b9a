"""The course in another version than that of the open item: a sheet keeps the one that it was drawn from."""

from __future__ import annotations

from dataclasses import replace

from chiron.engine.folds import Folds, Gathered, frame_under
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection


async def at_version(
    folds: Folds, conn: Connection, person: Person, gathered: Gathered, version: str | None
) -> Gathered:
    """What was gathered, with the course as it is in a version, read in the person's language; None for the version on
    the shelf. Raises NotFound.
    """
    course = gathered.frame.course.id
    content, found = await folds.shelf.course(conn, course, version, person.reads(course))
    if found == gathered.frame.version:
        return gathered
    live = await folds.live(conn, course)
    return replace(gathered, frame=frame_under(content, found, live))
