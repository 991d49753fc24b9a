"""What is to be told to somebody outside this transaction: written with the facts, delivered afterwards, at least once.

A worker asks ``schools`` (in ``Database.anyone``), then per school claims, delivers, and finishes or fails each note.
A worker that dies leaves its notes to the next once their lease ends, so a receiver must bear hearing twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chiron.core.words import Json
from chiron.engine.records import outbox_store as store
from chiron.engine.records.database import Connection
from chiron.engine.records.ids import new_id

_LONGEST_WAIT = 3600.0
_FAULT_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Note:
    """Something to deliver. ``tries`` counts this one too."""

    id: UUID
    kind: str
    recipient: UUID | None
    payload: Mapping[str, Json]
    created: datetime
    tries: int


async def post(conn: Connection, kind: str, to: UUID | None, payload: Mapping[str, Json], after: float = 0.0) -> UUID:
    """Leave a note for delivery, ``after`` seconds at the earliest; it goes only if the transaction is kept.

    A payload about a person names them as ``subject``, so that erasure finds it.
    """
    note = new_id()
    await store.insert(conn, note, kind, to, dict(payload), after)
    return note


async def waits(conn: Connection, kind: str, payload: Mapping[str, Json]) -> bool:
    """Whether a note of this kind, with this in its payload, is still to be delivered."""
    return await store.view_waiting(conn, kind, dict(payload))


async def schools(conn: Connection) -> list[UUID]:
    """Schools in which notes are due."""
    return await store.view_schools(conn)


async def claim(conn: Connection, limit: int = 20, lease: float = 60.0) -> list[Note]:
    """Take up to ``limit`` due notes of this school for ``lease`` seconds, oldest first."""
    return [Note(**row) for row in await store.claim(conn, limit, lease)]


async def finish(conn: Connection, note: Note) -> None:
    """It was delivered."""
    await store.finish(conn, note.id)


async def fail(conn: Connection, note: Note, fault: str) -> None:
    """It was not delivered; it is tried again after 2, 4, 8 ... seconds, at most an hour."""
    await store.postpone(conn, note.id, fault[:_FAULT_LENGTH], min(2.0 ** min(note.tries, 20), _LONGEST_WAIT))


async def give_up(conn: Connection, note: Note, fault: str) -> None:
    """It cannot be delivered: it is not tried again, and the fault stays beside it."""
    await store.give_up(conn, note.id, fault[:_FAULT_LENGTH])


async def tidy(conn: Connection, before: datetime) -> int:
    """Forget what was delivered before this time; how many notes."""
    return await store.delete_done(conn, before)
