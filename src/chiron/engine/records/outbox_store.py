"""Statements of the outbox."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from chiron.core.words import Json
from chiron.engine.records.database import Connection


async def insert(
    conn: Connection, note: UUID, kind: str, recipient: UUID | None, payload: Json, after: float = 0.0
) -> None:
    """Add a note that is due ``after`` seconds."""
    await conn.execute(
        "INSERT INTO outbox (id, kind, recipient, payload, due)"
        " VALUES (%s, %s, %s, %s, now() + make_interval(secs => %s))",
        [note, kind, recipient, Jsonb(payload), after],
    )


async def view_waiting(conn: Connection, kind: str, payload: Json) -> bool:
    """Whether a note of this kind, with this in its payload, is still to be delivered."""
    found = await conn.execute(
        "SELECT 1 FROM outbox WHERE kind = %s AND done IS NULL AND payload @> %s LIMIT 1", [kind, Jsonb(payload)]
    )
    return await found.fetchone() is not None


async def view_schools(conn: Connection) -> list[UUID]:
    """Schools in which something is due; needs no school to be set."""
    found = await conn.execute("SELECT outbox_schools() AS school")
    return [row["school"] for row in await found.fetchall()]


async def claim(conn: Connection, limit: int, lease: float) -> list[DictRow]:
    """Take notes that are due and that nobody else is taking; they are due again after the lease."""
    found = await conn.execute(
        "UPDATE outbox SET tries = tries + 1, due = now() + make_interval(secs => %s)"
        " WHERE id IN (SELECT id FROM outbox WHERE done IS NULL AND due <= now() ORDER BY due, id LIMIT %s"
        " FOR UPDATE SKIP LOCKED) RETURNING id, kind, recipient, payload, created, tries",
        [lease, limit],
    )
    return sorted(await found.fetchall(), key=lambda row: row["id"])


async def finish(conn: Connection, note: UUID) -> None:
    """It was delivered."""
    await conn.execute("UPDATE outbox SET done = now(), fault = NULL WHERE id = %s", [note])


async def postpone(conn: Connection, note: UUID, fault: str, wait: float) -> None:
    """It was not delivered: say why, and when to try again."""
    await conn.execute(
        "UPDATE outbox SET fault = %s, due = now() + make_interval(secs => %s) WHERE id = %s AND done IS NULL",
        [fault, wait, note],
    )


async def give_up(conn: Connection, note: UUID, fault: str) -> None:
    """It is done with, undelivered."""
    await conn.execute("UPDATE outbox SET done = now(), fault = %s WHERE id = %s", [fault, note])


async def delete_done(conn: Connection, before: datetime) -> int:
    """Forget what was delivered before this time."""
    return (await conn.execute("DELETE FROM outbox WHERE done < %s", [before])).rowcount
