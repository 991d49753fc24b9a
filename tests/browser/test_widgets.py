"""The input of every kind of step, by mouse, by touch on a phone, and by keys alone, each looked at by axe."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from chiron.core.learning.generate import ItemStep
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection
from tests.browser.conftest import PHONE, WIDE, Open, whole
from tests.browser.house import Served
from tests.browser.pages import too_wide, violations
from tests.browser.steps import right
from tests.web.every_kind import STEPS, every_kind

COURSE = "every-kind"
FORMULAS = ("expression", "working", "solution-set")
"""Kinds whose field becomes a formula's once it is focused."""
READ = re.compile("Right|Waiting for a reader")
Form = Mapping[str, Sequence[str]]


@pytest.fixture(scope="module")
def shelf(served: Served) -> None:
    """The course is on the school's shelf."""

    async def publish(conn: Connection) -> None:
        await served.rooms.shelf.publish(conn, every_kind())

    served.with_school(publish)


def opened(visit: Open, served: Served, kind: str, **how: object) -> tuple[Page, Person, ItemStep]:
    """The practice page of a new learner with a step of this kind, who sees formulas while typing."""
    who = served.learner(COURSE, preferences={"course": COURSE})
    page = visit(f"/learn/{COURSE}/lessons/{kind}", who=who, **how)
    page.get_by_role("button", name="Practise this").click()
    expect(page.locator("#answer-form")).to_be_visible()
    whole(page)
    step = served.open_step(who, COURSE)
    assert step is not None
    assert step.kind == kind
    return page, who, step


def field_of(page: Page, kind: str) -> Locator:
    """Where a written answer goes; a formula's field once it stands there."""
    if kind not in FORMULAS:
        return page.locator("#answer-form [name^=answer]").first
    page.locator("#answer").click()
    expect(page.locator("math-field")).to_be_focused()
    return page.locator("math-field")


def by_mouse(page: Page, kind: str, form: Form) -> None:
    """Clicks, a drag, and typing where words are wanted."""
    if kind in ("choice", "multiple-choice"):
        for value in form["answer"]:
            page.locator(f".choice:has(input[value='{value}'])").click()
    elif kind == "order":
        put_in_order(page, form, lambda item, first: item.drag_to(first))
    elif page.locator("#answer-form select").count():
        for name, (value,) in form.items():
            field = page.locator(f'#answer-form [name="{name}"]')
            if field.evaluate("field => field.type").startswith("select"):
                field.select_option(value)
            else:
                field.fill(value)
    else:
        field_of(page, kind).click()
        write(page, kind, form["answer"][-1])


def write(page: Page, kind: str, text: str) -> None:
    """Type over what stands in the field; a program's lines without the indents, which its field gives."""
    page.keyboard.press("Control+a")
    page.keyboard.type("\n".join(line.strip() for line in text.split("\n")) if kind == "code" else text)


PLACE = "item => [...item.parentElement.children].indexOf(item)"


def put_in_order(page: Page, form: Form, move: Callable[[Locator, Locator], None]) -> None:
    """Bring each item to its place, from the first place on."""
    items = page.locator("order-list li")
    for name, (place,) in sorted(form.items(), key=lambda each: int(each[1][0])):
        item = page.locator(f"order-list li[data-id='{name.removeprefix('answer.')}']")
        for _ in range(items.count()):
            if (now := int(item.evaluate(PLACE))) == int(place) - 1:
                break
            move(item, items.nth(int(place) - 1))
            # A tap's click comes a moment after the finger has gone: two at once would go past the place.
            expect(items.nth(now)).not_to_have_attribute("data-id", name.removeprefix("answer."))


def by_touch(page: Page, kind: str, form: Form) -> None:
    """Taps: on choices, on the buttons of a list, on the keys beside a field for mathematics."""
    if kind in ("choice", "multiple-choice"):
        for value in form["answer"]:
            page.locator(f".choice:has(input[value='{value}'])").tap()
    elif kind == "order":
        put_in_order(page, form, lambda item, _: item.locator("[data-move=up]").tap())
    elif kind in (*FORMULAS, "numeric"):
        if kind in FORMULAS:
            page.locator("#answer").tap()
            expect(page.locator("math-field")).to_be_visible()
        signs = {"=": " = ", "-": "−", "{": "{}", ",": ", "}
        if kind == "solution-set":
            page.locator(".k-more").tap()
        for letter in form["answer"][-1].replace(" ", "").replace("}", ""):
            page.locator(f"maths-keypad [data-insert='{signs.get(letter, letter)}']").tap()
    elif page.locator("#answer-form select").count():
        by_mouse(page, kind, form)
    else:
        page.locator("#answer").tap()
        write(page, kind, form["answer"][-1])


