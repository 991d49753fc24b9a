"""The worker: delivers what stands in the outbox, school by school, for as long as Chiron serves; beside it does the
fits and imports that wait, and once a day erases whose time is over and forgets calls to language models that are old.

One runs in every serving process, and ``chiron worker`` runs more; none delivers what another has claimed. A note that
cannot be delivered waits, longer each time, and holds up no other. Without mail a note is done as soon as it is seen:
whom it is for reads it in Chiron's inbox.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from chiron.core.errors import Unavailable
from chiron.core.words import Json
from chiron.desks.support import erasing as support
from chiron.desks.tutoring.summing import NOTE
from chiron.engine.fits import helping
from chiron.engine.models import store as models
from chiron.engine.people import alerts, leaving
from chiron.engine.records import outbox
from chiron.engine.records.database import Database
from chiron.engine.records.outbox import Note
from chiron.faces.worker.behind import Behind
from chiron.faces.worker.letters import Writer
from chiron.ports.mail import Mail, Refused

log = logging.getLogger("chiron.worker")

EVERY = 5.0
"""Seconds between two looks while nothing is due, give or take a fifth, so that several do not look as one."""
AT_ONCE = 5
"""Notes claimed together."""
LEASE = 180.0
"""Seconds for which they are: longer than they take at a mail server that hangs."""
MOST_TRIES = 24
"""After so many, about half a day, a note is given up."""
CALLS_KEPT = timedelta(days=400)
"""For so long a call to a language model stays in the list."""
REMEMBERED = timedelta(days=30)
"""For so long a delivered note is kept."""


@dataclass
class Worker:
    """One worker. ``mail`` is None where no letters are sent; ``home`` is the data folder, which remembers erasures;
    ``behind`` does the fits and imports that wait, ``sum_up`` the summaries of talks; calls to language models are
    listed for ``calls_kept``."""

    database: Database
    home: Path
    writer: Writer
    mail: Mail | None
    clock: Callable[[], datetime]
    chance: Random
    behind: Sequence[Behind] = ()
    calls_kept: timedelta = CALLS_KEPT
    sum_up: Callable[[UUID, Mapping[str, Json]], Awaitable[bool]] | None = None
    _erased: datetime | None = None
    _tidied: dict[UUID, datetime] = field(default_factory=dict)

    async def run(self, every: float = EVERY) -> None:
        """Work until cancelled."""
        try:
            while True:
                if not await self._turn():
                    await asyncio.sleep(every * self.chance.uniform(0.8, 1.2))
        finally:
            for each in self.behind:
                await each.stop()

    async def _turn(self) -> int:
        try:
            seen = await self.once()
            for each in self.behind:
                await each.look()
        except Unavailable:
            return 0  # The database is away; nothing can be lost meanwhile.
        except Exception:
            log.exception("the worker stumbled and goes on")
            return 0
        return seen

    async def once(self) -> int:
        """Deliver what is due now, a few notes of every school; how many were seen. Raises Unavailable."""
        await self._daily()
        async with self.database.anyone() as conn:
            schools = await outbox.schools(conn)
        return sum([await self._serve(school) for school in schools])

    async def _daily(self) -> None:
        now = self.clock()
        if self._erased is not None and now - self._erased < timedelta(days=1):
            return
        self._erased = now
        for person in await leaving.erase_overdue(self.database, self.home, now):
            log.info("%s was erased: their school keeps closed accounts no longer", person)
        async with self.database.anyone() as conn:
            schools = await models.view_schools_with_calls(conn, now - self.calls_kept)
        for school in schools:
            async with self.database.school(school) as conn:
                await models.forget_calls(conn, now - self.calls_kept)
        if gone := await support.forget_everywhere(self.database, now):
            log.info("%d things of customers were kept long enough and are gone", gone)

    async def _serve(self, school: UUID) -> int:
        async with self.database.school(school) as conn:
            notes = await outbox.claim(conn, AT_ONCE, LEASE)
        for note in notes:
            await self._handle(school, note)
        await self._tidy(school)
        return len(notes)

    async def _handle(self, school: UUID, note: Note) -> None:
        """Deliver one note. Whatever goes wrong with it is kept beside it and stops nothing else."""
        try:
            await self._deliver(school, note)
        except Unavailable:
            raise
        except Exception as fault:
            await self._failed(school, note, fault)
        else:
            async with self.database.school(school) as conn:
                await outbox.finish(conn, note)

    async def _deliver(self, school: UUID, note: Note) -> None:
        if note.kind == alerts.OPEN:
            await alerts.go_on(self.database, school, dict(note.payload), self.clock())
            return
        if note.kind == helping.NOTE:
            await helping.noted(self.database, school, dict(note.payload), self.clock())
            return
        if note.kind == NOTE:
            if self.sum_up is not None:
                await self.sum_up(school, dict(note.payload))
            return
        if self.mail is None:
            return
        async with self.database.school(school) as conn:
            letter = await self.writer.letter(conn, note)
        if letter is not None:
            await self.mail.post(letter)

    async def _failed(self, school: UUID, note: Note, fault: Exception) -> None:
        # The kind of fault and no more of a stranger's: its words may quote the letter.
        told = str(fault) if hasattr(fault, "code") else type(fault).__name__
        over = isinstance(fault, Refused) or note.tries >= MOST_TRIES
        log.warning("note %s (%s), try %s: %s", note.id, note.kind, note.tries, told)
        async with self.database.school(school) as conn:
            if over:
                log.error("note %s (%s) is given up; whom it is for finds it in Chiron", note.id, note.kind)
                await outbox.give_up(conn, note, told)
            else:
                await outbox.fail(conn, note, told)

    async def _tidy(self, school: UUID) -> None:
        now = self.clock()
        if now - self._tidied.get(school, now - REMEMBERED) < timedelta(days=1):
            return
        self._tidied[school] = now
        async with self.database.school(school) as conn:
            await outbox.tidy(conn, now - REMEMBERED)
