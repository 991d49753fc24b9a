"""What the practice page costs a device: its scripts' weight, and how soon a slow one can use it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from benchmarks.classroom import COURSE, Browser
from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.turn import go_on, serving
from chiron.faces.web.house import SITTING_COOKIE

LOADS = 5
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
"""1.6 Mbit/s down with 150 ms there and back, in bytes a second, as Lighthouse's slow mobile network has it."""
THROTTLE = 4
USABLE = """() => new Promise(done => {
  const seen = () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const timing = performance.getEntriesByType("navigation")[0];
    const field = document.querySelector("#answer-form [name=answer], #next-form button");
    if (paint && timing.domContentLoadedEventEnd && field)
      done(Math.max(paint.startTime, timing.domContentLoadedEventEnd));
    else setTimeout(seen, 20);
  };
  seen();
})"""
"""Milliseconds until the page is painted, the answer's field is there and every first script has run."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Any]:
    """The system's Chromium, or Playwright's own. Raises where there is none."""
    from playwright.async_api import async_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = await playwright.chromium.launch(executable_path=found, args=flags)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def page_of(browser: Any, address: str, token: str) -> AsyncIterator[tuple[Any, Any]]:
    """A page with nothing cached, signed in, and its DevTools session."""
    context = await browser.new_context(viewport={"width": 360, "height": 740})
    host = urlsplit(address).hostname
    await context.add_cookies([{"name": SITTING_COOKIE, "value": token, "domain": host, "path": "/"}])
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    try:
        yield page, session
    finally:
        await context.close()


async def scripts(address: str, token: str) -> float:
    """Bytes of script that the practice page fetches before anything is touched, as they come over the wire."""
    kinds: dict[str, str] = {}
    total = [0.0]

    def received(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def finished(event: dict[str, Any]) -> None:
        if kinds.get(event["requestId"]) == "Script":
            total[0] += event["encodedDataLength"]

    async with chromium() as browser, page_of(browser, address, token) as (page, session):
        session.on("Network.responseReceived", received)
        session.on("Network.loadingFinished", finished)
        await page.goto(f"{address}/learn/{COURSE}/practice", wait_until="networkidle")
        assert await page.locator("#practice").count(), await page.title()
    return total[0]


async def usable(address: str, token: str, progress: Progress) -> list[float]:
    """Seconds until the practice page can be used, for some first loads on a slow device and network."""
    taken = []
    async with chromium() as browser:
        for number in range(LOADS):
            async with page_of(browser, address, token) as (page, session):
                await session.send("Network.emulateNetworkConditions", SLOW)
                await session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
                await page.goto(f"{address}/learn/{COURSE}/practice", wait_until="commit")
                taken.append(float(await page.evaluate(USABLE)) / 1000)
                progress(f"load {number + 1} of {LOADS}: {taken[-1]:.2f} s")
    return taken


@benchmark("page.weight", "script on first load of the practice page, compressed", "kB", goal=Goal(60))
def weight(progress: Progress) -> Figure:
    """In thousands of bytes, headers included."""
    with serving() as (room, _, address):
        browser = Browser(address, room.token)
        browser.get(f"/learn/{COURSE}/today")
        go_on(room, browser, 0)
        progress("loading the page")
        return Figure(asyncio.run(scripts(address, room.token)) / 1000)


@benchmark(
    "page.slow", "practice page usable on a 4x slower processor at 1.6 Mbit/s, nothing cached", "s", goal=Goal(1.5)
)
def slow(progress: Progress) -> Figure:
    """The median of some first loads; the machine's own speed counts."""
    with serving() as (room, _, address):
        browser = Browser(address, room.token)
        browser.get(f"/learn/{COURSE}/today")
        go_on(room, browser, 0)
        taken = asyncio.run(usable(address, room.token, progress))
    return Figure(median(taken), note=f"slowest {max(taken):.2f} s")
