"""Assignments through HTTP: from the teacher's form to the learner's Today."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from chiron.desks.studio.assignments import assignments_for
from chiron.engine.people import store
from chiron.engine.people.person import Person
from chiron.faces.web.house import House
from tests.web.conftest import Browser, Clock, People
from tests.web.reading import table, words
from tests.web.test_inbox import AT

Open = Callable[[Person | None], Awaitable[Browser]]


@pytest.fixture
async def ada(browser_of: Open, people: People) -> Browser:
    """Ada, who has a goal and an open item of the first skill."""
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await browser.get(f"{AT}/map")
    await browser.post(f"{AT}/practice/start", {"purpose": "skill", "skill": "first"})
    return browser


@pytest.fixture
async def dana(browser_of: Open, people: People) -> Browser:
    return await browser_of(people.dana)


def due(clock: Clock, days: float = 7) -> dict[str, str]:
    return {"day": (clock.now + timedelta(days=days)).date().isoformat(), "hour": "16:00"}


async def test_an_assignment_reaches_today_and_counts_who_has_done_it(
    ada: Browser, dana: Browser, browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    async with rooms.database.school(people.dana.school) as conn:
        await store.change_school(conn, {"time_zone": "America/New_York"})
    await dana.get(f"/teacher/assign?class={people.room}&course=tiny")
    form = {"class": str(people.room), "course": "tiny", "part": "unit:unit", "whom": "class", "note": "For the test"}
    sent = await dana.post("/teacher/assign", {**form, **due(clock)})
    assert sent.status_code == 303
    await dana.get("/teacher/class")
    assert "0 of 2" in words(dana)
    await ada.get(f"{AT}/today")
    assert "From your teacher" in ada.page
    assert "For the test" in ada.page
    assert "0 of 3 skills done." in words(ada)
    assert "Due Mon 9 Nov, 16:00" in words(ada), "as the school's clock shows it"
    async with rooms.database.school(people.ada.school) as conn:
        (kept,) = await assignments_for(conn, people.ada, clock.now)
    assert kept.due == datetime(2026, 11, 9, 21, 0, tzinfo=UTC), "four in the afternoon in New York"
    ben = await browser_of(people.ben)
    await ben.get("/courses")
    assert "For the test" in ben.page, "a learner who has not begun is led to it"
    rows = table((await dana.get("/teacher/assignments.csv")).text)
    assert rows[1][:5] == ["Unit", "unit", "Tiny", "the whole class", f"{due(clock)['day']} 16:00"]
    # As the date comes near, who is behind needs the teacher.
    clock.on(days=5)
    dana = await browser_of(people.dana)
    await dana.get("/teacher?course=tiny")
    assert "3 skills of the assignment are left" in words(dana)
    withdraw = re.search(r'action="(/teacher/assign/[^"]*/withdraw)"', (await dana.get("/teacher/class")).text)
    assert withdraw is not None
    await dana.post(withdraw.group(1))
    ada = await browser_of(people.ada)
    await ada.get(f"{AT}/today")
    assert "For the test" not in ada.page


async def test_an_assignment_sent_twice_is_one_and_bad_input_names_its_place(
    dana: Browser, people: People, clock: Clock
) -> None:
    await dana.get(f"/teacher/assign?class={people.room}&course=tiny")
    form = {
        "class": str(people.room),
        "course": "tiny",
        "part": "course:",
        "whom": "class",
        "csrf": dana.hidden("csrf"),
    }
    key = {"key": dana.hidden("key")}
    for _ in range(2):
        assert (await dana.client.post("/teacher/assign", data={**form, **key, **due(clock)})).status_code == 303
    assert len(table((await dana.get("/teacher/assignments.csv")).text)) == 2
    for wrong in (
        {"day": "tomorrow"},
        {"day": "2020-01-01"},
        {"day": "2096-01-01"},
        {"hour": "25:00"},
        {"part": "unit:gone"},
        {"part": "review:"},
        {"part": ""},
        {"whom": "some"},
        {"whom": "some", "learner": str(people.cleo.id)},
        {"whom": "some", "learner": "x"},
        {"note": "a" * 2001},
        {"key": "x"},
    ):
        sent = await dana.client.post("/teacher/assign", data={**form, **key, **due(clock), **wrong})
        assert sent.status_code == 422, wrong
        assert "There is a problem" in sent.text, wrong
    assert len(table((await dana.get("/teacher/assignments.csv")).text)) == 2


async def test_a_small_group_is_for_those_named_alone(
    ada: Browser, dana: Browser, browser_of: Open, people: People, clock: Clock
) -> None:
    at = f"/teacher/assign?class={people.room}&course=tiny&what=skill&part=first&misconception=adds"
    at = f"{at}&learner={people.ada.id}"
    await dana.get(at)
    assert "Make a small group" in dana.page
    assert "Adds instead" in dana.page
    form = {"class": str(people.room), "course": "tiny", "part": "skill:first", "whom": "some"}
    await dana.post("/teacher/assign", {**form, **due(clock), "learner": str(people.ada.id), "note": "Meet at ten"})
    await ada.get(f"{AT}/today")
    assert "Meet at ten" in ada.page
    ben = await browser_of(people.ben)
    await ben.get("/courses")
    assert "Meet at ten" not in ben.page
