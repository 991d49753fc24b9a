"""Rows of sittings, limits and reset codes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, LiteralString
from uuid import UUID

from chiron.engine.people.store import PERSON_COLUMNS, SCHOOL_COLUMNS, done, row, rows
from chiron.engine.records.database import Connection

_SCHOOL: LiteralString = ", ".join(f"s.{name} AS school_{name}" for name in SCHOOL_COLUMNS.split(", "))


async def open_sitting(conn: Connection, hash: bytes, person: UUID, now: datetime, expires: datetime) -> None:
    """Record a new sitting by its token's hash."""
    query = "INSERT INTO sign_in (hash, person, created, seen, expires) VALUES (%s, %s, %s, %s, %s)"
    await done(conn, query, (hash, person, now, now, expires))


_CLASSES: LiteralString = (
    "CASE WHEN s.arranged > 0 THEN (SELECT coalesce(string_agg(m.class::text, ' ' ORDER BY m.class), '')"
    " FROM class_member m JOIN class c ON c.school = m.school AND c.id = m.class"
    " WHERE m.school = i.school AND m.person = i.person AND m.role = 'learner' AND c.archived IS NULL) END"
)
"""The open classes in which they learn; looked up only where a school arranged something for some class."""
_VERSION: LiteralString = f"concat(i.xmin, i.ctid, p.xmin, p.ctid, s.xmin, s.ctid, {_CLASSES})"
_LIVE: LiteralString = (
    " FROM sign_in i JOIN person p ON p.school = i.school AND p.id = i.person JOIN school s ON s.id = i.school"
    " WHERE i.hash = %s AND i.expires > %s AND p.closed IS NULL"
)
SITTING: LiteralString = (
    f"SELECT {PERSON_COLUMNS}, {_SCHOOL}, i.created AS began, i.seen, i.expires, {_CLASSES} AS classes,"
    f" {_VERSION} AS version{_LIVE}"
)
"""The live sitting with a hash at a time, its person and its school, in one row."""
STILL: LiteralString = f"SELECT {_VERSION} AS version{_LIVE}"
"""Only the ``version`` of that row, which is another once any of the three was written, or their classes changed."""
HOLDS: LiteralString = f"EXISTS (SELECT{_LIVE} AND {_VERSION} = %s)"
"""Whether that row is there and still has a version."""
SITTER: LiteralString = "(SELECT person FROM sign_in WHERE hash = %s)"
"""Whose sitting has a hash."""


async def see_sitting(conn: Connection, hash: bytes, now: datetime, expires: datetime) -> None:
    """Move a sitting's end."""
    await done(conn, "UPDATE sign_in SET seen = %s, expires = %s WHERE hash = %s", (now, expires, hash))


async def close_sitting(conn: Connection, hash: bytes) -> None:
    """End one sitting."""
    await done(conn, "DELETE FROM sign_in WHERE hash = %s", (hash,))


async def close_sittings(conn: Connection, person: UUID, besides: bytes | None = None) -> int:
    """End every sitting of a person, but for one if its hash is given; how many."""
    query = "DELETE FROM sign_in WHERE person = %s AND hash IS DISTINCT FROM %s"
    return await done(conn, query, (person, besides))


async def replace_sitting(conn: Connection, old: bytes, new: bytes) -> bool:
    """Give a sitting a new token; whether it was there."""
    return bool(await done(conn, "UPDATE sign_in SET hash = %s WHERE hash = %s", (new, old)))


async def view_sittings(conn: Connection, person: UUID, now: datetime) -> list[dict[str, Any]]:
    """When a person's live sittings began and were last seen, newest first."""
    query = "SELECT hash, created, seen FROM sign_in WHERE person = %s AND expires > %s ORDER BY seen DESC"
    return await rows(conn, query, (person, now))


async def count_try(conn: Connection, key: bytes, now: datetime, window: timedelta) -> tuple[int, datetime]:
    """Count one more try under a key; how many there are in this window, and when it ends."""
    query = (
        "INSERT INTO attempt_limit AS a (key, ends, count) VALUES (%(key)s, %(ends)s, 1) "
        "ON CONFLICT (school, key) DO UPDATE SET "
        "count = CASE WHEN a.ends <= %(now)s THEN 1 ELSE a.count + 1 END, "
        "ends = CASE WHEN a.ends <= %(now)s THEN excluded.ends ELSE a.ends END "
        "RETURNING count, ends"
    )
    found = await row(conn, query, {"key": key, "now": now, "ends": now + window})
    assert found is not None
    return found["count"], found["ends"]


async def forget_try(conn: Connection, key: bytes, all_of_them: bool) -> None:
    """Take a try that succeeded back from a key's count, or the whole count."""
    if all_of_them:
        await done(conn, "DELETE FROM attempt_limit WHERE key = %s", (key,))
    else:
        await done(conn, "UPDATE attempt_limit SET count = greatest(count - 1, 0) WHERE key = %s", (key,))


async def put_code(
    conn: Connection, person: UUID, hash: bytes, made_by: UUID | None, now: datetime, expires: datetime
) -> None:
    """Keep the hash of a new reset code; it takes the place of an older one."""
    query = (
        "INSERT INTO reset_code (person, hash, made_by, created, expires) VALUES (%s, %s, %s, %s, %s) "
        "ON CONFLICT (school, person) DO UPDATE SET hash = excluded.hash, made_by = excluded.made_by, "
        "created = excluded.created, expires = excluded.expires"
    )
    await done(conn, query, (person, hash, made_by, now, expires))


async def find_code(conn: Connection, person: UUID, now: datetime) -> bytes | None:
    """The hash of a person's live reset code."""
    found = await row(conn, "SELECT hash FROM reset_code WHERE person = %s AND expires > %s", (person, now))
    return bytes(found["hash"]) if found else None


async def use_code(conn: Connection, person: UUID, hash: bytes, now: datetime) -> bool:
    """Use a reset code up; whether it was still there to use."""
    query = "DELETE FROM reset_code WHERE person = %s AND hash = %s AND expires > %s"
    return bool(await done(conn, query, (person, hash, now)))


async def tidy(conn: Connection, now: datetime) -> None:
    """Delete what has expired."""
    await done(conn, "DELETE FROM sign_in WHERE expires <= %s", (now,))
    await done(conn, "DELETE FROM attempt_limit WHERE ends <= %s", (now,))
    await done(conn, "DELETE FROM reset_code WHERE expires <= %s", (now,))
