"""What every route is given: the rooms of the house that the main floor opened, and how the site is reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from starlette.requests import HTTPConnection

from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.library.shelf import Shelf
from chiron.engine.records.database import Database


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
    """The open rooms. ``secret`` signs forms; ``clock`` gives the time with its zone, in UTC."""

    database: Database
    site: Site
    secret: bytes
    clock: Callable[[], datetime]
    shelf: Shelf
    tutoring: TutoringDesk


def house(connection: HTTPConnection) -> House:
    """The house that serves this request."""
    return cast(House, connection.app.state.house)
