"""The pages of people through HTTP: signing in, joining, the first run, the operator's pages, one's own data."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from chiron.engine.people import classes, reset, schools, sign_in, store
from chiron.engine.people.accounts import link_guardian, new_person
from chiron.engine.people.person import Person, Role
from chiron.engine.people.school import UnderAge
from chiron.engine.records import log
from chiron.faces.web.house import SITTING_COOKIE, House
from chiron.faces.web.people.first_run import first_run_code
from tests.web.conftest import Browser, Clock, People

THE_PASSWORD = "turnip velvet canoe"
BrowserOf = Callable[[Person | None], object]


@pytest.fixture
async def olga(rooms: House, school: UUID, clock: Clock) -> Person:
    """Runs the school's Chiron."""
    person = new_person(school, "Olga", "olga", frozenset({Role.OPERATOR}), clock.now)
    async with rooms.database.school(school) as conn:
        await store.add_person(conn, person, None)
    return person


@pytest.fixture
async def with_password(rooms: House, people: People) -> Person:
    """Ada, who has a password."""
    async with rooms.database.school(people.ada.school) as conn:
        await store.set_password(conn, people.ada.id, await sign_in.PASSWORDS.make(THE_PASSWORD))
    return people.ada


async def code_for(rooms: House, people: People, clock: Clock) -> str:
    async with rooms.database.school(people.dana.school) as conn:
        return (await classes.new_code(conn, people.dana, people.room, clock.now)).code


def signed_in(browser: Browser) -> bool:
    return SITTING_COOKIE in browser.client.cookies


# Signing in


async def test_signing_in_and_out(browser_of, with_password: Person) -> None:
    browser = await browser_of(None)
    first = await browser.get("/learn/tiny/today")
    assert first.headers["location"] == "/sign-in?next=/learn/tiny/today"
    await browser.get(f"{first.headers['location']}&school=north")
    typed = {"school": "north", "sign_in_name": " ADA", "password": THE_PASSWORD, "next": "/learn/tiny/today"}
    done = await browser.post("/sign-in", typed)
    assert (done.status_code, done.headers["location"]) == (303, "/learn/tiny/today")
    assert "httponly" in done.headers["set-cookie"].lower()
    assert "samesite=lax" in done.headers["set-cookie"].lower()
    await browser.get("/settings")
    token = browser.client.cookies[SITTING_COOKIE]
    assert (await browser.post("/sign-out")).headers["location"] == "/sign-in"
    assert not signed_in(browser)
    browser.client.cookies.set(SITTING_COOKIE, token, domain="chiron.test")
    assert (await browser.get("/settings")).status_code == 303


async def test_a_wrong_password_says_so_and_keeps_what_was_typed(browser_of, with_password: Person) -> None:
    browser = await browser_of(None)
    await browser.get("/sign-in")
    typed = {"school": "north", "sign_in_name": 'ada"><script>', "password": "not a password", "next": "/map"}
    refused = await browser.post("/sign-in", typed)
    assert refused.status_code == 422
    assert "do not match" in browser.page
    assert 'value="ada&#34;&gt;&lt;script&gt;"' in browser.page
    assert "not a password" not in browser.page
    assert not signed_in(browser)


async def test_too_many_tries_are_told_to_wait(browser_of, with_password: Person, rooms: House) -> None:
    browser = await browser_of(None)
    await browser.get("/sign-in")
    typed = {"school": "north", "sign_in_name": "ada", "password": "wrong", "next": "/"}
    answers = [(await browser.post("/sign-in", typed)).status_code for _ in range(9)]
    assert answers == [422] * 8 + [429]
    assert "minutes" in browser.page


@pytest.mark.parametrize("next_", ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:x", "/a\r\nb", ""])
async def test_the_way_on_stays_here(browser_of, with_password: Person, next_: str) -> None:
    browser = await browser_of(None)
    await browser.get("/sign-in")
    typed = {"school": "north", "sign_in_name": "ada", "password": THE_PASSWORD, "next": next_}
    assert (await browser.post("/sign-in", typed)).headers["location"] == "/"


async def test_with_several_schools_the_short_name_is_asked_for(browser_of, with_password: Person) -> None:
    browser = await browser_of(None)
    await browser.get("/sign-in")
    assert 'name="school"' in browser.page
    await browser.post("/sign-in", {"sign_in_name": "ada", "password": THE_PASSWORD})
    assert "short name" in browser.page
    missing = await browser.post("/sign-in", {"school": "nowhere", "sign_in_name": "ada", "password": THE_PASSWORD})
    assert missing.status_code == 404


# Forged and outlived forms


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.test"},
        {"origin": "null"},
    ],
)
async def test_another_sites_form_is_refused_even_with_the_token(browser_of, people: People, headers) -> None:
    browser = await browser_of(people.ada)
    await browser.get("/settings")
    data = {"csrf": browser.hidden("csrf"), "theme": "dark"}
    refused = await browser.client.post("/settings", data=data, headers=headers)
    assert refused.status_code == 403


