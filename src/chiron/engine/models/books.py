"""Counts each call on its budgets before it is made, and what it took after: two at once cannot overspend."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from uuid import UUID

from chiron.engine.models import budget, store
from chiron.engine.models.budget import Count, Limits
from chiron.engine.models.call import Call
from chiron.engine.models.offer import Offer
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.ports.llm import Ask, Used, Withheld

AT_ONCE = 4
"""Connections that a process's calls take at most for their accounts: the others are for people's turns."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A call under way: the rows that it counts on, and what was set aside for it."""

    id: UUID
    school: UUID
    counts: tuple[Count, ...]
    tokens: int
    cost: Decimal


class Books:
    """The budgets and the list of calls, in the database."""

    def __init__(self, database: Database, currency: str, now: Callable[[], datetime]) -> None:
        """``currency`` is that of every limit on money."""
        self._database, self._currency, self._now = database, currency, now
        self._few = asyncio.Semaphore(AT_ONCE)

    async def reserve(
        self, call: Call, ask: Ask, offer: Offer, limits: Limits, zone: tzinfo, replaced: Sequence[str] = ()
    ) -> Entry:
        """Set aside what a call may come to, and list it, before anything leaves. ``replaced`` says which kinds of
        thing stand in it as placeholders.

        Raises Withheld where that is over a limit, or where money is bounded and the price is not known.
        """
        if budget.money_bounded(limits) and not offer.priced(self._currency):
            raise Withheld(f"What the model {offer.name} costs is not known, and money is bounded.", why="price")
        now = self._now()
        tokens, cost = budget.estimate(ask, offer.price)
        entry = Entry(new_id(), call.school, tuple(budget.counts(call, now, zone)), tokens, cost)
        kinds = sorted(call.kinds)
        columns = (entry.id, call.learner, call.class_, call.consent, now, ask.purpose, kinds)
        about = (*columns, offer.name, offer.provider, offer.here, call.turn, list(replaced))
        async with self._few:
            await store.reserve(self._database, call.school, about, tokens, cost, budget.bounded(entry.counts, limits))
        return entry

    async def settle(self, entry: Entry, outcome: str, used: Used | None, first: float | None, took: float) -> None:
        """End a call and count what it took in the place of what was set aside.

        ``used`` is None where nothing was asked. ``first`` and ``took`` are seconds. Raises Unavailable; what was set
        aside then stays counted.
        """
        took_ms, first_ms = round(took * 1000), None if first is None else round(first * 1000)
        told = (0, 0, 0, Decimal(0), "") if used is None else self._told(used)
        async with self._few:
            await store.settle(self._database, entry.school, entry.id, (outcome, told, first_ms, took_ms), entry.counts)

    def _told(self, used: Used) -> tuple[int, int, int, Decimal | None, str]:
        # Another money cannot be added up with the budgets'; a model without a price is not asked where that matters.
        known = used.cost is not None and used.currency in {self._currency, ""}
        return used.prompt, used.cached, used.completion, used.cost if known else None, self._currency
