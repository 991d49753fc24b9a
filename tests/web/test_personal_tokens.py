"""The page of one's own tokens: made, shown once, revoked; closed where school or guardian have not agreed."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from chiron.core.errors import SignInNeeded
from chiron.core.events import undeclared
from chiron.engine.people import consent, reset, store, tokens
from chiron.engine.people.consent import Matter
from chiron.engine.people.person import AgeBand
from chiron.engine.records import log
from chiron.faces.web.house import House
from tests.web.conftest import Clock, People
from tests.web.test_as_a_model import a_token

AT = "/settings/tokens"
FORM = {"name": "Sam’s chat", "scopes": "talk", "days": "30"}


async def test_a_learner_makes_a_token_sees_it_once_and_revokes_it(browser_of, rooms: House, people: People, clock):
    ada = await browser_of(people.ada)
    async with rooms.database.school(people.ada.school) as conn:
        await conn.execute("UPDATE school SET outside = true")
    await ada.get(AT)
    assert "First it must be agreed to" in ada.page
    assert (await ada.post(AT, FORM)).status_code == 403
    await ada.get("/my-data")
    assert "Programs to which I give a token" in ada.page
    await ada.post("/my-data/consent", {"what": "outside", "given": "yes"})
    await ada.get(AT)
    made = await ada.post(AT, FORM)
    assert made.status_code == 200
    found = re.search(r"chiron-[0-9a-f]{32}\.[\w-]{43}", ada.page)
    assert found is not None
    assert "http://chiron.test/v1" in ada.page
    bearer = await tokens.use(rooms.database, found[0], clock.now)
    assert (bearer.sitting.person.id, sorted(bearer.scopes)) == (people.ada.id, ["talk"])
    await ada.get(AT)
    assert found[0] not in ada.page
    assert "last used" in ada.page
    assert "Sam’s chat" in html.unescape(ada.page)
    async with rooms.database.school(people.ada.school) as conn:
        kept = await (await conn.execute("SELECT hash, name FROM personal_token")).fetchall()
        every = await log.read(conn, people.ada.id)
    assert found[0].encode() not in bytes(kept[0]["hash"])
    assert not any(undeclared(event.kind, event.body) for event in every)
    address = re.search(rf'action="({AT}/[^"]+/revoke)"', ada.page)
    assert address is not None
    ben = await browser_of(people.ben)
    await ben.get(AT)
    assert (await ben.post(address[1])).status_code == 404
    await ada.post(address[1])
    await ada.get(AT)
    assert "You have none." in ada.page
    assert "Revoked and expired" in ada.page


async def test_what_is_typed_wrong_is_told_at_its_field(browser_of, rooms: House, people: People, clock: Clock):
    await a_token(rooms, people.ada, clock)
    ada = await browser_of(people.ada)
    await ada.get(AT)
    for field, odd in (("days", {"days": "400"}), ("name", {"name": " "}), ("scopes", {"scopes": "everything"})):
        found = await ada.post(AT, FORM | odd)
        assert (found.status_code, f'href="#{field}"' in ada.page) == (422, True), field
    for _ in range(tokens.MOST_TOKENS - 1):
        await ada.post(AT, FORM)
    assert (await ada.post(AT, FORM)).status_code == 422


async def test_the_page_is_closed_where_the_school_has_not_opened_it(browser_of, people: People):
    ada, dana = await browser_of(people.ada), await browser_of(people.dana)
    await ada.get(AT)
    assert "has not opened" in ada.page
    assert (await ada.post(AT, FORM)).status_code == 403
    await ada.get("/my-data")
    assert "Programs to which" not in ada.page
    assert (await dana.get(AT)).status_code == 403


async def test_a_child_needs_a_guardians_word(browser_of, rooms: House, people: People, clock: Clock, olga):
    async with rooms.database.school(people.ada.school) as conn:
        await conn.execute("UPDATE school SET outside = true")
        await conn.execute("UPDATE person SET age_band = %s WHERE id = %s", (AgeBand.UNDER_13.value, people.ada.id))
    child = replace(people.ada, age_band=AgeBand.UNDER_13)
    ada = await browser_of(child)
    await ada.get(AT)
    assert "A parent or guardian, or your school, agrees to this for you." in ada.page
    await ada.get("/my-data")
    assert "only for programs that were given a token" in ada.page
    assert (await ada.post("/my-data/consent", {"what": "outside", "given": "yes"})).status_code == 403
    async with rooms.database.school(people.ada.school) as conn:
        await consent.say(conn, olga, child.id, Matter.OUTSIDE, True, clock.now, "signed on paper")
    await ada.get(AT)
    await ada.post(AT, FORM)
    assert "Your new token" in ada.page


async def test_an_operator_switches_it_and_a_closed_account_opens_nothing(
    browser_of, rooms: House, people: People, clock: Clock, olga
):
    token = await a_token(rooms, people.ada, clock)
    browser = await browser_of(olga)
    await browser.get("/school")
    assert re.search(r'name="outside" value="yes" checked', browser.page)
    async with rooms.database.school(people.ada.school) as conn:
        await conn.execute("UPDATE person SET closed = %s WHERE id = %s", (clock.now, people.ada.id))
        assert (await store.view_school(conn)).outside
    try:
        await tokens.use(rooms.database, token, clock.now)
    except tokens.SignInNeeded:
        return
    raise AssertionError("a closed account was let in")


async def test_a_reset_password_takes_every_token_back(browser_of, rooms: House, people: People, clock: Clock) -> None:
    """Who had the account for an hour has its tokens no longer than the password."""
    token = await a_token(rooms, people.ada, clock)
    async with rooms.database.school(people.ada.school) as conn:
        code = await reset.put(conn, people.ada.id, None, clock.now)
    browser = await browser_of(None)
    await browser.get("/reset")
    typed = {"school": "north", "sign_in_name": "ada", "code": code, "password": "lemon otters 7"}
    assert (await browser.post("/reset", typed)).status_code == 303
    with pytest.raises(SignInNeeded):
        await tokens.use(rooms.database, token, clock.now)
    async with rooms.database.school(people.ada.school) as conn:
        assert len(await log.read(conn, people.ada.id, kinds=("token.revoked",))) == 1
