"""The demo shop behind the port: orders in PostgreSQL, each command in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

import msgspec
import psycopg
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout, TooManyRequests

from chiron.adapters.orders.shop import store
from chiron.core.support.actions.carrying import NONE, arrived, carried, key, replacement
from chiron.core.support.actions.confirming import stands_for
from chiron.core.support.actions.orders import ACTIONS, Action, Order, Whose
from chiron.core.support.actions.refusals import KeyUsed, NoSuchOrder, Unreadable
from chiron.core.support.actions.requests import Command, Done, Exchange
from chiron.ports.orders import OrdersSilent

WAIT = 3.0
"""Seconds until a connection must be free, and a statement through."""


class Shop:
    """Orders of the demo shop. Made by ``open``; close it when done."""

    can: frozenset[Action] = frozenset(ACTIONS)

    def __init__(self, pool: AsyncConnectionPool[store.Connection], clock: Callable[[], datetime]) -> None:
        """``clock`` says what time it is."""
        self._pool, self._clock = pool, clock

    @classmethod
    async def open(cls, url: str, clock: Callable[[], datetime], most: int = 4) -> Shop:
        """Open the shop at a database that the login may make a schema in. Raises OrdersSilent where none answers."""
        pool: AsyncConnectionPool[store.Connection] = AsyncConnectionPool(
            url, min_size=1, max_size=most, open=False, timeout=WAIT, connection_class=psycopg.AsyncConnection,
            kwargs={"row_factory": dict_row, "autocommit": True,
                    "options": f"-c statement_timeout={int(WAIT * 1000)} -c lock_timeout={int(WAIT * 1000)}"},
        )  # fmt: skip
        shop = cls(pool, clock)
        try:
            await pool.open(wait=True, timeout=WAIT)
        except PoolTimeout as fault:
            await pool.close()
            raise OrdersSilent("The shop's database does not answer. Try again in a moment.") from fault
        async with shop._transaction() as conn:
            await store.make_tables(conn)
        return shop

    async def close(self) -> None:
        """Let go of the database."""
        await self._pool.close()

    async def find(self, number: str, whose: Whose) -> Order:
        """See the port."""
        async with self._transaction() as conn:
            return _theirs(await store.find_order(conn, number), whose)

    async def recent(self, customer: str, most: int = 20) -> Sequence[Order]:
        """See the port."""
        async with self._transaction() as conn:
            return await store.find_recent(conn, customer, max(0, min(most, 100)))

    async def past(self, number: str, whose: Whose, action: Action) -> Sequence[datetime]:
        """See the port."""
        async with self._transaction() as conn:
            order = _theirs(await store.find_order(conn, number), whose)
            return await store.find_past(conn, order.customer, action)

    async def carry_out(self, command: Command) -> Done:
        """See the port."""
        try:
            async with self._transaction() as conn:
                return await self._carried(conn, command)
        except psycopg.errors.UniqueViolation as fault:
            raise KeyUsed("This key stands for something else. Take a new one.") from fault

    async def _carried(self, conn: store.Connection, command: Command) -> Done:
        order = _theirs(await store.find_order(conn, command.request.order, lock=True), command.whose)
        await store.lock_customer(conn, order.customer)
        kept = await store.find_done(conn, key(command.key))
        if kept:
            if kept[0] != stands_for(command):
                raise KeyUsed("This key stands for something else. Take a new one.")
            return replace(msgspec.json.decode(kept[1], type=Done), repeated=True)
        past = await store.find_past(conn, order.customer, command.request.action)
        now = self._clock()
        after, done = carried(order, command, past, now, secrets.token_hex(4).upper())
        await store.change_order(conn, after)
        if isinstance(command.request, Exchange):
            await store.record_order(conn, replacement(order, command.request, done, now))
        answer = msgspec.json.encode(done).decode()
        await store.record_done(conn, command.key, after, done.action, now, stands_for(command), answer)
        return done

    async def take(self, orders: Iterable[Order]) -> None:
        """Keep new orders, all or none. Raises KeyUsed where a number is taken."""
        try:
            async with self._transaction() as conn:
                for order in orders:
                    await store.record_order(conn, order)
        except psycopg.errors.UniqueViolation as fault:
            raise KeyUsed("There is an order of this number.") from fault

    async def arrive(self, number: str, line: str, quantity: int) -> Order:
        """Take back what was returning, and pay for it. Raises NoSuchOrder, NotPossible."""
        async with self._transaction() as conn:
            order = await store.find_order(conn, number, lock=True)
            if order is None:
                raise NoSuchOrder(NONE)
            after = arrived(order, line, quantity)
            await store.change_order(conn, after)
            return after

    async def forget(self, customer: str) -> int:
        """Erase a customer's orders; how many there were."""
        async with self._transaction() as conn:
            return await store.forget(conn, customer)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[store.Connection]:
        """A transaction. Raises OrdersSilent where the database does not answer in time."""
        try:
            async with self._pool.connection() as conn, conn.transaction():
                yield conn
        except (psycopg.DataError, UnicodeEncodeError) as fault:
            raise Unreadable("That cannot be a number, a name or an address of an order.") from fault
        except (psycopg.OperationalError, PoolTimeout, TooManyRequests) as fault:
            raise OrdersSilent("The shop's database does not answer just now. Try again in a moment.") from fault


def _theirs(order: Order | None, whose: Whose) -> Order:
    """An order of theirs. Raises NoSuchOrder."""
    if order is None or not whose.owns(order):
        raise NoSuchOrder(NONE)
    return order
