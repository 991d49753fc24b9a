"""``chiron course reviews``: an operator brings a learner's reviews, and it is on record who did."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cli.test_people import Desk, desk, hillside  # noqa: F401
from tests.library.importing.anki_fakes import packed
from tests.web.test_bringing import deck

from chiron.core.errors import InvalidInput, NotFound
from chiron.engine.library.importing.bringing import bring
from chiron.engine.library.importing.updating import save
from chiron.engine.library.reading import read_course
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import schools
from chiron.engine.records import log
from chiron.engine.records.database import Database
from chiron.faces.cli.finding import find_person


async def test_an_operator_brings_them_for_a_learner(
    hillside: Desk,  # noqa: F811
    database: Database,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "biology.apkg"
    path.write_bytes(packed(deck(round(datetime.now(UTC).timestamp() * 1000)), 3, tmp_path))
    school = await schools.find(database, "hillside-school")
    with pytest.raises(NotFound):
        await hillside.run("course", "reviews", str(path), "--of", "ada")
    brought = bring(path)
    save(tmp_path / "course", brought.composed, brought.report, tmp_path)
    async with database.school(school.id) as conn:
        await Shelf().publish(conn, read_course(tmp_path / "course"))
    capsys.readouterr()
    assert await hillside.run("course", "reviews", str(path), "--of", "ada", "--dry-run") == 0
    assert "12 reviews of 3 cards would come to Ada in biology." in capsys.readouterr().out
    assert await hillside.run("course", "reviews", str(path), "--of", "ada") == 0
    said = capsys.readouterr().out
    assert "12 reviews of 3 cards came to Ada" in said
    assert "  1 were cramming" in said
    async with database.school(school.id) as conn:
        ada = await find_person(conn, "ada")
        (event,) = await log.read(conn, ada.id, kinds={"reviews.brought"})
    assert (event.draft.actor, event.body["by"]) == (None, "operator")
    with pytest.raises(InvalidInput):
        await hillside.run("course", "reviews", str(path), "--of", "ada")
