"""Statements of erasure."""

from __future__ import annotations

from uuid import UUID

from psycopg.rows import DictRow

from chiron.engine.records.database import Connection


async def erase(conn: Connection, subject: UUID) -> DictRow:
    """Delete a subject's events, snapshots and notes, and enter it in the ledger; how many of each."""
    found = await conn.execute("SELECT events, snapshots, outbox FROM erase_records(%s)", [subject])
    return await found.fetchone() or {}


async def view_ledger(conn: Connection) -> list[UUID]:
    """Who was erased in this school."""
    found = await conn.execute("SELECT subject FROM erasure ORDER BY at, subject")
    return [row["subject"] for row in await found.fetchall()]
