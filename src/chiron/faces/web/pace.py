"""How often one person may do a thing: what no hand does by itself is no learning, and would fill the log.

Counted in each worker's memory, in windows of fixed length: this guards the disk, not a secret.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from fastapi import Request

from chiron.core.errors import TooMany
from chiron.faces.web.house import house

WINDOW = timedelta(minutes=5)
MOST = {
    "say": 100,
    "report": 30,
    "rate": 100,
    "goal": 30,
    "settings": 60,
    "reading": 900,
    "resource": 200,
    "package": 150,
    "launch": 60,
    "upload": 30,
    "look": 60,
}
"""So often within a window, by what is done; anything else counts towards ``OTHERWISE``."""
OTHERWISE = 3_000
PEOPLE = 20_000
"""So many people's counts are held."""


@dataclass(slots=True)
class Pace:
    """The counts of one worker, and who is sending it a file just now."""

    coming: set[UUID] = field(default_factory=set)
    _counts: OrderedDict[tuple[UUID, str], tuple[datetime, int]] = field(default_factory=OrderedDict)

    def count(self, person: UUID, what: str, now: datetime) -> None:
        """Count one more. Raises TooMany with the seconds to wait."""
        kind = what if what in MOST else ""
        began, times = self._counts.pop((person, kind), (now, 0))
        if now - began >= WINDOW:
            began, times = now, 0
        self._counts[person, kind] = (began, times + 1)
        while len(self._counts) > PEOPLE:
            self._counts.popitem(last=False)
        if times >= MOST.get(kind, OTHERWISE):
            seconds = max(1, ceil((began + WINDOW - now).total_seconds()))
            raise TooMany("That was more than anyone does in so short a time. Rest for a few minutes.", seconds=seconds)


def keep_pace(request: Request, person: UUID, what: str) -> None:
    """Count something that a person does. Raises TooMany."""
    request.app.state.pace.count(person, what, house(request).clock())
