"""What offering something brought: learnt from logs, kept with whose they are, gone with whoever is erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from chiron.core.learning.decide import offers
from chiron.core.learning.mastery import model
from chiron.engine.fits import helping, store
from chiron.engine.fits.live import Fits
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import leaving
from chiron.engine.people import store as people
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records import log, outbox
from chiron.engine.records.database import Database
from chiron.faces.worker.letters import Writer
from chiron.faces.worker.worker import Worker
from tests.core.aids import with_aids
from tests.core.test_resources import Reader

BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = BEGIN + timedelta(days=1)


@pytest.fixture
async def room(database: Database, school: UUID, monkeypatch: pytest.MonkeyPatch) -> list[Person]:
    """Four learners, to two of whom the film was offered; they were right next, the others were not."""
    found = []
    async with database.school(school) as conn:
        version = await Shelf().publish(conn, with_aids())
        for who in range(4):
            given = who % 2 == 0
            monkeypatch.setattr(offers, "_drawn", lambda every, _, given=given: every[0] if given else None)
            reader = Reader(with_aids())
            reader.frame = replace(reader.frame, version=version)
            reader.start("skill", "first")
            for _ in range(2):
                while reader.state.item is not None and not reader.state.item.finished:
                    if not given and not reader.progress.attempts:
                        reader.answer("1")
                    reader.answer()
                reader.go_on()
            person = new_person(school, f"L{who}", f"l{who}", frozenset({Role.LEARNER}), BEGIN, AgeBand.ADULT)
            await people.add_person(conn, person, None)
            await log.append(conn, person.id, 0, [replace(one, actor=person.id) for one in reader.drafts])
            found.append(person)
    return found


async def test_it_is_learnt_kept_used_and_listed_nowhere(
    database: Database, school: UUID, other_school: UUID, room: list[Person]
) -> None:
    version = await helping.learn(database, school, "tiny", LATER)
    assert version is not None
    fits = Fits(model())
    async with database.school(school) as conn:
        live = await fits.live(conn, "tiny")
        assert live.helps is not None
        known = live.helps.known("balance-film", "first")
        assert known is not None
        assert (known.offered, known.beside) == (2, 2)
        assert known.help > 0.5
        assert live.model.version == fits.usual.model.version
        assert await fits.live(conn, "tiny") is live
        assert await store.view_learners(conn, "tiny", version) == sorted(person.id for person in room)
        assert await store.view_fits(conn, "tiny", 10) == []
    assert await helping.learn(database, school, "tiny", LATER) == version
    async with database.school(other_school) as conn:
        assert await helping.known(conn, "tiny") is None


async def test_erasing_somebody_takes_it_away_and_the_next_is_made_without_them(
    database: Database, school: UUID, home: Path, room: list[Person]
) -> None:
    before = await helping.learn(database, school, "tiny", LATER)
    await leaving.erase_as_host(database, home, school, room[0].id, dry=False)
    async with database.school(school) as conn:
        assert await helping.known(conn, "tiny") is None
        assert (await Fits(model()).live(conn, "tiny")).helps is None
    after = await helping.noted(database, school, {"course": "tiny"}, LATER)
    assert after not in (None, before)
    async with database.school(school) as conn:
        assert await store.view_learners(conn, "tiny", str(after)) == sorted(person.id for person in room[1:])


async def test_the_worker_learns_it_when_a_note_asks_and_no_oftener_than_needed(
    database: Database, school: UUID, home: Path, room: list[Person]
) -> None:
    worker = Worker(database, home, Writer("https://a.example", lambda _: str), None, lambda: LATER, Random(1))
    for _ in range(2):
        async with database.school(school) as conn:
            await outbox.post(conn, helping.NOTE, None, {"course": "tiny"})
    assert await worker.once() == 2
    async with database.school(school) as conn:
        row = await store.view_helps(conn, "tiny")
    assert row is not None
    assert row["learners"] == 4
    assert await helping.noted(database, school, {"course": "tiny"}, LATER) is None
    assert await helping.noted(database, school, {"course": "nothing"}, LATER) is None
