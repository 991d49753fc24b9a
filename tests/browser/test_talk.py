"""The tutor's talk shows its end: on a phone, too, where the whole panel scrolls and not the talk in it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE, Open
from tests.browser.house import Served
from tests.browser.steps import begin, with_tutor


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_what_was_said_last_is_in_view(visit: Open, served: Served, size: tuple[int, int]) -> None:
    page = begin(visit, served.learner(), size=size)
    with_tutor(page)
    for times, said in enumerate(("what is a bracket", "I do not get it", "why is that", "what is an equation"), 1):
        page.locator("#say").fill(said)
        page.locator("#say").press("Enter")
        expect(page.locator(".talk .said-by-learner")).to_have_count(times)
        expect(page.locator(".talk tutor-stream")).to_have_count(0)
        expect(page.locator(".talk .said-by-tutor").last).to_be_in_viewport()
        expect(page.locator(".talk .said-by-learner").last).to_be_in_viewport()
