"""Extra time and reading aloud: who sets them, what they do, and who is not shown them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from chiron.core.errors import NotAllowed, NotFound
from chiron.desks.studio.assignments import Wish, assign
from chiron.engine.people import classes, store
from chiron.engine.people.accommodations import extra_time, given, set_extra_time
from chiron.engine.people.leaving import gather
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.people.sign_in import sitting
from chiron.engine.records import log
from chiron.engine.records.ids import new_id
from chiron.faces.web.house import SITTING_COOKIE, House
from tests.core.tiny import tiny
from tests.web.conftest import Clock, People

BrowserOf = Callable[[Person | None], object]


async def kept(rooms: House, person: Person) -> Person:
    async with rooms.database.school(person.school) as conn:
        return await store.view_person(conn, person.id)


async def in_eight_days(rooms: House, people: People, clock: Clock) -> None:
    """Dana gives 8B a unit that is due in eight days."""
    wish = Wish(new_id(), people.room, "unit", "unit", clock.now + timedelta(days=8))
    async with rooms.database.school(people.dana.school) as conn:
        await assign(conn, people.dana, tiny(), wish, clock.now)


async def test_a_teacher_gives_time_and_the_due_date_moves_for_that_learner_alone(
    browser_of, people: People, rooms: House, clock: Clock
) -> None:
    await in_eight_days(rooms, people, clock)
    dana = await browser_of(people.dana)
    await dana.get(f"/teacher/learner/{people.ada.id}")
    done = await dana.post(f"/teacher/learner/{people.ada.id}/extra-time", {"extra_time": "50", "course": "tiny"})
    assert done.status_code == 303
    await dana.get(done.headers["location"])
    assert "Set by Dana on" in dana.page
    await dana.get("/teacher/class")
    assert re.search(r"Ada: extended to .*extra time", dana.page)
    assert "Ben: extended" not in dana.page
    table = await dana.client.get("/teacher/assignments.csv")
    assert "Ada " in table.text.splitlines()[1]
    clock.now += timedelta(days=10)
    ada, ben = await browser_of(people.ada), await browser_of(people.ben)
    for learner in (ada, ben):
        await learner.get("/learn/tiny/goal")
        await learner.post("/learn/tiny/goal", {"goal": "all", "why": "", "until": "", "minutes": "60"})
        await learner.get("/learn/tiny/today")
    assert "extended to" in ada.page
    assert "extended to" not in ben.page
    assert "Ada" not in ben.page, "classmates are not told"
    async with rooms.database.school(people.ada.school) as conn:
        told = await log.read(conn, people.ada.id, kinds={"accommodation.set"})
        handed_out = await gather(conn, people.ada.id)
    assert [(event.draft.actor, event.body["extra_time"]) for event in told] == [(people.dana.id, 50)]
    assert handed_out["person"][0]["preferences"]["extra_time"] == 50


async def test_the_same_again_is_no_second_event_and_nothing_odd_is_kept(
    browser_of, people: People, rooms: House
) -> None:
    dana = await browser_of(people.dana)
    await dana.get(f"/teacher/learner/{people.ada.id}")
    for value in ("25", "25", "75", "-1", "x"):
        done = await dana.post(f"/teacher/learner/{people.ada.id}/extra-time", {"extra_time": value})
        assert done.status_code == (303 if value == "25" else 422)
    async with rooms.database.school(people.ada.school) as conn:
        assert len(await log.read(conn, people.ada.id, kinds={"accommodation.set"})) == 1
    assert extra_time(await kept(rooms, people.ada)) == 25
    await dana.post(f"/teacher/learner/{people.ada.id}/extra-time", {"extra_time": "0"})
    after = await kept(rooms, people.ada)
    assert after.preferences == {"course": "tiny"}


async def test_who_may_give_time(people: People, olga: Person, rooms: House, clock: Clock) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        for actor in (people.ada, people.ben, people.eve):
            with pytest.raises((NotAllowed, NotFound)):
                await set_extra_time(conn, actor, people.ada.id, 100, clock.now)
        await set_extra_time(conn, olga, people.ada.id, 100, clock.now)
        told = await given(conn, people.ada.id)
        assert told is not None
        assert (told.extra_time, told.by, told.own) == (100, "Olga", False)
    async with rooms.database.school(people.cleo.school) as conn:
        with pytest.raises(NotFound):
            await set_extra_time(conn, people.cleo, people.ada.id, 100, clock.now)


async def test_a_learner_in_no_class_decides_alone(browser_of, people: People, rooms: House, clock: Clock) -> None:
    form = {"language": "en", "streaming": "yes"}
    ada = await browser_of(people.ada)
    await ada.get("/settings")
    assert 'name="extra_time"' not in ada.page
    assert (await ada.post("/settings", form | {"extra_time": "100"})).status_code == 422
    assert extra_time(await kept(rooms, people.ada)) == 0
    async with rooms.database.school(people.ada.school) as conn:
        await classes.archive(conn, people.dana, people.room, clock.now)
    await ada.get("/settings")
    assert 'name="extra_time"' in ada.page
    assert (await ada.post("/settings", form | {"extra_time": "100"})).status_code == 303
    assert extra_time(await kept(rooms, people.ada)) == 100
    await ada.get("/settings")
    assert "Set by the learner on" in ada.page


async def test_a_sitting_waits_longer(browser_of, people: People, rooms: House, clock: Clock) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        await set_extra_time(conn, people.dana, people.ada.id, 50, clock.now)
    ada, ben = await browser_of(await kept(rooms, people.ada)), await browser_of(people.ben)
    clock.now += timedelta(days=20)
    assert await sitting(rooms.database, ada.client.cookies[SITTING_COOKIE], clock.now) is not None
    assert await sitting(rooms.database, ben.client.cookies[SITTING_COOKIE], clock.now) is None


async def test_an_operator_sees_and_changes_it(browser_of, people: People, olga: Person, rooms: House) -> None:
    page = await browser_of(olga)
    await page.get(f"/people/{people.ada.id}")
    assert (await page.post(f"/people/{people.ada.id}/extra-time", {"extra_time": "25"})).status_code == 303
    await page.get(f"/people/{people.ada.id}")
    assert "Set by Olga on" in page.page
    assert (await page.post(f"/people/{people.ada.id}/extra-time", {"extra_time": "26"})).status_code == 422
    assert (await page.post(f"/people/{people.dana.id}/extra-time", {"extra_time": "25"})).status_code == 422
    assert extra_time(await kept(rooms, people.ada)) == 25


def spoken(page: str) -> list[list[list[str]]]:
    return [json.loads(html.unescape(found)) for found in re.findall(r'data-parts="([^"]*)"', page)]


async def test_reading_aloud_is_there_when_chosen_and_says_formulas_in_words(
    browser_of, people: People, rooms: House
) -> None:
    ada = await browser_of(people.ada)
    await ada.get("/learn/tiny/lessons/first")
    assert "<read-aloud" not in ada.page
    await ada.get("/settings")
    await ada.post("/settings", {"language": "en", "read_aloud": "yes"})
    await ada.get("/learn/tiny/lessons/first")
    assert spoken(ada.page)
    assert all(language == "en" and "$" not in words for each in spoken(ada.page) for language, words in each)
    await ada.post("/settings", {"language": "en", "read_aloud": "no"})
    await ada.get("/learn/tiny/lessons/first")
    assert "<read-aloud" not in ada.page


async def test_the_youngest_have_it_until_they_choose(browser_of, people: People, rooms: House, clock: Clock) -> None:
    lia = Person(
        people.ada.school, UUID(int=77), "Lia", "lia", frozenset({Role.LEARNER}), AgeBand.UNDER_13, created=clock.now
    )
    async with rooms.database.school(lia.school) as conn:
        await store.add_person(conn, lia, None)
    page = await browser_of(lia)
    await page.get("/learn/tiny/lessons/first")
    assert "<read-aloud" in page.page
    await page.get("/settings")
    await page.post("/settings", {"language": "en", "read_aloud": "no"})
    await page.get("/learn/tiny/lessons/first")
    assert "<read-aloud" not in page.page


async def test_roles_are_explained_and_staff_agree_in_their_own_words(browser_of, people: People, olga: Person) -> None:
    page = await browser_of(olga)
    await page.get("/people/new")
    assert page.page.count('<span class="sub">') >= len(Role)
    await page.get("/my-data")
    assert "part of my work" in page.page
    assert "in order to teach me" not in page.page
    ada = await browser_of(people.ada)
    await ada.get("/my-data")
    assert "in order to teach me" in ada.page
