"""Watches over the database while Chiron serves: says when it does not answer, and starts a dead embedded server again.

A connection of its own asks the shortest question every other second. While there is no answer ``Database.away`` is
set, so that pages say at once that the database is gone instead of waiting for it, and they recover by themselves.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

import psycopg

from chiron.core.errors import ChironError
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database

log = logging.getLogger("chiron.records")

EVERY = 2.0
"""Seconds between two questions while all is well."""
SOON = 0.25
"""The same while there is no answer."""
PATIENCE = 2.0
"""Seconds without an answer after which the database counts as away."""
LOOKS = 8
"""So often in that time it looks for the answer: a pause of this process itself costs one look, not all of them."""


class Watch:
    """One process's watch. ``run`` is a task for as long as the process serves."""

    def __init__(
        self, endpoint: Endpoint, database: Database, every: float = EVERY, patience: float = PATIENCE
    ) -> None:
        """Watch the endpoint's server for this database."""
        self._endpoint, self._database = endpoint, database
        self._every, self._patience = every, patience
        self._conn: psycopg.AsyncConnection[tuple[object, ...]] | None = None
        self._question: asyncio.Task[bool] | None = None

    async def run(self) -> None:
        """Watch until cancelled."""
        try:
            while True:
                try:
                    await self.look()
                except Exception:
                    # Whatever it is (a full disk, a missing folder): who watches must not stop watching.
                    log.exception("looking after the database failed")
                await asyncio.sleep(SOON if self._database.away else self._every)
        finally:
            await self._leave()

    async def look(self) -> None:
        """Ask once; revive an embedded server that died."""
        answers = await self._answers()
        if self._database.away == answers:
            log.warning("the database answers again" if answers else "the database does not answer")
        self._database.away = not answers
        if not answers:
            await self._revive()

    async def _answers(self) -> bool:
        """Whether an answer comes in time. A question that waits is kept: a stopped server may yet answer it."""
        if self._question is None:
            self._question = asyncio.create_task(self._ask())
        for _ in range(LOOKS):
            done, _ = await asyncio.wait({self._question}, timeout=self._patience / LOOKS)
            if done:
                answers, self._question = self._question.result(), None
                return answers
        return False

    async def _ask(self) -> bool:
        try:
            if self._conn is None or self._conn.closed:
                url = self._endpoint.app_url
                self._conn = await psycopg.AsyncConnection.connect(url, autocommit=True, connect_timeout=5)
            await self._conn.execute("")
        except psycopg.Error:
            await self._close()
            return False
        return True

    async def _revive(self) -> None:
        server = self._endpoint.server
        if server is None:
            return
        try:
            if await asyncio.to_thread(server.revive):
                log.warning("the embedded PostgreSQL had died and was started again")
        except ChironError as error:
            log.error("the embedded PostgreSQL does not start again: %s", error.message)
            await asyncio.sleep(self._every)

    async def _leave(self) -> None:
        if self._question is not None:
            self._question.cancel()
            with suppress(asyncio.CancelledError, psycopg.Error):
                await asyncio.wait({self._question}, timeout=1)
        await self._close()

    async def _close(self) -> None:
        if self._conn is not None:
            with suppress(psycopg.Error):
                await self._conn.close()
            self._conn = None
