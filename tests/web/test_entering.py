"""Signing in and out, joining with a code, reset codes; forged forms, and forms that outlive their sitting."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI

from chiron.engine.people import classes, store
from chiron.engine.people.person import Person
from chiron.faces.web.house import SITTING_COOKIE, House
from tests.web.conftest import THE_PASSWORD, Browser, Clock, People

BrowserOf = Callable[[Person | None], object]


async def code_for(rooms: House, people: People, clock: Clock) -> str:
    async with rooms.database.school(people.dana.school) as conn:
        return (await classes.new_code(conn, people.dana, people.room, clock.now)).code


def signed_in(browser: Browser) -> bool:
    return SITTING_COOKIE in browser.client.cookies


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