async def test_a_form_without_or_with_anothers_token_is_refused(browser_of, people: People, rooms: House) -> None:
    ada, ben = await browser_of(people.ada), await browser_of(people.ben)
    await ben.get("/settings")
    for data in ({"theme": "dark"}, {"theme": "dark", "csrf": ben.hidden("csrf")}, {"theme": "dark", "csrf": "é"}):
        assert (await ada.client.post("/settings", data=data)).status_code == 403
    async with rooms.database.school(people.ada.school) as conn:
        assert (await store.view_person(conn, people.ada.id)).preferences == {"course": "tiny"}


async def test_every_way_to_change_something_is_guarded(app: FastAPI, browser_of, people: People) -> None:
    browser = await browser_of(people.ada)
    paths = app.openapi()["paths"]
    unsafe = [(path, method) for path, item in paths.items() for method in item if method not in {"get", "head"}]
    assert len(unsafe) > 25
    for path, method in unsafe:
        filled = re.sub(r"\{[^}]*\}", "01a1fe69-b69a-7ddf-a48e-87d9f82181fb", path)
        answer = await browser.client.request(method, filled)
        assert answer.status_code == 403, (method, path)


async def test_what_was_written_survives_the_end_of_the_sitting(
    browser_of, with_password: Person, rooms: House, clock: Clock
) -> None:
    browser = await browser_of(with_password)
    await browser.get("/settings")
    clock.on(days=20)
    late = await browser.post("/settings", {"theme": "dark", "reading_size": "150", "language": "en"})
    assert late.status_code == 401
    assert "What you wrote is kept" in browser.page
    kept = re.search(r'name="kept" value="([^"]*)"', browser.page)
    assert kept is not None
    typed = {"school": "north", "sign_in_name": "ada", "password": THE_PASSWORD, "kept": html.unescape(kept[1])}
    back = await browser.post("/sign-in", typed)
    assert back.status_code == 200
    assert 'action="/settings"' in browser.page
    fields = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', browser.page))
    assert fields["reading_size"] == "150"
    assert (await browser.client.post("/settings", data=fields)).status_code == 303
    async with rooms.database.school(with_password.school) as conn:
        assert (await store.view_person(conn, with_password.id)).preferences["theme"] == "dark"


async def test_a_kept_form_leads_nowhere_else(browser_of, with_password: Person) -> None:
    browser = await browser_of(None)
    await browser.get("/sign-in")
    typed = {"school": "north", "sign_in_name": "ada", "password": THE_PASSWORD}
    await browser.post("/sign-in", typed | {"kept": '{"path": "https://evil.test", "fields": [["a", "<b>"]]}'})
    assert 'action="/"' in browser.page
    assert "evil" not in browser.page
    assert "&lt;b&gt;" in browser.page


# The demonstration


async def demo_browser(app: FastAPI, host: str = "127.0.0.1", **headers: str) -> Browser:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(host, 4242))
    return Browser(httpx.AsyncClient(transport=transport, base_url="http://chiron.test", headers=headers), None)


@pytest.fixture
async def demo(app: FastAPI, rooms: House, clock: Clock) -> Person:
    """A demonstration school of one learner."""
    rooms = replace(rooms, site=replace(rooms.site, demo=True))
    app.state.house = rooms
    school = await schools.create(rooms.database, schools.new_school("Hillside", "demo", demo=True))
    amara = new_person(school.id, "Amara", "amara", frozenset({Role.LEARNER}), clock.now)
    async with rooms.database.school(school.id) as conn:
        await store.add_person(conn, amara, None)
    return amara


async def test_the_demonstration_is_entered_with_one_click(app: FastAPI, demo: Person) -> None:
    browser = await demo_browser(app)
    await browser.get("/sign-in")
    assert "Enter as Amara" in browser.page
    assert (await browser.post(f"/demo/{demo.id}")).status_code == 303
    assert signed_in(browser)


@pytest.mark.parametrize(
    ("host", "headers"),
    [("192.0.2.7", {}), ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}), ("::1", {"forwarded": "for=192.0.2.7"})],
)
async def test_the_demonstration_is_shut_to_the_network(app: FastAPI, demo: Person, host: str, headers) -> None:
    browser = await demo_browser(app, host, **headers)
    await browser.get("/sign-in")
    assert "Enter as" not in browser.page
    assert (await browser.post(f"/demo/{demo.id}")).status_code == 404
    assert not signed_in(browser)


async def test_there_is_no_one_click_entry_to_a_real_school(app: FastAPI, demo: Person, rooms: House) -> None:
    browser = await demo_browser(app)
    await browser.get("/sign-in")
    app.state.house = replace(app.state.house, site=replace(rooms.site, demo=False))
    assert (await browser.post(f"/demo/{demo.id}")).status_code == 404
    # Even where the demonstration is allowed, a second, real school ends it.
    app.state.house = replace(app.state.house, site=replace(rooms.site, demo=True))
    await browser.get("/sign-in")
    await schools.create(rooms.database, schools.new_school("Real", "real"))
    assert (await browser.post(f"/demo/{demo.id}")).status_code == 404


# The first run


