"""The sitting ends in mid-answer: the answer waits through signing in, one click sends it, and it counts once."""

from __future__ import annotations

import html
import re

import pytest

from chiron.core.learning.decide import current_step, made_item
from chiron.core.learning.interactions import interaction
from chiron.engine.people import store
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.records import log
from chiron.faces.web.house import SITTING_COOKIE, House
from tests.web.conftest import THE_PASSWORD, Browser, Clock, People

AT = "/learn/tiny"
SIGN_IN = {"school": "north", "sign_in_name": "ada", "password": THE_PASSWORD}


@pytest.fixture
async def ada(browser_of, with_password: Person) -> Browser:
    """Ada in the middle of a step."""
    browser = await browser_of(with_password)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await browser.get(f"{AT}/map")
    await browser.post(f"{AT}/practice/start", {"purpose": "skill", "skill": "first"})
    await browser.get(f"{AT}/practice")
    return browser


async def right(rooms: House, person: Person) -> dict[str, str]:
    """A right answer to the open step, as the page's form sends it."""
    async with rooms.database.school(person.school) as conn:
        gathered = await rooms.tutoring.folds.gather(conn, person, "tiny")
        school = await store.view_school(conn)
    item = gathered.state.item
    step = current_step(item, made_item(item, rooms.tutoring.setting(person, school, gathered.frame)))
    return {"item": item.id, "step": step.id, "answer": interaction(step.kind).right(step.task, step.key)["answer"][0]}


async def answers(rooms: House, person: Person) -> list[object]:
    async with rooms.database.school(person.school) as conn:
        events = await log.read(conn, person.id, kinds=["step.attempted"])
    return [event.body["outcome"] for event in events]


def kept(page: str) -> str:
    found = re.search(r'name="kept" value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the page's form with the kept answer."""
    main = page[page.index("<main") :]
    return {
        html.unescape(n): html.unescape(v) for n, v in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', main)
    }


def end_the_sitting(browser: Browser, clock: Clock, how: str) -> None:
    if how == "time":
        clock.on(days=20)
    else:
        browser.client.cookies.delete(SITTING_COOKIE)


@pytest.mark.parametrize("how", ["time", "signed out in another tab"])
async def test_the_answer_waits_and_is_sent_with_one_click(
    ada: Browser, with_password: Person, rooms: House, clock: Clock, how: str
) -> None:
    typed = await right(rooms, with_password)
    end_the_sitting(ada, clock, how)
    refused = await ada.post(f"{AT}/practice/answer", typed)
    assert refused.status_code == 401
    assert await answers(rooms, with_password) == []
    back = await ada.post("/sign-in", SIGN_IN | {"kept": kept(ada.page)})
    assert back.status_code == 200
    assert f'action="{AT}/practice/answer"' in ada.page
    fields = hidden(ada.page)
    assert fields["answer"] == typed["answer"]
    sent = await ada.client.post(f"{AT}/practice/answer", data=fields)
    assert sent.headers["location"] == f"{AT}/practice"
    await ada.client.post(f"{AT}/practice/answer", data=fields)
    assert await answers(rooms, with_password) == ["correct"], "sent twice, counted once"


async def test_a_wrong_password_on_the_way_loses_nothing(
    ada: Browser, with_password: Person, rooms: House, clock: Clock
) -> None:
    typed = await right(rooms, with_password)
    clock.on(days=20)
    await ada.post(f"{AT}/practice/answer", typed)
    first = kept(ada.page)
    again = await ada.post("/sign-in", SIGN_IN | {"password": "lemons and otters", "kept": first})
    assert again.status_code == 422
    assert kept(ada.page) == first


async def test_with_scripts_the_sign_in_page_takes_the_whole_window(
    ada: Browser, with_password: Person, rooms: House, clock: Clock
) -> None:
    typed = await right(rooms, with_password)
    clock.on(days=20)
    swapped = await ada.post(f"{AT}/practice/answer", typed, htmx=True)
    assert swapped.headers["hx-retarget"] == ".page"
    assert typed["answer"] in kept(ada.page)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"} , {"path": "//evil.test"', "😀\u202e\n2", "a" * 4000]
)
async def test_whatever_was_written_comes_back_as_it_was(
    ada: Browser, with_password: Person, rooms: House, clock: Clock, text: str
) -> None:
    item = (await right(rooms, with_password))["item"]
    clock.on(days=20)
    await ada.post(f"{AT}/practice/say", {"item": item, "text": text})
    assert "<script>alert" not in ada.page
    await ada.post("/sign-in", SIGN_IN | {"kept": kept(ada.page)})
    assert "<script>alert" not in ada.page
    assert hidden(ada.page)["text"].replace("\r\n", "\n") == text


async def test_in_the_demonstration_one_click_brings_it_back(
    browser_of, rooms: House, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody there has a password."""

    async def demonstration(*_: object) -> School:
        async with rooms.database.school(people.ada.school) as conn:
            return await store.view_school(conn)

    monkeypatch.setattr("chiron.faces.web.people.sign_in._demo_school", demonstration)
    browser = await browser_of(people.ada)
    await browser.get("/settings")
    browser.client.cookies.delete(SITTING_COOKIE)
    await browser.post("/settings", {"theme": "dark", "language": "en"})
    entry = f"/demo/{people.ada.id}"
    assert entry in browser.page
    back = await browser.post(entry, {"kept": kept(browser.page)})
    assert back.status_code == 200
    assert hidden(browser.page)["theme"] == "dark"
