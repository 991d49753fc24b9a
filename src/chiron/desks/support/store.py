"""Rows of customers, visitors, their log, what is folded from it, and cases. Row-level security adds the school."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from msgspec.json import encode

from chiron.core.words import Json
from chiron.engine.records.database import Connection

Row = Mapping[str, Any]

_EVENT: LiteralString = "subject, seq, id, kind, version, key, channel, at, received, customer, visitor, actor, body"
_TYPED: LiteralString = (
    "subject uuid, seq bigint, id uuid, kind text, version smallint, key text, channel text, at timestamptz,"
    " received timestamptz, customer uuid, visitor uuid, actor uuid, body jsonb"
)


async def rows(conn: Connection, query: LiteralString, values: Sequence[object] = ()) -> list[dict[str, Any]]:
    """The rows of a statement of this room."""
    return [dict(row) for row in await (await conn.execute(query, values)).fetchall()]


async def row(conn: Connection, query: LiteralString, values: Sequence[object] | Row = ()) -> dict[str, Any] | None:
    """The first row of a statement of this room."""
    found = await (await conn.execute(query, values)).fetchone()
    return None if found is None else dict(found)


async def add_customers(conn: Connection, made: Sequence[Mapping[str, Any]]) -> None:
    """Add customers (id, reference, made) whose reference nobody has; two at once make one."""
    await conn.execute(
        "INSERT INTO customer (id, reference, made) SELECT id, reference, made FROM"
        " jsonb_to_recordset(%s::jsonb) AS new (id uuid, reference text, made timestamptz)"
        " ORDER BY reference ON CONFLICT (school, reference) DO NOTHING",
        [encode(list(made)).decode()],
    )


async def add_visitors(conn: Connection, made: Sequence[Mapping[str, Any]]) -> None:
    """Add visitors (id, reference, made) whose reference nobody has."""
    await conn.execute(
        "INSERT INTO visitor (id, reference, made, seen) SELECT id, reference, made, made FROM"
        " jsonb_to_recordset(%s::jsonb) AS new (id uuid, reference text, made timestamptz)"
        " ORDER BY reference ON CONFLICT (school, reference) DO NOTHING",
        [encode(list(made)).decode()],
    )


async def hold_customers(conn: Connection, references: Collection[str]) -> dict[str, UUID]:
    """The ids of customers by reference; nobody else writes to their logs until the transaction ends."""
    found = await rows(
        conn,
        "SELECT id, reference FROM customer WHERE reference = ANY (%s) ORDER BY id FOR UPDATE",
        [list(references)],
    )
    return {row["reference"]: row["id"] for row in found}


async def hold_visitors(conn: Connection, references: Collection[str], now: datetime) -> dict[str, UUID]:
    """The ids of visitors by reference, noted as seen; nobody else writes to their logs until the transaction ends."""
    found = await rows(
        conn,
        "SELECT id, reference FROM visitor WHERE reference = ANY (%s) ORDER BY id FOR UPDATE",
        [list(references)],
    )
    await conn.execute(
        "UPDATE visitor SET seen = greatest(seen, %s) WHERE id = ANY (%s)", [now, [row["id"] for row in found]]
    )
    return {row["reference"]: row["id"] for row in found}


async def erased_since(conn: Connection, references: Collection[str]) -> dict[str, datetime]:
    """Which of the shop's names belonged to somebody who was erased, and when."""
    found = await rows(
        conn,
        "SELECT one.reference, e.at FROM unnest(%s::text[]) AS one (reference)"
        " JOIN support_erased e ON e.digest = support_digest(current_setting('app.school')::uuid, one.reference)",
        [list(references)],
    )
    return {row["reference"]: row["at"] for row in found}


async def count_new_visitors(conn: Connection, since: datetime) -> int:
    """How many visitors were first seen since then."""
    found = await row(conn, "SELECT count(*) AS n FROM visitor WHERE made > %s", [since])
    return int(found["n"]) if found else 0


async def count_received(conn: Connection, subject: UUID, since: datetime) -> int:
    """How many events of a log came since then."""
    found = await row(
        conn, "SELECT count(*) AS n FROM support_event WHERE subject = %s AND received > %s", [subject, since]
    )
    return int(found["n"]) if found else 0


async def view_ends(conn: Connection, subjects: Collection[UUID]) -> dict[UUID, int]:
    """The number of the last event of each log, 0 where there is none."""
    found = await rows(
        conn,
        "SELECT one.subject, coalesce((SELECT max(seq) FROM support_event e WHERE e.subject = one.subject), 0) AS last"
        " FROM unnest(%s::uuid[]) AS one (subject)",
        [list(subjects)],
    )
    return {row["subject"]: int(row["last"]) for row in found}


async def view_keys(conn: Connection, subjects: Collection[UUID], keys: Collection[str]) -> set[tuple[UUID, str]]:
    """Which of these keys are in which of these logs."""
    found = await rows(
        conn,
        "SELECT subject, key FROM support_event WHERE subject = ANY (%s) AND key = ANY (%s)",
        [list(subjects), list(keys)],
    )
    return {(row["subject"], row["key"]) for row in found}


