"""What every route is given: the rooms of the house that the main floor opened, and how the site is reached."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import cast

from starlette.requests import HTTPConnection

from chiron.core.errors import SignInNeeded
from chiron.desks.studio.inbox import open_cases
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.folds.arrival import Remembered, arrive, remember
from chiron.engine.library.packages.launches import Play
from chiron.engine.library.shelf import Shelf
from chiron.engine.models import Models
from chiron.engine.people.person import Person, Role
from chiron.engine.people.sign_in import Sitting
from chiron.engine.people.sign_in import sitting as sitting_of
from chiron.engine.records.database import Database
from chiron.engine.records.log import Found
from chiron.faces.web import language
from chiron.faces.web.headers import cookie_name


@dataclass(frozen=True, slots=True)
class Site:
    """How browsers reach this Chiron. ``demo`` is true only for a demo school on a loopback address."""

    base_path: str = ""
    https: bool = False
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    proxies: tuple[str, ...] = ()
    demo: bool = False
    upload: int = 512_000_000
    """Bytes of a file that staff may upload to be imported."""

    def cookie(self, name: str) -> str:
        """The name under which a cookie is kept here."""
        return cookie_name(name, self.https, self.base_path)


@dataclass(frozen=True, slots=True)
class House:
    """The open rooms. ``secret`` signs forms; ``clock`` gives the time with its zone, in UTC. ``home`` is
    the data folder, for what must be remembered outside the database. ``models`` asks language models; None asks none.
    ``play`` is where packages are played; by default nowhere.
    """

    database: Database
    site: Site
    secret: bytes
    clock: Callable[[], datetime]
    shelf: Shelf
    tutoring: TutoringDesk
    home: Path | None = None
    models: Models | None = None
    play: Play = field(default_factory=lambda: Play(b""))


def house(connection: HTTPConnection) -> House:
    """The house that serves this request."""
    return cast(House, connection.app.state.house)


async def speak(connection: HTTPConnection) -> None:
    """The language that the browser asks for, until it is known who is signed in."""
    wanted = connection.query_params.get("language")
    language.use(language.choose(wanted, connection.headers.get("accept-language", "")))


SITTING_COOKIE = "chiron_sitting"
_BESIDE = re.compile(r"/(?:words|media)/")


async def sitting(connection: HTTPConnection) -> Sitting:
    """Who is signed in, looked up once a request. Raises SignInNeeded."""
    known = getattr(connection.state, "sitting", None)
    if known is None:
        known = await _sitting(connection)
        connection.state.sitting = known
    return cast(Sitting, known)


async def arrived(connection: HTTPConnection, course: str) -> Found:
    """``sitting`` for a turn: with it is read what is kept of the person in a course. Raises SignInNeeded."""
    rooms = house(connection)
    sitting, kept = await arrive(
        rooms.database, rooms.tutoring.folds.held, _token(connection, rooms), course, rooms.clock()
    )
    connection.state.sitting = await _seated(connection, rooms, sitting)
    return kept


async def remembered(connection: HTTPConnection, course: str) -> Remembered | None:
    """``arrived`` without asking the database, for a turn that is written only if it still holds."""
    rooms = house(connection)
    known = remember(rooms.tutoring.folds, _token(connection, rooms), course, rooms.clock())
    if known is not None:
        connection.state.sitting = await _seated(connection, rooms, known.sitting)
    return known


def forget(connection: HTTPConnection) -> None:
    """Take back ``remembered``: no page may show anything by it."""
    connection.state.sitting = connection.state.nav = None
    connection.state.waiting = 0


async def _sitting(connection: HTTPConnection) -> Sitting:
    rooms = house(connection)
    return await _seated(connection, rooms, await sitting_of(rooms.database, _token(connection, rooms), rooms.clock()))


def _token(connection: HTTPConnection, rooms: House) -> str:
    return connection.cookies.get(rooms.site.cookie(SITTING_COOKIE), "")


async def _seated(connection: HTTPConnection, rooms: House, found: Sitting | None) -> Sitting:
    if found is None:
        raise SignInNeeded("Please sign in. What you wrote is kept on this page.")
    accepted = connection.headers.get("accept-language", "")
    language.use(language.choose(found.person.language, accepted), found.school.time_zone)
    connection.state.waiting = await _waiting(connection, rooms, found.person)
    return found


async def _waiting(connection: HTTPConnection, rooms: House, person: Person) -> int:
    """How many cases of the inbox wait for a teacher or an operator; what shows no navigation does not ask."""
    turn = connection.scope.get("method") != "GET" or _BESIDE.search(connection.scope["path"])
    if not person.has(Role.TEACHER, Role.OPERATOR) or (turn and connection.scope["path"].startswith("/learn/")):
        return 0
    async with rooms.database.school(person.school) as conn:
        return len(await open_cases(conn, person))


async def person(connection: HTTPConnection) -> Person:
    """The person who is signed in. Raises SignInNeeded."""
    return (await sitting(connection)).person
