"""Rows of personal tokens; of each only its hash is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from chiron.engine.people.store import PERSON_COLUMNS, done, row, rows
from chiron.engine.records.database import Connection


async def add(
    conn: Connection,
    id: UUID,
    person: UUID,
    hash: bytes,
    name: str,
    scopes: Sequence[str],
    now: datetime,
    expires: datetime,
) -> None:
    """Keep a new token."""
    query = (
        "INSERT INTO personal_token (id, person, hash, name, scopes, created, expires) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s)"
    )
    await done(conn, query, (id, person, hash, name, list(scopes), now, expires))


async def find(conn: Connection, hash: bytes) -> dict[str, Any] | None:
    """The token with a hash, with its person; None where there is none or the account is closed."""
    query = (
        f"SELECT {PERSON_COLUMNS}, t.id AS token, t.name AS token_name, t.scopes, t.expires, t.used, t.revoked"
        " FROM personal_token t JOIN person p ON p.school = t.school AND p.id = t.person"
        " WHERE t.hash = %s AND p.closed IS NULL"
    )
    return await row(conn, query, (hash,))


async def of_person(conn: Connection, person: UUID) -> list[dict[str, Any]]:
    """A person's tokens, the newest first."""
    query = (
        "SELECT id, name, scopes, created, expires, used, revoked FROM personal_token WHERE person = %s "
        "ORDER BY created DESC, id DESC"
    )
    return await rows(conn, query, (person,))


async def count_live(conn: Connection, person: UUID, now: datetime) -> int:
    """How many of a person's tokens still open something."""
    query = "SELECT count(*) AS n FROM personal_token WHERE person = %s AND revoked IS NULL AND expires > %s"
    found = await row(conn, query, (person, now))
    return int(found["n"]) if found else 0


async def see(conn: Connection, id: UUID, now: datetime) -> None:
    """Note that a token was used."""
    await done(conn, "UPDATE personal_token SET used = %s WHERE id = %s", (now, id))


async def revoke(conn: Connection, person: UUID, id: UUID, now: datetime) -> bool:
    """Take a person's token back; whether it was there and not taken back yet."""
    query = "UPDATE personal_token SET revoked = %s WHERE id = %s AND person = %s AND revoked IS NULL"
    return bool(await done(conn, query, (now, id, person)))
