"""The statement that puts a transaction into a school."""

from __future__ import annotations

from typing import LiteralString
from uuid import UUID


def enter(school: UUID) -> LiteralString:
    """What sets the school for the transaction it is sent in; a UUID's text needs no quoting."""
    return f"SELECT set_config('app.school', '{UUID(int=school.int)}', true)"
