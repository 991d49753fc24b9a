"""A checkpoint in the browser: assigned, begun on the path, answered, handed in; and what its teacher sees of it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from chiron.engine.people import classes
from tests.browser.conftest import Open
from tests.browser.house import ALGEBRA, Served
from tests.browser.steps import AT
from tests.browser.test_locks import faults

UNIT = "equations"


def test_a_checkpoint_from_its_assigning_to_its_results(visit: Open, served: Served) -> None:
    room = served.with_school(classes.of_school)[0].id
    teacher = visit(f"/teacher/assign?class={room}&course={ALGEBRA}", who=served.person("Ms Okoro"))
    teacher.locator("#part").select_option(f"check:unit/{UNIT}")
    teacher.get_by_role("button", name="Assign it").click()
    found = taken(visit(f"{AT}/path", who=served.learner()))
    teacher.goto(f"/teacher/class?class={room}&course={ALGEBRA}")
    teacher.get_by_role("link", name=re.compile("Results")).first.click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text("Equations")
    found += faults(teacher)
    teacher.get_by_role("link", name=re.compile("Open it")).first.click()
    expect(teacher.get_by_text("questions right")).to_be_visible()
    found += faults(teacher)
    # Other tests count what is assigned to this class.
    teacher.goto(f"/teacher/class?class={room}&course={ALGEBRA}")
    teacher.locator("tr", has_text="Checkpoint: Equations").get_by_role("button", name=re.compile("Withdraw")).click()
    expect(teacher.get_by_text("The assignment is withdrawn.")).to_be_visible()
    assert not found, "\n".join(found)


def taken(page: Page) -> list[str]:
    """The check begun, one question answered, the others left blank, and handed in; what is wrong with its pages."""
    unit = page.locator(f"section[aria-labelledby=unit-{UNIT}]")
    unit.get_by_role("button", name=re.compile("Begin")).click()
    expect(page.get_by_text("no clock stops you")).to_be_visible()
    found = faults(page)
    page.get_by_role("link", name="Begin the first question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Question 1 of"))
    assert page.locator("#hint, .tutor").count() == 0
    found += faults(page)
    page.locator("button[name=unsure]").click()
    page.get_by_role("link", name="All questions").click()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text(re.compile("no answer yet")).first).to_be_visible()
    page.get_by_role("button", name="Hand it in as it is").click()
    expect(page.get_by_text("questions right")).to_be_visible()
    return found + faults(page)
