"""Lessons embedded behind the scenes, when a question finds them without vectors. Nobody waits for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from uuid import UUID

from chiron.core.errors import ChironError
from chiron.engine.library import store
from chiron.engine.library.meanings import Meanings
from chiron.engine.library.shelf import Shelf
from chiron.engine.records.database import Database

log = logging.getLogger("chiron.library")

REST = 60.0
"""Seconds after a failure before a school's lessons are tried again."""

May = Callable[[UUID], Awaitable[bool]]
"""Whether a school's lessons may be shown to the model of meaning."""


class Filling:
    """Embeds what stands on a school's shelf, one school after the other. A shelf that was done is not looked at again
    until it holds something else.
    """

    def __init__(
        self, database: Database, shelf: Shelf, meanings: Meanings, may: May, ticks: Callable[[], float]
    ) -> None:
        """``ticks`` is a steady clock in seconds."""
        self._database, self._shelf, self._meanings, self._may, self._ticks = database, shelf, meanings, may, ticks
        self._one = asyncio.Lock()
        self._under_way: dict[UUID, asyncio.Task[None]] = {}
        self._done: dict[UUID, list[tuple[str, str]]] = {}
        self._failed: dict[UUID, float] = {}

    def want(self, school: UUID) -> None:
        """Begin with a school's lessons, unless that is under way or failed a moment ago."""
        if school in self._under_way or self._ticks() - self._failed.get(school, -REST) < REST:
            return
        task = asyncio.get_running_loop().create_task(self._quietly(school))
        self._under_way[school] = task
        task.add_done_callback(lambda _: self._under_way.pop(school, None))

    async def once(self, school: UUID) -> int:
        """Embed what waits; how many sentences were new. Raises what the model and the database raise."""
        if not await self._may(school):
            return 0
        async with self._database.school(school) as conn:
            shelved = await store.view_shelf(conn)
            if self._done.get(school) == shelved:
                return 0
            courses = [each.course for each in await self._shelf.on_shelf(conn)]
        async with self._one:
            new = await self._meanings.fill(school, courses)
        self._done[school] = shelved
        return new

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.wait(set(self._under_way.values()))

    async def close(self) -> None:
        """Leave what is under way; the next question takes it up where it was left."""
        for task in list(self._under_way.values()):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _quietly(self, school: UUID) -> None:
        try:
            new = await self.once(school)
        except ChironError as fault:
            self._failed[school] = self._ticks()
            log.warning("lessons are not embedded just now: %s", fault.message)
        except Exception:
            self._failed[school] = self._ticks()
            log.exception("embedding lessons stumbled; it is tried again")
        else:
            log.info("%s sentences of lessons were embedded", new)
