"""The event API: what a shop's server, an import or a browser sends is checked one by one and kept once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from chiron.core.errors import Conflict, InvalidInput, TooMany
from chiron.core.support.accepting import Consents, Sender, check
from chiron.core.support.events import Touch, in_order, read
from chiron.core.support.kinds import SignedIn, SignedOut, VisitorParted
from chiron.desks.support import cases, log, store
from chiron.desks.support.desk import SupportDesk
from chiron.desks.support.log import Placed
from chiron.engine.people.access import require_support
from chiron.engine.people.school import School
from chiron.engine.people.store import view_school
from chiron.engine.records.database import Connection

MOST = 1000
"""Events of one call."""
MOST_AN_HOUR = 1000
"""Events of one visitor or customer that browsers may send in an hour."""
MOST_NEW_VISITORS = 600
"""Visitors whom browsers may bring in a minute, in one school."""
_NO_CASE = "This event cannot be used: there is no such case of theirs - at `$.body.case`"
_CONSENTS = ("consent.given", "consent.withdrawn")


@dataclass(frozen=True, slots=True)
class Fault:
    """What was not taken: its place in what was sent, from 0, and why."""

    place: int
    message: str


@dataclass(slots=True)
class Taken:
    """What came of a call. What is ``already`` there, without consent, or of somebody erased is passed over."""

    kept: int = 0
    already: int = 0
    without_consent: int = 0
    erased: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sent:
    place: int
    touch: Touch

    @property
    def owner(self) -> tuple[bool, str]:
        """Whose log it goes into: a customer's (True) or a visitor's, by the shop's name."""
        of_device = isinstance(self.touch.body, SignedIn | SignedOut)
        if self.touch.customer is not None and not of_device:
            return (True, self.touch.customer)
        return (False, self.touch.visitor or "")


async def record_events(desk: SupportDesk, school: School, sent: Sequence[object], sender: Sender) -> Taken:
    """Take a batch of events, as JSON holds them: what can be used is kept, the rest is told with its place.

    Raises NotFound where the school has no support desk, InvalidInput for a batch that is too long, TooMany for a
    flood; then nothing is kept. What was sent twice, late or out of order is absorbed.
    """
    require_support(school)
    if len(sent) > MOST:
        raise InvalidInput(f"Send {MOST} events at a time or fewer; these are {len(sent)}.", field="events")
    try:
        return await _record(desk, school.id, sent, sender)
    except Conflict:
        # Two calls brought the same people in at the same moment; the second finds them there.
        return await _record(desk, school.id, sent, sender)


async def _record(desk: SupportDesk, school: UUID, sent: Sequence[object], sender: Sender) -> Taken:
    now, taken = desk.clock(), Taken()
    wanted = _read(sent, sender, now, taken)
    async with desk.database.school(school) as conn:
        require_support(await view_school(conn))
        wanted = await _not_erased(conn, wanted, taken)
        known = await _hold(conn, wanted, now)
        wanted = await _with_consent(conn, wanted, known, taken)
        if sender.browser:
            await _bound(conn, wanted, known, now)
        known = await _bring_in(desk, conn, wanted, known, now)
        placed = await _new_ones(conn, wanted, known, taken)
        kept = []
        for (place, one), fits in zip(placed, await cases.allowed(conn, [one for _, one in placed]), strict=True):
            if fits:
                kept.append(one)
            else:
                taken.faults.append(Fault(place, _NO_CASE))
        await log.write(conn, kept, now, desk.new_id)
        await cases.refresh(conn, desk.new_id, kept)
    taken.kept = len(kept)
    taken.faults.sort(key=lambda fault: fault.place)
    return taken


def _read(sent: Sequence[object], sender: Sender, now: datetime, taken: Taken) -> list[_Sent]:
    found = []
    for place, one in enumerate(sent):
        try:
            touch = one if isinstance(one, Touch) else read(one)
            check(touch, sender, now)
        except InvalidInput as fault:
            taken.faults.append(Fault(place, fault.message))
        else:
            found.append(_Sent(place, touch))
    return found


async def _not_erased(conn: Connection, wanted: list[_Sent], taken: Taken) -> list[_Sent]:
    """Without what somebody did before they were erased: it would bring them back."""
    customers = {one.touch.customer for one in wanted if one.touch.customer is not None}
    gone = await store.erased_since(conn, customers)
    kept = [one for one in wanted if not (one.touch.customer in gone and one.touch.at <= gone[one.touch.customer])]
    taken.erased = len(wanted) - len(kept)
    return kept


