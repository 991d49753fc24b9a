"""What a customer sees of the facts about them, puts right and has forgotten."""

from __future__ import annotations

from uuid import UUID

from chiron.core.errors import InvalidInput, NotFound
from chiron.core.support.customer.facts import shown
from chiron.core.support.customer.state import Noted
from chiron.core.support.events import Touch
from chiron.core.support.kinds import Body, FactCorrected, FactErased
from chiron.desks.support import customers, kept_store, log, store
from chiron.desks.support.desk import SupportDesk, nobody
from chiron.desks.support.log import Placed
from chiron.engine.people.access import require_support
from chiron.engine.people.store import view_school
from chiron.engine.records.database import Connection

LONGEST = 500


async def all_of(conn: Connection, customer: UUID) -> list[Noted]:
    """Every fact about a customer with its source, how sure it is and until when, the latest first."""
    return shown(await customers.gather(conn, customer))


async def correct(desk: SupportDesk, school: UUID, customer: UUID, fact: str, value: str, key: str) -> Noted:
    """The customer puts a fact right; nothing that is inferred takes its place again. Raises InvalidInput, NotFound."""
    value = value.strip()
    if not value or len(value) > LONGEST:
        raise InvalidInput(f"Enter 1 to {LONGEST} characters, or have the fact forgotten.", field="value")
    async with desk.database.school(school) as conn:
        await _held(conn, customer, fact)
        await _say(desk, conn, customer, key, FactCorrected(fact=fact, value=value))
        return await _held(conn, customer, fact)


async def erase(desk: SupportDesk, school: UUID, customer: UUID, fact: str, key: str) -> int:
    """The customer has a fact forgotten: its words leave the log too; from how many events. Raises NotFound."""
    async with desk.database.school(school) as conn:
        held = await _held(conn, customer, fact)
        same = [one.id for one in await all_of(conn, customer) if one.name == held.name]
        await _say(desk, conn, customer, key, FactErased(fact=fact, name=held.name))
        gone = [await kept_store.forget_fact(conn, customer, one) for one in same]
        await kept_store.drop_snapshots(conn, customer)
        return sum(gone)


async def _held(conn: Connection, customer: UUID, fact: str) -> Noted:
    require_support(await view_school(conn))
    if not await store.lock_customer(conn, customer):
        raise nobody()
    found = next((one for one in await all_of(conn, customer) if one.id == fact), None)
    if found is None:
        raise NotFound("There is no such fact about you.")
    return found


async def _say(desk: SupportDesk, conn: Connection, customer: UUID, key: str, body: Body) -> None:
    if await store.view_keys(conn, [customer], [key]):
        return
    now = desk.clock()
    touch = Touch(key=key, at=now, body=body, customer=str(customer))
    await log.write(conn, [Placed(customer, touch)], now, desk.new_id)
