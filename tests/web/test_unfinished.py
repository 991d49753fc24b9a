"""An item that is not finished gives its answer away nowhere: neither in one's data nor on any page."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from chiron.core.learning.generate import generate
from chiron.engine.people import store
from chiron.engine.people.accounts import link_guardian, new_person
from chiron.engine.people.person import Role
from chiron.engine.records import log
from tests.core.tiny import tiny
from tests.web.conftest import Browser

AT = "/learn/tiny"


@pytest.fixture
async def ada(browser_of, people) -> Browser:
    """In the middle of a question, one try made."""
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/map")
    await browser.post(f"{AT}/practice/start", {"purpose": "skill", "skill": "first"})
    await browser.get(f"{AT}/practice")
    await answer(browser, "1")
    await browser.get(f"{AT}/practice")
    return browser


async def answer(browser: Browser, text: str) -> None:
    form = {"item": browser.hidden("item"), "step": browser.hidden("step"), "answer": text}
    await browser.post(f"{AT}/practice/answer", form)


async def opened(rooms, person) -> log.Event:
    """The event that put the latest item before her."""
    async with rooms.database.school(person.school) as conn:
        return (await log.read(conn, person.id, kinds={"item.opened"}))[-1]


def files(content: bytes) -> dict[str, str]:
    parcel = zipfile.ZipFile(io.BytesIO(content))
    return {name: parcel.read(name).decode() for name in parcel.namelist()}


async def test_a_file_of_ones_data_holds_no_answer_of_an_unfinished_item(ada, rooms, people):
    about = (await opened(rooms, people.ada)).draft.about
    found = files((await ada.get("/my-data/export.zip")).content)
    assert str(about.seed) not in "".join(found.values())
    assert "1 question is unfinished" in found["README.txt"]
    assert "1 question is unfinished" in found["index.html"]
    events = json.loads(found["data.json"])["tables"]["event"]
    tried = next(event for event in events if event["kind"] == "step.attempted")
    assert (tried["about"]["template"], tried["about"]["seed"]) == (about.template, None)
    assert tried["body"]["response"], "her own answer is hers"
    assert all(not (event["about"] or {}).get("parameters") for event in events)


async def test_a_finished_item_is_in_the_file_whole(ada, rooms, people):
    about = (await opened(rooms, people.ada)).draft.about
    made = generate(tiny(), about.skill, about.template, about.seed)
    for step in made.steps:
        await ada.get(f"{AT}/practice")
        await answer(ada, str(made.parameters["b" if step.id == "take" else "a"]))
    found = files((await ada.get("/my-data/export.zip")).content)
    assert str(about.seed) in found["data.json"]
    assert "No question is unfinished" in found["README.txt"]


async def test_a_guardian_gets_no_answer_either(ada, browser_of, rooms, people, olga, clock):
    gran = new_person(people.ada.school, "Gran", "gran", frozenset({Role.GUARDIAN}), clock.now)
    async with rooms.database.school(people.ada.school) as conn:
        await store.add_person(conn, gran, None)
        await link_guardian(conn, olga, gran.id, people.ada.id, clock.now)
    guardian = await browser_of(gran)
    seed = str((await opened(rooms, people.ada)).draft.about.seed)
    found = await guardian.get(f"/family/{people.ada.id}/export.zip")
    assert found.status_code == 200
    assert seed not in "".join(files(found.content).values())
    assert seed not in (await guardian.get(f"/family/{people.ada.id}")).text


@pytest.mark.parametrize("path", ["practice", "today", "map", "progress", "summary", "lessons", "goal"])
async def test_no_page_of_a_learner_holds_what_an_item_was_made_from(ada, rooms, people, path):
    about = (await opened(rooms, people.ada)).draft.about
    text = (await ada.get(f"{AT}/{path}")).text
    assert str(about.seed) not in text
    assert "parameters" not in text


async def test_an_unfinished_diagnostic_is_put_away_on_ones_word_and_found_again(browser_of, rooms, people):
    browser = await browser_of(people.ben)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await browser.get(f"{AT}/today")
    await browser.post(f"{AT}/practice/start", {"purpose": "diagnostic"})
    await browser.get(f"{AT}/practice")
    await answer(browser, "1")
    await browser.get(f"{AT}/practice")
    await browser.post(f"{AT}/practice/next", {"item": browser.hidden("item")})
    await browser.get(f"{AT}/practice")
    item = browser.hidden("item")
    await browser.get(f"{AT}/map")
    await browser.post(f"{AT}/practice/start", {"purpose": "skill", "skill": "first"})
    assert "You have an unfinished diagnostic." in browser.page
    assert browser.hidden("item") == item, "the question is still there"
    assert 'name="put_away"' in browser.page
    sent = await browser.post(f"{AT}/practice/start", {"purpose": "skill", "skill": "first", "put_away": "yes"})
    assert sent.status_code == 303
    await browser.get(f"{AT}/practice")
    assert "unfinished" not in browser.page
    await browser.post(f"{AT}/practice/finish")
    await browser.get(f"{AT}/today")
    assert "You put your diagnostic away after 1 question." in browser.page
    await browser.post(f"{AT}/practice/start", {"purpose": "diagnostic"})
    await browser.get(f"{AT}/practice")
    assert "of at most 14" in browser.page
