"""Mathematics shown as a formula while it is typed, its keys, and plain typing read back."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, Route, expect

from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.show import tex
from chiron.core.learning.unread import Unread
from tests.browser.conftest import PATIENCE_MS, PHONE, Open, whole
from tests.browser.house import Served
from tests.browser.test_widgets import COURSE, opened, shelf, tab_to

__all__ = ["shelf"]

TYPED = {
    "3x+5-5=20-5": "3x + 5 - 5 = 20 - 5",
    "x=1/2": "x = 1/2",
    "1 1/2": "1 1/2",
    "x^2+1": "x^2 + 1",
    "x^10": "x^10",
    "sqrt(2)": "sqrt(2)",
    "(x+1)(x-2)": "(x+1)(x-2)",
    "|x|=3": "|x| = 3",
    "-2<x<=3": "-2 < x <= 3",
    "x=2 or x=3": "x = 2 or x = 3",
    "x=+-3": "x = ±3",
    "2*x": "2*x",
    "x=-1/3": "x = -1/3",
    "0.5x": "0.5x",
    "2pi": "2pi",
    "{2,3}": "{2, 3}",
}
"""What is typed into a formula's field, and what it then has to be read as."""


def meaning(text: str) -> str:
    """What our reader makes of a text, as TeX."""
    found = read(text, Reading(letters=("x",)))
    assert not found.alternatives, text
    return tex(found.tree)


def in_formula(visit: Open, served: Served, **how: object) -> Page:
    """A step of working with its formula's field in hand."""
    page, _, _ = opened(visit, served, "working", **how)
    page.locator("#answer").click()
    expect(page.locator("math-field")).to_be_focused()
    return page


def value(page: Page) -> str:
    """What the form would send; a formula's field says so a moment after the key."""
    return page.locator("#answer").input_value()


