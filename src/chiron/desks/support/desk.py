"""The support desk: what its rooms need, and the door of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from chiron.core.errors import NotFound
from chiron.engine.people import Action, Person, require
from chiron.engine.people.access import require_support
from chiron.engine.people.store import view_school
from chiron.engine.records.database import Connection, Database


@dataclass(frozen=True, slots=True)
class SupportDesk:
    """The database, the clock and the ids that main gives; ``home`` is the data folder, for the list of erasures."""

    database: Database
    clock: Callable[[], datetime]
    new_id: Callable[[], UUID]
    home: Path


async def enter(conn: Connection, actor: Person, action: Action = Action.SERVE_CUSTOMERS) -> None:
    """Return where an agent may: the school has a support desk, and they may do this there.

    Raises NotFound where there is no desk, NotAllowed.
    """
    require_support(await view_school(conn))
    await require(conn, actor, action)


def nobody() -> NotFound:
    """The error for a customer who is not here."""
    return NotFound("There is no such customer here.")
