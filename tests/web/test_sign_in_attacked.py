"""Signing in, attacked: guessing passwords and names, locking somebody out, cookies and forms from elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from uuid import UUID

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from chiron.engine.people import sign_in
from chiron.engine.people.sign_in import limits, marks
from chiron.faces.web.build import build
from chiron.faces.web.csrf import FORM_COOKIE
from chiron.faces.web.house import SITTING_COOKIE, House
from chiron.faces.web.people.entering import DEVICE_COOKIE
from tests.web.conftest import THE_PASSWORD, Browser

From = Callable[[str], Awaitable[Browser]]
WRONG = "a guess at it"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing that costs next to nothing: many guesses are made here."""
    monkeypatch.setattr(sign_in.PASSWORDS, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    monkeypatch.setattr(sign_in.PASSWORDS, "_nobody", None)


@pytest.fixture
async def visitor(app: FastAPI) -> AsyncIterator[From]:
    """A browser at an address of its own, nobody signed in."""
    opened: list[httpx.AsyncClient] = []

    async def make(address: str) -> Browser:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 4242))
        opened.append(httpx.AsyncClient(transport=transport, base_url="http://chiron.test"))
        return Browser(opened[-1], None)

    yield make
    for client in opened:
        await client.aclose()


async def enter(browser: Browser, password: str, name: str = "ada") -> httpx.Response:
    await browser.get("/sign-in")
    return await browser.post("/sign-in", {"sign_in_name": name, "password": password, "school": "north"})


async def test_an_unknown_name_costs_the_same_work_and_gets_the_same_answer(
    visitor: From, with_password, monkeypatch
) -> None:
    done = list[str]()
    check = sign_in.PASSWORDS._hasher.verify

    class Counted:
        def verify(self, kept: str, password: str) -> bool:
            done.append(kept.rpartition("$")[0].rpartition("$")[0])  # the costs, without salt and hash
            return check(kept, password)

        hash = staticmethod(sign_in.PASSWORDS._hasher.hash)

    monkeypatch.setattr(sign_in.PASSWORDS, "_hasher", Counted())
    answers = set()
    for number, name in enumerate(("ada", "nobody", "dana", "", "x" * 5_000)):
        found = await enter(await visitor(f"192.0.2.{number}"), WRONG, name)
        said = found.text.count(sign_in.MISMATCH.split(".")[0])
        answers.add((found.status_code, said))
    assert answers == {(422, 2)} or answers == {(422, 1)}
    assert len(done) == 5
    assert len(set(done)) == 1, "the same costs for everybody"


async def test_guesses_are_counted_by_name_and_address(visitor: From, with_password) -> None:
    thief, ada = await visitor("192.0.2.66"), await visitor("198.51.100.7")
    sent = [(await enter(thief, WRONG)).status_code for _ in range(limits.NAME_AND_ADDRESS)]
    assert sent == [422] * limits.NAME_AND_ADDRESS
    assert (await enter(thief, THE_PASSWORD)).status_code == 429, "also the right one, or guessing would go on"
    assert (await enter(ada, THE_PASSWORD)).status_code == 303


