"""Fits behind the scenes: asked for by staff, by an erasure or by the command; one a course at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chiron.core.errors import ChironError, Conflict
from chiron.engine.fits import store
from chiron.engine.fits.making import Made, Runner, make
from chiron.engine.records.database import Connection, Database, Row
from chiron.engine.records.ids import new_id

log = logging.getLogger("chiron.fits")

LEASE = 600.0
"""Seconds for which a job is held from its last sign of life."""
MOST_TRIES = 3
GIVEN_UP = "It was begun three times and never ended; it is given up."
ADOPT = {
    "asked": {"better": True},
    # Something was in use and somebody in it was erased: what is made without them takes its place unless it is known
    # to be no better than what Chiron comes with.
    "erased": {"better": True, "too-few": True},
}
"""Which verdicts lead to a fit being put to use, by why it was made."""


@dataclass(frozen=True, slots=True)
class Job:
    """One job. ``told`` is what came of it: a verdict, or a sentence on what went wrong."""

    id: UUID
    course: str
    why: str
    asked: datetime
    progress: float
    running: bool
    done: datetime | None
    told: str | None


async def ask(conn: Connection, course: str, adopt: bool = True) -> bool:
    """Ask for a fit of a course; False where one waits or runs already."""
    return await store.add_job(conn, new_id(), course, "asked", adopt)


async def latest(conn: Connection, course: str) -> Job | None:
    """The latest job of a course."""
    row = await store.view_job(conn, course)
    return None if row is None else _job(row)


async def schools(database: Database) -> list[UUID]:
    """Where a job waits."""
    async with database.anyone() as conn:
        return await store.view_schools(conn)


async def once(database: Database, school: UUID, runner: Runner, now: Callable[[], datetime]) -> str | None:
    """Do one job of a school, if one waits; what came of it. A fault is kept beside the job and stops nothing else."""
    async with database.school(school) as conn:
        row = await store.claim_job(conn, LEASE)
    if row is None:
        return None
    over = row["tries"] > MOST_TRIES
    told = GIVEN_UP if over else await _told(database, school, row, runner, now)
    async with database.school(school) as conn:
        if told is None:
            await store.move_job(conn, row["id"], 0.0, 0.0)
        else:
            await store.end_job(conn, row["id"], told)
    return told or "again"


async def _told(database: Database, school: UUID, row: Row, runner: Runner, now: Callable[[], datetime]) -> str | None:
    """What came of it; None where it is tried again."""
    last = 0.0

    async def tell(share: float) -> None:
        nonlocal last
        if share >= last + 0.05 or share >= 1:
            last = share
            async with database.school(school) as conn:
                await store.move_job(conn, row["id"], share, LEASE)

    adopt = ADOPT[row["why"]] if row["adopt"] else {}
    try:
        made = await make(database, school, row["course"], runner, now, tell, adopt)
    except Conflict as fault:
        return None if row["tries"] < MOST_TRIES else fault.message
    except ChironError as fault:
        log.warning("the fit of %s was not made: %s", row["course"], fault.message)
        return fault.message
    return outcome(made)


def outcome(made: Made) -> str:
    """What came of a fit, as it is kept."""
    return f"{made.report.verdict}{', adopted' if made.adopted else ''}: {made.version}"


def _job(row: Row) -> Job:
    running = row["claimed"] is not None and row["done"] is None
    return Job(row["id"], row["course"], row["why"], row["asked"], row["progress"], running, row["done"], row["told"])
