"""Rows of cases: for the agents' list. What is in them is told by the log, and they can be made again from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, LiteralString
from uuid import UUID

from chiron.engine.records.database import Connection

_CASE: LiteralString = (
    "id, reference, customer, visitor, channel, state, served_by, agent, intent, opened, changed, waiting, closed"
)


async def hold_cases(conn: Connection, references: Collection[str]) -> dict[str, dict[str, Any]]:
    """Cases by reference; nobody else changes them until the transaction ends."""
    found = await conn.execute(
        f"SELECT {_CASE} FROM support_case WHERE reference = ANY (%s) ORDER BY id FOR UPDATE", [list(references)]
    )
    return {row["reference"]: dict(row) for row in await found.fetchall()}


async def keep_case(conn: Connection, case: Mapping[str, Any]) -> None:
    """Put a case as it is now in the place of what was there."""
    await conn.execute(
        f"INSERT INTO support_case ({_CASE}) VALUES (%(id)s, %(reference)s, %(customer)s, %(visitor)s, %(channel)s,"
        " %(state)s, %(served_by)s, %(agent)s, %(intent)s, %(opened)s, %(changed)s, %(waiting)s, %(closed)s)"
        " ON CONFLICT (school, reference) DO UPDATE SET customer = excluded.customer, visitor = excluded.visitor,"
        " state = excluded.state, served_by = excluded.served_by, agent = excluded.agent, intent = excluded.intent,"
        " opened = excluded.opened, changed = excluded.changed, waiting = excluded.waiting, closed = excluded.closed",
        case,
    )


async def view_case(conn: Connection, reference: str) -> dict[str, Any] | None:
    """A case by its reference."""
    found = await conn.execute(f"SELECT {_CASE} FROM support_case WHERE reference = %s", [reference])
    row = await found.fetchone()
    return None if row is None else dict(row)


async def view_open_cases(conn: Connection, limit: int) -> list[dict[str, Any]]:
    """Cases that are not done, who waits longest first."""
    found = await conn.execute(
        f"SELECT {_CASE} FROM support_case WHERE state = 'open' ORDER BY waiting NULLS LAST, changed, id LIMIT %s",
        [limit],
    )
    return [dict(row) for row in await found.fetchall()]


async def view_cases_of(conn: Connection, customer: UUID) -> list[dict[str, Any]]:
    """A customer's cases, the latest first."""
    found = await conn.execute(
        f"SELECT {_CASE} FROM support_case WHERE customer = %s ORDER BY changed DESC, id", [customer]
    )
    return [dict(row) for row in await found.fetchall()]


async def view_case_events(conn: Connection, reference: str) -> list[dict[str, Any]]:
    """The events of a case, by time."""
    found = await conn.execute(
        "SELECT subject, seq, id, kind, version, key, channel, at, received, customer, visitor, actor, body"
        " FROM support_event WHERE body ->> 'case' = %s AND body ? 'case' ORDER BY at, key",
        [reference],
    )
    return [dict(row) for row in await found.fetchall()]


async def assign(conn: Connection, reference: str, agent: UUID | None) -> int:
    """Give a case to an agent, or to nobody; how many cases that were."""
    done = await conn.execute(
        "UPDATE support_case SET agent = %s WHERE reference = %s AND state = 'open'", [agent, reference]
    )
    return done.rowcount
