"""The demo shop's tables, in a schema of its own, and every statement about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import DictRow

from chiron.core.support.actions.orders import Line, Order

Connection = psycopg.AsyncConnection[DictRow]

TABLES = """
CREATE SCHEMA IF NOT EXISTS demo_shop;
CREATE TABLE IF NOT EXISTS demo_shop.orders (
    number text PRIMARY KEY,
    customer text NOT NULL,
    email text NOT NULL,
    status text NOT NULL CHECK (status IN ('placed', 'paid', 'packed', 'dispatched', 'delivered', 'cancelled',
                                           'returning', 'returned')),
    placed timestamptz NOT NULL,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    total bigint NOT NULL CHECK (total >= 0),
    address text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND total),
    delivered timestamptz,
    carrier text,
    tracking text,
    expected timestamptz
);
CREATE INDEX IF NOT EXISTS orders_of_customer ON demo_shop.orders (customer, placed DESC, number DESC);
CREATE TABLE IF NOT EXISTS demo_shop.lines (
    number text NOT NULL REFERENCES demo_shop.orders ON DELETE CASCADE,
    id text NOT NULL,
    place integer NOT NULL,
    product text NOT NULL,
    title text NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    price bigint NOT NULL CHECK (price >= 0),
    variant text,
    coming_back integer NOT NULL DEFAULT 0 CHECK (coming_back BETWEEN 0 AND quantity),
    settled integer NOT NULL DEFAULT 0 CHECK (settled BETWEEN 0 AND coming_back),
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND price * quantity),
    PRIMARY KEY (number, id)
);
CREATE TABLE IF NOT EXISTS demo_shop.done (
    key text PRIMARY KEY,
    number text NOT NULL REFERENCES demo_shop.orders ON DELETE CASCADE,
    customer text NOT NULL,
    action text NOT NULL,
    at timestamptz NOT NULL,
    digest text NOT NULL,
    answer text NOT NULL
);
CREATE INDEX IF NOT EXISTS done_for_customer ON demo_shop.done (customer, action, at);
"""
"""The checks hold what must never be, whatever the code above says: more paid back than was paid."""

_ORDER = """number, customer, email, status, placed, currency, total, address, version, refunded, delivered, carrier,
    tracking, expected"""


async def make_tables(conn: Connection) -> None:
    """Make what is not there yet."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('demo_shop', 0))")
    for statement in TABLES.split(";\n"):
        if statement.strip():
            await conn.execute(statement.encode())


async def find_order(conn: Connection, number: str, lock: bool = False) -> Order | None:
    """An order with its lines; with ``lock`` nobody else changes it until the transaction ends."""
    held = " FOR UPDATE" if lock else ""
    found = await conn.execute(f"SELECT {_ORDER} FROM demo_shop.orders WHERE number = %s{held}".encode(), [number])
    rows = await found.fetchall()
    return (await _with_lines(conn, rows))[0] if rows else None


async def find_recent(conn: Connection, customer: str, most: int) -> list[Order]:
    """A customer's latest orders, newest first."""
    found = await conn.execute(
        f"SELECT {_ORDER} FROM demo_shop.orders WHERE customer = %s"
        " ORDER BY placed DESC, number DESC LIMIT %s".encode(),
        [customer, most],
    )
    return await _with_lines(conn, await found.fetchall())


async def _with_lines(conn: Connection, rows: Sequence[dict[str, Any]]) -> list[Order]:
    found = await conn.execute(
        'SELECT number, id, product, title, quantity, price, variant, coming_back AS "returning", settled,'
        " refunded FROM demo_shop.lines WHERE number = ANY(%s) ORDER BY place, id",
        [[row["number"] for row in rows]],
    )
    lines: dict[str, list[Line]] = {}
    for row in await found.fetchall():
        lines.setdefault(row.pop("number"), []).append(Line(**row))
    return [Order(**row, lines=tuple(lines.get(row["number"], ()))) for row in rows]


async def lock_customer(conn: Connection, customer: str) -> None:
    """Let nobody else do anything for this customer until the transaction ends: bounds count all their orders."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [f"demo_shop {customer}"])


async def record_order(conn: Connection, order: Order) -> None:
    """Keep a new order. Raises psycopg's UniqueViolation where its number is taken."""
    await conn.execute(
        f"INSERT INTO demo_shop.orders ({_ORDER}) VALUES ({', '.join(['%s'] * 14)})".encode(),
        [order.number, order.customer, order.email, order.status, order.placed, order.currency, order.total,
         order.address, order.version, order.refunded, order.delivered, order.carrier, order.tracking, order.expected],
    )  # fmt: skip
    async with conn.cursor() as cursor:
        await cursor.executemany(
            "INSERT INTO demo_shop.lines (number, id, place, product, title, quantity, price, variant, coming_back,"
            " settled, refunded) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                (order.number, line.id, place, line.product, line.title, line.quantity, line.price, line.variant,
                 line.returning, line.settled, line.refunded)
                for place, line in enumerate(order.lines)
            ],
        )  # fmt: skip


async def change_order(conn: Connection, order: Order) -> None:
    """Keep an order as it is now."""
    await conn.execute(
        "UPDATE demo_shop.orders SET status = %s, address = %s, version = %s, refunded = %s WHERE number = %s",
        [order.status, order.address, order.version, order.refunded, order.number],
    )
    async with conn.cursor() as cursor:
        await cursor.executemany(
            "UPDATE demo_shop.lines SET coming_back = %s, settled = %s, refunded = %s WHERE number = %s AND id = %s",
            [(line.returning, line.settled, line.refunded, order.number, line.id) for line in order.lines],
        )


async def find_done(conn: Connection, key: str) -> tuple[str, str] | None:
    """The digest and the answer of what was done under a key."""
    found = await conn.execute("SELECT digest, answer FROM demo_shop.done WHERE key = %s", [key])
    row = await found.fetchone()
    return (row["digest"], row["answer"]) if row else None


async def find_past(conn: Connection, customer: str, action: str) -> list[datetime]:
    """When an action was done for a customer."""
    found = await conn.execute(
        "SELECT at FROM demo_shop.done WHERE customer = %s AND action = %s ORDER BY at", [customer, action]
    )
    return [row["at"] for row in await found.fetchall()]


async def record_done(
    conn: Connection, key: str, order: Order, action: str, at: datetime, digest: str, answer: str
) -> None:
    """Keep what was done. Raises psycopg's UniqueViolation where the key was taken at the same moment."""
    await conn.execute(
        "INSERT INTO demo_shop.done (key, number, customer, action, at, digest, answer)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [key, order.number, order.customer, action, at, digest, answer],
    )


async def forget(conn: Connection, customer: str) -> int:
    """Remove a customer's orders, and what was done to them; how many orders."""
    gone = await conn.execute("DELETE FROM demo_shop.orders WHERE customer = %s", [customer])
    return gone.rowcount
