"""Ada may be helped by models elsewhere, Ben by one on this machine only; Cleo's school is another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from chiron.adapters.llm.fake import FakeModel
from chiron.engine.models import Books, Call, Kind, Means, Models, Offer, Right
from chiron.engine.models.choices import Choice, Chosen, change
from chiron.engine.people import accounts, consent, store
from chiron.engine.people.consent import Matter
from chiron.engine.people.person import Person, Role
from chiron.engine.records.database import Database, Row
from chiron.ports.llm import Ask, Bounds, Event, Message, Price

NOW = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
ASK = Ask((Message("system", "Be kind."), Message("user", "hi")), most_tokens=100, bounds=Bounds(30.0, 60.0))
PRICE = Price(Decimal(1000), Decimal(2000), Decimal(100), "EUR")
ALL = frozenset(Kind)


@dataclass
class Desk:
    """Fakes behind Models, with a clock and a time that stand still until they are moved."""

    database: Database
    fakes: dict[str, FakeModel] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    now: datetime = NOW
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    models: Models = None  # type: ignore[assignment]

    def offer(self, name: str, here: bool = False, price: Price | None = PRICE) -> FakeModel:
        """Configure a model."""
        fake = self.fakes[name] = FakeModel(name)
        self.offers.append(Offer(name, "fake", here, lambda: fake, price))
        self.models = Models(
            self.database,
            self.offers,
            partial(rights, self.database),
            Books(self.database, "EUR", lambda: self.now),
            Means(lambda: self.seconds, lambda: 0.5, self.wait),
        )
        return fake

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds

    async def choose(self, school: UUID, *names: str, kinds: frozenset[Kind] = ALL, **chosen: object) -> None:
        """A school chooses models, and limits."""
        async with self.database.school(school) as conn:
            choices = tuple(Choice(name, kinds) for name in names)
            await change(conn, Chosen(choices, chosen.get("limits", {})))  # type: ignore[arg-type]

    async def heard(self, call: Call, ask: Ask = ASK) -> list[Event]:
        """Everything that came, once it is counted."""
        try:
            return [event async for event in self.models.stream(call, ask)]
        finally:
            await self.models.settled()

    async def rows(self, school: UUID, query: str) -> list[Row]:
        """Rows of one school."""
        async with self.database.school(school) as conn:
            return list(await (await conn.execute(query.encode())).fetchall())


async def rights(database: Database, call: Call, line: UUID) -> Right:
    """As the main floor has it."""
    found = await consent.in_force_at(database, call.school, call.learner, call.course)
    leave = found.lines.get(line) is Matter.TEXT_MAY_LEAVE
    return Right(leave, leave or found.lines.get(line) is Matter.USE, found.zone, found.class_)


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    made = Desk(database)
    yield made
    if made.models is not None:
        await made.models.close()


async def add(database: Database, school: UUID, name: str, *agreed: Matter) -> Person:
    person = accounts.new_person(school, name, name.lower(), frozenset({Role.LEARNER}), NOW)
    async with database.school(school) as conn:
        await store.add_person(conn, person, None)
        await conn.execute("UPDATE school SET text_may_leave = true, time_zone = 'Europe/Berlin'")
        for what in agreed:
            await consent.record(conn, person.id, what, True, None, "guardian", NOW)
    return person


async def call(
    database: Database, person: Person, kinds: frozenset[Kind] = frozenset({Kind.STEP}), **more: Any
) -> Call:
    """A call on somebody's behalf, by the line of the ledger that holds."""
    async with database.school(person.school) as conn:
        line = await consent.reference(conn, person.id)
    return Call(person.school, person.id, line, kinds, **more)


@pytest.fixture
async def ada(database: Database, school: UUID) -> Person:
    return await add(database, school, "Ada", Matter.USE, Matter.TEXT_MAY_LEAVE)


@pytest.fixture
async def ben(database: Database, school: UUID) -> Person:
    return await add(database, school, "Ben", Matter.USE)


@pytest.fixture
async def cleo(database: Database, other_school: UUID) -> Person:
    return await add(database, other_school, "Cleo", Matter.USE, Matter.TEXT_MAY_LEAVE)
