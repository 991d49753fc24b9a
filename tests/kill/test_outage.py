"""The database is gone for a while: pages say so in plain words, and recover by themselves with the app running on."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx

from tests.kill.running import PATIENCE, Forms, Running, enter_demo

BROWSER: dict[str, Any] = {"timeout": 30, "trust_env": False, "headers": {"sec-fetch-site": "same-origin"}}
AWAY = 10.0


def browser(running: Running) -> httpx.AsyncClient:
    """A browser without scripts."""
    return httpx.AsyncClient(base_url=running.address, **BROWSER)


async def until(client: httpx.AsyncClient, path: str, status: int) -> httpx.Response:
    """Load a page again and again, as it does by itself, until it has this status."""
    deadline = time.monotonic() + PATIENCE
    while True:
        found = await client.get(path, follow_redirects=True)
        if found.status_code == status:
            return found
        assert found.status_code in (200, 503), found.text
        assert time.monotonic() < deadline, found.text
        await asyncio.sleep(0.05)


async def answer_form(client: httpx.AsyncClient, at: str) -> tuple[str, dict[str, str]]:
    """The form of the open step, filled in."""
    page = await until(client, f"{at}/practice", 200)
    found = Forms(page.text).ending("/practice/answer")
    assert found is not None
    action, hidden, choices = found
    return action, {**hidden, "answer": choices[0] if choices else "4711"}


def says_so(page: httpx.Response) -> None:
    """A page of plain words that loads itself again, also without scripts."""
    assert page.status_code == 503
    assert "The database does not answer just now" in page.text
    assert int(page.headers["retry-after"]) <= 30
    assert "Traceback" not in page.text
    assert "psycopg" not in page.text


async def test_a_server_that_stands_still_for_ten_seconds(chiron: Running) -> None:
    async with browser(chiron) as client:
        at = await enter_demo(client)
        action, form = await answer_form(client, at)
        chiron.pause_server(True)
        try:
            begun = time.monotonic()
            # Whoever is caught in mid-question waits; the watch soon notices, and the next are told at once.
            while chiron.status("/sign-in") != 503:
                assert time.monotonic() - begun < PATIENCE
            page = await client.get(f"{at}/today")
            says_so(page)
            assert page.headers["refresh"] == "5"
            refused = await client.post(action, data=form)
            says_so(refused)
            assert "refresh" not in refused.headers
            kept = Forms(refused.text).ending(action)
            assert kept is not None
            assert kept[1] == form, "what was typed stands in the page, ready to be sent again"
            await asyncio.sleep(max(0.0, AWAY - (time.monotonic() - begun)))
        finally:
            chiron.pause_server(False)
        await until(client, f"{at}/today", 200)
        sent = await client.post(kept[0], data=kept[1])
        assert sent.status_code == 303
        again = await client.post(kept[0], data=kept[1])
        assert again.status_code == 303, "the same key counts once"
    assert chiron.process is not None
    assert chiron.process.poll() is None, "the app was never started again"


async def test_whoever_is_caught_in_mid_question_is_told_too(chiron: Running) -> None:
    """The server stands still while it is asked: whoever waits for its answer does not wait for ever."""
    async with browser(chiron) as client:
        at = await enter_demo(client)
        statuses: list[int] = []

        async def ask() -> None:
            # Whoever was just about to be answered asks once more.
            while 503 not in statuses:
                statuses.append((await client.get(f"{at}/today", timeout=PATIENCE)).status_code)

        asking = [asyncio.create_task(ask()) for _ in range(6)]
        try:
            await until(client, f"{at}/today", 200)
            chiron.pause_server(True)
            await asyncio.wait_for(asyncio.gather(*asking), PATIENCE)
        finally:
            chiron.pause_server(False)
            for task in asking:
                task.cancel()
        assert set(statuses) <= {200, 503}
        await until(client, f"{at}/today", 200)


async def test_a_server_that_died_is_started_again_by_the_app(chiron: Running) -> None:
    async with browser(chiron) as client:
        at = await enter_demo(client)
        assert chiron.process is not None
        app = chiron.process.pid
        for _ in range(2):
            before = [process.pid for process in chiron.server_processes()]
            assert before
            chiron.kill_server()
            page = await client.get(f"{at}/today")
            assert page.status_code in (200, 503)
            await until(client, f"{at}/today", 200)
            assert not set(before) & {process.pid for process in chiron.server_processes()}
        action, form = await answer_form(client, at)
        assert (await client.post(action, data=form)).status_code in (200, 303)
        assert chiron.process.pid == app
        assert chiron.process.poll() is None
