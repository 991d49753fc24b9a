"""A customer's data on their way out: as a file to take along, erased, or gone when their time is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from chiron.core.errors import InvalidInput
from chiron.core.support.customer.figures import all_of
from chiron.core.support.events import BROWSING, Touch
from chiron.core.words import Json
from chiron.desks.support import case_store, customers, identity, kept_store, log, store
from chiron.desks.support.desk import SupportDesk, enter
from chiron.engine.people import Action, Person
from chiron.engine.people.leaving import parcel
from chiron.engine.people.store import view_school
from chiron.engine.records.database import Connection, Database
from chiron.engine.records.erasure import Rooms
from chiron.engine.records.erasure import erase as erase_records

OF_CASES = ("message.said", "case.rated", "promise.made", "promise.kept", "case.handed-over")
"""Kinds with what was said in a case, which go when its time is over."""
TOMBSTONES = timedelta(days=400)
"""How long a late event of somebody erased is still known as such."""


@dataclass(frozen=True, slots=True)
class Terms:
    """For how many days what was looked at, visitors not seen again, and what was said in cases are kept."""

    browsing_days: int = 400
    visitor_days: int = 60
    case_days: int = 1095


async def gather(conn: Connection, customer: UUID, now: datetime) -> Mapping[str, list[dict[str, Json]]]:
    """Everything that is kept about a customer, by table, and what follows from it today. Raises NotFound."""
    profile = await customers.view(conn, customer)
    known = await customers.gather(conn, customer)
    devices = await identity.devices(conn, customer)
    own = await log.read(conn, customer)
    keys = {touch.key for touch in own}
    counted = [touch for touch in await identity.whole(conn, customer) if touch.key not in keys]
    ids = [UUID(device.visitor) for device in devices]
    tables: dict[str, list[dict[str, Json]]] = {
        "customer": [asdict(profile)],
        "visitor": [{"id": row["id"], "shared": row["shared"]} for row in await store.view_visitors(conn, ids)],
        "support_event": [_plain(touch) for touch in [*own, *counted]],
        "support_case": await case_store.view_cases_of(conn, customer),
        "support_snapshot": [{"fold": customers.PROFILE, "state": msgspec.to_builtins(known)}],
        "figures": [asdict(figure) for figure in all_of(known, now).values()],
    }
    return {table: rows for table, rows in tables.items() if rows}


async def export(desk: SupportDesk, actor: Person, reference: str) -> bytes:
    """The same as a zip file to hand out. Raises NotFound, NotAllowed."""
    now = desk.clock()
    async with desk.database.school(actor.school) as conn:
        await enter(conn, actor, Action.RUN_SUPPORT)
        id = await customers.find(conn, reference)
        kept = await gather(conn, id, now)
        school = await view_school(conn)
        name = (await customers.view(conn, id)).name or reference
    return parcel.pack(name, school.name, kept, now)


async def erase(desk: SupportDesk, actor: Person, reference: str, dry: bool = True) -> dict[str, int]:
    """Erase a customer, in the middle of a case too; how many rows of each table go. A dry run only tells.

    Late events of theirs are passed over from then on, and a restored backup is erased again. Raises NotFound,
    NotAllowed.
    """
    async with desk.database.school(actor.school) as conn:
        await enter(conn, actor, Action.RUN_SUPPORT)
        id = await customers.find(conn, reference)
        counts = await store.count_of_customer(conn, id)
    if not dry:
        await erase_records(desk.database, desk.home, actor.school, id, Rooms(), dry=False)
    return {table: rows for table, rows in counts.items() if rows}


async def set_terms(desk: SupportDesk, actor: Person, terms: Terms) -> None:
    """Set for how long things are kept. Raises InvalidInput, NotAllowed."""
    days = (terms.browsing_days, terms.visitor_days, terms.case_days)
    if any(not 1 <= number <= 3650 for number in days):
        raise InvalidInput("Enter days from 1 to 3650.", field="days")
    async with desk.database.school(actor.school) as conn:
        await enter(conn, actor, Action.RUN_SUPPORT)
        await kept_store.keep_terms(conn, *days)


async def terms_of(conn: Connection) -> Terms:
    """For how long the school keeps things."""
    found = await kept_store.view_terms(conn)
    return Terms(**found) if found else Terms()


async def forget_everywhere(database: Database, now: datetime) -> int:
    """``forget_overdue`` in every school that holds anything, also one that switched support off; how much went."""
    async with database.anyone() as conn:
        schools = await kept_store.view_schools(conn)
    gone = 0
    for school in schools:
        async with database.school(school) as conn:
            gone += sum((await forget_overdue(conn, now)).values())
    return gone


async def forget_overdue(conn: Connection, now: datetime) -> dict[str, int]:
    """Delete what the school has kept long enough; how much of each."""
    terms = await terms_of(conn)
    return {
        "browsing": await kept_store.forget_events(conn, sorted(BROWSING), now - timedelta(days=terms.browsing_days)),
        "cases": await kept_store.forget_events(conn, OF_CASES, now - timedelta(days=terms.case_days)),
        "visitors": await kept_store.forget_visitors(conn, now - timedelta(days=terms.visitor_days)),
        "erased": await kept_store.forget_tombstones(conn, now - TOMBSTONES),
    }


def _plain(touch: Touch) -> dict[str, Json]:
    made: dict[str, Json] = msgspec.to_builtins(touch)
    return made
