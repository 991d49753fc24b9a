"""Imports behind the scenes: uploaded by staff, read one at a time by the worker, looked at, then put on the shelf.

Files lie below the data folder, in ``imports/SCHOOL/ID``; the table says how far each is.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from chiron.core.errors import ChironError, Conflict, InvalidInput, NotFound, Unavailable
from chiron.core.words import Json
from chiron.engine.library.importing import store
from chiron.engine.library.importing.apart import UPLOAD, bring_apart
from chiron.engine.library.importing.overview import COURSE
from chiron.engine.records.database import Connection, Database, Row

log = logging.getLogger("chiron.imports")

FOLDER = "imports"
LEASE = 120.0
"""Seconds for which an import is held from its last sign of life."""
ALIVE = LEASE / 4
"""Seconds between signs of life: one thing, such as a book of pictures, may take longer than the lease."""
MOST_TRIES = 3
GIVEN_UP = "It was begun three times and never ended; it is given up. Split the file, and try the parts."
LISTED = 50


@dataclass(frozen=True, slots=True)
class Job:
    """One import. ``told`` says what went wrong; ``report`` is its summary once it is read."""

    id: UUID
    by: UUID | None
    name: str
    size: int
    asked: datetime
    seen: int
    running: bool
    done: datetime | None
    told: str | None
    report: Json
    version: str | None

    @property
    def ready(self) -> bool:
        """Whether there is a course to look at."""
        return self.done is not None and self.told is None


def folder(home: Path, school: UUID, id: UUID) -> Path:
    """Where the files of an import lie."""
    return home / FOLDER / str(school) / str(id)


def course_folder(home: Path, school: UUID, id: UUID) -> Path:
    """Where the course lies that was made of it."""
    return folder(home, school, id) / COURSE


def place(home: Path, school: UUID, id: UUID, name: str) -> Path:
    """Make the folder of a new import; the path to write what is uploaded to."""
    made = folder(home, school, id) / UPLOAD
    made.mkdir(parents=True)
    return made / name


async def every(conn: Connection) -> list[Job]:
    """The latest imports of a school."""
    return [_job(row) for row in await store.view_all(conn, LISTED)]


async def one(conn: Connection, id: UUID) -> Job:
    """One import. Raises NotFound."""
    row = await store.view(conn, id)
    if row is None:
        raise NotFound("There is no such import.")
    return _job(row)


async def again(conn: Connection, id: UUID) -> None:
    """Have it read once more. Raises NotFound, Conflict while it is being read."""
    await one(conn, id)
    if not await store.again(conn, id):
        raise Conflict("It is being read now. Wait until it is done.")


async def forget(conn: Connection, home: Path, school: UUID, id: UUID) -> None:
    """Take an import and its files away; what was published of it stays. Raises NotFound, Conflict."""
    job = await one(conn, id)
    if job.running and job.done is None:
        raise Conflict("It is being read now. Wait until it is done.")
    await store.remove(conn, id)
    shutil.rmtree(folder(home, school, id), ignore_errors=True)


async def schools(database: Database) -> list[UUID]:
    """Where an import waits."""
    async with database.anyone() as conn:
        return await store.view_schools(conn)


Bring = Callable[[Path, Callable[[int], Awaitable[None]]], Awaitable[Json]]


async def once(database: Database, school: UUID, home: Path, bring: Bring = bring_apart) -> str | None:
    """Read one import of a school, if one waits; what came of it. A fault is kept beside it and stops nothing else."""
    async with database.school(school) as conn:
        row = await store.claim(conn, LEASE)
    if row is None:
        return None

    told, report = None, None
    try:
        if row["tries"] > MOST_TRIES:
            raise InvalidInput(GIVEN_UP)
        report = await _alive(database, school, row["id"], lambda tell: bring(folder(home, school, row["id"]), tell))
    except ChironError as fault:
        told = fault.message
    async with database.school(school) as conn:
        await store.end(conn, row["id"], told, report)
    return told or "read"


async def _alive(
    database: Database, school: UUID, id: UUID, bring: Callable[[Callable[[int], Awaitable[None]]], Awaitable[Json]]
) -> Json:
    """Do it, and say now and then that it is still being done, and how far it is."""
    so_far = 0

    async def tell(seen: int) -> None:
        nonlocal so_far
        so_far = seen
        async with database.school(school) as conn:
            await store.move(conn, id, seen, LEASE)

    async def beat() -> None:
        while True:
            await asyncio.sleep(ALIVE)
            with suppress(Unavailable):  # The database is away for a moment; the lease outlasts it.
                await tell(so_far)

    beating = asyncio.create_task(beat())
    try:
        return await bring(tell)
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating


def _job(row: Row) -> Job:
    running = row["claimed"] is not None and row["done"] is None
    values = {name: row[name] for name in ("id", "by", "name", "size", "asked", "seen", "done", "told", "report")}
    return Job(**values, running=running, version=row["version"])
