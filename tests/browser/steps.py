"""What people do on the practice page, whatever the kind of the step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playwright.sync_api import Page, expect

from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import interaction
from chiron.engine.people.person import Person
from tests.browser.conftest import Open, whole
from tests.browser.house import ALGEBRA, Served

AT = f"/learn/{ALGEBRA}"
EQUATIONS = "two-step-equations"


def type_plainly(page: Page) -> None:
    """Have a plain field, which can be filled at once, also where a formula's stands or is on its way."""
    if page.locator("maths-field").count():
        page.evaluate("localStorage.setItem('chiron:typing', 'plain')")
        for button in page.locator("maths-field[data-formula] [data-act=typing]").all():
            page.evaluate("localStorage.setItem('chiron:typing', 'formula')")
            button.click()


def fill(page: Page, form: Mapping[str, Sequence[str]]) -> None:
    """Put an answer into the open step, whatever its inputs are."""
    type_plainly(page)
    # Placing from the first on never moves what was placed before.
    for name, values in sorted(form.items(), key=lambda each: (each[1][0].zfill(3) if each[1] else "", each[0])):
        fields = page.locator(f'#answer-form [name="{name}"]')
        kind = fields.first.evaluate("field => field.type")
        if page.locator("#answer-form working-lines").count():
            fields.last.fill(values[-1])
            continue
        for value in values:
            if kind in ("radio", "checkbox"):
                page.locator(f'#answer-form [name="{name}"][value="{value}"]').check()
            elif kind.startswith("select"):
                fields.select_option(value)
            else:
                fields.fill(value)


def sent(page: Page, button: str = "#check") -> None:
    """Press a button of the practice page and wait for what comes of it, past a worked example."""
    page.locator("#practice").evaluate("part => part.setAttribute('data-old', '')")
    page.locator(button).first.click()
    expect(page.locator("#practice[data-old]")).to_have_count(0)
    whole(page)
    if page.locator(".worked-example").count():
        past_example(page)


def right(step: ItemStep) -> Mapping[str, Sequence[str]]:
    """A right answer; for a step that only a person can judge, some words."""
    return interaction(step.kind).right(step.task, step.key) or {"answer": ["Because both sides stay equal."]}


def wrong(step: ItemStep) -> Mapping[str, Sequence[str]]:
    """The first wrong answer that the author expects; of working, a line that is one more on its right."""
    if step.kind == "working":
        return {"answer": [f"{step.task['start'][0]} + 1"]}
    return interaction(step.kind).mistakes(step.task, step.key)[0]


def begin(visit: Open, who: Person, skill: str = EQUATIONS, course: str = ALGEBRA, **how: object) -> Page:
    """Open the practice of one skill from its lesson."""
    page = visit(f"/learn/{course}/lessons/{skill}", who=who, **how)
    into_practice(page)
    return page


def into_practice(page: Page) -> None:
    """Begin the practice of a lesson's skill; whoever is new to it reads a worked example first."""
    page.locator('form[action$="/practice/start"] .filled').click()
    past_example(page)


def past_example(page: Page) -> None:
    """Go on to one's own item, past the worked example where one comes before it."""
    expect(page.locator("#answer-form, .worked-example").first).to_be_visible()
    whole(page)
    own = page.locator('form[action$="/practice/study"] .filled')
    if own.count():
        own.click()
        expect(page.locator("#answer-form")).to_be_visible()
        whole(page)


def answer(page: Page, served: Served, who: Person, course: str = ALGEBRA, well: bool = True) -> bool:
    """Answer the open step right or wrong; False where none is open."""
    step = served.open_step(who, course)
    if step is None:
        return False
    past_example(page)
    fill(page, right(step) if well else wrong(step))
    sent(page)
    return True


def with_tutor(page: Page) -> None:
    """On a phone the tutor opens from its bar."""
    whole(page)
    bar = page.locator(".tutor-bar a")
    expect(page.locator(".tutor-bar a:visible, .tutor:visible").first).to_be_visible()
    if bar.is_visible():
        bar.click()


def without_tutor(page: Page) -> None:
    """On a phone the way back from the tutor to the problem."""
    whole(page)
    back = page.locator(".back-to-problem")
    if back.is_visible():
        back.click()
