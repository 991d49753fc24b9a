"""Pages keep their shape: in a longer language, right to left, and at twice the reading size."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from chiron.engine.people.person import Role
from tests.browser.conftest import PHONE, SMALL, WIDE, Open
from tests.browser.house import Served
from tests.browser.pages import too_wide, violations, walk
from tests.browser.steps import AT, answer, begin, into_practice
from tests.browser.test_access import FIRST

OTHERS = {"qps": "ltr", "qps-rtl": "rtl"}


def turned_wrong(page: Page, direction: str) -> list[str]:
    """Whether the page runs in another direction than its reader's language."""
    found = page.locator("html").get_attribute("dir")
    return [] if found == direction else [f"{page.url} runs {found}, not {direction}"]


def too_wide_at(page: Page, place: int, sizes: Sequence[tuple[int, int]]) -> list[str]:
    """Whether the page scrolls sideways in windows of these sizes; every other page is looked at from the last size
    to the first, so that the window stays as it is between two pages.
    """
    found = list[str]()
    for width, height in sizes[:: -1 if place % 2 else 1]:
        page.set_viewport_size({"width": width, "height": height})
        found += too_wide(page)
    return found


@pytest.mark.parametrize("tongue", [pytest.param("qps", marks=pytest.mark.slow), "qps-rtl"])
def test_a_learners_pages_in_another_language(visit: Open, served: Served, tongue: str) -> None:
    who = served.learner(language=tongue)
    page = visit(f"{AT}/lessons/two-step-equations", who=who)
    into_practice(page)
    for well in (True, False, True):
        answer(page, served, who, well=well)
    page.locator("#say").fill("?")
    page.locator("#say").press("Enter")
    expect(page.locator(".said-by-learner").last).to_be_visible()
    found = list[str]()
    for place, _ in enumerate(walk(page, served.address, FIRST["learner"])):
        found += turned_wrong(page, OTHERS[tongue])
        found += too_wide_at(page, place, (WIDE, PHONE, SMALL))
    page.goto(f"{AT}/practice")
    # A pseudo-language is no language: that its tag says so is all that may be found.
    found += [each for each in violations(page) if "html-lang-valid" not in each]
    assert not found, "\n".join(found)


def test_staff_pages_in_another_language(visit: Open, served: Served) -> None:
    found = list[str]()
    served.change("UPDATE person SET language = 'qps-rtl' WHERE name = 'Ms Okoro'")
    for role, who in (("teacher", served.person("Ms Okoro")), ("operator", served.staff(Role.OPERATOR))):
        served.change("UPDATE person SET language = 'qps-rtl' WHERE id = %s", who.id)
        page = visit("/", who=who)
        for place, _ in enumerate(walk(page, served.address, FIRST[role])):
            found += turned_wrong(page, "rtl")
            found += too_wide_at(page, place, (WIDE, PHONE))
        served.change("UPDATE person SET language = 'en' WHERE id = %s", who.id)
    assert not found, "\n".join(found)


def test_pages_at_twice_the_reading_size(visit: Open, served: Served) -> None:
    found = list[str]()
    large = {"course": "foundations-of-algebra", "reading_size": 200}
    who = served.learner(preferences=large)
    page = begin(visit, who)
    answer(page, served, who, well=False)
    found += violations(page)
    # The pages that these lead to are looked at so large on a phone in test_access.
    for place, path in enumerate(FIRST["learner"]):
        page.goto(path)
        found += too_wide_at(page, place, (WIDE, PHONE))
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(f"{AT}/practice")
    assert answer(page, served, who)
    assert not found, "\n".join(found)
