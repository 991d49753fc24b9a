"""Long work made behind the scenes, one thing of a kind at a time, while notices go on being delivered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from chiron.core.errors import Unavailable

log = logging.getLogger("chiron.worker")


@dataclass
class Behind:
    """Does the jobs of one kind that wait. ``schools`` says where one does, ``once`` does one of a school's."""

    what: str
    """``"a fit"``, for the log."""
    schools: Callable[[], Awaitable[Sequence[UUID]]]
    once: Callable[[UUID], Awaitable[str | None]]
    _task: asyncio.Task[None] | None = field(default=None, init=False)

    async def look(self) -> None:
        """Begin what waits, unless one is being done already. Raises Unavailable."""
        if self._task is not None and not self._task.done():
            return
        if waiting := await self.schools():
            self._task = asyncio.create_task(self._do(waiting))

    async def finish(self) -> None:
        """Wait for what is being done, and do what still waits. Raises Unavailable."""
        await self.look()
        while self._task is not None:
            await self._task
            self._task = None
            await self.look()

    async def stop(self) -> None:
        """Leave what is being done; its job is free again when its lease is over."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _do(self, schools: Sequence[UUID]) -> None:
        for school in schools:
            try:
                told = await self.once(school)
            except Unavailable:
                return  # The database is away; the job is done when it is back.
            except Exception:
                log.exception("%s stumbled; it is tried again when its lease is over", self.what)
            else:
                log.info("%s ended: %s", self.what, told)
