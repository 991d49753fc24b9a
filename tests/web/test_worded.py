"""A turn in a language model's words, through HTTP: asked after the turn, checked, labelled, recorded, resumable."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from functools import partial

import pytest
from fastapi import FastAPI

from chiron.adapters.llm.fake import FakeModel
from chiron.core.learning.state import Said, to_json
from chiron.core.words import Source
from chiron.desks.insight.conversation import conversation
from chiron.engine.dialogue import converse
from chiron.engine.models import Books, Kind, Means, Models, Offer
from chiron.engine.models.choices import Choice, Chosen, change
from chiron.engine.people import consent
from chiron.engine.people.consent import Matter
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.faces.web.house import House
from chiron.faces.web.learner import speaking
from tests.core.tiny import tiny
from tests.models.conftest import rights
from tests.web.conftest import Browser, Clock, People
from tests.web.test_learner import AT, begin, right, state_of

Open = Callable[[Person | None], Awaitable[Browser]]
GOOD = "Look at both sides of it. What was done to the letter?"


@pytest.fixture
async def fake(
    rooms: House, app: FastAPI, clock: Clock, people: People, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[FakeModel]:
    """A model on this machine that Ada's school chose and Ada agreed to; nobody runs out of time here."""
    monkeypatch.setattr(converse, "Patience", partial(converse.Patience, first=60.0, total=120.0, held=120.0))
    model = FakeModel("near", says=GOOD)
    means = Means(lambda: 0.0, lambda: 0.5)
    books = Books(rooms.database, "EUR", clock)
    models = Models(
        rooms.database, [Offer("near", "fake", True, lambda: model)], partial(rights, rooms.database), books, means
    )
    async with rooms.database.school(people.ada.school) as conn:
        await change(conn, Chosen((Choice("near", frozenset(Kind)),), {}))
        await consent.record(conn, people.ada.id, Matter.USE, True, people.ada.id, "self", clock.now)
    app.state.house = replace(rooms, models=models)
    yield model
    await models.close()


@pytest.fixture
async def ada(browser_of: Open, people: People) -> Browser:
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "the exam", "minutes": "60", "until": ""})
    return browser


async def hint(ada: Browser, rooms: House, people: People) -> str:
    """Take a hint with htmx; the address of its words."""
    await begin(ada)
    form = await right(rooms, people.ada)
    await ada.post(f"{AT}/practice/hint", {"item": form["item"], "step": form["step"], "rung": "0"}, htmx=True)
    found = re.search(r'<tutor-stream src="([^"]+)"', ada.page)
    assert found
    return found.group(1)


async def events(ada: Browser, address: str, after: str = "") -> list[tuple[str, str, str]]:
    """The stream as (id, name, HTML)."""
    text = (await ada.client.get(address, headers={"last-event-id": after} if after else {})).text
    found = re.findall(r"id: (\d+)\nevent: (\w+)\ndata: (.*)\n", text)
    return [(number, name, json.loads(data)["html"]) for number, name, data in found]


async def said(rooms: House, people: People) -> Said:
    item = (await state_of(rooms, people.ada)).state.item
    assert item is not None
    return item.talk[-1]


async def kept(rooms: House, people: People) -> list[log.Event]:
    async with rooms.database.school(people.ada.school) as conn:
        return await log.read(conn, people.ada.id, course="tiny", kinds=("words.said", "words.checked"))


async def test_a_hint_comes_in_a_models_words_and_stands_so_on_the_page(
    ada: Browser, rooms: House, people: People, fake: FakeModel
) -> None:
    address = await hint(ada, rooms, people)
    authored = await said(rooms, people)
    assert authored.words[0].source is Source.COURSE
    found = await events(ada, address)
    assert [(number, name) for number, name, _ in found] == [("1", "piece"), ("2", "piece"), ("3", "done")]
    assert "Look at both sides of it." in found[0][2]
    assert 'source-badge model"' in found[2][2]
    words = await said(rooms, people)
    assert (words.turn, [(piece.text, piece.source) for piece in words.words]) == (
        authored.turn, [(GOOD, Source.MODEL)],
    )  # fmt: skip
    await ada.get(f"{AT}/practice")
    assert "What was done to the letter?" in ada.page
    assert authored.words[0].text not in ada.page
    assert [event.body.get("provenance") for event in await kept(rooms, people)] == ["authored", "model:near", None]
    assert authored.words[0].text in fake.asks[0].messages[-1].text
    async with rooms.database.school(people.ada.school) as conn:
        every = await log.read(conn, people.ada.id, course="tiny")
    (talk,) = conversation(every, lambda _: tiny())
    assert [[piece.text for piece in turn.pieces] for turn in talk.turns] == [[GOOD]]


