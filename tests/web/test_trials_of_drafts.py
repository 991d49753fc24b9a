"""An author tries a draft as a learner: the learner's own pages, for this one course and nobody else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from chiron.desks.studio import drafting
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.drafting import Chosen
from chiron.engine.people import schools
from chiron.engine.people import store as people_store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.engine.records import log
from chiron.engine.records.ids import new_id
from chiron.faces.web.house import House
from tests.core.tiny import tiny
from tests.web.conftest import Browser, Clock, People

Open = Callable[[Person | None], Awaitable[Browser]]


async def author(rooms: House, people: People, clock: Clock, *roles: Role) -> Person:
    name = "-".join(roles)
    made = new_person(people.ada.school, "Ines", f"ines-{name}", frozenset(roles), clock.now, AgeBand.ADULT)
    async with rooms.database.school(made.school) as conn:
        await people_store.add_person(conn, made, None)
    return made


@pytest.fixture
async def ines(rooms: House, people: People, clock: Clock) -> Person:
    """She writes courses, and learns nowhere."""
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, tiny())
    return await author(rooms, people, clock, Role.AUTHOR)


async def begun(rooms: House, person: Person) -> tuple[StudioDesk, str]:
    """A trial of a draft of the tiny course."""
    desk = StudioDesk(rooms.database, rooms.tutoring.folds, rooms.clock, new_id)
    school = await schools.view(rooms.database, person.school)
    id = await drafting.begin_from(desk, rooms.database, person, school, rooms.home, "course:tiny", Chosen())
    return desk, await drafting.try_it(desk, rooms.database, person, id)


async def test_an_author_walks_the_learners_pages_of_a_trial_and_of_nothing_else(
    browser_of: Open, rooms: House, people: People, ines: Person
) -> None:
    desk, trial = await begun(rooms, ines)
    browser = await browser_of(ines)
    for page in ("goal", "today", "map", "progress", "lessons", "practice"):
        found = await browser.get(f"/learn/{trial}/{page}")
        assert found.status_code in (200, 303), page
    # A goal and a hint, as a learner asks for them.
    await browser.get(f"/learn/{trial}/goal")
    given: dict[str, object] = {"goal": "all", "why": "", "minutes": "60", "until": ""}
    assert (await browser.post(f"/learn/{trial}/goal", given)).status_code == 303
    await browser.get(f"/learn/{trial}/map")
    await browser.post(f"/learn/{trial}/practice/start", {"purpose": "skill", "skill": "first"})
    assert (await browser.get(f"/learn/{trial}/practice")).status_code == 200
    assert (await browser.post(f"/learn/{trial}/practice/hint", {"item": browser.hidden("item")})).status_code < 400
    for page in ("/learn/tiny/today", "/learn/tiny/practice"):
        assert (await browser.get(page)).status_code == 403
    async with rooms.database.school(ines.school) as conn:
        assert await log.courses_of(conn, ines.id) == [trial]
        assert "course" not in (await people_store.view_person(conn, ines.id)).preferences
        id = await drafting.tried(conn, ines, trial)
    assert id is not None
    await drafting.end_trial(desk, rooms.database, ines, id)
    assert (await browser.get(f"/learn/{trial}/today")).status_code == 404


async def test_nobody_else_finds_a_trial(
    browser_of: Open, rooms: House, people: People, clock: Clock, ines: Person
) -> None:
    _, trial = await begun(rooms, ines)
    other = await author(rooms, people, clock, Role.AUTHOR, Role.LEARNER)
    for person in (people.ada, people.dana, people.cleo, other):
        browser = await browser_of(person)
        assert (await browser.get(f"/learn/{trial}/today")).status_code in (403, 404)
        for page in ("/courses", "/teacher/courses", "/teacher/class", "/teacher"):
            await browser.get(page)
            assert trial not in browser.page


async def test_an_author_who_learns_too_finds_the_trial_among_their_courses(
    browser_of: Open, rooms: House, people: People, clock: Clock, ines: Person
) -> None:
    both = await author(rooms, people, clock, Role.AUTHOR, Role.LEARNER)
    _, trial = await begun(rooms, both)
    browser = await browser_of(both)
    await browser.get("/courses")
    assert f"/learn/{trial}/" in browser.page
    assert (await browser.get("/learn/tiny/today")).status_code in (200, 303)
