"""The support log as touches: rows read, and touches written in their places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from chiron.core.support.events import BROWSING, Touch, written
from chiron.core.support.kinds import Body
from chiron.core.words import Json
from chiron.desks.support import store
from chiron.engine.records.database import Connection

VERSION = 1
"""The version of every kind's body; what brings an older one up to it stands here when there is one."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A touch and whose log it goes into. ``actor`` is the agent who did it, None for anybody else."""

    subject: UUID
    touch: Touch
    customer: UUID | None = None
    visitor: UUID | None = None
    actor: UUID | None = None


def as_touch(row: Mapping[str, Any]) -> Touch:
    """A row as a touch: customers and visitors by Chiron's ids."""
    return msgspec.convert(
        {
            "key": row["key"],
            "at": row["at"],
            "body": row["body"],
            "channel": row["channel"],
            "customer": None if row["customer"] is None else str(row["customer"]),
            "visitor": None if row["visitor"] is None else str(row["visitor"]),
        },
        Touch,
    )


async def read(conn: Connection, subject: UUID, kinds: Collection[str] | None = None) -> list[Touch]:
    """A customer's or visitor's own log."""
    return [as_touch(row) for row in await store.view_events(conn, [subject], kinds)]


async def read_shop(
    conn: Connection, since: datetime, kinds: Collection[str] = BROWSING, limit: int = 100_000
) -> list[Touch]:
    """The shop's latest touches of these kinds, oldest first: for what is learnt from many."""
    return [as_touch(row) for row in await store.view_shop_events(conn, kinds, since, limit)]


async def write(conn: Connection, placed: Sequence[Placed], received: datetime, new_id: Callable[[], UUID]) -> None:
    """Append touches behind the ends of their logs, which the caller holds."""
    ends = await store.view_ends(conn, {one.subject for one in placed})
    rows = []
    for one in placed:
        ends[one.subject] += 1
        rows.append(_row(one, ends[one.subject], new_id(), received))
    if rows:
        await store.append(conn, rows)


def body_of(body: Body) -> Mapping[str, Json]:
    """A body as it is kept."""
    return written(body)


def _row(one: Placed, seq: int, id: UUID, received: datetime) -> dict[str, Json]:
    return {
        "subject": one.subject,
        "seq": seq,
        "id": id,
        "kind": one.touch.kind,
        "version": VERSION,
        "key": one.touch.key,
        "channel": one.touch.channel,
        "at": one.touch.at,
        "received": received,
        "customer": one.customer,
        "visitor": one.visitor,
        "actor": one.actor,
        "body": body_of(one.touch.body),
    }
