"""A learner with nobody to read an answer judges it, in a browser: by keys, on a phone, and without scripts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE, Open, whole
from tests.browser.house import Served
from tests.browser.pages import too_wide, violations
from tests.browser.test_widgets import COURSE
from tests.browser.test_widgets import shelf as shelf


@pytest.fixture
def alone(served: Served, shelf: None) -> Iterator[None]:
    """Nobody is there who could read an answer."""
    staff = "closed IS {} AND roles && '{{teacher,operator}}'::text[]"
    served.change(f"UPDATE person SET closed = '2001-01-01Z' WHERE {staff.format('NULL')}")
    yield
    served.change(f"UPDATE person SET closed = NULL WHERE closed = '2001-01-01Z' AND {staff.format('NOT NULL')}")


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(("size", "scripts"), [(WIDE, True), (PHONE, True), (PHONE, False)])
def test_an_answer_is_compared_and_judged(visit: Open, served: Served, size: tuple[int, int], scripts: bool) -> None:
    who = served.learner(COURSE, preferences={"course": COURSE})
    page = visit(f"/learn/{COURSE}/lessons/open", who=who, size=size, scripts=scripts)
    page.get_by_role("button", name="Practise this").click()
    expect(page.locator("#answer-form")).to_be_visible()
    whole(page)
    page.locator("#answer").fill("Both sides stay equal.")
    page.locator("#check").click()
    steps = page.locator(".steps")
    expect(steps).to_contain_text("Says that the same was done to both.")
    expect(steps).to_contain_text("Nobody reads this here. Compare it yourself.")
    kept = os.environ.get("CHIRON_PICTURES")
    if kept:
        page.screenshot(path=Path(kept) / f"compare-{size[0]}-{scripts}.png")
    if scripts:
        assert violations(page) == []
        assert not too_wide(page)
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="I had this")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    else:
        steps.get_by_role("button", name="Not yet").click()
    expect(steps.get_by_text("Judged by you").locator("visible=true")).to_have_count(1)
    expect(steps.get_by_text("Course text").locator("visible=true")).to_have_count(1)
    expect(page.get_by_role("button", name="I had this")).to_have_count(0)
    if kept:
        page.screenshot(path=Path(kept) / f"judged-{size[0]}-{scripts}.png")
    assert not scripts or violations(page) == []
    page.locator("#next-form button").click()
    expect(page.locator(".steps")).not_to_contain_text("Judged by you")
