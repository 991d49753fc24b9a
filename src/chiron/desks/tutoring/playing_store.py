"""What was kept of packages, asked without loading what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chiron.core.learning.packages import KINDS, REPORTED
from chiron.engine.records.database import Connection

_OF_LAUNCH = "FROM event WHERE subject = %s AND kind = %s AND seq > %s AND starts_with(key, %s)"
"""The key of a report names its launch and its number, so that no body is unpacked."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How many reports of a launch are kept, and the number of the last one."""

    reports: int
    number: int


async def view_heard(conn: Connection, person: UUID, after: int, launch: UUID) -> Heard:
    """What is kept of a launch that was recorded as number ``after`` of the log."""
    query = f"SELECT count(*) AS n, coalesce(max(split_part(key, '/', 3)::integer), 0) AS last {_OF_LAUNCH}"
    found = await conn.execute(query, [person, REPORTED, after, f"package/{launch}/"])
    row = await found.fetchone()
    return Heard(0, 0) if row is None else Heard(int(row["n"]), int(row["last"]))


async def find_state(conn: Connection, person: UUID, after: int, launch: UUID) -> str | None:
    """The newest state of a launch; None where it told none."""
    query = f"SELECT body ->> 'state' AS state {_OF_LAUNCH} AND body ->> 'state' IS NOT NULL ORDER BY seq DESC LIMIT 1"
    found = await conn.execute(query, [person, REPORTED, after, f"package/{launch}/"])
    row = await found.fetchone()
    return None if row is None else str(row["state"])


async def view_kept(conn: Connection, person: UUID, course: str, since: datetime) -> tuple[int, int]:
    """How many events of packages in a course were kept since then, and their bytes."""
    found = await conn.execute(
        "SELECT count(*) AS n, coalesce(sum(octet_length(body::text)), 0) AS bytes FROM event"
        " WHERE subject = %s AND kind = ANY (%s) AND server_time > %s AND course = %s",
        [person, list(KINDS), since, course],
    )
    row = await found.fetchone()
    return (0, 0) if row is None else (int(row["n"]), int(row["bytes"]))