async def append(conn: Connection, rows: Sequence[Mapping[str, Json]]) -> None:
    """Write events in their places."""
    await conn.execute(
        f"INSERT INTO support_event ({_EVENT}) SELECT {_EVENT} FROM jsonb_to_recordset(%s::jsonb) AS new ({_TYPED})",
        [encode(list(rows)).decode()],
    )


async def view_events(
    conn: Connection, subjects: Collection[UUID], kinds: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """The events of some logs, each in order; of these kinds."""
    return await rows(
        conn,
        f"SELECT {_EVENT} FROM support_event WHERE subject = ANY (%s) AND (%s::text[] IS NULL OR kind = ANY (%s))"
        " ORDER BY subject, seq",
        [list(subjects), None if kinds is None else list(kinds), None if kinds is None else list(kinds)],
    )


async def view_shop_events(
    conn: Connection, kinds: Collection[str], since: datetime, limit: int
) -> list[dict[str, Any]]:
    """The shop's latest events of these kinds, whoever's they are, oldest first."""
    return await rows(
        conn,
        f"SELECT * FROM (SELECT {_EVENT} FROM support_event WHERE kind = ANY (%s) AND at >= %s"
        " ORDER BY at DESC, subject, seq DESC LIMIT %s) AS latest ORDER BY at, subject, seq",
        [list(kinds), since, limit],
    )


async def view_devices(conn: Connection, customer: UUID) -> list[dict[str, Any]]:
    """The visitors on whose devices a customer ever signed in or out: id, shared."""
    return await rows(
        conn,
        "SELECT v.id, v.shared FROM visitor v WHERE v.id IN"
        " (SELECT e.subject FROM support_event e WHERE e.customer = %s) ORDER BY v.id",
        [customer],
    )


async def view_customer(conn: Connection, id: UUID) -> dict[str, Any] | None:
    """A customer's row."""
    return await row(conn, "SELECT id, reference, person, name, mail, language, made FROM customer WHERE id = %s", [id])


async def find_customer(conn: Connection, reference: str) -> UUID | None:
    """A customer's id by the shop's name for them."""
    found = await row(conn, "SELECT id FROM customer WHERE reference = %s", [reference])
    return found["id"] if found else None


async def find_visitor(conn: Connection, reference: str) -> UUID | None:
    """A visitor's id by what their browser keeps."""
    found = await row(conn, "SELECT id FROM visitor WHERE reference = %s", [reference])
    return found["id"] if found else None


async def list_customers(conn: Connection, after: str, limit: int) -> list[dict[str, Any]]:
    """Customers by their references behind ``after``."""
    return await rows(
        conn,
        "SELECT id, reference, person, name, mail, language, made FROM customer WHERE reference > %s"
        " ORDER BY reference LIMIT %s",
        [after, limit],
    )


async def change_customer(conn: Connection, id: UUID, values: Mapping[str, str]) -> None:
    """Set a customer's name, mail and language."""
    await conn.execute(
        "UPDATE customer SET name = coalesce(%s, name), mail = coalesce(%s, mail), language = coalesce(%s, language)"
        " WHERE id = %s",
        [values.get("name"), values.get("mail"), values.get("language"), id],
    )


async def link_person(conn: Connection, id: UUID, person: UUID | None) -> None:
    """Set the account with which a customer signs in here."""
    await conn.execute("UPDATE customer SET person = %s WHERE id = %s", [person, id])


async def customer_of_person(conn: Connection, person: UUID) -> UUID | None:
    """The customer who signs in with an account."""
    found = await row(conn, "SELECT id FROM customer WHERE person = %s", [person])
    return found["id"] if found else None


async def delete_customer(conn: Connection, id: UUID) -> int:
    """Delete a customer with everything; the database takes their log along."""
    return (await conn.execute("DELETE FROM customer WHERE id = %s", [id])).rowcount


async def count_of_customer(conn: Connection, id: UUID) -> dict[str, int]:
    """How many rows of each table would go with a customer."""
    found = await row(
        conn,
        "SELECT (SELECT count(*) FROM customer WHERE id = %(id)s) AS customer,"
        " (SELECT count(*) FROM support_case WHERE customer = %(id)s) AS support_case,"
        " (SELECT count(*) FROM support_event WHERE subject = %(id)s OR subject IN"
        " (SELECT subject FROM support_event WHERE customer = %(id)s)) AS support_event,"
        " (SELECT count(*) FROM support_snapshot WHERE subject = %(id)s) AS support_snapshot",
        {"id": id},
    )
    return {table: int(number) for table, number in (found or {}).items()}


async def which_are_customers(conn: Connection, ids: Collection[UUID]) -> set[UUID]:
    """Which of these are customers, and not visitors."""
    return {row["id"] for row in await rows(conn, "SELECT id FROM customer WHERE id = ANY (%s)", [list(ids)])}


async def view_visitors(conn: Connection, ids: Collection[UUID]) -> list[dict[str, Any]]:
    """Visitors' rows: id, reference, shared, made, seen."""
    return await rows(
        conn, "SELECT id, reference, shared, made, seen FROM visitor WHERE id = ANY (%s) ORDER BY id", [list(ids)]
    )


async def lock_customer(conn: Connection, id: UUID) -> bool:
    """Let nobody else write to a customer's log until the transaction ends; False where there is no such customer."""
    return await row(conn, "SELECT id FROM customer WHERE id = %s FOR UPDATE", [id]) is not None