async def test_the_first_run_makes_the_operator_and_the_school(app: FastAPI, rooms: House) -> None:
    browser = await demo_browser(app)
    assert (await browser.get("/sign-in")).headers["location"] == "/first-run"
    await browser.get("/first-run")
    assert "console" not in browser.page
    short = await browser.post("/first-run", {"name": "Ruth Adeyemi", "sign_in_name": "ruth", "password": "short"})
    assert short.status_code == 422
    assert "Enter a password of 12 characters or more" in browser.page
    assert 'value="Ruth Adeyemi"' in browser.page
    made = await browser.post("/first-run", {"name": "Ruth Adeyemi", "sign_in_name": "", "password": THE_PASSWORD})
    assert made.headers["location"] == "/first-run/school"
    assert (await browser.get("/people")).headers["location"] == "/first-run/school"
    await browser.get("/first-run/school")
    wrong = {"name": " ", "time_zone": "Europe/London", "language": "en", "age_line": "13", "under_age": "school"}
    assert (await browser.post("/first-run/school", wrong)).status_code == 422
    right = wrong | {"name": "Hillside School", "country": "GB"}
    assert (await browser.post("/first-run/school", right)).headers["location"] == "/people"
    school = await schools.find(rooms.database, "hillside-school")
    assert (school.age_line, school.under_age, school.country) == (13, UnderAge.SCHOOL, "GB")
    assert (await browser.get("/people")).status_code == 200
    assert (await browser.get("/first-run")).headers["location"] == "/sign-in"
    await browser.get("/people")
    again = await browser.post("/first-run", {"name": "Eve", "password": THE_PASSWORD})
    assert again.headers["location"] == "/sign-in"
    assert await schools.count(rooms.database) == 1


async def test_from_the_network_the_first_run_asks_for_the_consoles_code(app: FastAPI, rooms: House) -> None:
    browser = await demo_browser(app, "192.0.2.7")
    await browser.get("/first-run")
    assert 'name="code"' in browser.page
    typed = {"name": "Eve", "sign_in_name": "eve", "password": THE_PASSWORD}
    for code in ("", "BBBBBBBBBBBB"):
        assert (await browser.post("/first-run", typed | {"code": code})).status_code == 422
    assert await schools.count(rooms.database) == 0
    done = await browser.post("/first-run", typed | {"code": first_run_code(rooms.secret).lower()})
    assert done.status_code == 303


# Joining and reset codes


async def test_a_newcomer_joins_with_a_code(browser_of, people: People, rooms: House, clock: Clock) -> None:
    code = await code_for(rooms, people, clock)
    browser = await browser_of(None)
    await browser.get("/join")
    wrong = await browser.post("/join", {"school": "north", "code": "BBBBBB"})
    assert wrong.status_code == 422
    await browser.post("/join", {"school": "north", "code": code.lower()})
    assert "8B" in browser.page
    typed = {"school": "north", "code": code, "class": "8B", "name": "Mia", "password": "lemon otters 7"}
    for change, says in (
        ({}, "Say how old you are"),
        ({"age": "over"}, "Agree to the text"),
        ({"age": "under", "agrees": "yes"}, "parent or guardian agrees first"),
        ({"age": "over", "agrees": "yes", "sign_in_name": "ada"}, "taken"),
    ):
        refused = await browser.post("/join/account", typed | change)
        assert refused.status_code in {403, 409, 422}
        assert says in browser.page
        assert 'value="Mia"' in browser.page
    done = await browser.post("/join/account", typed | {"age": "over", "agrees": "yes"})
    assert done.status_code == 303
    assert signed_in(browser)


async def test_a_learner_with_an_account_joins(browser_of, people: People, rooms: House, clock: Clock) -> None:
    async with rooms.database.school(people.dana.school) as conn:
        other = await classes.make(conn, people.dana, "8C", "", clock.now)
        code = await classes.new_code(conn, people.dana, other.id, clock.now)
    ada = await browser_of(people.ada)
    await ada.get(f"/join?code={code.code}")
    assert (await ada.post("/join", {"code": code.code})).status_code == 303
    async with rooms.database.school(people.dana.school) as conn:
        assert [p.name for p in await classes.members(conn, other.id, "learner")] == ["Ada"]


async def test_a_teacher_makes_a_code_and_the_learner_uses_it(browser_of, people: People, rooms: House) -> None:
    dana, eve, browser = await browser_of(people.dana), await browser_of(people.eve), await browser_of(None)
    await eve.get("/settings")
    assert (await eve.post(f"/people/{people.ada.id}/reset")).status_code == 404
    await dana.get("/settings")
    assert (await dana.post(f"/people/{people.ada.id}/reset")).status_code == 200
    shown = re.search(r"code-input\">([A-Z0-9-]+)<", dana.page)
    assert shown is not None
    await browser.get("/reset")
    typed = {"school": "north", "sign_in_name": "ada", "code": shown[1], "password": "short"}
    assert (await browser.post("/reset", typed)).status_code == 422
    done = await browser.post("/reset", typed | {"password": "lemon otters 7"})
    assert done.status_code == 303
    assert signed_in(browser)


# The operator's pages


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


# One's own


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
