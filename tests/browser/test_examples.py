"""A worked example before one's own item: by keyboard, on the smallest screen, clean."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import SMALL, WIDE, Open, whole
from tests.browser.house import Served
from tests.browser.pages import too_wide, violations
from tests.browser.steps import AT, EQUATIONS


def test_a_worked_example_is_read_by_keyboard_and_is_clean(visit: Open, served: Served) -> None:
    page = visit(f"{AT}/lessons/{EQUATIONS}", who=served.learner(), size=WIDE)
    page.get_by_role("button", name="Practise this").click()
    expect(page.get_by_role("button", name="Now one of your own")).to_be_visible()
    whole(page)
    why = page.locator(".why-step > summary").first
    why.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".why-step > div").first).to_be_visible()
    assert not violations(page)
    page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    assert not too_wide(page)
    page.locator('form[action$="/practice/study"] .filled').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#answer-form")).to_be_visible()
    whole(page)
    page.locator(".why-this > summary").click()
    assert not too_wide(page)
