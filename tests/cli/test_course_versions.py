"""``chiron course versions``, ``diff``, ``rollback`` and ``publish --dry-run``, as an author types them."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.library.example import write_example

from chiron.core.errors import InvalidInput, NotFound
from chiron.engine.library.reading import read_course
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.faces.cli import course, office
from chiron.main.settings import Settings

Captured = pytest.CaptureFixture[str]
Say = Callable[..., Awaitable[int]]


@pytest.fixture
def say(endpoint: Endpoint, database: Database, school: object, home: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Type a command after ``chiron course``."""

    async def prepared(*_: object) -> Endpoint:
        return replace(endpoint, server=None)

    monkeypatch.setattr(office, "prepare", prepared)
    desk = office.Office(Settings(home=home), lambda **_: None)  # type: ignore[arg-type, return-value]

    async def run(*words: object) -> int:
        parser = argparse.ArgumentParser()
        course.arguments(parser)
        done = course.run(parser.parse_args([str(word) for word in words]), desk)
        return done if isinstance(done, int) else await done

    return run


async def test_a_course_is_published_changed_compared_and_put_back(say: Say, tmp_path: Path, capsys: Captured) -> None:
    folder = write_example(tmp_path / "one")
    other = write_example(tmp_path / "two", carrying=("title: Carrying", "was: [borrowing]\ntitle: Carrying over"))
    name = read_course(folder).id
    assert await say("publish", folder, "--samples", 5, "--note", "First") == 0
    capsys.readouterr()
    assert await say("publish", other, "--samples", 5, "--dry-run") == 0
    told = capsys.readouterr().out
    assert "Carrying{+ over+}" in told
    assert "0 have begun this course." in told
    assert await say("diff", folder, other) == 0
    assert "Carrying{+ over+}" in capsys.readouterr().out
    assert await say("publish", other, "--samples", 5, "--note", "Over") == 0
    capsys.readouterr()
    assert await say("versions", name) == 0
    second, first = (line.split()[2] for line in capsys.readouterr().out.splitlines())
    assert await say("diff", name, first) == 0
    assert await say("diff", name, first, second) == 0
    assert await say("diff", folder) == 0
    assert "Carrying[- over-]" in capsys.readouterr().out
    assert await say("rollback", name, first[:8], "--dry-run") == 0
    assert await say("rollback", name, first[:8], "--note", "Back") == 0
    capsys.readouterr()
    assert await say("versions", name) == 0
    assert "came back; Back" in capsys.readouterr().out.splitlines()[0]


async def test_what_cannot_be_meant_is_said(say: Say, tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    name = read_course(folder).id
    with pytest.raises(NotFound):
        await say("versions", name)
    assert await say("publish", folder, "--samples", 5) == 0
    with pytest.raises(InvalidInput, match="Name one version"):
        await say("diff", name)
    with pytest.raises(NotFound):
        await say("diff", name, "0123456789ab")
    with pytest.raises(NotFound):
        await say("rollback", name, "0")
