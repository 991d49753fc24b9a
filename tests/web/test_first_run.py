"""The demonstration's one-click entries, and the first run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from chiron.engine.people import schools, store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import Person, Role
from chiron.engine.people.school import UnderAge
from chiron.faces.web.house import SITTING_COOKIE, House
from chiron.faces.web.people.first_run import first_run_code
from chiron.faces.web.people.school import countries, host_zone
from tests.web.conftest import THE_PASSWORD, Browser, Clock

BrowserOf = Callable[[Person | None], object]


def signed_in(browser: Browser) -> bool:
    return SITTING_COOKIE in browser.client.cookies


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


@pytest.mark.parametrize(
    ("zone", "proposed"),
    [("America/Argentina/Salta", "America/Argentina/Salta"), ("Etc/UTC", ""), ("UTC", ""), ("Nowhere/At-all", "")],
)
def test_the_time_zone_of_this_machine_is_proposed_and_never_utc(tmp_path: Path, zone: str, proposed: str) -> None:
    clock = tmp_path / "localtime"
    clock.symlink_to(tmp_path / "zoneinfo" / zone)
    assert host_zone(clock) == proposed
    assert host_zone(tmp_path / "missing") == ""


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
    assert 'value="UTC" selected' not in browser.page, "nobody gets UTC without a choice"
    none = {"name": "Hillside", "time_zone": "", "language": "en", "age_line": "13", "under_age": "school"}
    assert (await browser.post("/first-run/school", none)).status_code == 422
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


def test_only_countries_are_offered() -> None:
    offered = dict(countries())
    assert {"GB", "KE", "UY", "XK"} <= set(offered)
    assert not {"XA", "XB", "EU", "EZ", "UN", "QO", "ZZ"} & set(offered)
