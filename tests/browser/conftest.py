"""A real Chromium on a real Chiron with its demo school. Where Chromium is missing the tests say so loudly."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from chiron.engine.people import schools
from chiron.engine.records.cluster import prepare
from chiron.engine.records.database import Database
from tests.cli.serving import chiron
from tests.conftest import run_aside

WIDE, PHONE, SMALL = (1280, 800), (360, 740), (320, 640)
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
START = [sys.executable, "-c", "from chiron.main.command import main; raise SystemExit(main(['start']))"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One school serves them all: they run in one process."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


def chromium_path() -> str | None:
    """The system's Chromium."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Missing: skipped here, a failure where CI requires it."""
    path = chromium_path()
    if path is None:
        words = "Chromium is missing: NOTHING was tested in a browser. Install the system's chromium package."
        if os.environ.get("CI"):
            pytest.fail(words)
        warnings.warn(words, stacklevel=1)
        pytest.skip(words)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Served:
    """A running Chiron: its address and its data folder."""

    address: str
    home: Path

    def change(self, statement: str, *values: object) -> None:
        """Change something in the demo school behind the pages' back."""
        run_aside(self._change(statement, values))

    async def _change(self, statement: str, values: tuple[object, ...]) -> None:
        endpoint = await prepare(self.home, os.environ.get("DATABASE_URL"))
        database = await Database.open(endpoint.app_url, 1, 2)
        try:
            school = await schools.only(database)
            assert school is not None
            async with database.school(school.id) as conn:
                await conn.execute(statement, list(values))  # type: ignore[arg-type]
        finally:
            await database.close()
            await endpoint.close()


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """Chiron with the demo school, as `chiron start` serves it."""
    with tempfile.TemporaryDirectory(prefix="chiron-browser-", ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "home"
        with chiron(START, home, Path(folder) / "log") as (_, address):
            yield Served(address, home)


Open = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, served: Served) -> Iterator[Open]:
    """Open a page: ``visit("/path", size=PHONE, who="Amara", scripts=False, dark=True)``. Errors of the page fail the test."""
    with ExitStack() as stack:
        faults: list[str] = []

        def open_page(
            path: str = "/",
            *,
            size: tuple[int, int] = WIDE,
            who: str | None = None,
            scripts: bool = True,
            dark: bool = False,
        ) -> Page:
            context: BrowserContext = chromium.new_context(
                viewport={"width": size[0], "height": size[1]},
                java_script_enabled=scripts,
                color_scheme="dark" if dark else "light",
                base_url=served.address,
            )
            stack.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
            page.on("console", lambda message: _hear(message.type, message.text, page.url, faults))
            if who:
                page.goto("/sign-in")
                page.get_by_role("button", name=f"Enter as {who}").click()
            page.goto(path)
            return page

        yield open_page
        assert not faults, "\n".join(faults)


def _hear(kind: str, text: str, url: str, faults: list[str]) -> None:
    if kind == "error" and "404" not in text:
        faults.append(f"{url}: {text}")
