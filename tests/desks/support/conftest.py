"""A shop's desk: Olga runs it, Finn serves its customers, Ada and Ben buy, Eve must be stopped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chiron.core.support.accepting import Sender
from chiron.desks.support.desk import SupportDesk
from chiron.desks.support.events import Taken, record_events
from chiron.engine.people import accounts, store
from chiron.engine.people.person import Person, Role
from chiron.engine.people.school import School
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from tests.conftest import make_school

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Noon of the tenth of March."""
    return Clock()


@pytest.fixture
async def shop(database: Database) -> School:
    """A school with a support desk."""
    return await _school(database, "shop", support=True)


@pytest.fixture
async def plain(database: Database) -> School:
    """A school that did not switch it on."""
    return await _school(database, "plain", support=False)


@pytest.fixture
def desk(database: Database, clock: Clock, tmp_path: Path) -> SupportDesk:
    """The desk."""
    return SupportDesk(database, clock, new_id, tmp_path)


@pytest.fixture
async def olga(database: Database, shop: School) -> Person:
    """Runs the shop's Chiron."""
    return await person(database, shop.id, "Olga", Role.OPERATOR)


@pytest.fixture
async def finn(database: Database, shop: School) -> Person:
    """Serves customers."""
    return await person(database, shop.id, "Finn", Role.AGENT)


async def person(database: Database, school: UUID, name: str, *roles: Role) -> Person:
    """Add somebody with an account."""
    made = accounts.new_person(school, name, name.lower(), frozenset(roles), NOW)
    async with database.school(school) as conn:
        await store.add_person(conn, made, None)
    return made


async def _school(database: Database, slug: str, support: bool) -> School:
    id = await make_school(database, slug)
    async with database.school(id) as conn:
        await conn.execute("UPDATE school SET support = %s", [support])
        return await store.view_school(conn)


def event(key: str, kind: str, customer: str | None = "ada", minutes: float = -60, **body: Any) -> dict[str, Any]:
    """An event as a shop sends it, so many minutes after noon; ``visitor`` and ``channel`` go to the envelope."""
    around: dict[str, Any] = {name: body.pop(name) for name in ("visitor", "channel") if name in body}
    at = (NOW + timedelta(minutes=minutes)).isoformat()
    sent = {"key": key, "at": at, "body": {"kind": kind, **body}, **around}
    return sent if customer is None else {**sent, "customer": customer}


def order(key: str, id: str, *products: str, customer: str = "ada", minutes: float = -60) -> dict[str, Any]:
    """An order of one of each product at ten euros."""
    items = [{"product": product, "price": 1000} for product in products]
    return event(key, "order.placed", customer, minutes, order=id, items=items, total=1000 * len(products))


async def sends(desk: SupportDesk, shop: School, *events: Any, sender: Sender | None = None) -> Taken:
    """What comes of events that the shop's server sends."""
    return await record_events(desk, shop, events, sender or Sender())


async def rows(database: Database, school: UUID, table: str) -> int:
    """How many rows a table has."""
    async with database.school(school) as conn:
        found = await (await conn.execute(f"SELECT count(*) AS n FROM {table}")).fetchone()
    return int(found["n"]) if found else 0
