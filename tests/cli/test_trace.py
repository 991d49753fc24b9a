"""``chiron trace``: a turn explained at the machine, without a word of it unless asked."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.desks.test_earlier_decisions import SAID, School, bulbs

from chiron.core.errors import NotFound
from chiron.engine.records import log
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.faces.cli import office, trace
from chiron.main.settings import Settings


def never(**_: Any) -> Any:
    """This command starts nothing."""
    raise AssertionError


async def test_a_turn_is_told_with_its_words_only_where_asked(
    endpoint: Endpoint,
    database: Database,
    school: UUID,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def prepared(*_: object) -> Endpoint:
        return replace(endpoint, server=None)

    monkeypatch.setattr(office, "prepare", prepared)
    desk = office.Office(Settings(home=home), never)
    north = await School.open(database, school, bulbs())
    ada = await north.learner("Ada")
    key = await north.answer(ada, SAID)
    async with database.school(school) as conn:
        (attempt,) = await log.read(conn, ada.id, kinds=("step.attempted",))
    for name in (str(attempt.id), attempt.draft.key):
        options = argparse.Namespace(turn=name, words=False, school="north")
        assert await trace.run(options, desk) == 0
        told = capsys.readouterr().out
        assert f"turn {attempt.id}" in told
        assert "decided again: the same" in told
        assert f"checked by {attempt.draft.made.checker}" in told
        assert f": {attempt.body['outcome']}" not in told
    assert await trace.run(argparse.Namespace(turn=str(attempt.id), words=True, school="north"), desk) == 0
    assert f"checked by {attempt.draft.made.checker}: {attempt.body['outcome']}" in capsys.readouterr().out
    with pytest.raises(NotFound, match="no turn"):
        await trace.run(argparse.Namespace(turn="nothing", words=False, school="north"), desk)
    assert key