async def test_whoever_comes_again_hears_the_same_and_the_model_is_asked_once(
    ada: Browser, rooms: House, people: People, fake: FakeModel
) -> None:
    address = await hint(ada, rooms, people)
    first = await events(ada, address)
    assert (await events(ada, address, "1"))[-1] == ("2", "done", first[-1][2])
    assert (await events(ada, address, "2"))[-1] == first[-1]
    assert (await events(ada, address))[-1][2] == first[-1][2]
    assert len(fake.asks) == 1


async def test_it_is_the_same_while_what_follows_the_words_is_under_way(
    ada: Browser, rooms: House, people: People, fake: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = asyncio.Event()
    monkeypatch.setattr(speaking, "learn", lambda _: held.wait())
    address = await hint(ada, rooms, people)
    first = await events(ada, address)
    try:
        assert (await events(ada, address, "1"))[-1] == ("2", "done", first[-1][2])
        assert [name for _, name, _ in await events(ada, address)] == ["piece", "done"]
    finally:
        held.set()
    assert len(fake.asks) == 1


async def test_what_was_put_in_other_words_folds_again_to_the_same_state(
    ada: Browser, rooms: House, people: People, fake: FakeModel
) -> None:
    await events(ada, await hint(ada, rooms, people))
    before = to_json((await state_of(rooms, people.ada)).state)
    async with rooms.database.school(people.ada.school) as conn:
        await conn.execute("DELETE FROM snapshot")
    fresh = replace(rooms.tutoring.folds)
    async with rooms.database.school(people.ada.school) as conn:
        again = await fresh.gather(conn, people.ada, "tiny")
    assert to_json(again.state) == before


@pytest.mark.parametrize("manner", ["blurting", "down"])
async def test_with_a_bad_model_the_authored_words_are_said_and_the_rule_is_kept(
    ada: Browser, rooms: House, people: People, fake: FakeModel, manner: str
) -> None:
    fake.manner = manner  # type: ignore[assignment]
    address = await hint(ada, rooms, people)
    key = (await right(rooms, people.ada))["answer"]
    fake._answer = key
    found = await events(ada, address)
    assert [name for _, name, _ in found] == ["piece", "done"]
    assert 'source-badge course"' in found[1][2]
    assert f">{key}<" not in found[1][2]
    assert (await said(rooms, people)).words[0].source is Source.COURSE
    checked = (await kept(rooms, people))[-1]
    assert checked.kind == "words.checked"
    rules = [each["rule"] for each in checked.body["stopped"]]
    assert rules == (["answer-said", "answer-said"] if manner == "blurting" else [])
    assert checked.body["ended"] == ("stopped" if manner == "blurting" else "model-unreachable")
    assert key not in json.dumps(checked.body["stopped"])


async def test_without_a_consent_in_force_nothing_is_asked(
    ada: Browser, rooms: House, people: People, fake: FakeModel, clock: Clock
) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        await consent.record(conn, people.ada.id, Matter.USE, False, people.ada.id, "self", clock.now)
    found = await events(ada, await hint(ada, rooms, people))
    assert [name for _, name, _ in found] == ["piece", "done"]
    assert fake.asks == []
    assert [event.kind for event in await kept(rooms, people)] == ["words.said"]


async def test_words_that_were_read_are_not_put_otherwise_later(
    ada: Browser, rooms: House, people: People, fake: FakeModel, clock: Clock
) -> None:
    address = await hint(ada, rooms, people)
    clock.on(minutes=5)
    await events(ada, address)
    assert fake.asks == []


async def test_the_page_says_that_one_talks_with_an_ai_where_a_model_speaks(
    ada: Browser, rooms: House, people: People, fake: FakeModel
) -> None:
    await begin(ada)
    assert 'id="with-ai"' in ada.page
