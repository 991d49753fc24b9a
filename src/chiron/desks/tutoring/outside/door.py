"""Who comes with a token, for every face that programs come in by; and what these need of the open house."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from chiron.core.errors import SignInNeeded
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.models import Models
from chiron.engine.people.tokens import Bearer, use
from chiron.engine.records.database import Database


class Rooms(Protocol):
    """The open rooms of the house."""

    @property
    def database(self) -> Database: ...
    @property
    def tutoring(self) -> TutoringDesk: ...
    @property
    def models(self) -> Models | None: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...


async def came(rooms: Rooms, authorization: str) -> Bearer:
    """Who sent this header. Raises SignInNeeded where it holds no token that opens anything, NotAllowed, TooMany."""
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise SignInNeeded("Send a token of Chiron's as the key: Authorization: Bearer chiron-…")
    return await use(rooms.database, token.strip(), rooms.clock())
