"""Statements about who comes and what is kept of them."""

from __future__ import annotations

from datetime import datetime

from chiron.engine.people import sign_in
from chiron.engine.people.sign_in import Sitting
from chiron.engine.people.sign_in.store import SITTER
from chiron.engine.records.database import Statement
from chiron.engine.records.store import gathering, unchanged

_GATHER_SITTER = gathering(SITTER)


def gathering_of_sitter(hash: bytes, course: str, known: str) -> Statement:
    """What ``records.store.gathering`` tells of whoever has the sitting with a hash."""
    return _GATHER_SITTER, (known, hash, course)


def holding(sitting: Sitting, now: datetime, course: str, version: str) -> Statement:
    """The condition that a sitting is live and as it was read, and the snapshot of its person too."""
    (seated, first), (kept, rest) = sign_in.holding(sitting, now), unchanged(sitting.person.id, course, version)
    return f"{seated} AND {kept}", (*first, *rest)
