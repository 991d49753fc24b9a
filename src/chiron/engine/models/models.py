"""Asks the models that a school chose, one after the other, until one answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from datetime import tzinfo
from uuid import UUID

from chiron.core.errors import ChironError
from chiron.engine.models import breaker, budget, store
from chiron.engine.models.books import AT_ONCE, Books, Entry
from chiron.engine.models.breaker import Health
from chiron.engine.models.budget import Limits
from chiron.engine.models.call import Call
from chiron.engine.models.choices import Chosen, read
from chiron.engine.models.offer import Offer
from chiron.engine.models.veils import Veiling, Veils
from chiron.engine.records.database import Database, Row
from chiron.engine.records.ids import new_id
from chiron.ports.llm import (
    Ask,
    Busy,
    CutOff,
    Declined,
    Ended,
    Event,
    Model,
    ModelError,
    OutOfQuota,
    Piece,
    TooSlow,
    Unreachable,
    Used,
    Withheld,
    WrongKey,
)

SHARE = 0.6
"""Of the seconds left for the first words, what a model may take while another stands behind it."""
TRIES = 2
"""How often one model is asked, where a quick failure may pass."""
LEAST = 0.1
"""Seconds for the first words under which nobody is asked any more."""


@dataclass(frozen=True, slots=True)
class Right:
    """What a line of the consent ledger allows just now: asking models elsewhere, asking those on this machine. With
    the school's time zone, and the class whose budget a call counts on that names none.
    """

    leave: bool
    stay: bool
    zone: tzinfo
    class_: UUID | None = None


Rights = Callable[[Call, UUID], Awaitable[Right]]
"""What a line of the ledger, by its id, allows a call."""


@dataclass(frozen=True, slots=True)
class Means:
    """What cannot come from here: a steady clock in seconds, chance in [0, 1), and waiting."""

    ticks: Callable[[], float]
    chance: Callable[[], float]
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep


UNCHARGED = (Withheld, Unreachable, WrongKey, OutOfQuota, Busy, Declined)
"""Failures for which no provider takes money."""


class Models:
    """The configured models of this machine, and each one's health. Closed with ``close``."""

    def __init__(self, database: Database, offers: Sequence[Offer], rights: Rights, books: Books, means: Means) -> None:
        """``offers`` in the operator's order; a school's own order goes before."""
        self.offers = {offer.name: offer for offer in offers}
        self._database, self._rights, self._books, self._means = database, rights, books, means
        self._few = asyncio.Semaphore(AT_ONCE)
        self._veils = Veils(database)
        self._open: dict[str, Model] = {}
        self._health: dict[str, Health] = {}
        self._settling: set[asyncio.Task[None]] = set()

    async def stream(self, call: Call, ask: Ask) -> AsyncGenerator[Event, None]:
        """What the first model that can says: the port's events. Close it where it is not read to the end.

        A model that fails before its first words is followed by the next; one that fails after them is not, so that
        nothing is said twice. Raises ModelError, Withheld where nothing was asked; then the authored words are said.
        """
        began = self._means.ticks()
        allowed = await self._allowed(call)
        call = replace(call, class_=call.class_ or allowed.right.class_)
        fault: ModelError | None = None
        for offer, last in _in_turn(allowed.offers):
            ask = replace(ask, key=str(new_id()))
            for attempt in range(TRIES):
                spoken = False
                try:
                    left = self._left(ask, began, last)
                    async with aclosing(self._one(offer, call, left, allowed)) as events:
                        async for event in events:
                            spoken = spoken or isinstance(event, Piece)
                            yield event
                    return
                except ModelError as found:
                    if spoken or found.details.get("why") == "budget":
                        raise
                    fault = fault if isinstance(found, Withheld) and fault else found
                    if attempt + 1 == TRIES or not await self._may_pass(found, ask, began):
                        break
        raise fault or Withheld("Every model that may be asked rests.", why="resting")

    async def _allowed(self, call: Call) -> _Allowed:
        """The models that may be asked now, in the school's order, and within what. Raises Withheld."""
        if not self.offers:
            raise Withheld("No language model is configured.", why="none")
        if call.consent is None:
            raise Withheld("There is no consent to ask a model.", why="consent")
        (chosen, mark), right = await asyncio.gather(self._chosen(call), self._right(call, call.consent))
        known = [(self.offers[each.model], each) for each in chosen.choices if each.model in self.offers]
        if call.only is not None:
            known = [(offer, each) for offer, each in known if offer.name == call.only]
        else:
            known = [(offer, each) for offer, each in known if offer.words]
        if not known:
            raise Withheld("This school asks no language model.", why="off")
        agreed = [(offer, each) for offer, each in known if (right.stay if offer.here else right.leave)]
        if not agreed:
            raise Withheld("There is no consent in force to ask a model.", why="consent")
        seeing = [offer for offer, each in agreed if call.kinds <= each.kinds]
        if not seeing:
            raise Withheld("No model may see this.", why="kinds")
        now = self._means.ticks()
        rested = [offer for offer in seeing if not self._of(offer).resting(now)]
        return _Allowed(rested, chosen.limits, right, await self._veils.of(call.school, mark))

    async def _chosen(self, call: Call) -> tuple[Chosen, Sequence[Row]]:
        """A school's choice, and the mark of its people's names."""
        asked = (store.CHOICES, store.BUDGETS, store.NAMES_MARK)
        async with self._few:
            choices, budgets, mark = await self._database.message(call.school, *asked)
        return read(choices, budgets), mark

    async def names(self, school: UUID) -> tuple[str, ...]:
        """The full names of a school's people, which a model must not say of its own accord. Raises Unavailable."""
        async with self._few:
            (mark,) = await self._database.message(school, store.NAMES_MARK)
        return (await self._veils.of(school, mark)).names

    async def _right(self, call: Call, line: UUID) -> Right:
        async with self._few:
            return await self._rights(call, line)

    async def _one(self, offer: Offer, call: Call, ask: Ask, allowed: _Allowed) -> AsyncGenerator[Event, None]:
        """One ask of one model, counted and listed, with placeholders in the place of names."""
        ask, home = allowed.veiling.out(ask, offer.here)
        entry = await self._books.reserve(call, ask, offer, allowed.limits, allowed.right.zone, home.replaced)
        self._health[offer.name] = breaker.probed(self._of(offer), self._means.ticks())
        watch = _Watch(offer, ask, self._means.ticks)
        try:
            model = self._opened(offer)
            async with aclosing(model.stream(ask)) as events:
                async for event in events:
                    watch.saw(event)
                    for each in home.comes(event):
                        yield each
            self._health[offer.name] = breaker.succeeded()
        except ModelError as fault:
            watch.outcome = fault.code
            watch.charged = not isinstance(fault, UNCHARGED)
            self._health[offer.name] = breaker.failed(self._of(offer), fault, self._means.ticks())
            raise
        finally:
            if watch.outcome == "left" and watch.first is not None:
                self._health[offer.name] = breaker.succeeded()
            self._settle(entry, watch)

    def _opened(self, offer: Offer) -> Model:
        if offer.name not in self._open:
            self._open[offer.name] = offer.open()
        return self._open[offer.name]

    def _of(self, offer: Offer) -> Health:
        return self._health.get(offer.name, Health())

    def _left(self, ask: Ask, began: float, last: bool) -> Ask:
        """The ask with the seconds that are left for this model. Raises TooSlow."""
        gone = self._means.ticks() - began
        first = (ask.bounds.first - gone) * (1.0 if last else SHARE)
        if first < LEAST:
            raise TooSlow("No model answered in time.")
        return replace(ask, bounds=replace(ask.bounds, first=first, total=ask.bounds.total - gone))

    async def _may_pass(self, fault: ModelError, ask: Ask, began: float) -> bool:
        """Wait a moment where the same ask may succeed after it and there is time; False where not."""
        if not isinstance(fault, Unreachable | CutOff | Busy):
            return False
        told = fault.details.get("seconds")
        pause = float(told) if isinstance(told, int | float) else 0.0
        # Everybody who failed at the same moment should not come back at the same moment.
        pause = max(pause, 0.1 * (1.0 + self._means.chance()))
        if self._means.ticks() - began + pause > ask.bounds.first * SHARE:
            return False
        await self._means.wait(pause)
        return True

    def _settle(self, entry: Entry, watch: _Watch) -> None:
        """Count what it took, beside the words: nobody waits for that, and a learner who hangs up does not stop it."""
        used = watch.used()
        told = self._books.settle(entry, watch.outcome, used, watch.first, watch.took())
        task = asyncio.get_running_loop().create_task(_quietly(told))
        self._settling.add(task)
        task.add_done_callback(self._settling.discard)

    async def settled(self) -> None:
        """Wait until every call that ended is counted."""
        while self._settling:
            await asyncio.wait(set(self._settling))

    async def warm(self) -> None:
        """Load what the first ask would wait for."""
        for offer in self.offers.values():
            with suppress(ChironError):
                load = getattr(self._opened(offer), "warm", None)
                if load is not None:
                    await load()

    async def close(self) -> None:
        """Count what ended, and close every connection."""
        await self.settled()
        for model in self._open.values():
            close = getattr(model, "close", None)
            if close is not None:
                await close()
        self._open.clear()


