"""A teacher's lock through HTTP: set, seen, kept to, lifted; and whom it does not touch."""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from chiron.desks.studio import assignments
from chiron.desks.studio.assignments import Wish
from chiron.engine.people import classes
from chiron.engine.people.locks import of_learner, store
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.ids import new_id
from chiron.faces.web.house import House
from tests.core.tiny import tiny
from tests.web.conftest import Browser, Clock, People
from tests.web.reading import words
from tests.web.test_inbox import AT

Open = Callable[[Person | None], Awaitable[Browser]]
LOCKS = "/teacher/locks"


def form(people: People, **more: object) -> dict[str, object]:
    """The lock form of Dana's class, everything open."""
    every = {"class": str(people.room), "course": "tiny", "order": "free", "pace": "", "do": "set"}
    return {**every, "open": ["first", "second", "third"], **more}


async def begin(browser: Browser) -> Browser:
    """A goal, then past the diagnostic."""
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    return browser


async def items(rooms: House, person: Person) -> list[dict[str, Any]]:
    """The items that were put before somebody, as the log has them."""
    async with rooms.database.school(person.school) as conn:
        return [dict(event.body) for event in await log.read(conn, person.id, kinds={"item.opened"})]


async def placed(browser: Browser) -> None:
    """The diagnostic, with nothing known."""
    await browser.get(f"{AT}/today")
    await browser.post(f"{AT}/practice/start", {"purpose": "diagnostic"})
    for _ in range(15):
        await browser.get(f"{AT}/practice")
        fields: dict[str, object] = {"item": browser.hidden("item"), "step": browser.hidden("step"), "unsure": "yes"}
        await browser.post(f"{AT}/practice/answer", fields)
        await browser.get(f"{AT}/practice")
        await browser.post(f"{AT}/practice/next", {"item": browser.hidden("item")})


async def set_up(browser: Browser, people: People, **more: object) -> int:
    await browser.get(f"{LOCKS}?class={people.room}&course=tiny")
    return (await browser.post(LOCKS, form(people, **more))).status_code


