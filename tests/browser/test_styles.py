"""What the sweeps leave out because they saw it before is what looks the same, and nothing else."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.pages import UNSEEN, styles_not_seen, violations
from tests.browser.test_access import by_colour

FAINT = "<p class='{0}'>Words that one can hardly read</p><style>.{0} {{ color: #d8d8d8; background: #fff }}</style>"


def put(page: Page, html: str) -> None:
    """Show this in place of what the page shows."""
    page.goto("/healthz")
    page.set_content(f"<html lang='en'><title>t</title><body class='of-these-tests'><main>{html}</main></body></html>")


def unseen(page: Page) -> int:
    """How many elements are marked."""
    with styles_not_seen(page) as within:
        assert within == UNSEEN
        return page.locator(within).count()


def faint(page: Page) -> list[str]:
    """What is found too faint in dark and in high contrast, where it was not looked at before."""
    with styles_not_seen(page) as within:
        return by_colour(page, within)


def test_a_style_is_looked_at_once(visit: Open) -> None:
    page = visit("/healthz")
    put(page, "<ul class='of-this-test'><li>one<li>two</ul>")
    assert unseen(page) == 5, "body, main, the list and its lines"
    assert page.locator(UNSEEN).count() == 0
    assert unseen(page) == 0
    put(page, "<ul class='of-this-test'><li>one<li aria-current='true'>two</ul>")
    assert unseen(page) == 1


def test_a_faint_colour_is_found_where_it_first_stands(visit: Open) -> None:
    page = visit("/healthz")
    put(page, "<p class='plain-of-this-test'>Black on white</p>")
    assert faint(page) == []
    put(page, FAINT.format("faint-of-this-test"))
    assert any("color-contrast" in each for each in faint(page))
    assert faint(page) == []
    assert any("color-contrast" in each for each in violations(page)), "in plain light the whole page is looked at"
