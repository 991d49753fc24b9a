"""One's own settings and data, a guardian's, and where every role is led."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from chiron.engine.people import classes, reset, store
from chiron.engine.people.accounts import link_guardian, new_person
from chiron.engine.people.person import Person, Role
from chiron.engine.records import log
from chiron.engine.records.ids import new_id
from chiron.faces.web.house import House
from tests.web.conftest import THE_PASSWORD, Clock, People

BrowserOf = Callable[[Person | None], object]


async def test_settings_are_kept_and_entered_in_the_log(browser_of, people: People, rooms: House) -> None:
    ada = await browser_of(people.ada)
    await ada.get("/settings")
    chosen = {"theme": "dark", "letters": "easier", "reading_size": "150", "retention": "0.95", "language": "en"}
    assert (await ada.post("/settings", chosen | {"weekly_minutes": "90"})).status_code == 303
    await ada.get("/settings")
    assert 'data-theme="dark"' in ada.page
    assert 'data-letters="easier"' in ada.page
    async with rooms.database.school(people.ada.school) as conn:
        after = await store.view_person(conn, people.ada.id)
        events = await log.read(conn, people.ada.id, kinds={"preference.set"})
    assert after.preferences["course"] == "tiny", "what other rooms keep there stays"
    assert after.preferences["streaming"] is False
    assert events[-1].body["preferences"]["retention"] == 0.95
    assert (await ada.post("/settings", chosen | {"weekly_minutes": "lots"})).status_code == 422


async def test_a_password_is_changed(browser_of, with_password: Person, rooms: House, clock: Clock) -> None:
    here, other = await browser_of(with_password), await browser_of(with_password)
    await here.get("/settings/password")
    typed = {"old_password": "wrong", "password": "lemon otters 7"}
    assert (await here.post("/settings/password", typed)).status_code == 422
    assert (await here.post("/settings/password", typed | {"old_password": THE_PASSWORD})).status_code == 303
    assert (await here.get("/settings")).status_code == 200
    assert (await other.get("/settings")).status_code == 303


async def test_my_data_are_shown_and_taken_along(browser_of, people: People, rooms: House) -> None:
    ada = await browser_of(people.ada)
    await ada.get("/my-data")
    assert (await ada.post("/my-data/consent", {"what": "use", "given": "yes"})).status_code == 303
    await ada.get("/my-data")
    assert "Take it back" in ada.page
    assert "language model on another machine" not in ada.page, "the school does not offer it"
    parcel = await ada.get("/my-data/export.zip")
    assert parcel.headers["content-type"] == "application/zip"
    assert "data.json" in zipfile.ZipFile(io.BytesIO(parcel.content)).namelist()
    await ada.get("/my-data")
    assert (await ada.post("/my-data/nonsense")).status_code == 422


async def test_a_guardian_sees_their_learners_data_only(
    browser_of, people: People, olga: Person, rooms: House, clock: Clock
) -> None:
    grace = new_person(olga.school, "Grace", "grace", frozenset({Role.GUARDIAN}), clock.now)
    async with rooms.database.school(olga.school) as conn:
        await store.add_person(conn, grace, None)
        await link_guardian(conn, olga, grace.id, people.ada.id, clock.now)
    browser = await browser_of(grace)
    await browser.get("/family")
    assert "Ada" in browser.page
    assert (await browser.get(f"/family/{people.ada.id}")).status_code == 200
    assert (await browser.post(f"/family/{people.ada.id}/consent", {"what": "use", "given": "yes"})).status_code == 303
    assert (await browser.get(f"/family/{people.ben.id}")).status_code == 404
    assert (await browser.get(f"/family/{people.ben.id}/export.zip")).status_code == 404
    dana = await browser_of(people.dana)
    assert (await dana.get(f"/family/{people.ada.id}")).status_code == 403


async def test_a_reset_code_from_the_command_line_works_here(browser_of, people: People, rooms: House, clock) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        code = await reset.put(conn, people.ada.id, None, clock.now)
    browser = await browser_of(None)
    await browser.get("/reset")
    typed = {"school": "north", "sign_in_name": "ada", "code": code, "password": "lemon otters 7"}
    assert (await browser.post("/reset", typed)).status_code == 303


@pytest.mark.parametrize(
    "roles", [{role} for role in Role] + [{Role.OPERATOR, Role.TEACHER}, {Role.OPERATOR, Role.LEARNER}]
)
async def test_no_role_meets_a_dead_end(browser_of, people: People, rooms: House, clock: Clock, roles) -> None:
    somebody = new_person(people.ada.school, "Sam", "sam", frozenset(roles), clock.now)
    async with rooms.database.school(people.ada.school) as conn:
        await store.add_person(conn, somebody, None)
    browser = await browser_of(somebody)
    home = (await browser.get("/")).headers["location"]
    assert (await browser.get(home)).status_code == 200
    links = set(re.findall(r'href="(/[^"#]*)"', browser.page)) - {"/"}
    assert "/settings" in links
    assert ("/people" in links) is (Role.OPERATOR in roles)
    for link in sorted(links):
        if not link.startswith("/static/"):
            assert (await browser.get(link, follow_redirects=True)).status_code == 200, link


async def test_the_first_operator_is_told_what_to_do_first(browser_of, rooms: House, olga: Person, people) -> None:
    browser = await browser_of(olga)
    await browser.get("/people")
    assert "What to do first" not in browser.page
    async with rooms.database.school(olga.school) as conn:
        for each in (people.ada, people.ben, people.dana, people.eve):
            await store.close_person(conn, each.id, olga.created)
    await browser.get("/people")
    assert "What to do first" in browser.page


async def test_a_class_made_by_csv_gets_its_teacher_from_the_operator(
    browser_of, people: People, olga: Person, rooms: House, clock: Clock
) -> None:
    async with rooms.database.school(olga.school) as conn:
        await classes.store.add(conn, new_id(), "7A", "", clock.now)
        room = next(each for each in await classes.store.of_school(conn) if each.name == "7A")
    browser = await browser_of(olga)
    for somebody in (people.dana, people.ada):
        await browser.get(f"/people/{somebody.id}")
        assert "7A" in browser.page
        assert (await browser.post(f"/people/{somebody.id}/classes", {"class": str(room.id)})).status_code == 303
    async with rooms.database.school(olga.school) as conn:
        assert [each.id for each in await classes.store.members(conn, room.id, "teacher")] == [people.dana.id]
        assert [each.id for each in await classes.store.members(conn, room.id, "learner")] == [people.ada.id]
    await browser.get(f"/people/{people.dana.id}")
    assert (await browser.post(f"/people/{people.dana.id}/classes", {"class": "none"})).status_code == 422
    dana = await browser_of(people.dana)
    await dana.get(f"/people/{people.ada.id}/classes")
    sent = await dana.post(f"/people/{people.eve.id}/classes", {"class": str(room.id)})
    assert sent.status_code == 403
