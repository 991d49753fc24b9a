"""Every table and column is declared with what it tells about a person."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import chiron
from chiron.core.events import Personal
from chiron.engine.records.database import Database
from chiron.engine.records.personal import Declaration, collect, differences

ROOT = Path(chiron.__file__).parent


def declarations() -> list[Declaration]:
    """The declaration of every room that has one."""
    names = (".".join(file.relative_to(ROOT.parent).with_suffix("").parts) for file in ROOT.rglob("personal.py"))
    return [importlib.import_module(name).PERSONAL for name in sorted(names)]


async def test_every_column_is_declared(database: Database) -> None:
    async with database.anyone() as conn:
        assert await differences(conn, collect(declarations())) == []


async def test_what_is_missing_or_gone_is_found(database: Database) -> None:
    declared = dict(collect(declarations()))
    declared["erasure"] = {"school": Personal.NO, "subject": Personal.IDENTIFIES, "mood": Personal.SENSITIVE}
    async with database.anyone() as conn:
        found = await differences(conn, declared)
    assert [line for line in found if line.startswith("erasure.")] == [
        "erasure.at is not declared",
        "erasure.mood is declared and does not exist",
    ]


def test_two_rooms_may_not_declare_the_same_table() -> None:
    with pytest.raises(ValueError, match="event"):
        collect([{"event": {}}, {"event": {}}])
