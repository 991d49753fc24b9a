"""People as fixtures: Ada learns, Ben shares her room, Cleo is at another school, Dana teaches, Eve must be stopped."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from chiron.engine.people import accounts, classes, sign_in, store
from chiron.engine.people.passwords import Passwords
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.people.school import School
from chiron.engine.records.database import Database

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HERE = "192.0.2.7"
THE_PASSWORD = "turnip velvet canoe"
QUICK = Passwords(rounds=1, memory=64, at_once=2)

Add = Callable[..., Awaitable[Person]]


@pytest.fixture
def add(database: Database) -> Add:
    """Adds a person to a school, with THE_PASSWORD unless told otherwise."""

    async def adding(school: UUID, name: str, *roles: Role, password: str | None = THE_PASSWORD, **more: Any) -> Person:
        person = accounts.new_person(school, name, name.lower(), frozenset(roles), NOW, **more)
        async with database.school(school) as conn:
            await store.add_person(conn, person, await QUICK.make(password) if password else None)
        return person

    return adding


@pytest.fixture
async def hillside(database: Database, school: UUID) -> School:
    """The school of Ada, Ben, Dana and Eve."""
    async with database.school(school) as conn:
        return await store.view_school(conn)


@pytest.fixture
async def ada(add: Add, school: UUID) -> Person:
    """Learns; old enough to agree for herself."""
    return await add(school, "Ada", Role.LEARNER, age_band=AgeBand.OLDER_TEEN)


@pytest.fixture
async def ben(add: Add, school: UUID) -> Person:
    """Learns in Ada's class; below the age line."""
    return await add(school, "Ben", Role.LEARNER, age_band=AgeBand.TEEN)


@pytest.fixture
async def dana(add: Add, school: UUID) -> Person:
    """Teaches Ada and Ben, once ``room`` is asked for."""
    return await add(school, "Dana", Role.TEACHER)


@pytest.fixture
async def eve(add: Add, school: UUID) -> Person:
    """Teaches at the same school, but not Ada; wants to know everything."""
    return await add(school, "Eve", Role.TEACHER)


@pytest.fixture
async def olga(add: Add, school: UUID) -> Person:
    """Runs the school's Chiron."""
    return await add(school, "Olga", Role.OPERATOR)


@pytest.fixture
async def cleo(add: Add, other_school: UUID) -> Person:
    """Learns, teaches and operates at another school."""
    return await add(other_school, "Cleo", *Role)


@pytest.fixture
async def room(database: Database, school: UUID, dana: Person, ada: Person, ben: Person) -> classes.Class:
    """Dana's class 8B, with Ada and Ben."""
    async with database.school(school) as conn:
        made = await classes.make(conn, dana, "8B", "Autumn", NOW)
        code = await classes.new_code(conn, dana, made.id, NOW)
        for learner in (ada, ben):
            await classes.join(conn, learner, code.code, NOW)
        return await classes.view(conn, made.id)


Enter = Callable[..., Awaitable[str]]


@pytest.fixture
def enter(database: Database) -> Enter:
    """Signs a person in and gives their token; every part of it can be told otherwise."""

    async def entering(person: Person, password: str = THE_PASSWORD, **more: Any) -> str:
        return await sign_in.sign_in(
            database,
            person.school,
            more.get("name", person.sign_in_name),
            password,
            more.get("address", HERE),
            more.get("now", NOW),
            more.get("passwords", QUICK),
        )

    return entering


@pytest.fixture
def quick() -> Passwords:
    """Hashing that costs next to nothing."""
    return QUICK
