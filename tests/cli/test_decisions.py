"""What people decided of short answers, written out for training: a school's own, and nobody's who is erased."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.desks.test_earlier_decisions import SAID, School, bulbs

from chiron.core.errors import InvalidInput, NotFound
from chiron.engine.people import leaving
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.faces.cli import decisions, office, regrade
from chiron.main.settings import Settings


def never(**_: Any) -> Any:
    """This command starts nothing."""
    raise AssertionError


@pytest.fixture
def desk(endpoint: Endpoint, home: Path, monkeypatch: pytest.MonkeyPatch) -> office.Office:
    async def prepared(*_: object) -> Endpoint:
        return replace(endpoint, server=None)

    monkeypatch.setattr(office, "prepare", prepared)
    return office.Office(Settings(home=home), never)


def options(file: Path, school: str) -> argparse.Namespace:
    return argparse.Namespace(file=file, school=school)


async def test_rows_of_this_school_and_whose_they_are(
    desk: office.Office,
    database: Database,
    school: UUID,
    other_school: UUID,
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    north = await School.open(database, school, bulbs())
    south = await School.open(database, other_school, bulbs())
    with pytest.raises(NotFound, match="Nothing was written"):
        await decisions.run(options(tmp_path / "none", "north"), desk)
    ada, ben, cleo = await north.learner("Ada"), await north.learner("Ben"), await south.learner("Cleo")
    key = await north.decided(ada, SAID, "right")
    await north.decide(ada, key, "not-yet")
    await north.decided(ben, "It is somehow open.", "right")
    await north.answer(await north.learner("Mia"), "Nobody decided this.")
    await south.decided(cleo, "Words of another school.", "right")
    file = tmp_path / "rows.jsonl"
    assert await decisions.run(options(file, "north"), desk) == 0
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [(row["learner"], row["answer"], row["right"]) for row in rows] == [
        (str(ada.id), SAID, False),
        (str(ben.id), "It is somehow open.", True),
    ]
    assert rows[0]["question"] == "Why does the bulb go out when the switch is opened?"
    assert rows[0]["references"] == ["There is a gap in the path of the current."]
    assert file.stat().st_mode & 0o077 == 0, "only its owner reads it"
    out = capsys.readouterr().out
    assert "2 decided answers of 2 learners of North School" in out
    assert ada.sign_in_name in out
    assert cleo.sign_in_name not in out
    with pytest.raises(InvalidInput):
        await decisions.run(options(file, "north"), desk)
    await leaving.erase_as_host(database, home, school, ada.id, dry=False)
    assert await decisions.run(options(tmp_path / "later", "north"), desk) == 0
    assert SAID not in (tmp_path / "later").read_text("utf-8")


async def test_checking_again_says_that_it_follows_people(
    desk: office.Office, database: Database, school: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    north = await School.open(database, school, bulbs())
    ada, ben = await north.learner("Ada"), await north.learner("Ben")
    await north.answer(ben, SAID)
    await north.decided(ada, SAID, "right")
    wanted = {"school": None, "course": None, "checker": None, "since": None, "csv": None, "yes": False}
    said = []
    for _ in range(2):
        assert await regrade.run(argparse.Namespace(dry_run=True, **wanted), desk) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert "1 of them follows people's decisions of answers to the same question, as they stand now" in said[0]
    assert "person by short-text@2 -> correct by short-text@2: changes" in said[0]
    assert "2 answers checked again: 1 the same, 1 would change" in said[0]
