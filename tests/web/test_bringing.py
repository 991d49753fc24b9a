"""A learner brings their own reviews of an Anki deck: looked over first, brought once, seen, and taken out again."""

from __future__ import annotations

import contextlib
import io
import sqlite3
import zipfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from chiron.core.learning.mastery import model
from chiron.desks.tutoring import bringing
from chiron.engine.folds import Folds
from chiron.engine.library.exporting.anki import export
from chiron.engine.library.importing import histories
from chiron.engine.library.importing.bringing import bring
from chiron.engine.library.importing.updating import save
from chiron.engine.library.reading import read_course
from chiron.engine.library.shelf import Shelf
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.faces.web.house import House
from tests.library.importing.anki_fakes import BASIC, Deck, packed, zipped
from tests.web.conftest import Browser, Clock, People
from tests.web.reading import words

Open = Callable[[Person | None], Awaitable[Browser]]
DAY = 86_400_000
AT = "/learn/biology/bring"
WORDS = {"cell": "46", "heart": "4", "hand": "5", "spider": "8"}


def deck(now: int) -> Deck:
    """Four cards; three were reviewed, one of them also by hand, in a cram and in the future."""
    made = Deck()
    for front, back in WORDS.items():
        made.add(BASIC, f"How many has a {front}?", back)
    for number in range(3):
        card = 10_000 + 10 * number
        made.log += [(now - days * DAY + number, card, 3, days, 4_000, 1) for days in (200, 180, 120, 30)]
    made.log += [
        (now - 20 * DAY, 10_000, 0, 40, 0, 4),
        (now - 10 * DAY, 10_000, 3, 0, 1_000, 3),
        (now + 9 * DAY, 10_010, 3, 9, 1_000, 1),
        (now - 5 * DAY, 99_999, 3, 9, 1_000, 1),
    ]
    made.extra = "UPDATE revlog SET factor = 2500 WHERE type <> 3; UPDATE revlog SET factor = 0 WHERE type = 3;"
    return made


@pytest.fixture
def package(tmp_path: Path, clock: Clock) -> bytes:
    return packed(deck(round(clock.now.timestamp() * 1000)), 3, tmp_path)


@pytest.fixture
async def course(rooms: House, people: People, package: bytes, tmp_path: Path) -> str:
    """The course that was made of the deck, on the shelf."""
    path = tmp_path / "biology.apkg"
    path.write_bytes(package)
    brought = bring(path)
    save(tmp_path / "course", brought.composed, brought.report, tmp_path)
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, read_course(tmp_path / "course"))
    return "biology"


async def sent(browser: Browser, data: bytes, name: str = "deck.apkg") -> int:
    await browser.get(AT)
    found = await browser.client.post(AT, data={"csrf": browser.hidden("csrf")}, files={"file": (name, data)})
    browser.page = found.text or browser.page
    return found.status_code


async def read(rooms: House, person: Person) -> str | None:
    """Let the worker read what waits."""
    assert rooms.home is not None
    assert await histories.schools(partial(bringing.there, rooms.database), rooms.home) == [person.school]
    bring_them = partial(bringing.bring_waiting, rooms.tutoring, rooms.home)
    return await histories.once(person.school, rooms.home, bring_them)


async def test_reviews_are_looked_over_brought_once_and_taken_out(
    browser_of: Open, people: People, rooms: House, course: str, package: bytes, clock: Clock
) -> None:
    ada = await browser_of(people.ada)
    await ada.get(f"/learn/{course}/progress")
    assert f'href="{AT}"' in ada.page
    assert await sent(ada, package) == 303
    await ada.get(AT)
    assert "deck.apkg is being read" in words(ada)
    assert await read(rooms, people.ada) == "read"
    await ada.get(AT)
    told = words(ada)
    assert "12 new reviews of 3 cards can be brought" in told
    for line in (
        "1 review has a date in the future",
        "1 review was cramming",
        "1 line was no review",
        "1 review is of a card that is no longer in the file",
    ):
        assert line in told
    assert (await ada.post(f"{AT}/now")).headers["location"] == f"{AT}?done=brought"
    await ada.get(f"{AT}?done=brought")
    assert "Your reviews are here" in words(ada)
    assert "3 of 4" in words(ada)
    assert rooms.home is not None
    assert not histories.folder(rooms.home, people.ada.school, people.ada.id).exists(), "the file is gone"

    async with rooms.database.school(people.ada.school) as conn:
        kept = await log.gather(conn, people.ada.id, course)
        rebuilt = await Folds(Shelf(), model()).rebuild(conn, people.ada, course)
        events = await log.read(conn, people.ada.id, course=course)
    assert rebuilt.same
    assert rebuilt.state == kept.state
    assert [event.kind for event in events] == ["course.joined", "reviews.brought"]
    assert {event.draft.actor for event in events} == {people.ada.id}

    await sent(ada, package)
    await read(rooms, people.ada)
    await ada.get(AT)
    assert "There is nothing new in it" in words(ada)
    assert "12 reviews were brought before" in words(ada)
    assert (await ada.post(f"{AT}/now")).status_code == 422
    await ada.get(AT)
    await ada.post(f"{AT}/drop")

    clock.now += timedelta(days=1)
    await ada.get(AT)
    assert (await ada.post(f"{AT}/withdraw", {"skill": ""})).status_code == 303
    await ada.get(f"{AT}?done=withdrawn")
    assert "What you brought" not in words(ada)
    assert (await ada.post(f"{AT}/withdraw", {"skill": "", "key": "other"})).status_code == 404