def by_keys(page: Page, kind: str, form: Form) -> None:
    """Tab, arrows, space and letters."""
    if kind == "order":
        put_in_order(page, form, with_alt)
        return
    for name, values in form.items():
        fields = page.locator(f'#answer-form [name="{name}"]')
        sort = fields.first.evaluate("field => field.type")
        if sort == "radio":
            tab_to(page, fields.first)
            while not page.locator(f'#answer-form [name="{name}"][value="{values[0]}"]').is_checked():
                page.keyboard.press("ArrowDown")
        elif sort == "checkbox":
            for value in values:
                tab_to(page, page.locator(f'#answer-form [name="{name}"][value="{value}"]'))
                page.keyboard.press("Space")
        elif sort.startswith("select"):
            tab_to(page, fields.first)
            for _ in range(fields.first.locator("option").count()):
                if fields.first.input_value() == values[0]:
                    break
                page.keyboard.press("ArrowDown")
        else:
            tab_to(page, fields.first)
            if kind in FORMULAS:
                expect(page.locator("math-field:focus-within, math-field:focus")).to_be_visible()
            write(page, kind, values[-1])


def with_alt(item: Locator, _: Locator) -> None:
    """Move an item up by Alt and an arrow from its up button."""
    item.locator("[data-move=up]").focus()
    item.page.keyboard.press("Alt+ArrowUp")


HAS_FOCUS = """e => e === document.activeElement
    || (e.localName === "input" && document.activeElement.localName === "math-field"
        && document.activeElement.closest("form") === e.form)"""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus; a plain field hands it on to the formula's field that takes its place."""
    for _ in range(80):
        if wanted.evaluate(HAS_FOCUS):
            return
        page.keyboard.press("Tab")
    pytest.fail("Tab does not reach it")


def right_of(step: ItemStep) -> Form:
    """A right answer, also for a program, which only its author can give."""
    return {"answer": [STEPS["code"]["answer"]]} if step.kind == "code" else right(step)


def judged(page: Page, step: ItemStep) -> None:
    """The answer was taken and read: right, or with a person where only a person can say."""
    wanted = READ if step.kind in ("open", "code", "short-text") else "Right."
    expect(page.locator("#practice .steps .verdict").last).to_have_text(wanted)


@pytest.mark.parametrize("kind", STEPS)
def test_by_mouse_and_nothing_is_wrong_with_the_page(visit: Open, served: Served, shelf: None, kind: str) -> None:
    page, _, step = opened(visit, served, kind)
    found = violations(page)
    by_mouse(page, kind, right_of(step))
    found += violations(page)
    page.locator("#check").click()
    judged(page, step)
    found += violations(page)
    page.emulate_media(color_scheme="dark")
    found += violations(page, ["color-contrast"])
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", STEPS)
def test_by_touch_on_a_phone(visit: Open, served: Served, shelf: None, kind: str) -> None:
    page, _, step = opened(visit, served, kind, size=PHONE, touch=True)
    by_touch(page, kind, right_of(step))
    found = [*too_wide(page), *violations(page, ["target-size", "label", "aria-hidden-focus", "button-name"])]
    page.locator("#check").tap()
    judged(page, step)
    assert not [*found, *too_wide(page)], "\n".join(found)


@pytest.mark.parametrize("kind", STEPS)
def test_by_keys_alone(visit: Open, served: Served, shelf: None, kind: str) -> None:
    page, _, step = opened(visit, served, kind, size=WIDE)
    by_keys(page, kind, right_of(step))
    if kind == "code":
        page.keyboard.press("Escape")
    tab_to(page, page.locator("#check"))
    page.keyboard.press("Enter")
    judged(page, step)
