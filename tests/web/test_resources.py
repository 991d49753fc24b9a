"""Things to read and see: offered beside a question, opened, left, listed, and whose they are."""

from __future__ import annotations

import html
import re

import pytest

from chiron.core.learning.decide import offers
from chiron.engine.fits import helping, store
from chiron.engine.records import log, outbox
from chiron.faces.web.house import House
from tests.core.aids import BOOK, FILM, PAGE, READING, with_aids
from tests.web.conftest import Browser, Clock, People
from tests.web.test_learner import AT, begin, right
from tests.web.test_looking import words


@pytest.fixture
async def shelved(rooms: House, people: People) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, with_aids([FILM, BOOK], [PAGE], readings=[READING]))


@pytest.fixture
async def ada(browser_of, people: People, shelved: None) -> Browser:
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    return browser


def drawn(monkeypatch: pytest.MonkeyPatch, name: str | None) -> None:
    """Let chance fall on this thing wherever it may."""
    monkeypatch.setattr(offers, "_drawn", lambda every, _: next((one for one in every if one.aid.id == name), None))


async def events(rooms: House, people: People, *kinds: str):
    async with rooms.database.school(people.ada.school) as conn:
        return await log.read(conn, people.ada.id, course="tiny", kinds=kinds)


async def test_what_is_offered_stands_beside_the_question_with_its_reason_its_length_and_its_licence(
    ada, rooms, people, monkeypatch
):
    drawn(monkeypatch, "balance-film")
    await begin(ada)
    page = words((await ada.get(f"{AT}/practice")).text)
    assert "The balance, filmed" in page
    assert "First is new. You know what this needs; nobody here has tried it yet." in page
    assert "Film, about 4 minutes" in page
    assert "CC BY-NC-ND 4.0" in page
    (event,) = await events(rooms, people, "resource.offered")
    assert event.body["because"]["chance"] > 0
    assert set(event.body["because"]["others"]) == {"scales"}


async def test_whoever_says_not_now_goes_on_at_the_same_step(ada, rooms, people, monkeypatch):
    drawn(monkeypatch, "balance-film")
    await begin(ada)
    item, offer = ada.hidden("item"), ada.hidden("offer")
    put = {"item": item, "resource": "balance-film", "offer": offer}
    assert (await ada.post(f"{AT}/practice/put-away", put)).status_code == 303
    page = (await ada.get(f"{AT}/practice")).text
    assert "The balance, filmed" not in page
    assert ada.hidden("item") == item
    (left,) = await events(rooms, people, "resource.left")
    assert (left.body["how"], left.body["seconds"]) == ("put-away", None)


async def test_a_film_elsewhere_is_opened_from_its_own_page_and_left_for_the_same_question(
    ada, rooms, people, clock: Clock, monkeypatch
):
    drawn(monkeypatch, "balance-film")
    await begin(ada)
    item, offer = ada.hidden("item"), ada.hidden("offer")
    opened = await ada.post(f"{AT}/resources/balance-film/open", {"offer": offer})
    assert opened.headers["location"] == f"{AT}/resources/balance-film"
    page = (await ada.get(f"{AT}/resources/balance-film")).text
    told = words(page)
    assert 'href="https://films.example/balance" target="_blank" rel="noopener noreferrer"' in page
    assert "Open it at films.example" in told
    assert "Not to be changed" in told
    assert "Not for commercial use" in told
    assert "Take the same from both sides." in told
    assert "Why it was offered" in told
    clock.on(minutes=5)
    left = await ada.post(f"{AT}/resources/balance-film/leave", {"how": "done", "offer": offer})
    assert left.headers["location"] == f"{AT}/practice"
    await ada.get(f"{AT}/practice")
    assert ada.hidden("item") == item
    (done,) = await events(rooms, people, "resource.left")
    assert (done.body["how"], done.body["offer"]) == ("done", offer)
    assert 300 <= done.body["seconds"] < 330


