"""What was chosen is seen as what it is: worked examples, breaks, how long one has, why this and what else."""

from __future__ import annotations

import html
import re

import pytest

from chiron.core.learning.course import Course
from chiron.core.learning.policies import REASONS
from chiron.engine.people import store
from chiron.engine.people.school import School
from chiron.engine.records import log
from chiron.faces.web.chosen import choices_of, way_words, what_words
from chiron.faces.web.house import House
from tests.core.test_ways import hard
from tests.web.conftest import Browser, Clock, People
from tests.web.test_learner import AT, right, state_of


@pytest.fixture
async def ada(browser_of, people: People) -> Browser:
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    return browser


async def publish(rooms: House, people: People, course: Course) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, course)


async def start(ada: Browser, skill: str = "first", **more: str) -> str:
    await ada.get(f"{AT}/map")
    await ada.post(f"{AT}/practice/start", {"purpose": "skill", "skill": skill, **more})
    return (await ada.get(f"{AT}/practice")).text


def words(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


async def test_a_worked_example_is_read_before_ones_own_item(ada: Browser, rooms: House, people: People) -> None:
    await publish(rooms, people, hard())
    page = await start(ada)
    assert "Worked example" in page
    assert "Why is it done so? Say it to yourself, then look." in page or "Why this step?" in page
    assert "Undo what was done." in page, "the course's own reason"
    assert 'id="answer-form"' not in page
    item = (await state_of(rooms, people.ada)).state.item
    assert item is not None
    frame = (await state_of(rooms, people.ada)).frame
    setting = rooms.tutoring.setting(people.ada, await school(rooms, people), frame)
    given = setting.generate(item.skill, item.template, item.seed).parameters
    assert str(given["c"]) not in words(page), "the learner's own problem is not on the page yet"
    htmx = await ada.client.get(f"{AT}/practice", headers={"hx-request": "true"})
    assert htmx.headers["hx-redirect"].endswith(f"{AT}/practice"), "a page of its own"
    await ada.post(f"{AT}/practice/study", {"item": item.id})
    page = (await ada.get(f"{AT}/practice")).text
    assert 'id="answer-form"' in page
    await ada.post(f"{AT}/practice/answer", await right(rooms, people.ada))
    assert (await state_of(rooms, people.ada)).state.record("first").opportunities == 1


async def school(rooms: House, people: People) -> School:
    async with rooms.database.school(people.ada.school) as conn:
        return await store.view_school(conn)


async def test_an_example_may_be_passed_over_and_the_log_says_so(ada: Browser, rooms: House, people: People) -> None:
    await publish(rooms, people, hard())
    await start(ada)
    item = (await state_of(rooms, people.ada)).state.item
    assert item is not None
    await ada.post(f"{AT}/practice/study", {"item": item.id, "passed": "yes"})
    async with rooms.database.school(people.ada.school) as conn:
        (event,) = await log.read(conn, people.ada.id, course="tiny", kinds=("example.studied",))
    assert event.body == {"item": item.id, "passed": True}


async def test_today_says_what_comes_why_and_what_else(ada: Browser, rooms: House, people: People) -> None:
    await start(ada)
    await ada.post(f"{AT}/practice/answer", await right(rooms, people.ada))
    await ada.post(f"{AT}/practice/finish", {})
    page = (await ada.get(f"{AT}/today")).text
    assert "Why this?" in page
    assert "What we know of this skill, and why" in page
    assert re.search(r'<select[^>]*name="minutes"', page)


async def test_a_sitting_keeps_to_the_minutes_that_one_has(
    ada: Browser, rooms: House, people: People, clock: Clock
) -> None:
    page = await start(ada, minutes="10")
    assert "Question 1, about 10 minutes left" in words(page)
    for _ in range(20):
        state = (await state_of(rooms, people.ada)).state
        if state.session is None or state.session.ended is not None:
            break
        clock.on(minutes=2)
        item = state.item
        if item is not None and item.finished:
            await ada.post(f"{AT}/practice/next", {"item": item.id})
        else:
            await ada.post(f"{AT}/practice/answer", await right(rooms, people.ada))
        await ada.get(f"{AT}/practice")
    page = (await ada.get(f"{AT}/summary")).text
    assert "That is about the 10 minutes you had." in words(page)


@pytest.mark.parametrize("minutes", ["0", "181", "-5", "ten", "1e3", "99999"])
async def test_minutes_that_nobody_has_are_refused_in_words(ada: Browser, minutes: str) -> None:
    await ada.get(f"{AT}/map")
    found = await ada.post(f"{AT}/practice/start", {"purpose": "practice", "minutes": minutes})
    assert found.status_code < 400
    assert (await ada.get(f"{AT}/practice")).status_code in (200, 303)


async def test_a_break_is_offered_and_one_may_go_on_anyway(
    ada: Browser, rooms: House, people: People, clock: Clock
) -> None:
    await start(ada, minutes="180")
    for _ in range(120):
        state = (await state_of(rooms, people.ada)).state
        if state.session is None or state.session.ended is not None:
            break
        clock.on(minutes=4)
        item = state.item
        assert item is not None
        await ada.get(f"{AT}/practice")
        if item.finished:
            await ada.post(f"{AT}/practice/next", {"item": item.id})
            continue
        step = (await right(rooms, people.ada))["step"]
        done = item.step(step)
        where = "solution" if done.rungs >= 4 else "hint"
        await ada.post(f"{AT}/practice/{where}", {"item": item.id, "step": step, "rung": str(done.rungs)})
    page = (await ada.get(f"{AT}/summary")).text
    assert "Time for a break?" in page
    assert "Stop here for today" in page
    assert len(re.findall(r'class="button filled', page)) == 1
    await ada.post(f"{AT}/practice/anyway", {})
    session = (await state_of(rooms, people.ada)).state.session
    assert session is not None
    assert session.ended is None
    assert (await ada.get(f"{AT}/practice")).status_code == 200


def test_whatever_is_asked_has_a_name_and_every_way_its_words() -> None:
    ends = {
        "stuck",
        "tested",
        "placed",
        "nothing-due",
        "length",
        "time",
        "no-session",
        "break",
        "rule-break",
        "locked",
        "goal-reached",
    }
    assert {code for code in REASONS if not what_words(code)} == ends
    assert what_words("fresh", "example") != what_words("fresh")
    assert way_words({"way": "faded", "way_because": "new"}) == "", "no step of the item could be worked"
    assert way_words({"way": "faded", "way_because": "new", "given": ["a"]})
    assert way_words({}) == ""


def test_alternatives_are_told_as_far_as_they_can_be_read() -> None:
    course = hard()
    assert choices_of({"skill": "first", "chance": 1.0}, course) is None
    assert choices_of({"skill": "gone", "others": {"first": 0.5}}, course) is None
    assert choices_of({"skill": "first", "others": "first"}, course) is None
    found = choices_of({"skill": "first", "chance": 0.6, "others": {"second": 0.4, "gone": 0.0}}, course)
    assert found is not None
    assert [(one.chance, one.taken) for one in found.every] == [(60, True), (40, False)]
    assert found.drawn
    sure = choices_of({"skill": "second", "chance": 1.0, "others": {"first": 0.0, "third": 0.0}}, course)
    assert sure is not None
    assert not sure.drawn
    assert [str(one.title) for one in sure.others] == ["First", "Third"]
