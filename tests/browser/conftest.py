"""A real Chromium on a real Chiron with its demo school. Where Chromium is missing the tests say so loudly."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from chiron.engine.people.person import Person
from chiron.faces.web.house import SITTING_COOKIE
from tests.browser.draws import SEED_FILE
from tests.browser.house import Served, look_inside
from tests.browser.provider import Provider, providing
from tests.cli.serving import chiron
from tests.conftest import quick

WIDE, PHONE, SMALL = (1280, 800), (360, 740), (320, 640)
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
]
START = [sys.executable, "-c", "from tests.browser.draws import main; raise SystemExit(main())", "start"]
SEED = Path(tempfile.gettempdir()) / f"chiron-browser-seed-{os.getpid()}"
OURS = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
OURS |= {SEED_FILE: str(SEED), "PYTHONHASHSEED": "0"}
"""What the process needs to be this very Chiron, with the same chance at every run."""
PATIENCE_MS = 60_000
"""How long a page may take before a test gives up; nothing is asserted about how quick it is."""
SLOWNESS = float(os.environ.get("CHIRON_SLOWNESS", "1"))
"""How many times slower than here the browser shall be: shows which test looks before the page is whole."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them as what they are; tests/spread.py keeps them in one process, as one school serves them all."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


def chromium_path() -> str | None:
    """The system's Chromium."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


@pytest.fixture(scope="package", autouse=True)
def seeded() -> Iterator[None]:
    """The file whose words seed what the served Chiron draws."""
    SEED.write_text("demo", "utf-8")
    yield
    SEED.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _drawn(seeded: None, request: pytest.FixtureRequest) -> None:
    """Each test meets the items that it met before, whatever ran between."""
    SEED.write_text(request.node.nodeid, "utf-8")


@pytest.fixture(scope="package")
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


@pytest.fixture(scope="package")
def provider() -> Iterator[Provider]:
    """A provider of language models, of which no school asks one before a test lets it."""
    with providing() as found:
        yield found


@pytest.fixture(scope="package")
def served(seeded: None, provider: Provider) -> Iterator[Served]:
    """Chiron with the demo school, as `chiron start` serves it."""
    with tempfile.TemporaryDirectory(prefix="chiron-browser-", dir=quick(), ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "home"
        home.mkdir()
        (home / "models.toml").write_text(provider.file())
        with chiron(START, home, Path(folder) / "log", **OURS) as (_, address), look_inside(address, home) as found:
            yield found


Open = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, served: Served) -> Iterator[Open]:
    """Open a page: ``visit("/path", who=person, size=PHONE, scripts=False)`` in a browser of its own.

    A fault in a page's scripts, or anything that its security policy had to stop, fails the test.
    """
    with ExitStack() as stack:
        faults: list[str] = []

        def open_page(
            path: str = "/",
            *,
            size: tuple[int, int] = WIDE,
            who: Person | None = None,
            scripts: bool = True,
            address: str = served.address,
            expects: tuple[str, ...] = (),
            touch: bool = False,
        ) -> Page:
            context: BrowserContext = chromium.new_context(
                viewport={"width": size[0], "height": size[1]},
                java_script_enabled=scripts,
                has_touch=touch,
                base_url=address,
                # Colours are measured at once, not on the way from one to another.
                reduced_motion="reduce",
            )
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            expect.set_options(timeout=PATIENCE_MS)
            if who is not None:
                context.add_cookies([{"name": SITTING_COOKIE, "value": served.sit(who), "url": address}])
            page = context.new_page()
            if SLOWNESS > 1:
                slow_down(page, SLOWNESS)
            page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
            page.on("console", lambda message: _hear(message.type, message.text, page.url, faults, expects))
            page.goto(path)
            whole(page)
            return page

        yield open_page
        assert not faults, "\n".join(faults)


WHOLE = """() => document.readyState === "complete" && (!matchMedia("(scripting: enabled)").matches ||
    [...document.querySelectorAll("main *")].every(
      e => !e.localName.includes("-") || e instanceof SVGElement || customElements.get(e.localName)))"""


def whole(page: Page) -> None:
    """Wait until a page and its styles are there and the parts that need scripts are awake.

    What is pressed before goes another way than the one that is to be tried: as a page without scripts would send it.
    """
    page.wait_for_load_state()
    page.wait_for_function(WHOLE)


def slow_down(page: Page, times: float) -> None:
    """Make a page as slow as on a machine that has other things to do: its scripts, and all that it asks for."""
    wires = page.context.new_cdp_session(page)
    wires.send("Emulation.setCPUThrottlingRate", {"rate": times})
    wires.send("Network.enable")
    late = {"offline": False, "latency": 100 * times, "downloadThroughput": -1, "uploadThroughput": -1}
    wires.send("Network.emulateNetworkConditions", late)


def _hear(kind: str, text: str, url: str, faults: list[str], expected: tuple[str, ...]) -> None:
    """Keep what the browser complains of, but for what a test expects, and refusals that pages show in words."""
    if kind == "error" and not any(words in text for words in ("status of 4", "status of 503", *expected)):
        faults.append(f"{url}: {text}")