async def test_nobody_locks_the_owner_out_of_their_own_device(visitor: From, with_password, clock) -> None:
    ada = await visitor("198.51.100.7")
    assert (await enter(ada, THE_PASSWORD)).status_code == 303
    await ada.get("/settings")
    await ada.post("/sign-out")
    for number in range(limits.NAME // limits.NAME_AND_ADDRESS + 1):
        thief = await visitor(f"192.0.2.{number}")
        for _ in range(limits.NAME_AND_ADDRESS):
            await enter(thief, WRONG)
    for _ in range(limits.NAME_AND_ADDRESS):
        await enter(await visitor("198.51.100.7"), WRONG)  # and from her own room
    assert (await enter(await visitor("203.0.113.5"), THE_PASSWORD)).status_code == 429, "a device that is new"
    assert (await enter(ada, THE_PASSWORD)).status_code == 303
    clock.on(minutes=15)
    assert (await enter(await visitor("203.0.113.5"), THE_PASSWORD)).status_code == 303


async def test_a_known_device_guesses_no_more_than_a_stranger(visitor: From, with_password) -> None:
    ada = await visitor("198.51.100.7")
    await enter(ada, THE_PASSWORD)
    await ada.get("/settings")
    await ada.post("/sign-out")
    sent = [(await enter(ada, WRONG)).status_code for _ in range(limits.NAME_AND_ADDRESS + 1)]
    assert sent == [422] * limits.NAME_AND_ADDRESS + [429]


def test_a_mark_is_good_for_one_name_at_one_school_and_one_chiron() -> None:
    here, there = UUID(int=1), UUID(int=2)
    made = marks.mark(b"secret", here, "Ada")
    assert marks.known(b"secret", made, here, " ADA ") is not None
    assert made != marks.mark(b"secret", here, "Ada")
    assert "somebody" not in marks.mark(b"secret", here, "Somebody").lower()  # three letters may stand there by chance
    for secret, given, school, name in (
        (b"secret", made, there, "ada"),
        (b"secret", made, here, "ben"),
        (b"other", made, here, "ada"),
        (b"secret", made[:-1] + "x", here, "ada"),
        (b"secret", "", here, "ada"),
        (b"secret", "." * 300, here, "ada"),
        (b"secret", "é\ud800.é", here, "ada"),
    ):
        assert marks.known(secret, given, school, name) is None


@pytest.mark.parametrize(("base", "prefix"), [("", "__Host-"), ("/tutor", "__Secure-")])
async def test_by_https_every_cookie_is_ours_alone(rooms: House, with_password, base: str, prefix: str) -> None:
    site = replace(rooms.site, https=True, base_path=base)
    made = build(site, lambda: None)  # type: ignore[arg-type, return-value]
    made.state.house = replace(rooms, site=site)
    transport = httpx.ASGITransport(made, raise_app_exceptions=False, client=("192.0.2.1", 4242))
    async with httpx.AsyncClient(transport=transport, base_url="https://chiron.test") as client:
        browser = Browser(client, None)
        await browser.get(f"{base}/sign-in")
        form = {"sign_in_name": "ada", "password": THE_PASSWORD, "school": "north"}
        found = await browser.post(f"{base}/sign-in", form)
        assert found.status_code == 303
        set_now = [value for value in found.headers.get_list("set-cookie") if "Max-Age=0" not in value]
        assert {each.partition("=")[0] for each in set_now} == {prefix + SITTING_COOKIE, prefix + DEVICE_COOKIE}
        for each in set_now:
            parts = {part.strip().lower() for part in each.split(";")[1:]}
            assert {"secure", "httponly", "samesite=lax", f"path={base or '/'}"} <= parts
            assert not any(part.startswith("domain") for part in parts)
        assert (await browser.get(f"{base}/settings")).status_code == 200
        token = client.cookies[prefix + SITTING_COOKIE]
    async with httpx.AsyncClient(transport=transport, base_url="https://chiron.test") as client:
        # What a page on a host beside ours could plant: the plain name.
        client.cookies.set(SITTING_COOKIE, token, domain="chiron.test")
        assert (await client.get(f"{base}/settings")).status_code == 303


@pytest.mark.parametrize("with_fetch", [True, False])
async def test_without_an_origin_a_form_needs_this_browsers_token(
    visitor: From, browser_of, people, with_fetch
) -> None:
    ada, eve = await browser_of(people.ada), await browser_of(people.eve)
    headers = {"sec-fetch-site": "none"} if with_fetch else {}
    await eve.get("/settings")
    for stolen in ("", "x", eve.hidden("csrf"), "\ud7ff", "é" * 40):
        found = await ada.client.post("/sign-out", data={"csrf": stolen}, headers=headers)
        assert found.status_code == 403
    assert (await ada.get("/settings")).status_code == 200
    nobody = await visitor("192.0.2.9")
    found = await nobody.client.post("/sign-in", data={"sign_in_name": "ada", "password": "x"}, headers=headers)
    assert "set-cookie" not in found.headers or FORM_COOKIE in found.headers["set-cookie"]
    assert SITTING_COOKIE not in nobody.client.cookies


async def test_a_stranger_guesses_few_join_codes(visitor: From, people) -> None:
    stranger = await visitor("192.0.2.9")
    sent = []
    for number in range(limits.CODES + 2):
        await stranger.get("/join")
        code = f"BCDF{number:02}".replace("0", "Z").replace("1", "Y")
        sent.append((await stranger.post("/join", {"code": code, "school": "north"})).status_code)
    assert sent == [422] * limits.CODES + [429] * 2
