"""Who read whose conversation: noted when a page with it is made, and shown to the learner and to the operator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chiron.desks.insight import store
from chiron.desks.insight.store import Read
from chiron.engine.records.database import Connection
from chiron.engine.records.ids import new_id

SHOWN = 20
"""So many of the latest readings stand on a page; the person's export has every one."""


@dataclass(frozen=True, slots=True)
class Readings:
    """The latest readings of a learner's conversation, the newest first, and how many there were in all."""

    latest: Sequence[Read]
    times: int

    @property
    def more(self) -> int:
        """How many are not among the latest."""
        return self.times - len(self.latest)


async def note(conn: Connection, learner: UUID, reader: UUID, course: str, now: datetime) -> None:
    """Record that ``reader`` opened a learner's conversation. The caller has asked the door."""
    if learner != reader:
        await store.add_read(conn, new_id(), learner, reader, course, now)


async def readings(conn: Connection, learner: UUID) -> Readings:
    """Who read a learner's conversation. The caller has asked the door."""
    return Readings(await store.view_reads(conn, learner, SHOWN), await store.count_reads(conn, learner))
