"""Time and chance, which every other floor is given."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random, SystemRandom


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def chance() -> Random:
    """Fresh chance for one decision."""
    return Random(SystemRandom().getrandbits(64))  # noqa: S311 - chooses templates, guards nothing
