"""backup, restore and rebuild by command, on the demo school."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chiron.core.errors import Conflict, InvalidInput, NotFound
from chiron.engine.people import schools, store
from chiron.engine.people.school import School
from chiron.engine.records import log
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.faces.cli import backup, office, rebuild, restore
from chiron.main.app import house_of
from chiron.main.demo import seed
from chiron.main.settings import Settings


def never(**_: Any) -> Any:
    """These commands start nothing."""
    raise AssertionError


@pytest.fixture
def desk(endpoint: Endpoint, home: Path, monkeypatch: pytest.MonkeyPatch) -> office.Office:
    """An office whose records are this test's database."""

    async def prepared(*_: object) -> Endpoint:
        return replace(endpoint, server=None)

    monkeypatch.setattr(office, "prepare", prepared)
    return office.Office(Settings(home=home), never)


@pytest.fixture
async def demo(database: Database, home: Path) -> School:
    """The demo school, seeded."""
    await seed(house_of(Settings(home=home), database))
    school = await schools.only(database)
    assert school is not None
    return school


def options(**given: Any) -> argparse.Namespace:
    """What a command line said."""
    return argparse.Namespace(**given)


async def test_rebuilding_gives_the_identical_state_and_finds_a_false_one(
    desk: office.Office, demo: School, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    everyone = options(school=None, person=None, verbose=False)
    assert await rebuild.run(everyone, desk) == 0
    assert "states folded again, all as they were kept." in capsys.readouterr().out

    async with database.school(demo.id) as conn:
        subject = (await log.subjects(conn))[0]
        person = await store.view_person(conn, subject)
        course = str(person.preferences["course"])
        found = await log.gather(conn, subject, course)
        await log.keep(conn, subject, course, found.seq, str(found.parameters), {**found.state, "seconds": {}})

    assert await rebuild.run(everyone, desk) == 1
    assert f"{demo.slug} {person.sign_in_name} {course}" in capsys.readouterr().out
    async with database.school(demo.id) as conn:
        assert (await log.gather(conn, subject, course)).state == found.state
    assert await rebuild.run(options(school=demo.slug, person=None, verbose=False), desk) == 0


async def test_rebuilding_an_unknown_school_names_the_known_ones(
    desk: office.Office, database: Database, school: UUID
) -> None:
    known = await schools.only(database)
    assert known is not None
    assert known.id == school
    with pytest.raises(NotFound, match=known.slug):
        await rebuild.run(options(school="nowhere", person=None, verbose=False), desk)


async def test_a_backup_by_command_comes_back(
    desk: office.Office, demo: School, database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kept.zip"
    assert await backup.run(options(file=file), desk) == 0
    assert str(file) in capsys.readouterr().out
    with pytest.raises(Conflict, match=r"kept\.zip exists"):
        await backup.run(options(file=file), desk)

    async with database.school(demo.id) as conn:
        before = len(await store.view_people(conn))
        await store.close_person(conn, (await store.view_people(conn))[0].id, datetime(2026, 11, 21, tzinfo=UTC))
        assert len(await store.view_people(conn)) == before - 1

    assert await restore.run(options(file=file, yes=True), desk) == 0
    assert "saved in" in capsys.readouterr().out
    async with database.school(demo.id) as conn:
        assert len(await store.view_people(conn)) == before


async def test_restoring_asks_first_and_names_a_missing_file(desk: office.Office, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"no file .*gone\.zip"):
        await restore.run(options(file=tmp_path / "gone.zip", yes=True), desk)
    (tmp_path / "some.zip").write_bytes(b"no archive")
    with pytest.raises(InvalidInput, match="--yes"):
        await restore.run(options(file=tmp_path / "some.zip", yes=False), desk)