async def test_what_is_no_deck_or_holds_no_review_is_told(
    browser_of: Open, people: People, rooms: House, course: str, tmp_path: Path
) -> None:
    ada = await browser_of(people.ada)
    empty = Deck().add(BASIC, "How many has a cell?", "46")
    for data, told in (
        (b"%PDF-1.4 nothing", "deck.apkg is no Anki package"),
        (packed(empty, 3, tmp_path), "It holds no review of a card"),
    ):
        assert await sent(ada, data) == 303
        await read(rooms, people.ada)
        await ada.get(AT)
        assert told in words(ada)
    assert await sent(ada, b"") == 422


async def test_a_course_that_was_given_to_anki_takes_its_reviews_back(
    browser_of: Open, people: People, rooms: House, clock: Clock, tmp_path: Path
) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        course, _ = await rooms.shelf.course(conn, "tiny")
    path, made = tmp_path / "cards.db", export(course, 2)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        path.write_bytes(archive.read("collection.anki2"))
    with contextlib.closing(sqlite3.connect(path)) as base, base:
        base.execute(
            "INSERT INTO revlog SELECT ? + n.id % 1000, c.id, -1, 3, 9, 9, 2500, 4000, 1 FROM cards c, notes n"
            " WHERE c.nid = n.id",
            [round(clock.now.timestamp() * 1000) - 40 * DAY],
        )
    ada = await browser_of(people.ada)
    at = "/learn/tiny/bring"
    await ada.get(at)
    found = await ada.client.post(
        at,
        data={"csrf": ada.hidden("csrf")},
        files={"file": ("tiny.apkg", zipped({"collection.anki2": path.read_bytes()}))},
    )
    assert found.status_code == 303
    await read(rooms, people.ada)
    await ada.get(at)
    assert f"{made.count} new reviews of {made.count} cards can be brought" in words(ada)
    await ada.post(f"{at}/now")
    await ada.get(at)
    assert "What you brought" in words(ada)


async def test_only_oneself_and_what_waits_too_long_goes(
    browser_of: Open, people: People, rooms: House, course: str, package: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, ben, dana = [await browser_of(each) for each in (people.ada, people.ben, people.dana)]
    assert (await dana.get(AT)).status_code in (403, 404)
    await sent(ada, package)
    await read(rooms, people.ada)
    await ben.get(AT)
    assert "can be brought" not in words(ben)
    await ben.post(f"{AT}/now")
    async with rooms.database.school(people.ada.school) as conn:
        assert await log.read(conn, people.ben.id) == []
    assert rooms.home is not None
    at = histories.folder(rooms.home, people.ada.school, people.ada.id)
    assert at.is_dir()
    monkeypatch.setattr(histories, "KEPT", timedelta(seconds=-1))
    assert await histories.schools(partial(bringing.there, rooms.database), rooms.home) == []
    assert not at.exists()
    monkeypatch.undo()
    await sent(ada, package)
    assert await bringing.there(rooms.database, people.ada.school, people.ada.id)
    assert not await bringing.there(rooms.database, people.cleo.school, people.ada.id)

    async def erased(_school: object, _person: object) -> bool:
        return False

    assert await histories.schools(erased, rooms.home) == []
    assert not at.exists(), "what waits of somebody who was erased goes, too"


async def test_a_long_history_is_brought_behind_the_scenes(
    browser_of: Open, people: People, rooms: House, course: str, package: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "AT_ONCE", 11)
    ada = await browser_of(people.ada)
    await sent(ada, package)
    await read(rooms, people.ada)
    await ada.get(AT)
    assert (await ada.post(f"{AT}/now")).headers["location"] == AT
    await ada.get(AT)
    assert "The reviews of deck.apkg are being brought" in words(ada)
    assert await read(rooms, people.ada) == "12 reviews"
    await ada.get(AT)
    assert "3 of 4" in words(ada)
    await sent(ada, package)
    await read(rooms, people.ada)
    await ada.get(AT)
    assert (await ada.post(f"{AT}/now")).headers["location"] == AT
    assert "Nothing was brought" in str(await read(rooms, people.ada))
    await ada.get(AT)
    assert "Nothing was brought" in words(ada)