async def test_a_text_is_opened_where_it_stands_and_leads_back_and_to_practice(ada, rooms, people, monkeypatch):
    drawn(monkeypatch, "scales")
    page = (await ada.get(f"{AT}/lessons/scales")).text
    assert "Practise this" in words(page)
    await begin(ada)
    offer = ada.hidden("offer")
    await ada.post(f"{AT}/resources/scales/open", {"offer": offer})
    found = await ada.get(f"{AT}/resources/scales")
    assert found.headers["location"] == f"{AT}/lessons/scales"
    assert "Done, back to my question" in words((await ada.get(f"{AT}/lessons/scales")).text)
    await ada.post(
        f"{AT}/resources/scales/leave", {"how": "not-for-me", "offer": offer, "seconds": "31", "share": "0.5"}
    )
    (left,) = await events(rooms, people, "resource.left")
    assert (left.body["seconds"], left.body["share"]) == (31, 0.5)


async def test_the_page_of_why_tells_what_was_offered_and_what_became_of_it(ada, clock: Clock, monkeypatch):
    drawn(monkeypatch, "balance-film")
    await begin(ada)
    await ada.post(f"{AT}/resources/balance-film/open", {"offer": (offer := ada.hidden("offer"))})
    await ada.get(f"{AT}/resources/balance-film")
    await ada.post(f"{AT}/resources/balance-film/leave", {"how": "not-for-me", "offer": offer})
    told = words((await ada.get(f"{AT}/why?skill=first")).text)
    assert "What was offered to read and see" in told
    assert "The balance, filmed" in told
    assert "You said that it is not for you." in told
    assert "What was offered to read and see" not in words((await ada.get(f"{AT}/why?skill=third")).text)
    assert f'href="{AT}/resources?skill=first"' in (await ada.get(f"{AT}/map?skill=first")).text


async def test_teachers_see_what_a_licence_forbids(browser_of, people, shelved):
    dana = await browser_of(people.dana)
    told = words((await dana.get("/teacher/guide/tiny/unit")).text)
    assert "CC BY-NC-ND 4.0" in told
    assert "Not for commercial use" in told


async def test_lists_hold_everything_and_what_has_no_page_is_no_page(ada):
    everything = words((await ada.get(f"{AT}/resources")).text)
    for title in ("The balance, filmed", "A book", "A page", "Old scales"):
        assert title in everything
    first = words((await ada.get(f"{AT}/resources?skill=first")).text)
    assert "A page" not in first
    assert "A book" in first
    lesson = (await ada.get(f"{AT}/lessons/first")).text
    assert f'href="{AT}/resources/balance-film"' in lesson
    assert f'href="{AT}/resources"' in (await ada.get(f"{AT}/lessons")).text
    for missing in ("resources/nothing", "resources?skill=nothing"):
        assert (await ada.get(f"{AT}/{missing}")).status_code == 404
    await ada.get(f"{AT}/resources/page")
    assert (await ada.post(f"{AT}/resources/nothing/open", {})).status_code == 404
    await ada.get(f"{AT}/resources/page")
    odd = await ada.post(f"{AT}/resources/page/leave", {"how": "whatever"})
    assert odd.status_code == 422


async def test_practice_leads_to_what_there_is_for_its_skill(ada, monkeypatch):
    drawn(monkeypatch, None)
    await begin(ada)
    page = (await ada.get(f"{AT}/practice")).text
    assert f'href="{AT}/resources?skill=first"' in page
    assert "offer-card" not in page


async def test_what_helped_is_learnt_behind_the_scenes_and_used(ada, rooms, people, clock: Clock, monkeypatch):
    drawn(monkeypatch, "balance-film")
    await begin(ada)
    await ada.post(f"{AT}/resources/balance-film/open", {"offer": ada.hidden("offer")})
    clock.on(minutes=5)
    await ada.get(f"{AT}/practice")
    await ada.post(f"{AT}/practice/answer", await right(rooms, people.ada))
    version = await helping.noted(rooms.database, people.ada.school, {"course": "tiny"}, clock())
    assert version is not None
    assert await helping.noted(rooms.database, people.ada.school, {"course": "tiny"}, clock()) is None
    async with rooms.database.school(people.ada.school) as conn:
        live = await rooms.tutoring.folds.live(conn, "tiny")
        assert await store.view_learners(conn, "tiny", version) == [people.ada.id]
        assert await store.view_fits(conn, "tiny", 10) == []
    assert live.helps is not None
    assert live.helps.version == version
    known = live.helps.known("balance-film", "first")
    assert known is not None
    assert (known.offered, known.taken) == (1, 1.0)
    assert rooms.tutoring.helps(people.ada, "tiny").version == version