def comes_to_mean(page: Page, meant: str) -> None:
    """Wait until what the form would send is read as this: keys are on their way into a formula for a moment."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while (found := meaning_of(value(page))) != meaning(meant) and time.monotonic() < deadline:
        page.wait_for_timeout(20)
    assert found == meaning(meant), value(page)


def meaning_of(text: str) -> str | None:
    """What our reader makes of a text, which may be half of what is typed; None where it cannot be read."""
    try:
        found = read(text, Reading(letters=("x",)))
    except Unread:
        return None
    return None if found.alternatives else tex(found.tree)


def test_what_the_formula_writes_is_read_as_it_was_meant(visit: Open, served: Served, shelf: None) -> None:
    page = in_formula(visit, served)
    for typed, meant in TYPED.items():
        page.locator("math-field").evaluate("field => field.setValue('')")
        page.keyboard.type(typed)
        comes_to_mean(page, meant)


def test_plain_typing_takes_what_stands_in_the_formula_and_reads_it_back(
    visit: Open, served: Served, shelf: None
) -> None:
    page = in_formula(visit, served)
    page.keyboard.type("x=1/2  or x=sqrt2")
    page.get_by_role("button", name="Plain typing").click()
    expect(page.locator("math-field")).to_have_count(0)
    comes_to_mean(page, "x = 1/2 or x = sqrt(2)")
    assert "\\" not in value(page)
    expect(page.locator("[data-read] math").first).to_be_visible()
    page.locator("#answer").fill("x = 1/2x")
    expect(page.locator("[data-read]")).to_contain_text("more ways than one")
    page.locator("#answer").fill("3y = 15")
    expect(page.locator("[data-read] mark")).to_have_text("y")
    page.reload()
    page.locator("#answer").click()
    page.wait_for_timeout(300)
    expect(page.locator("math-field")).to_have_count(0)


def test_the_setting_keeps_plain_fields(visit: Open, served: Served, shelf: None) -> None:
    who = served.learner(COURSE, preferences={"course": COURSE, "formulas": False})
    page = visit(f"/learn/{COURSE}/lessons/working", who=who)
    page.get_by_role("button", name="Practise this").click()
    expect(page.locator("#answer-form")).to_be_visible()
    whole(page)
    page.locator("#answer").fill("3x = 15")
    expect(page.locator("[data-read] math").first).to_be_visible()
    assert not page.evaluate("Boolean(customElements.get('math-field'))")
    page.keyboard.press("Enter")
    expect(page.locator(".steps .verdict")).to_have_text("Right.")


def test_nothing_large_comes_before_the_field_is_focused_and_nothing_from_elsewhere(
    visit: Open, served: Served, shelf: None
) -> None:
    page, _, _ = opened(visit, served, "working")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert not page.evaluate("Boolean(customElements.get('math-field'))")
    page.locator("#answer").click()
    expect(page.locator("math-field")).to_be_visible()
    page.keyboard.type("x=5")
    assert {re.match(r"https?://[^/]+|[a-z]+:", each)[0] for each in asked} <= {served.address.rstrip("/"), "data:"}  # type: ignore[index]


def test_where_the_formula_does_not_come_the_plain_field_stays(visit: Open, served: Served, shelf: None) -> None:
    page, _, _ = opened(visit, served, "working", expects=("Failed to load resource", "net::ERR_FAILED"))
    page.reload(wait_until="networkidle")

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/static/built/*.js", refuse)
    page.locator("#answer").click()
    page.wait_for_timeout(300)
    page.keyboard.type("3x = 15")
    expect(page.locator("#answer")).to_have_value("3x = 15")
    page.keyboard.press("Enter")
    expect(page.locator(".steps .verdict")).to_have_text("Right.")


def test_keys_put_signs_into_a_formula_and_into_a_plain_field(visit: Open, served: Served, shelf: None) -> None:
    keys = [".k-x", ".k-equals", ".k-1", ".k-over", ".k-2", "[data-act=right]", ".key.word", ".k-x", ".k-equals"]
    page = in_formula(visit, served, size=PHONE, touch=True)
    page.locator(".k-more").tap()
    for key in [*keys, "[aria-label='square root']", ".k-3"]:
        page.locator(f"maths-keypad {key}").first.tap()
    comes_to_mean(page, "x = 1/2 or x = sqrt(3)")
    page.get_by_role("button", name="Plain typing").tap()
    expect(page.locator("math-field")).to_have_count(0)
    page.locator("#answer").fill("")
    for key in [*[key for key in keys if key != "[data-act=right]"], "[aria-label='square root']", ".k-3"]:
        page.locator(f"maths-keypad {key}").first.tap()
    assert value(page).replace(" ", "") == "x=1/2orx=sqrt(3)"


def test_the_keypad_is_one_stop_of_tab_and_no_trap(visit: Open, served: Served, shelf: None) -> None:
    page = in_formula(visit, served)
    tab_to(page, page.locator(".k-x"))
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".k-plus")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_have_value("x2")
    page.keyboard.press("Tab")
    expect(page.locator("#check")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("math-field")).to_be_focused()


def comes_to_send(page: Page, lines: list[str]) -> None:
    """Wait until the form would send these lines."""
    sent = "JSON.stringify(new FormData(document.querySelector('#answer-form')).getAll('answer'))"
    page.wait_for_function(f"lines => {sent} === JSON.stringify(lines)", arg=lines)


def test_an_earlier_line_is_changed_removed_and_left(visit: Open, served: Served, shelf: None) -> None:
    page = in_formula(visit, served)
    verdicts = page.locator(".steps .verdict")
    for number, line in enumerate(("3x+5-5=20-5", "3x=15"), 1):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        expect(verdicts).to_have_text(["Right."] * number)
        expect(page.locator("math-field:focus, math-field:focus-within")).to_be_visible()
    page.keyboard.type("x=4")
    page.get_by_role("button", name="Change line 2").click()
    expect(page.locator("label[for=answer]")).to_have_text("Line 2, again")
    expect(page.locator("math-field")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("3x=16")
    expect(page.locator("#answer")).to_have_value("3x=16")
    comes_to_send(page, ["3x+5-5=20-5", "3x=16"])
    page.keyboard.press("Escape")
    comes_to_send(page, ["3x+5-5=20-5", "3x=15", "x=4"])
    page.get_by_role("button", name="Change line 1").click()
    page.get_by_role("button", name="Remove this line").click()
    expect(verdicts).to_have_text(["Right.", "Not yet"])
    expect(page.locator("#answer")).to_have_value("x=4")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_line_above_that_became_wrong_is_what_is_in_hand(
    visit: Open, served: Served, shelf: None, scripts: bool
) -> None:
    who = served.learner(COURSE)
    page = visit(f"/learn/{COURSE}/lessons/working", who=who, scripts=scripts)
    page.get_by_role("button", name="Practise this").click()
    expect(page.locator("#answer-form")).to_be_visible()
    whole(page)
    page.locator("#answer").fill("3x = 15")
    page.locator("#check").click()
    expect(page.locator(".steps .verdict")).to_have_text(["Right."])
    if scripts:
        page.get_by_role("button", name="Change line 1").click()
        page.locator("#answer").fill("3x = 25")
    else:
        page.locator("#answer-1").fill("3x = 25")
        page.locator("#answer").fill("x = 5")
    page.locator("#check").click()
    expect(page.locator(".steps .verdict").first).to_have_text("Not yet")
    if scripts:
        expect(page.locator("#answer")).to_have_value("3x = 25")
    else:
        expect(page.locator("#answer-1")).to_have_value("3x = 25")
        expect(page.locator(".steps .verdict").last).to_have_text("Not looked at yet")
