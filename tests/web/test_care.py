"""Care on the pages: who was told of an alert, whom a learner on their own trusts, and what went to models."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from fastapi import FastAPI

from chiron.adapters.llm.fake import FakeModel
from chiron.engine.models import Books, Call, Kind, Means, Models, Offer, Right
from chiron.engine.models.choices import Choice, Chosen, change
from chiron.engine.people import alerts, consent, store
from chiron.engine.people.consent import Matter
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.faces.web.house import House
from chiron.ports.llm import Ask, Message
from tests.web.conftest import Browser, Clock, People
from tests.web.reading import words
from tests.web.test_learner import AT, begin, right

Open = Callable[[Person | None], Awaitable[Browser]]


async def test_an_alert_says_who_was_told_of_it(browser_of: Open, people: People, rooms: House, clock: Clock) -> None:
    ada, dana, eve = [await browser_of(person) for person in (people.ada, people.dana, people.eve)]
    async with rooms.database.school(people.ada.school) as conn:
        await store.change_school(conn, {"alert_adult": people.dana.id, "second_adult": people.eve.id})
    await begin(ada)
    assert "You are talking with a program" in words(ada), "with no model it is one all the same"
    form = await right(rooms, people.ada)
    await ada.post(f"{AT}/practice/say", {"item": form["item"], "text": "I want to kill myself"})
    async with rooms.database.school(people.ada.school) as conn:
        (raised,) = await log.read(conn, people.ada.id, kinds=["alert.raised"])
    payload = {"subject": str(people.ada.id), "alert": raised.body["alert"]}
    for step in (0, 1):
        assert await alerts.go_on(rooms.database, people.ada.school, {**payload, "step": step}, clock.now) == 1
    for browser in (dana, eve):
        await browser.get(f"/inbox/{people.ada.id}/{raised.body['alert']}")
        for person in (people.dana, people.eve):
            assert person.name in words(browser).partition("Told ")[2]


async def test_a_learner_on_their_own_names_whom_they_trust(browser_of: Open, people: People, rooms: House) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        await store.change_school(conn, {"alert_adult": None})
    ada = await browser_of(people.ada)
    await ada.get("/settings")
    assert "It does not say what you wrote" in words(ada)
    named = {"language": "en", "contact_name": "Nan", "contact_mail": "nan@home.example"}
    assert (await ada.post("/settings", named)).status_code == 303
    async with rooms.database.school(people.ada.school) as conn:
        kept = (await store.view_person(conn, people.ada.id)).preferences
        (event,) = await log.read(conn, people.ada.id, kinds={"preference.set"})
    assert (kept["contact_name"], kept["contact_mail"]) == ("Nan", "nan@home.example")
    assert "nan" not in str(event.body).lower(), "whom a learner trusts is somebody else's data: not in the log"
    for wrong in ({"contact_mail": ""}, {"contact_name": ""}, {"contact_mail": "nan"}, {"contact_name": "N" * 99}):
        assert (await ada.post("/settings", named | wrong)).status_code == 422
    async with rooms.database.school(people.ada.school) as conn:
        await store.change_school(conn, {"alert_adult": people.dana.id})
    await ada.get("/settings")
    assert "somebody you trust" not in words(ada).lower()
    assert (await ada.post("/settings", named)).status_code == 303


@pytest.fixture
async def models(rooms: House, app: FastAPI, clock: Clock) -> Models:
    """One on another machine, for whoever asks."""
    from datetime import UTC

    async def rights(*_: object) -> Right:
        return Right(True, True, UTC)

    offers = [Offer("far", "fake", False, lambda: FakeModel("far"))]
    made = Models(rooms.database, offers, rights, Books(rooms.database, "EUR", clock), Means(lambda: 0.0, lambda: 0.5))
    app.state.house = replace(rooms, models=made)
    return made


async def test_a_learner_sees_what_went_to_models_for_them_and_nobody_elses(
    browser_of: Open, models: Models, people: People, rooms: House, clock: Clock
) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        await change(conn, Chosen((Choice("far", frozenset(Kind)),), {}))
        await consent.record(conn, people.ada.id, Matter.USE, True, people.ada.id, "self", clock.now)
        line = await consent.reference(conn, people.ada.id)
    call = Call(people.ada.school, people.ada.id, line, frozenset({Kind.LINES}))
    ask = Ask((Message("system", "s"), Message("user", f"unheard of by {people.ada.name}")))
    assert [event async for event in models.stream(call, ask)]
    await models.settled()
    await models.close()
    ada, ben = await browser_of(people.ada), await browser_of(people.ben)
    await ada.get("/my-data")
    told = words(ada)
    for said in ("far, on another machine", "What the learner wrote", "replaced: names", "in order to teach me"):
        assert said in told
    assert "unheard of" not in ada.page
    await ben.get("/my-data")
    assert "another machine" not in words(ben)
