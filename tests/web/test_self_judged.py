"""A learner with nobody to read an answer compares it with the author's and judges it; others only wait."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from chiron.core.learning.state import Attempt
from chiron.core.words import Outcome
from chiron.engine.people import store
from chiron.engine.people.person import Person, Role
from chiron.engine.records import log
from chiron.faces.web.house import House
from tests.web.conftest import Browser, Clock, People
from tests.web.test_inbox import Open, case_at, essays, state_of
from tests.web.test_overruling import rebuilt_the_same

AT = "/learn/essays"
MODEL = "Names the balance."
BUTTONS = ("I had this", 'action="/learn/essays/practice/self-judge"')


async def closed(rooms: House, clock: Clock, *people: Person) -> None:
    for person in people:
        async with rooms.database.school(person.school) as conn:
            await store.close_person(conn, person.id, clock.now)


@pytest.fixture
async def alone(rooms: House, people: People, clock: Clock) -> None:
    """The teachers of Ada's school have left it."""
    await closed(rooms, clock, people.dana, people.eve)


async def answered(browser_of: Open, people: People, rooms: House, purpose: str = "skill") -> Browser:
    """Ada has answered an open question."""
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, essays())
    ada = await browser_of(people.ada)
    await ada.get(f"{AT}/goal")
    await ada.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await ada.get(f"{AT}/map")
    await ada.post(f"{AT}/practice/start", {"purpose": purpose, "skill": "first"})
    await ada.get(f"{AT}/practice")
    assert MODEL not in ada.page, "never before the answer"
    state = await state_of(rooms, people.ada, "essays")
    assert state.item is not None
    await ada.post(f"{AT}/practice/answer", {"item": state.item.id, "step": "say", "answer": "It is a balance."})
    await ada.get(f"{AT}/practice")
    return ada


async def tried(rooms: House, people: People) -> Attempt:
    item = (await state_of(rooms, people.ada, "essays")).item
    assert item is not None
    return item.step("say").attempts[-1]


async def judge(ada: Browser, rooms: House, people: People, right: str) -> None:
    """Ada judges it by the page that she has, then looks at where she is."""
    item = (await state_of(rooms, people.ada, "essays")).item
    assert item is not None
    attempt = (await tried(rooms, people)).key
    sent: dict[str, Any] = {"item": item.id, "step": "say", "attempt": attempt, "right": right}
    await ada.post(f"{AT}/practice/self-judge", sent)


async def events(rooms: House, people: People) -> list[dict[str, Any]]:
    async with rooms.database.school(people.ada.school) as conn:
        return [dict(e.body) for e in await log.read(conn, people.ada.id, kinds=["answer.self-judged"])]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(("right", "outcome"), [("yes", Outcome.CORRECT), ("no", Outcome.INCORRECT)])
async def test_alone_she_compares_and_judges_once(
    browser_of: Open, people: People, rooms: House, right: str, outcome: Outcome
) -> None:
    ada = await answered(browser_of, people, rooms)
    page = html.unescape(ada.page)
    assert MODEL in page
    assert "Nobody reads this here. Compare it yourself." in page
    assert "A person reads this one" not in page
    assert all(each in page for each in BUTTONS)
    form = re.search(r'<form[^>]*practice/self-judge".*?</form>', page, re.DOTALL)
    assert form is not None
    named = dict(re.findall(r'type="hidden" name="(item|step|attempt)" value="([^"]*)"', form.group()))
    assert named["attempt"] == (await tried(rooms, people)).key
    assert (await state_of(rooms, people.ada, "essays")).record("first").estimate is None
    await ada.post(f"{AT}/practice/self-judge", {**named, "right": right})
    await ada.get(f"{AT}/practice")
    page = html.unescape(ada.page)
    assert "Judged by you" in page
    assert MODEL in page
    assert not any(each in page for each in BUTTONS)
    assert ((await tried(rooms, people)).outcome, (await tried(rooms, people)).decided) == (outcome, "self")
    after = (await state_of(rooms, people.ada, "essays")).record("first").estimate
    assert after is not None
    await judge(ada, rooms, people, "no" if right == "yes" else "yes")
    assert "This step was answered already." in html.unescape(ada.page)
    assert [body["outcome"] for body in await events(rooms, people)] == [outcome.value]
    assert (await state_of(rooms, people.ada, "essays")).record("first").estimate == after
    assert await rebuilt_the_same(rooms, people, "essays")


@pytest.mark.usefixtures("alone")
async def test_without_a_choice_nothing_is_judged(browser_of: Open, people: People, rooms: House) -> None:
    ada = await answered(browser_of, people, rooms)
    await judge(ada, rooms, people, "")
    assert "Choose one of the two." in ada.page
    assert await events(rooms, people) == []


async def test_with_a_teacher_there_it_waits(browser_of: Open, people: People, rooms: House) -> None:
    ada = await answered(browser_of, people, rooms)
    page = html.unescape(ada.page)
    assert "A person reads this one. Go on meanwhile." in page
    assert MODEL not in page
    assert not any(each in page for each in BUTTONS)
    await judge(ada, rooms, people, "yes")
    assert "already with your teacher" in ada.page
    assert await events(rooms, people) == []
    assert (await tried(rooms, people)).outcome is Outcome.PERSON


async def test_an_operator_reads_too(
    browser_of: Open, people: People, rooms: House, clock: Clock, olga: Person
) -> None:
    await closed(rooms, clock, people.dana, people.eve)
    ada = await answered(browser_of, people, rooms)
    assert MODEL not in ada.page
    await closed(rooms, clock, olga)
    await ada.get(f"{AT}/practice")
    assert MODEL in ada.page


@pytest.mark.usefixtures("alone")
async def test_her_own_account_is_nobody_else(browser_of: Open, people: People, rooms: House) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        assert not await store.read_by_others(conn, people.ada.id)
        assert await store.count_open(conn, Role.TEACHER, people.ada.id) == 0
        await conn.execute("UPDATE person SET roles = '{learner,operator}' WHERE id = %s", (people.ada.id,))
        assert not await store.read_by_others(conn, people.ada.id)
        assert await store.read_by_others(conn, people.ben.id)


@pytest.mark.usefixtures("alone")
async def test_a_test_shows_no_model_answer(browser_of: Open, people: People, rooms: House) -> None:
    ada = await answered(browser_of, people, rooms, "test")
    page = html.unescape(ada.page)
    assert MODEL not in page
    assert "Nobody reads this here yet." in page
    await judge(ada, rooms, people, "yes")
    assert await events(rooms, people) == []


async def test_a_teacher_who_comes_back_decides_instead(
    browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    await closed(rooms, clock, people.dana, people.eve)
    ada = await answered(browser_of, people, rooms)
    await judge(ada, rooms, people, "yes")
    async with rooms.database.school(people.ada.school) as conn:
        await store.close_person(conn, people.dana.id, None)
        report = dict((await log.read(conn, people.ada.id, kinds=["report.made"]))[-1].body)
    dana = await browser_of(people.dana)
    await dana.get(case_at(people, report))
    page = html.unescape(dana.page)
    assert MODEL in page
    assert "Ada judged it alone." in page
    await dana.post(f"{case_at(people, report)}/decide", {"decision": "not-yet", "note": "Say what is halved."})
    last = await tried(rooms, people)
    assert (last.outcome, last.decided) == (Outcome.INCORRECT, "person")
    assert (await state_of(rooms, people.ada, "essays")).record("first").opportunities == 1
