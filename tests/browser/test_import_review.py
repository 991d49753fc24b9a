"""The queue of proposals in a browser: gone through by keys alone, written anew, undone; seen at two widths."""

from __future__ import annotations

import os
import re

from playwright.sync_api import Page, expect

from chiron.engine.people.person import Role
from tests.browser.conftest import Open
from tests.browser.house import Served
from tests.browser.test_access import looked_at
from tests.browser.test_imports import upload
from tests.web.test_imports import AT, CELLS

PICTURES = os.environ.get("CHIRON_PICTURES", "")


def pictured(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for them."""
    if PICTURES:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 800})


def pressed(page: Page, key: str) -> None:
    """Press a key that leads to a page, and wait until it is there."""
    with page.expect_navigation():
        page.keyboard.press(key)


def focused(page: Page) -> str:
    """The heading of the proposal that has the focus."""
    return page.locator(".proposal:focus h2").inner_text()


def test_an_author_goes_through_the_queue_by_keys(visit: Open, served: Served) -> None:
    page = visit(AT, who=served.staff(Role.AUTHOR))
    upload(page, "cells-by-keys.md", CELLS)
    page.locator("a:has-text('proposals')").click()
    expect(page.locator(".key-help")).to_be_visible()
    assert looked_at(page, everything=True) == []
    pictured(page, "review")

    page.locator(".proposal").first.focus()
    assert "Skill: What cells are made of" in focused(page)
    pressed(page, "t")
    expect(page.get_by_role("status").filter(has_text="Taken: “What cells are made of”")).to_be_visible()
    first = focused(page)
    assert "Fill the gap" in first
    page.keyboard.press("j")
    assert focused(page) != first
    page.keyboard.press("ArrowUp")
    assert focused(page) == first
    pressed(page, "l")
    expect(page.get_by_role("status").filter(has_text="Left: “")).to_be_visible()
    pressed(page, "u")
    assert focused(page).removeprefix("1. ") == first.removeprefix("1. ")

    pressed(page, "e")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fill the gap")
    assert looked_at(page, everything=False) == []
    pictured(page, "edit")
    page.get_by_label("What is right").fill("")
    page.get_by_label("What is asked").fill("Which word is missing?")
    page.get_by_role("button", name="Keep it so and take it").click()
    expect(page.locator("#accept-error")).to_contain_text("Write what is right.")
    expect(page.get_by_label("What is asked")).to_have_value("Which word is missing?")
    pictured(page, "edit-wrong")
    page.get_by_label("What is right").fill("nucleus")
    page.get_by_role("button", name="Keep it so and take it").click()
    page.wait_for_url(re.compile("/review$"))
    expect(page.get_by_role("status").filter(has_text="Taken: “")).to_be_visible()

    page.get_by_role("link", name=re.compile("^Taken")).click()
    expect(page.get_by_role("button", name=re.compile("Decide again"))).to_have_count(2)
    pictured(page, "taken")
