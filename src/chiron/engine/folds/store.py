"""Statements about who comes and what is kept of them."""

from __future__ import annotations

from chiron.engine.people.sign_in.store import SITTER
from chiron.engine.records.database import Statement
from chiron.engine.records.store import gathering

_GATHER_SITTER = gathering(SITTER)


def gathering_of_sitter(hash: bytes, course: str, known: str) -> Statement:
    """What ``records.store.gathering`` tells of whoever has the sitting with a hash."""
    return _GATHER_SITTER, (known, hash, course)