@dataclass(frozen=True, slots=True)
class _Allowed:
    """Who may be asked in turn, within which limits and by which right, and what stands for names meanwhile."""

    offers: list[Offer]
    limits: Limits
    right: Right
    veiling: Veiling


class _Watch:
    """What one ask came to so far."""

    def __init__(self, offer: Offer, ask: Ask, ticks: Callable[[], float]) -> None:
        self._offer, self._ask, self._ticks = offer, ask, ticks
        self._began = ticks()
        self._said = 0
        self._told: Used | None = None
        self.first: float | None = None
        self.outcome = "left"
        self.charged = True

    def saw(self, event: Event) -> None:
        if isinstance(event, Piece):
            if self.first is None:
                self.first = self.took()
            self._said += len(event.text.encode())
        elif isinstance(event, Used):
            self._told = event
        elif isinstance(event, Ended):
            self.outcome = event.reason

    def took(self) -> float:
        return self._ticks() - self._began

    def used(self) -> Used | None:
        """What the model told; else, of an ask that went out, a cautious count."""
        if self._told is not None or not (self.charged or self._said):
            return self._told
        prompt, said = budget.prompt_tokens(self._ask), self._said // 3 + bool(self._said)
        price = self._offer.price
        cost, currency = (price.of(prompt, 0, said), price.currency) if price else (None, "")
        return Used(self._offer.name, prompt, 0, said, cost, currency, counted=False)


def _in_turn(offers: Sequence[Offer]) -> list[tuple[Offer, bool]]:
    """Each with whether it is the last."""
    return [(offer, place + 1 == len(offers)) for place, offer in enumerate(offers)]


async def _quietly(work: Awaitable[None]) -> None:
    # What was set aside stays counted where the database does not answer.
    with suppress(ChironError):
        await work
