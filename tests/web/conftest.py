"""The web application on a real database, with people of two schools and browsers that are signed in as them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.folds import Folds
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import classes, sign_in, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.people.sign_in import begin
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from chiron.faces.web.build import build
from chiron.faces.web.house import SITTING_COOKIE, House, Site
from tests.core.tiny import tiny


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


@dataclass
class Browser:
    """One person's browser. Pages come back as text; forms are sent as the page has them."""

    client: httpx.AsyncClient
    person: Person | None
    page: str = ""

    async def get(self, path: str, **kwargs: object) -> httpx.Response:
        """Open a page."""
        found = await self.client.get(path, **kwargs)  # type: ignore[arg-type]
        self.page = found.text
        return found

    async def post(self, path: str, data: dict[str, object] | None = None, htmx: bool = False) -> httpx.Response:
        """Send a form with the token and key of the page that was opened last."""
        hidden = {name: self.hidden(name) for name in ("csrf", "key") if self.hidden(name)}
        headers = {"hx-request": "true"} if htmx else {}
        found = await self.client.post(path, data={**hidden, **(data or {})}, headers=headers)
        self.page = found.text or self.page
        return found

    def hidden(self, name: str) -> str:
        """The value of a hidden field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return found.group(1) if found else ""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def rooms(database: Database, clock: Clock, home: Path) -> House:
    shelf = Shelf()
    desk = TutoringDesk(database, Folds(shelf, model()), clock, lambda: Random(7), new_id, policy())
    return House(database, Site(hosts=("chiron.test",)), b"secret of these tests", clock, shelf, desk, home)


@pytest.fixture
async def app(rooms: House) -> FastAPI:
    made = build(rooms.site, lambda: None)  # type: ignore[arg-type, return-value]
    made.state.house = rooms
    return made


@dataclass
class People:
    """Ada learns, Ben shares her room, Cleo is at another school, Dana teaches, Eve must be stopped."""

    ada: Person
    ben: Person
    cleo: Person
    dana: Person
    eve: Person
    room: UUID


@pytest.fixture
async def people(rooms: House, school: UUID, other_school: UUID, clock: Clock) -> People:
    learner, teacher = frozenset({Role.LEARNER}), frozenset({Role.TEACHER})

    def person(where: UUID, name: str, roles: frozenset[Role]) -> Person:
        made = new_person(where, name, name.lower(), roles, clock.now, AgeBand.ADULT)
        return replace(made, preferences={"course": "tiny"})

    ada, ben, dana = person(school, "Ada", learner), person(school, "Ben", learner), person(school, "Dana", teacher)
    eve, cleo = person(school, "Eve", teacher), person(other_school, "Cleo", learner | teacher)
    async with rooms.database.school(school) as conn:
        for each in (ada, ben, dana, eve):
            await store.add_person(conn, each, None)
        room = await classes.make(conn, dana, "8B", "Autumn", clock.now)
        for each in (ada, ben):
            await classes.store.add_member(conn, room.id, each.id, "learner", clock.now)
        await rooms.shelf.publish(conn, tiny())
    async with rooms.database.school(other_school) as conn:
        await store.add_person(conn, cleo, None)
        await rooms.shelf.publish(conn, tiny())
    return People(ada, ben, cleo, dana, eve, room.id)


@pytest.fixture
async def browser_of(app: FastAPI, rooms: House, clock: Clock) -> AsyncIterator[Callable[[Person | None], object]]:
    """A browser signed in as a person, or as nobody."""
    opened: list[httpx.AsyncClient] = []

    async def make(person: Person | None) -> Browser:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("127.0.0.1", 4242))
        client = httpx.AsyncClient(transport=transport, base_url="http://chiron.test")
        opened.append(client)
        if person is not None:
            async with rooms.database.school(person.school) as conn:
                client.cookies.set(SITTING_COOKIE, await begin(conn, person, clock.now), domain="chiron.test")
        return Browser(client, person)

    yield make
    for client in opened:
        await client.aclose()


THE_PASSWORD = "turnip velvet canoe"


@pytest.fixture
async def olga(rooms: House, school: UUID, clock: Clock) -> Person:
    """Runs the school's Chiron."""
    person = new_person(school, "Olga", "olga", frozenset({Role.OPERATOR}), clock.now)
    async with rooms.database.school(school) as conn:
        await store.add_person(conn, person, None)
    return person


@pytest.fixture
async def with_password(rooms: House, people: People) -> Person:
    """Ada, who has a password."""
    async with rooms.database.school(people.ada.school) as conn:
        await store.set_password(conn, people.ada.id, await sign_in.PASSWORDS.make(THE_PASSWORD))
    return people.ada
