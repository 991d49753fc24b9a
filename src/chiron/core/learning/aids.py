"""What a learner's state keeps of things to read, see and try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chiron.core.words import Json


@dataclass(frozen=True, slots=True)
class Offer:
    """What was offered beside an item, and why; ``put_away`` once it no longer stands there."""

    id: str
    resource: str
    skill: str
    reason: str
    because: dict[str, Json]
    put_away: bool = False


@dataclass(frozen=True, slots=True)
class Used:
    """What became of a resource: when it was last offered, opened and left, and ``how``: ``done``, ``not-for-me`` or
    ``put-away``."""

    offered: datetime | None = None
    opened: datetime | None = None
    left: datetime | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class AtResource:
    """The resource that the learner is at: the item and the offer it was opened from, empty where it was found."""

    resource: str
    at: datetime
    item: str = ""
    offer: str = ""