@dataclass(frozen=True, slots=True)
class _Known:
    customers: dict[str, UUID]
    visitors: dict[str, UUID]

    def owner(self, one: _Sent) -> UUID | None:
        """The id of whose log it goes into, where they are known."""
        customer, reference = one.owner
        return (self.customers if customer else self.visitors).get(reference)


async def _hold(conn: Connection, wanted: Iterable[_Sent], now: datetime) -> _Known:
    touches = [one.touch for one in wanted]
    customers = {touch.customer for touch in touches if touch.customer is not None}
    visitors = {touch.visitor for touch in touches if touch.visitor is not None}
    return _Known(await store.hold_customers(conn, customers), await store.hold_visitors(conn, visitors, now))


async def _with_consent(conn: Connection, wanted: list[_Sent], known: _Known, taken: Taken) -> list[_Sent]:
    """What needs no consent or has it, by the log and by what is sent with it."""
    said: dict[tuple[bool, str], Consents] = {}
    for one in wanted:
        consents = said.setdefault(one.owner, Consents())
        consents.note([one.touch])
    for owner, consents in said.items():
        id = (known.customers if owner[0] else known.visitors).get(owner[1])
        if id is not None:
            consents.note(await log.read(conn, id, _CONSENTS))
    kept = [one for one in wanted if said[one.owner].allow(one.touch)]
    taken.without_consent = len(wanted) - len(kept)
    return kept


async def _bound(conn: Connection, wanted: Sequence[_Sent], known: _Known, now: datetime) -> None:
    """Raise TooMany for a flood from browsers."""
    new = any(not one.owner[0] and known.owner(one) is None for one in wanted)
    if new and await store.count_new_visitors(conn, now - timedelta(minutes=1)) >= MOST_NEW_VISITORS:
        raise TooMany("Too many new visitors at once. Try again in a minute.", seconds=60)
    for owner in {one.owner for one in wanted}:
        id = (known.customers if owner[0] else known.visitors).get(owner[1])
        more = sum(one.owner == owner for one in wanted)
        before = 0 if id is None else await store.count_received(conn, id, now - timedelta(hours=1))
        if before + more > MOST_AN_HOUR:
            raise TooMany("Too many events from this browser. Try again in an hour.", seconds=3600)


async def _bring_in(
    desk: SupportDesk, conn: Connection, wanted: Sequence[_Sent], known: _Known, now: datetime
) -> _Known:
    """Customers and visitors of whom something is kept, with who is new among them."""
    customers = {one.touch.customer for one in wanted if one.touch.customer} - known.customers.keys()
    visitors = {one.touch.visitor for one in wanted if one.touch.visitor} - known.visitors.keys()
    if customers:
        made = [{"id": desk.new_id(), "reference": name, "made": now} for name in sorted(customers)]
        await store.add_customers(conn, made)
    if visitors:
        made = [{"id": desk.new_id(), "reference": name, "made": now} for name in sorted(visitors)]
        await store.add_visitors(conn, made)
    return await _hold(conn, wanted, now) if customers or visitors else known


async def _new_ones(conn: Connection, wanted: Sequence[_Sent], known: _Known, taken: Taken) -> list[tuple[int, Placed]]:
    """What is not in the log yet, placed and in order."""
    owners = {one.place: known.owner(one) for one in wanted}
    ids = {id for id in owners.values() if id is not None}
    there = await store.view_keys(conn, ids, {one.touch.key for one in wanted})
    places = {id(one.touch): one.place for one in wanted}
    found: list[tuple[int, Placed]] = []
    for touch in in_order(one.touch for one in wanted):
        place = places[id(touch)]
        owner = owners[place]
        if owner is None:
            continue  # Erased between two statements.
        if (owner, touch.key) in there:
            taken.already += 1
            continue
        there.add((owner, touch.key))
        found.append((place, _placed(owner, touch, known)))
    return found


def _placed(owner: UUID, touch: Touch, known: _Known) -> Placed:
    if isinstance(touch.body, VisitorParted) and touch.body.device in known.visitors:
        body = VisitorParted(device=str(known.visitors[touch.body.device]))
        touch = msgspec.structs.replace(touch, body=body)
    customer = None if touch.customer is None else known.customers.get(touch.customer)
    visitor = None if touch.visitor is None else known.visitors.get(touch.visitor)
    of_device = isinstance(touch.body, SignedIn | SignedOut)
    return Placed(owner, touch, customer if of_device else None, None if of_device else visitor)
