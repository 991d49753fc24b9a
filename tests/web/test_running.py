"""The operator's pages through HTTP."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import httpx

from chiron.engine.people import store
from chiron.engine.people.person import Person, Role
from chiron.faces.web.house import House
from tests.web.conftest import People

BrowserOf = Callable[[Person | None], object]


async def test_nobody_else_sees_the_operators_pages(browser_of, people: People) -> None:
    paths = ("/people", "/people.csv", "/people/new", "/people/import", "/school", f"/people/{people.ben.id}")
    for person in (people.ada, people.dana, people.eve, people.cleo):
        browser = await browser_of(person)
        for path in paths:
            assert (await browser.get(path)).status_code in {403, 404}, (person.name, path)
    nobody = await browser_of(None)
    for path in paths:
        assert (await nobody.get(path)).status_code == 303


async def test_the_operator_lists_searches_and_downloads_people(browser_of, olga: Person, people: People) -> None:
    browser = await browser_of(olga)
    await browser.get("/people")
    assert all(name in browser.page for name in ("Ada", "Ben", "Dana", "Eve", "Olga"))
    assert "Cleo" not in browser.page
    await browser.get("/people?q=AD&role=learner")
    assert "Ada" in browser.page
    assert "Dana" not in browser.page
    await browser.get("/people?q=nobody-at-all")
    assert "Nobody is found" in browser.page
    table = await browser.get("/people.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert table.content.decode("utf-8-sig").splitlines()[0].startswith("name,sign_in_name,roles")


async def test_the_operator_adds_and_changes_a_person(browser_of, olga: Person, rooms: House) -> None:
    browser = await browser_of(olga)
    await browser.get("/people/new")
    assert (await browser.post("/people/new", {"name": "", "roles": "teacher"})).status_code == 422
    made = await browser.post("/people/new", {"name": "Mr Ho", "roles": ["teacher", "author"], "agreed": "yes"})
    assert made.status_code == 200
    assert "mr.ho" in browser.page
    async with rooms.database.school(olga.school) as conn:
        found = await store.find_account(conn, "mr.ho")
    assert found is not None
    person = found[0]
    await browser.get(f"/people/{person.id}")
    changed = {"name": "Ms Ho", "sign_in_name": "ho", "roles": "teacher", "birth_year": "1990", "language": "de"}
    assert (await browser.post(f"/people/{person.id}", changed | {"birth_year": "soon"})).status_code == 422
    assert (await browser.post(f"/people/{person.id}", changed)).status_code == 303
    async with rooms.database.school(olga.school) as conn:
        after = await store.view_person(conn, person.id)
    assert (after.name, after.sign_in_name, after.roles, after.birth_year) == ("Ms Ho", "ho", {Role.TEACHER}, 1990)
    await browser.get(f"/people/{olga.id}")
    assert (await browser.post(f"/people/{olga.id}/close")).status_code == 403
    await browser.get(f"/people/{person.id}")
    assert (await browser.post(f"/people/{person.id}/close")).status_code == 303
    await browser.get(f"/people/{person.id}")
    assert "has been closed" in browser.page
    assert (await browser.post(f"/people/{person.id}/reopen")).status_code == 303


async def test_the_operator_imports_people(browser_of, olga: Person, rooms: House) -> None:
    browser = await browser_of(olga)
    await browser.get("/people/import")
    token = {"csrf": browser.hidden("csrf")}

    async def look(data: bytes) -> httpx.Response:
        found = await browser.client.post("/people/import", data=token, files={"file": ("people.csv", data)})
        browser.page = found.text
        return found

    assert (await look(b"")).status_code == 422
    assert (await look(b"\xff\xfe\x00")).status_code == 422
    assert (await look(b"name,roles\nMia,queen\n<b>,\n")).status_code == 422
    assert "There is no role" in browser.page
    planned = await look(b'name,sign_in_name,class\nMia,mia,9Z\n"=1+1 <b>",eq,\n')
    assert planned.status_code == 200
    assert "Add 2 people" in browser.page
    assert "<b>" not in browser.page
    text = re.search(r'<textarea name="text"[^>]*>(.*?)</textarea>', browser.page, re.S)
    assert text is not None
    done = await browser.post("/people/import/do", {"text": html.unescape(text[1])})
    assert done.status_code == 200
    rows = re.search(r'<textarea name="rows"[^>]*>(.*?)</textarea>', browser.page, re.S)
    assert rows is not None
    slips = await browser.post("/people/import/slips", {"rows": html.unescape(rows[1])})
    lines = slips.content.decode("utf-8-sig").splitlines()
    assert lines[2].startswith("'=1+1 <b>,eq,")
    async with rooms.database.school(olga.school) as conn:
        assert await store.find_account(conn, "mia") is not None
    await browser.get("/people/import")
    again = await browser.post("/people/import/do", {"text": html.unescape(text[1])})
    assert again.status_code == 422


async def test_the_operator_changes_the_settings(browser_of, olga: Person, people: People, rooms: House) -> None:
    browser = await browser_of(olga)
    await browser.get("/school")
    values = {
        "name": "North School",
        "slug": "north",
        "country": "DE",
        "time_zone": "Europe/Berlin",
        "language": "en",
        "age_line": "16",
        "under_age": "guardian",
        "help_text": "Talk to Dana.",
        "alert_adult": str(people.dana.id),
        "retention": "term",
    }
    for wrong in ({"time_zone": "Mars"}, {"age_line": "x"}, {"alert_adult": str(people.ada.id)}, {"slug": "south"}):
        assert (await browser.post("/school", values | wrong)).status_code in {409, 422}, wrong
        assert f'href="#{next(iter(wrong))}"' in browser.page
    assert (await browser.post("/school", values)).status_code == 303
    async with rooms.database.school(olga.school) as conn:
        school = await store.view_school(conn)
    assert (school.alert_adult, school.help_text, school.text_may_leave) == (people.dana.id, "Talk to Dana.", False)


async def test_the_operator_erases_a_person_who_asked(browser_of, olga: Person, people: People, rooms: House) -> None:
    ada, browser = await browser_of(people.ada), await browser_of(olga)
    await ada.get("/my-data")
    assert (await ada.post("/my-data/erasure", {"wish": "erase"})).status_code == 303
    await ada.get("/my-data")
    assert "You asked for it" in ada.page
    await browser.get("/people")
    assert "Asked to be erased" in browser.page
    await browser.get(f"/people/{people.ada.id}/erase")
    assert (await browser.post(f"/people/{people.ada.id}/erase", {"confirm": "ben"})).status_code == 422
    assert (await browser.post(f"/people/{people.ada.id}/erase", {"confirm": "ada"})).status_code == 303
    async with rooms.database.school(olga.school) as conn:
        assert await store.find_person(conn, people.ada.id) is None
    assert (await ada.get("/my-data")).status_code == 303
    assert (await browser.get(f"/people/{people.ada.id}")).status_code == 404
