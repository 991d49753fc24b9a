"""A Chiron of its own: its first run, with scripts and without, and a database that is gone for a while."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Route, expect

from tests.browser.conftest import OURS, PATIENCE_MS, START, Open
from tests.browser.test_access import looked_at
from tests.cli.serving import chiron, get
from tests.kill.running import Running

PASSWORD = "four quite unrelated words"


def once(route: Route) -> None:
    """Answer with a page that does not load itself again."""
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if name != "refresh"}
    assert headers != answer.headers, "the page comes back by itself"
    route.fulfill(response=answer, headers=headers)


def test_the_first_run_and_a_database_that_is_gone(visit: Open, home: Path, tmp_path: Path) -> None:
    # The embedded server, whatever DATABASE_URL says: nobody else's server is stopped for this.
    with chiron([*START, "--no-demo"], home, tmp_path / "log", DATABASE_URL="", **OURS) as (_, address):
        found = list[str]()
        page = visit("/", address=address)
        expect(page).to_have_url(f"{address}/first-run")
        found += looked_at(page)
        page.locator("#name").fill("Grace Hopper")
        page.locator("#password").fill("short")
        page.get_by_role("button", name="Make account").click()
        expect(page.locator("#password-error")).to_be_visible()
        expect(page.locator("#name")).to_have_value("Grace Hopper")
        found += looked_at(page)
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="Make account").click()
        expect(page).to_have_url(f"{address}/first-run/school")
        found += looked_at(page)
        page.locator("#name").fill("Harbour School")
        page.get_by_role("button", name="Make the school").click()
        expect(page).to_have_url(f"{address}/people")
        found += looked_at(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("People")
        running = Running(home, urlsplit(address).port or 0, tmp_path / "log")
        running.pause_server(True)
        try:
            # Whoever asks at that moment waits with the database; once that is noticed, everybody is told at once.
            while get(f"{address}/sign-in")[0] != 503:
                time.sleep(0.1)
            # The page loads itself again every few seconds: it is looked at without that, and then opened with it.
            page.route("**/people", once)
            page.goto("/people")
            expect(page.get_by_role("heading", level=1)).to_have_text("Not just now")
            found += looked_at(page)
            page.unroute("**/people")
            page.goto("/people")
            expect(page.get_by_role("heading", level=1)).to_have_text("Not just now")
        finally:
            running.pause_server(False)
        expect(page.get_by_role("heading", level=1)).to_have_text("People", timeout=4 * PATIENCE_MS)
    assert not found, "\n".join(found)


def test_the_first_run_without_scripts(visit: Open, home: Path, tmp_path: Path) -> None:
    """From nobody to a school that has a course and can be entered again, each refusal shown at its field."""
    with chiron([*START, "--no-demo"], home, tmp_path / "log", DATABASE_URL="", **OURS) as (_, address):
        page = visit("/", address=address, scripts=False)
        expect(page).to_have_url(f"{address}/first-run")
        expect(page.locator("button:visible")).to_have_count(1)  # what needs scripts is not offered
        page.locator("#name").fill("Grace Hopper")
        page.locator("#password").fill("short")
        page.get_by_role("button", name="Make account").click()
        expect(page.locator("#password-error")).to_be_visible()
        expect(page.locator("#name")).to_have_value("Grace Hopper")
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="Make account").click()
        expect(page).to_have_url(f"{address}/first-run/school")
        page.locator("#name").fill("Harbour School")
        page.locator("#age_line").fill("three")
        page.locator("#time_zone").select_option("Europe/London")
        page.get_by_role("button", name="Make the school").click()
        expect(page.locator("#age_line-error")).to_be_visible()
        expect(page.locator("#name")).to_have_value("Harbour School")
        expect(page.locator("#time_zone")).to_have_value("Europe/London")
        page.locator("#age_line").fill("13")
        page.get_by_role("button", name="Make the school").click()
        expect(page).to_have_url(f"{address}/people")
        expect(page.get_by_role("heading", level=1)).to_have_text("People")
        again = visit("/", address=address, scripts=False)
        expect(again).to_have_url(re.compile("/sign-in"))
        again.locator("#sign_in_name").fill("grace.hopper")
        again.locator("#password").fill(PASSWORD)
        again.get_by_role("button", name="Sign in", exact=True).click()
        expect(again).not_to_have_url(re.compile("/sign-in"))
        again.goto("/first-run")
        expect(again).not_to_have_url(re.compile("/first-run"))  # it appears only once
