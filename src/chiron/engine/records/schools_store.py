"""Lists the schools for those who run the machine; the app's own login cannot."""

from __future__ import annotations

from uuid import UUID

import psycopg

from chiron.core.errors import Unavailable
from chiron.engine.records import backup_store


async def view_schools(owner_url: str) -> list[tuple[UUID, str]]:
    """Every school's id and short name, by short name. Raises Unavailable."""
    try:
        async with await psycopg.AsyncConnection.connect(owner_url) as conn:
            await backup_store.see_everything(conn)
            rows = await (await conn.execute("SELECT id, slug FROM school ORDER BY slug")).fetchall()
    except psycopg.OperationalError as fault:
        raise Unavailable(f"PostgreSQL does not answer: {fault}") from fault
    return [(id, slug) for id, slug in rows]