async def test_however_many_open_something_the_worker_is_asked_once_an_hour(ada, rooms, people, clock: Clock):
    for minutes in (0, 0, 70):
        clock.on(minutes=minutes)
        await ada.get(f"{AT}/resources/page")
        assert (await ada.post(f"{AT}/resources/page/open", {})).status_code == 303
    async with rooms.database.school(people.ada.school) as conn:
        found = await conn.execute("SELECT count(*) AS notes FROM outbox WHERE kind = %s", [helping.NOTE])
        row = await found.fetchone()
    assert row["notes"] == 2


async def test_no_page_loads_anything_from_elsewhere(ada):
    for name in ("resources", "resources/balance-film", "resources/page"):
        page = html.unescape((await ada.get(f"{AT}/{name}")).text)
        assert not re.search(r"""<(iframe|embed|object)\b|\bsrc=["'](https?:)?//""", page), name


async def test_staff_see_what_helped_and_learners_do_not(ada, browser_of, rooms, people, clock: Clock, monkeypatch):
    drawn(monkeypatch, "balance-film")
    await begin(ada)
    await ada.post(f"{AT}/resources/balance-film/open", {"offer": ada.hidden("offer")})
    clock.on(minutes=5)
    await ada.get(f"{AT}/practice")
    await ada.post(f"{AT}/practice/answer", await right(rooms, people.ada))
    place = "/teacher/fits/tiny/resources"
    assert (await ada.get(place)).status_code == 403
    dana = await browser_of(people.dana)
    assert f'href="{place}"' in (await dana.get("/teacher/courses/tiny")).text
    assert "Nothing was learnt yet." in words((await dana.get(place)).text)
    # It reads every log of the course: the worker does, not the page; and once, however often it is asked.
    for _ in range(2):
        assert (await dana.post(place, {})).headers["location"] == place
    told = words((await dana.get(place)).text)
    assert "It is being learnt from the answers as they are now." in told
    assert "Nothing was learnt yet." in told
    assert "Learn it anew" not in told
    async with rooms.database.school(people.ada.school) as conn:
        (note,) = [one for one in await outbox.claim(conn) if one.kind == helping.NOTE]
    for _ in range(2):  # However late it was learnt last.
        assert await helping.noted(rooms.database, people.ada.school, note.payload, clock()) is not None
    async with rooms.database.school(people.ada.school) as conn:
        await outbox.finish(conn, note)
    told = words((await dana.get(place)).text)
    assert "It is being learnt" not in told
    assert "Learnt from 1 learner" in told
    assert "not tried" in told
    file = (await dana.get(f"{place}.csv")).text.removeprefix("\ufeff").splitlines()
    assert file[0].split(",")[:4] == ["id", "title", "kind", "skill"]
    assert file[1].split(",")[:6] == ["balance-film", '"The balance', ' filmed"', "video", "first", "1"]
    assert len(file) == 1 + 3


async def test_only_addresses_of_the_web_become_links(ada, browser_of, rooms, people):
    odd = {**PAGE, "id": "odd", "url": "javascript:alert(1)"}
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, with_aids([odd, {**BOOK, "url": "javascript:alert(2)"}]))
    dana = await browser_of(people.dana)
    for browser, place in ((ada, f"{AT}/resources"), (ada, f"{AT}/resources/odd"), (dana, "/teacher/guide/tiny/unit")):
        page = (await browser.get(place)).text
        assert "javascript:" not in page, place
