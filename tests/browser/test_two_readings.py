"""An answer that could be read in two ways, in a browser: shown back and picked, and Enter sends the field itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, Open, whole
from tests.browser.house import Served
from tests.browser.pages import too_wide, violations
from tests.browser.test_widgets import COURSE
from tests.browser.test_widgets import shelf as shelf

pytestmark = pytest.mark.usefixtures("shelf")


def opened(visit: Open, served: Served, size: tuple[int, int], scripts: bool) -> Page:
    """The practice page of a new learner who types plainly, with an expression to write."""
    who = served.learner(COURSE, preferences={"course": COURSE, "formulas": False})
    page = visit(f"/learn/{COURSE}/lessons/expression", who=who, size=size, scripts=scripts)
    page.get_by_role("button", name="Practise this").click()
    expect(page.locator("#answer-form")).to_be_visible()
    whole(page)
    return page


def kept(page: Page, name: str) -> None:
    """A picture where somebody asked for pictures."""
    folder = os.environ.get("CHIRON_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.mark.parametrize(("size", "scripts"), [(WIDE, True), (PHONE, True), (PHONE, False)])
def test_a_reading_is_picked(visit: Open, served: Served, size: tuple[int, int], scripts: bool) -> None:
    page = opened(visit, served, size, scripts)
    page.locator("#answer").fill("1/2x")
    page.locator("#check").click()
    ways = page.get_by_role("group", name="What do you mean?").get_by_role("button")
    expect(ways).to_have_count(2)
    expect(page.locator("#answer")).to_have_value("1/2x")
    kept(page, f"ways-{size[0]}-{scripts}")
    assert not scripts or violations(page) == []
    assert not scripts or not too_wide(page)

    page.locator("#answer").fill("3x + y")
    page.locator("#answer").press("Enter")
    expect(page.locator("#answer-error mark")).to_have_text("y")
    kept(page, f"place-{size[0]}-{scripts}")
    assert not scripts or violations(page) == []
    assert not scripts or not too_wide(page)

    page.locator("#answer").fill("1/2x + 6 + 3/2x")
    page.locator("#check").click()
    ways = page.get_by_role("group", name="What do you mean?").get_by_role("button")
    ways.first.click()
    expect(page.locator(".steps")).to_contain_text("This is equal")
    kept(page, f"picked-{size[0]}-{scripts}")
