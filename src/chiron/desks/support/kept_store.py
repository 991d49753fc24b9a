"""Rows of snapshots, of how long things are kept, and what goes when their time is over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from chiron.desks.support.store import row, rows
from chiron.engine.records.database import Connection


async def view_snapshot(conn: Connection, subject: UUID, fold: str) -> dict[str, Any] | None:
    """A snapshot: marks and the state's JSON text."""
    return await row(
        conn,
        "SELECT marks, state::text AS state FROM support_snapshot WHERE subject = %s AND fold = %s",
        [subject, fold],
    )


async def keep_snapshot(conn: Connection, subject: UUID, fold: str, marks: Mapping[str, int], state: bytes) -> None:
    """Put a snapshot in the place of the earlier one."""
    await conn.execute(
        "INSERT INTO support_snapshot (subject, fold, marks, state) VALUES (%s, %s, %s, %s::jsonb)"
        " ON CONFLICT (school, subject, fold) DO UPDATE SET marks = excluded.marks, state = excluded.state",
        [subject, fold, Jsonb(dict(marks)), state.decode()],
    )


async def drop_snapshots(conn: Connection, subject: UUID | None = None) -> int:
    """Forget a subject's snapshots, or the school's; how many there were."""
    done = await conn.execute(
        "DELETE FROM support_snapshot WHERE %s::uuid IS NULL OR subject = %s::uuid", [subject, subject]
    )
    return done.rowcount


async def forget_fact(conn: Connection, subject: UUID, fact: str) -> int:
    """Empty the words of a fact's events; of how many."""
    found = await row(conn, "SELECT forget_support_fact(%s, %s) AS gone", [subject, fact])
    return int(found["gone"]) if found else 0


async def forget_events(conn: Connection, kinds: Collection[str], before: datetime) -> int:
    """Delete events of these kinds that are older; how many."""
    found = await row(conn, "SELECT forget_support_events(%s, %s) AS gone", [list(kinds), before])
    return int(found["gone"]) if found else 0


async def forget_visitors(conn: Connection, before: datetime) -> int:
    """Delete visitors who were not seen since, unless a case of theirs is open; how many."""
    done = await conn.execute(
        "DELETE FROM visitor v WHERE v.seen < %s AND NOT EXISTS"
        " (SELECT FROM support_case c WHERE c.visitor = v.id AND c.state = 'open')",
        [before],
    )
    return done.rowcount


async def forget_tombstones(conn: Connection, before: datetime) -> int:
    """Forget who was erased before; how many."""
    return (await conn.execute("DELETE FROM support_erased WHERE at < %s", [before])).rowcount


async def view_terms(conn: Connection) -> dict[str, Any] | None:
    """How many days things are kept, where the school said so."""
    return await row(conn, "SELECT browsing_days, visitor_days, case_days FROM support_terms")


async def keep_terms(conn: Connection, browsing: int, visitors: int, cases: int) -> None:
    """Set how many days things are kept."""
    await conn.execute(
        "INSERT INTO support_terms (browsing_days, visitor_days, case_days) VALUES (%s, %s, %s)"
        " ON CONFLICT (school) DO UPDATE SET browsing_days = excluded.browsing_days,"
        " visitor_days = excluded.visitor_days, case_days = excluded.case_days",
        [browsing, visitors, cases],
    )


async def view_schools(conn: Connection) -> list[UUID]:
    """Schools that hold customers or visitors; needs no school to be set."""
    return [found["school"] for found in await rows(conn, "SELECT support_schools() AS school")]
