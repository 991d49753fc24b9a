"""The operator's page of language models: off until chosen, bounded, and for operators alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC
from decimal import Decimal

import pytest
from fastapi import FastAPI

from chiron.adapters.llm.fake import FakeModel
from chiron.engine.models import Books, Call, Kind, Means, Models, Offer, Right
from chiron.engine.models.budget import Limit
from chiron.engine.models.choices import Choice, Chosen, view
from chiron.engine.people import consent, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.consent import Matter
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records.ids import new_id
from chiron.faces.web.house import House
from chiron.ports.llm import Ask, Message
from tests.web.conftest import Browser, Clock, People
from tests.web.reading import words

Open = Callable[[Person | None], Awaitable[Browser]]


@pytest.fixture
async def models(rooms: House, app: FastAPI, clock: Clock) -> AsyncIterator[Models]:
    """Two models, one on this machine."""

    async def rights(*_: object) -> Right:
        return Right(True, True, UTC)

    offers = [Offer(name, "fake", name == "near", lambda name=name: FakeModel(name)) for name in ("far", "near")]  # type: ignore[misc]
    made = Models(rooms.database, offers, rights, Books(rooms.database, "EUR", clock), Means(lambda: 0.0, lambda: 0.5))
    app.state.house = replace(rooms, models=made)
    yield made
    await made.close()


@pytest.fixture
async def olga(rooms: House, people: People, browser_of: Open, clock: Clock) -> Browser:
    """Operates the school."""
    made = new_person(people.dana.school, "Olga", "olga", frozenset({Role.OPERATOR}), clock.now, AgeBand.ADULT)
    async with rooms.database.school(made.school) as conn:
        await store.add_person(conn, made, None)
        await conn.execute("UPDATE school SET named = true")
    return await browser_of(made)


async def chosen(rooms: House, people: People) -> Chosen:
    async with rooms.database.school(people.dana.school) as conn:
        return await view(conn)


async def test_without_a_model_the_page_says_who_adds_one(olga: Browser) -> None:
    assert (await olga.get("/school/models")).status_code == 200
    assert "models.toml" in words(olga)
    assert "/school/models" in (await olga.get("/school")).text


async def test_nothing_is_asked_until_the_operator_chooses(
    olga: Browser, models: Models, rooms: House, people: People
) -> None:
    await olga.get("/school/models")
    assert "far" in words(olga)
    assert await chosen(rooms, people) == Chosen()
    form = {"place_0": "2", "sees_0": "step", "place_1": "1", "sees_1": ["step", "lines"]}
    form |= {"tokens_school_day": "5000", "cost_learner_month": "1.50"}
    assert (await olga.post("/school/models", form)).status_code == 303
    found = await chosen(rooms, people)
    assert found.choices == (
        Choice("near", frozenset({Kind.STEP, Kind.LINES})),
        Choice("far", frozenset({Kind.STEP})),
    )
    assert found.limits == {("school", "day"): Limit(tokens=5000), ("learner", "month"): Limit(cost=Decimal("1.5"))}
    await olga.get("/school/models")
    assert 'value="5000"' in olga.page
    assert (await olga.post("/school/models", {"place_0": "", "place_1": ""})).status_code == 303
    assert await chosen(rooms, people) == Chosen()


@pytest.mark.parametrize(
    "wrong",
    [
        {"place_0": "1"},
        {"place_0": "first", "sees_0": "step"},
        {"place_0": "1", "sees_0": "everything"},
        {"tokens_school_day": "many"},
        {"cost_class_month": "-3"},
    ],
)
async def test_what_means_nothing_is_not_kept(
    olga: Browser, models: Models, rooms: House, people: People, wrong: dict[str, str]
) -> None:
    await olga.get("/school/models")
    assert (await olga.post("/school/models", dict(wrong))).status_code == 422
    assert "There is a problem" in olga.page
    assert await chosen(rooms, people) == Chosen()


async def test_calls_are_listed_with_names_and_without_content(
    olga: Browser, models: Models, rooms: House, people: People, clock: Clock
) -> None:
    await olga.get("/school/models")
    await olga.post("/school/models", {"place_1": "1", "sees_1": ["step"]})
    async with rooms.database.school(people.ada.school) as conn:
        await consent.record(conn, people.ada.id, Matter.USE, True, people.ada.id, "self", clock.now)
        line = await consent.reference(conn, people.ada.id)
        room = new_id()
        await conn.execute("INSERT INTO class (id, name, term, created) VALUES (%s, '7b', '', %s)", [room, clock.now])
    call = Call(people.ada.school, people.ada.id, line, frozenset({Kind.STEP}), room)
    assert [event async for event in models.stream(call, Ask((Message("user", "unheard of"),)))]
    await models.settled()
    await olga.get("/school/models")
    told = words(olga)
    assert "Ada" in told
    assert "Spent by the whole school today: " in told
    assert "under 0.1 ms, under 0.1 ms" in told, "how long it took"
    assert "Ada 7b" in told, "whose budget it counts on"
    assert "unheard of" not in olga.page


async def test_only_operators_see_or_change_it(browser_of: Open, models: Models, rooms: House, people: People) -> None:
    for person in (people.ada, people.dana, people.eve):
        browser = await browser_of(person)
        await browser.get("/account")
        assert (await browser.get("/school/models")).status_code in {403, 404}
        assert (await browser.post("/school/models", {"place_0": "1", "sees_0": "step"})).status_code in {403, 404}
    assert await chosen(rooms, people) == Chosen()
