"""Time and chance, which every other floor is given."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random, SystemRandom

_CHANCE = SystemRandom()


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def chance() -> Random:
    """Chance for one decision: the system's, which keeps nothing from one to the next."""
    return _CHANCE
