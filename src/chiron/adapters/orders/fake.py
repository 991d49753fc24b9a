"""An order system in memory, for tests: it keeps what it is given, and is silent when told to be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from chiron.core.support.actions.carrying import NONE, carried, key, replacement
from chiron.core.support.actions.confirming import stands_for
from chiron.core.support.actions.orders import ACTIONS, Action, Order, Whose
from chiron.core.support.actions.refusals import KeyUsed, NoSuchOrder
from chiron.core.support.actions.requests import Command, Done, Exchange
from chiron.ports.orders import OrdersSilent


class FakeOrders:
    """Orders in a dictionary. ``silent``: so many calls fail before anything is done; ``lost``: after it was done."""

    can: frozenset[Action] = frozenset(ACTIONS)

    def __init__(self, clock: Callable[[], datetime], orders: Iterable[Order] = ()) -> None:
        """Begin with some orders; ``clock`` says what time it is."""
        self.orders = {order.number: order for order in orders}
        self.done: dict[str, tuple[Command, Done, str, datetime]] = {}
        self.silent = self.lost = 0
        self._clock = clock
        self._one = asyncio.Lock()

    async def find(self, number: str, whose: Whose) -> Order:
        """See the port."""
        self._answer()
        order = self.orders.get(number)
        if order is None or not whose.owns(order):
            raise NoSuchOrder(NONE)
        return order

    async def recent(self, customer: str, most: int = 20) -> Sequence[Order]:
        """See the port."""
        self._answer()
        mine = [order for order in self.orders.values() if order.customer == customer]
        return sorted(mine, key=lambda order: (order.placed, order.number), reverse=True)[:most]

    async def past(self, number: str, whose: Whose, action: Action) -> Sequence[datetime]:
        """See the port."""
        customer = (await self.find(number, whose)).customer
        return self._past(customer, action)

    async def carry_out(self, command: Command) -> Done:
        """See the port."""
        self._answer()
        async with self._one:
            kept = self.done.get(key(command.key))
            if kept:
                if stands_for(kept[0]) != stands_for(command):
                    raise KeyUsed("This key stood for something else.")
                return replace(kept[1], repeated=True)
            order = self.orders.get(command.request.order)
            if order is None:
                raise NoSuchOrder(NONE)
            await asyncio.sleep(0)
            past = self._past(order.customer, command.request.action)
            now = self._clock()
            after, done = carried(order, command, past, now, f"R{len(self.done) + 1}")
            self.orders[order.number] = after
            if isinstance(command.request, Exchange):
                new = replacement(order, command.request, done, now)
                self.orders[new.number] = new
            self.done[command.key] = (command, done, order.customer, now)
        if self.lost:
            self.lost -= 1
            raise OrdersSilent("The order system did not answer. Try again in a moment.")
        return done

    def _past(self, customer: str, action: Action) -> list[datetime]:
        return [at for _, done, whose, at in self.done.values() if whose == customer and done.action == action]

    def _answer(self) -> None:
        if self.silent:
            self.silent -= 1
            raise OrdersSilent("The order system did not answer. Try again in a moment.")
