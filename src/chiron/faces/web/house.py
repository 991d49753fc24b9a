"""What every route is given: the rooms of the house that the main floor opened, and how the site is reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from starlette.requests import HTTPConnection

from chiron.core.errors import SignInNeeded
from chiron.desks.studio.inbox import open_cases
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.library.shelf import Shelf
from chiron.engine.people.person import Person
from chiron.engine.people.sign_in import Sitting
from chiron.engine.people.sign_in import sitting as sitting_of
from chiron.engine.records.database import Database
from chiron.faces.web import language


@dataclass(frozen=True, slots=True)
class Site:
    """How browsers reach this Chiron. ``demo`` is true only for a demo school on a loopback address."""

    base_path: str = ""
    https: bool = False
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    proxies: tuple[str, ...] = ("127.0.0.1",)
    demo: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """The open rooms. ``secret`` signs forms; ``clock`` gives the time with its zone, in UTC. ``home`` is
    the data folder, for what must be remembered outside the database."""

    database: Database
    site: Site
    secret: bytes
    clock: Callable[[], datetime]
    shelf: Shelf
    tutoring: TutoringDesk
    home: Path | None = None


def house(connection: HTTPConnection) -> House:
    """The house that serves this request."""
    return cast(House, connection.app.state.house)


async def speak(connection: HTTPConnection) -> None:
    """The language that the browser asks for, until it is known who is signed in."""
    wanted = connection.query_params.get("language")
    language.use(language.choose(wanted, connection.headers.get("accept-language", "")))


SITTING_COOKIE = "chiron_sitting"


async def sitting(connection: HTTPConnection) -> Sitting:
    """Who is signed in, looked up once a request. Raises SignInNeeded."""
    known = getattr(connection.state, "sitting", None)
    if known is None:
        known = await _sitting(connection)
        connection.state.sitting = known
    return cast(Sitting, known)


async def _sitting(connection: HTTPConnection) -> Sitting:
    rooms = house(connection)
    found = await sitting_of(rooms.database, connection.cookies.get(SITTING_COOKIE, ""), rooms.clock())
    if found is None:
        raise SignInNeeded("Please sign in. What you wrote is kept on this page.")
    accepted = connection.headers.get("accept-language", "")
    language.use(language.choose(found.person.language, accepted), found.school.time_zone)
    connection.state.waiting = await _waiting(connection, rooms, found.person)
    return found


async def _waiting(connection: HTTPConnection, rooms: House, person: Person) -> int:
    """How many cases of the inbox wait for a teacher or an operator; a learner's pages and turns do not ask."""
    turn = connection.scope.get("method") != "GET" or "/words/" in connection.scope["path"]
    if not person.has(Role.TEACHER, Role.OPERATOR) or (turn and connection.scope["path"].startswith("/learn/")):
        return 0
    async with rooms.database.school(person.school) as conn:
        return len(await open_cases(conn, person))


async def person(connection: HTTPConnection) -> Person:
    """The person who is signed in. Raises SignInNeeded."""
    return (await sitting(connection)).person
