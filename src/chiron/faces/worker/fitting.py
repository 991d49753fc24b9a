"""Fits made behind the scenes, one at a time, while notices go on being delivered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from chiron.core.errors import Unavailable
from chiron.engine.fits import jobs
from chiron.engine.fits.making import Runner
from chiron.engine.records.database import Database

log = logging.getLogger("chiron.worker")


@dataclass
class Fitter:
    """Does the jobs that wait. ``runner`` says on which machine; by default a process of this one that gives way."""

    database: Database
    runner: Runner
    clock: Callable[[], datetime]
    _task: asyncio.Task[None] | None = field(default=None, init=False)

    async def look(self) -> None:
        """Begin what waits, unless one is being made already. Raises Unavailable."""
        if self._task is not None and not self._task.done():
            return
        if waiting := await jobs.schools(self.database):
            self._task = asyncio.create_task(self._do(waiting))

    async def finish(self) -> None:
        """Wait for what is being made, and make what still waits. Raises Unavailable."""
        await self.look()
        while self._task is not None:
            await self._task
            self._task = None
            await self.look()

    async def stop(self) -> None:
        """Leave what is being made; its job is free again when its lease is over."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _do(self, schools: Sequence[UUID]) -> None:
        for school in schools:
            try:
                told = await jobs.once(self.database, school, self.runner, self.clock)
            except Unavailable:
                return  # The database is away; the job is done when it is back.
            except Exception:
                log.exception("a fit stumbled; it is tried again when its lease is over")
            else:
                log.info("a fit was made: %s", told)
