"""The commands about schools and people, on a real PostgreSQL."""

from __future__ import annotations

import argparse
import importlib
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chiron.core.errors import ChironError, Conflict, InvalidInput, NotFound
from chiron.engine.people import classes, schools, store
from chiron.engine.people.person import Role
from chiron.engine.records import erasure
from chiron.engine.records.database import Database


class Desk:
    """An office whose records are the test's."""

    def __init__(self, records: Database, home: Path) -> None:
        self.records, self.settings, self.samples = records, SimpleNamespace(home=home), ()

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        yield self.records

    async def run(self, command: str, *words: str) -> int:
        """Run a command as its module does it."""
        module: Any = importlib.import_module(f"chiron.faces.cli.{command}")
        parser = argparse.ArgumentParser()
        module.arguments(parser)
        return int(await module.run(parser.parse_args(words), self))


@pytest.fixture
async def desk(database: Database, home: Path) -> Desk:
    return Desk(database, home)


@pytest.fixture
async def hillside(desk: Desk) -> Desk:
    """One school with Ruth, who runs it, and Ada."""
    await make_hillside(desk)
    return desk


async def make_hillside(desk: Desk) -> None:
    await desk.run("school", "create", "Hillside School", "--country", "gb", "--time-zone", "Europe/London")
    await desk.run("person", "create", "Ruth Adeyemi", "--role", "operator", "--role", "teacher")
    await desk.run("person", "create", "Ada")


@pytest.fixture
async def told(capsys: pytest.CaptureFixture[str], desk: Desk) -> str:
    """What was printed while Hillside was made."""
    await make_hillside(desk)
    return capsys.readouterr().out


async def test_a_school_and_its_people_are_made(desk: Desk, told: str) -> None:
    assert "short name is hillside-school" in told
    assert "Sign-in name: ruth.adeyemi" in told
    school = await schools.find(desk.records, "hillside-school")
    assert (school.country, school.time_zone, school.demo) == ("GB", "Europe/London", False)
    async with desk.records.school(school.id) as conn:
        roles = {person.name: person.roles for person in await store.view_people(conn)}
    assert roles == {"Ada": {Role.LEARNER}, "Ruth Adeyemi": {Role.OPERATOR, Role.TEACHER}}


@pytest.mark.parametrize(
    ("words", "error", "says"),
    [
        (("school", "create", "Hillside School"), Conflict, "already a school"),
        (("school", "create", "X", "--time-zone", "Mars"), InvalidInput, "time zone"),
        (("person", "create", "Ada", "--sign-in-name", "ada"), Conflict, "taken"),
        (("person", "create", "Ada", "--role", "king"), InvalidInput, "no role 'king'"),
        (("person", "create", "Ada", "--school", "nowhere"), NotFound, "'nowhere'"),
        (("person", "reset", "nobody"), NotFound, "'nobody'"),
        (("person", "import", "/no/such/file.csv"), InvalidInput, "cannot be read"),
        (("erase", "ruth.adeyemi", "--yes"), ChironError, "only operator"),
        (("erase", "01a1fe69-b69a-7ddf-a48e-87d9f82181fb"), NotFound, "01a1fe69"),
        (("export", "ada", "/no/such/folder/x.zip"), InvalidInput, "cannot be written"),
    ],
)
async def test_a_mistake_gets_one_clear_line(hillside: Desk, words, error, says: str) -> None:
    with pytest.raises(error, match=says) as refused:
        await hillside.run(*words)
    assert "\n" not in refused.value.message


async def test_without_a_school_the_remedy_is_told(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="chiron school create"):
        await desk.run("person", "create", "Ada")


async def test_an_import_is_all_or_nothing(hillside: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, codes = tmp_path / "people.csv", tmp_path / "codes.csv"
    file.write_text("name,roles,class\nMia,,8B\nBen,king,8B\n")
    with pytest.raises(InvalidInput, match="1 fault"):
        await hillside.run("person", "import", str(file))
    assert "line 3, roles: There is no role 'king'" in capsys.readouterr().err
    file.write_text("name,roles,class\nMia,,8B\nBen,,8B\n")
    await hillside.run("person", "import", str(file), "--dry-run")
    assert "2 people would be added" in capsys.readouterr().out
    await hillside.run("person", "import", str(file), "--codes", str(codes))
    assert codes.stat().st_mode & 0o077 == 0
    assert len(codes.read_text("utf-8-sig").splitlines()) == 3
    with pytest.raises(InvalidInput, match="already there"):
        await hillside.run("person", "import", str(file), "--codes", str(codes))
    school = await schools.find(hillside.records, "hillside-school")
    async with hillside.records.school(school.id) as conn:
        assert [found.learners for found in await classes.of_school(conn)] == [2]


async def test_a_person_is_exported_then_erased(
    hillside: Desk, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parcel = tmp_path / "ada.zip"
    await hillside.run("export", "ADA", str(parcel))
    assert "data.json" in zipfile.ZipFile(parcel).namelist()
    capsys.readouterr()
    await hillside.run("erase", "ada")
    told = capsys.readouterr().out
    assert "would be erased" in told
    assert "1  Account" in told
    assert "person" not in told.partition("erased:")[2], "tables are named in users' words"
    school = await schools.find(hillside.records, "hillside-school")
    async with hillside.records.school(school.id) as conn:
        assert await store.find_account(conn, "ada") is not None
    await hillside.run("erase", "ada", "--yes")
    async with hillside.records.school(school.id) as conn:
        assert await store.find_account(conn, "ada") is None
    assert len(erasure.remembered(home)) == 1