async def test_what_is_set_is_seen_by_whom_and_since_when_and_lifted(
    browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    dana = await browser_of(people.dana)
    await dana.get(f"/teacher/class?class={people.room}")
    assert "Nothing is set: Chiron chooses freely." in words(dana)
    assert await set_up(dana, people, order="course", pace="1", open=["first", "second"]) == 303
    clock.on(hours=2)
    await dana.get(f"{LOCKS}?class={people.room}&course=tiny")
    told = words(dana)
    assert "Skills come in the course’s own order. At most 1 new skill is begun in a sitting." in told
    assert "2 of 3 skills are open. Set by Dana, today" in told
    assert dana.page.count("checked") == 3, "two skills and the order"
    await dana.get(f"/teacher/class?class={people.room}")
    assert "2 of 3 skills are open." in words(dana)
    async with rooms.database.school(people.ada.school) as conn:
        (kept,) = await of_learner(conn, people.ada.id, "tiny")
        assert (kept.by, kept.rule.in_order, kept.rule.pace, kept.rule.ceiling) == (
            "Dana",
            True,
            1,
            ("first", "second"),
        )
        assert await of_learner(conn, people.ada.id, "another") == []
    await dana.get(f"{LOCKS}?class={people.room}&course=tiny")
    await dana.post(LOCKS, {"class": str(people.room), "course": "tiny", "do": "lift"})
    await dana.get(f"{LOCKS}?class={people.room}&course=tiny")
    assert "Nothing: Chiron chooses freely." in words(dana)
    async with rooms.database.school(people.ada.school) as conn:
        assert await of_learner(conn, people.ada.id, "tiny") == []
        row = await (await conn.execute("SELECT count(*) AS n, count(lifted) AS gone FROM class_lock")).fetchone()
    assert row == {"n": 1, "gone": 1}, "kept, so that the moves under it can be understood"


async def test_a_ceiling_holds_whatever_the_learner_asks_for(browser_of: Open, people: People, rooms: House) -> None:
    dana, ada = await browser_of(people.dana), await begin(await browser_of(people.ada))
    await set_up(dana, people, open=["second"])
    await ada.get(f"{AT}/map?skill=third")
    assert "Dana has opened 1 of 3 skills for now." in words(ada)
    assert "Your teacher has set that this comes later." in words(ada)
    assert "test me" not in words(ada)
    for purpose in ("skill", "test"):
        sent = await ada.post(f"{AT}/practice/start", {"purpose": purpose, "skill": "third"})
        assert sent.headers["location"].endswith("/map?skill=third#evidence")
    assert await items(rooms, people.ada) == []
    await ada.get(f"{AT}/today")
    assert "Dana has opened 1 of 3 skills for now." in words(ada)
    await ada.post(f"{AT}/practice/start", {"purpose": "practice"})
    for _ in range(3):
        await ada.get(f"{AT}/practice")
        await ada.post(f"{AT}/practice/skip", {"item": ada.hidden("item")})
    asked = [body["because"] for body in await items(rooms, people.ada)]
    assert len(asked) == 4
    assert all(one["skill"] == "second" and one["locked"] is True for one in asked)


async def test_an_order_refuses_what_comes_later_and_tests_stay_free(
    browser_of: Open, people: People, rooms: House
) -> None:
    dana, ada = await browser_of(people.dana), await begin(await browser_of(people.ada))
    await set_up(dana, people, order="course")
    await ada.get(f"{AT}/today")
    assert "Dana has set the order for now: skills come as they stand in the course." in words(ada)
    await ada.get(f"{AT}/lessons/third")
    assert "Your teacher has set that this comes later." in words(ada)
    await ada.get(f"{AT}/map")
    refused = await ada.post(f"{AT}/practice/start", {"purpose": "skill", "skill": "third"})
    assert "/map?skill=third" in refused.headers["location"]
    await ada.post(f"{AT}/practice/start", {"purpose": "test", "skill": "third"})
    (test,) = await items(rooms, people.ada)
    assert test["purpose"] == "test"


async def test_a_pace_ends_the_sitting_and_is_told(browser_of: Open, people: People, rooms: House) -> None:
    dana, ada = await browser_of(people.dana), await begin(await browser_of(people.ada))
    await set_up(dana, people, pace="0")
    await ada.get(f"{AT}/map")
    assert "Dana wants no new skill begun for now" in words(ada)
    await ada.post(f"{AT}/practice/start", {"purpose": "practice"})
    assert await items(rooms, people.ada) == [], "nothing was met yet, and nothing new may be begun"
    await placed(ada)
    assert {item["purpose"] for item in await items(rooms, people.ada)} == {"diagnostic"}, "which stays free"
    await ada.get(f"{AT}/today")
    await ada.post(f"{AT}/practice/start", {"purpose": "practice"})
    assert (await items(rooms, people.ada))[-1]["because"]["locked"], "what was met in it may be practised"


async def test_a_learner_of_another_class_or_school_is_not_touched(
    browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    dana = await browser_of(people.dana)
    async with rooms.database.school(people.ada.school) as conn:
        other = await classes.make(conn, people.dana, "9C", "Autumn", clock.now)
        await classes.remove(conn, people.dana, people.room, people.ben.id)
        await classes.store.add_member(conn, other.id, people.ben.id, "learner", clock.now)
    await set_up(dana, people, open=["first"])
    for person in (people.ben, people.cleo):
        browser = await begin(await browser_of(person))
        await browser.get(f"{AT}/today")
        assert "for now" not in words(browser)
        await browser.get(f"{AT}/map")
        await browser.post(f"{AT}/practice/start", {"purpose": "skill", "skill": "third"})
        (asked,) = await items(rooms, person)
        assert "locked" not in asked["because"]
    async with rooms.database.school(people.cleo.school) as conn:
        row = await (await conn.execute("SELECT count(*) AS n FROM class_lock")).fetchone()
    assert row == {"n": 0}


async def test_who_is_in_two_classes_keeps_to_both(
    browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    dana, ada = await browser_of(people.dana), await begin(await browser_of(people.ada))
    async with rooms.database.school(people.ada.school) as conn:
        other = await classes.make(conn, people.dana, "9C", "Autumn", clock.now)
        await classes.store.add_member(conn, other.id, people.ada.id, "learner", clock.now)
    await set_up(dana, people, open=["first"])
    await dana.get(f"{LOCKS}?class={other.id}&course=tiny")
    await dana.post(LOCKS, form(people, **{"class": str(other.id), "open": ["second"]}))
    await ada.get(f"{AT}/today")
    assert "No skill is open for you in all your classes at once." in words(ada)
    await ada.post(f"{AT}/practice/start", {"purpose": "practice"})
    assert await items(rooms, people.ada) == []
    await placed(ada)
    await ada.get(f"{AT}/today")
    assert "You are through for now That is as far as your teacher has opened the course for now." in words(ada)
    await dana.post(f"/teacher/class/{other.id}/archive")
    await ada.get(f"{AT}/today")
    assert "No skill is open" not in words(ada)


@pytest.mark.parametrize("do", ["set", "lift"])
async def test_eve_and_a_learner_are_refused(browser_of: Open, people: People, rooms: House, do: str) -> None:
    dana = await browser_of(people.dana)
    await set_up(dana, people, pace="2")
    for person, status in ((people.eve, 404), (people.ada, 403), (people.cleo, 404)):
        browser = await browser_of(person)
        assert (await browser.get(f"{LOCKS}?class={people.room}&course=tiny")).status_code == status
        await browser.get("/account")
        assert (await browser.post(LOCKS, form(people, do=do, open=["first"]))).status_code in (403, 404)
    async with rooms.database.school(people.ada.school) as conn:
        found = await store.find(conn, people.room, "tiny")
    assert found is not None
    assert (found.rule.pace, found.rule.ceiling) == (2, ())


async def test_bad_input_names_its_place_and_a_form_sent_twice_is_one_deed(
    browser_of: Open, people: People, rooms: House
) -> None:
    dana = await browser_of(people.dana)
    for wrong, field in (({"pace": "two"}, "pace"), ({"pace": "21"}, "pace"), ({"open": []}, "open")):
        assert await set_up(dana, people, **wrong) == 422
        assert f'id="{field}-error"' in dana.page
    assert await set_up(dana, people, order="mine") == 422
    await dana.get(f"{LOCKS}?class={people.room}&course=tiny")
    key = {"key": dana.hidden("key"), "csrf": dana.hidden("csrf")}
    await dana.client.post(LOCKS, data={**key, **form(people, pace="3")})
    await dana.client.post(LOCKS, data={**key, **form(people, do="lift")})
    await dana.client.post(LOCKS, data={**key, **form(people, pace="3")})
    async with rooms.database.school(people.ada.school) as conn:
        assert await store.find(conn, people.room, "tiny") is None, "an old form does not set again what was lifted"


async def assign(rooms: House, people: People, clock: Clock, skill: str, hours: int = 3) -> None:
    """Dana's class is to do a skill."""
    wish = Wish(new_id(), people.room, "skill", skill, clock.now + timedelta(hours=hours))
    async with rooms.database.school(people.dana.school) as conn:
        await assignments.assign(conn, people.dana, tiny(), wish, clock.now)


async def test_a_limit_that_closes_an_open_assignment_says_so_first(
    browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    dana = await browser_of(people.dana)
    await assign(rooms, people, clock, "third")
    assert await set_up(dana, people, open=["first", "second"]) == 200
    assert "This closes an open assignment Nothing is set yet." in words(dana)
    assert dana.page.count('name="open"') - dana.page.count('type="checkbox" name="open" value="third" checked') == 3
    async with rooms.database.school(people.ada.school) as conn:
        assert await of_learner(conn, people.ada.id, "tiny") == []
    sent = await dana.post(LOCKS, form(people, open=["first", "second"], sure="yes"))
    assert sent.status_code == 303
    await dana.get(sent.headers["location"])
    assert "It closes an open assignment:" in words(dana)
    async with rooms.database.school(people.ada.school) as conn:
        (kept,) = await of_learner(conn, people.ada.id, "tiny")
        assert kept.rule.ceiling == ("first", "second")


async def test_work_that_is_open_or_due_already_needs_no_warning(
    browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    dana = await browser_of(people.dana)
    await assign(rooms, people, clock, "first")
    assert await set_up(dana, people, open=["first", "second"]) == 303
    assert await set_up(dana, people, pace="0") == 200, "no new skill may be begun, so the assignment cannot be"
    clock.on(hours=4)
    assert await set_up(dana, people, open=["second"]) == 303, "what was due is over"


async def test_all_are_ticked_or_none_at_once_and_nothing_is_set(
    browser_of: Open, people: People, rooms: House
) -> None:
    dana = await browser_of(people.dana)
    for do, ticked in (("none", 0), ("all", 3)):
        assert await set_up(dana, people, do=do, pace="4", open=["second"]) == 200
        assert dana.page.count('name="open"') == 3
        assert len(re.findall(r'name="open" value="\w+" checked', dana.page)) == ticked
        assert 'name="pace" value="4"' in dana.page
    async with rooms.database.school(people.ada.school) as conn:
        assert await of_learner(conn, people.ada.id, "tiny") == []


async def test_what_was_set_before_stays_to_be_read(
    browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    dana, history = await browser_of(people.dana), f"{LOCKS}/history?class={people.room}&course=tiny"
    await dana.get(history)
    assert "Nothing was ever set" in words(dana)
    await set_up(dana, people, pace="2")
    clock.on(hours=1)
    await set_up(dana, people, open=["first"])
    clock.on(hours=1)
    await dana.get(f"{LOCKS}?class={people.room}&course=tiny")
    assert html.unescape(f'href="{history}"') in html.unescape(dana.page)
    await dana.get(history)
    told = words(dana)
    first, second = told.index("1 of 3 skills are open."), told.index("At most 2 new skills")
    assert first < told.index("in force") < second
    assert told[first:].count(" Dana ") == 2
    for person, status in ((people.ada, 403), (people.eve, 404), (people.cleo, 404)):
        assert (await (await browser_of(person)).get(history)).status_code == status
