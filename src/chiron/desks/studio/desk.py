"""The studio's desk: what it is given, and the one way in which staff write into a learner's log."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chiron.core.errors import Conflict
from chiron.core.events import Draft
from chiron.engine.folds import Folds
from chiron.engine.records import log
from chiron.engine.records.database import Connection, Database

TRIES = 5
"""How often a write is tried again when the learner, or a colleague, was first."""


@dataclass(frozen=True, slots=True)
class StudioDesk:
    """The desk's rooms. ``clock`` and ``new_id`` come from the main floor."""

    database: Database
    folds: Folds
    clock: Callable[[], datetime]
    new_id: Callable[[], UUID]

    async def write(
        self, school: UUID, learner: UUID, drafts: Callable[[Connection], Awaitable[Sequence[Draft]]]
    ) -> bool:
        """Append what ``drafts`` makes to a learner's log; it is asked again when the log moved meanwhile.

        It runs in the transaction that writes, so what it sees still holds when its drafts are kept. False when the
        same key was recorded before. Raises Conflict when the log does not come to rest.
        """
        for _ in range(TRIES):
            try:
                async with self.database.school(school) as conn:
                    last = await log.last_seq(conn, learner)
                    made = await drafts(conn)
                    if made:
                        await log.append(conn, learner, last, made)
            except log.AlreadyRecorded:
                return False
            except log.Moved:
                continue
            return True
        raise Conflict("The learner is working at this moment. Wait a little and try again.")
