"""A bank and a text on their way from an author's files, by the pages alone, to an answer of a learner's."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from chiron.engine.people.person import Role
from tests.browser.conftest import PHONE, Open, whole
from tests.browser.house import Served
from tests.browser.steps import answer, past_example, sent
from tests.browser.test_access import looked_at
from tests.browser.test_ways import begins_afresh, go
from tests.web.test_imports import AT, BANK, CELLS


def upload(page: Page, name: str, text: str) -> None:
    """Give a file, and watch the page until what reads behind the scenes has read it."""
    page.goto(AT)
    page.get_by_label("File", exact=True).set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Upload and read it").click()
    page.wait_for_url(re.compile(f"{AT}/[0-9a-f-]+$"))
    page.evaluate("document.documentElement.setAttribute('data-first', '')")
    expect(page.get_by_role("heading", name="What came")).to_be_visible()
    expect(page.locator("html[data-first]")).to_have_count(1)  # It came by itself, into the page that was there.


def test_from_an_authors_file_to_a_learners_answer(visit: Open, served: Served) -> None:
    page = visit(AT, who=served.staff(Role.AUTHOR))
    upload(page, "towns.gift", BANK)
    expect(page.get_by_text("Chiron checks 2 of 3 answers by itself")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("left out"))).to_contain_text("A brace of its answers is missing")
    assert looked_at(page, everything=False) == []
    page.get_by_role("button", name="Put it on the shelf").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("towns")

    upload(page, "cells-and-threads.md", CELLS)
    whole(page)
    expect(page.get_by_role("button", name="Put it on the shelf")).to_have_count(0)
    go(page, "a:has-text('proposals')")
    begins_afresh(page, "Proposed from the text")
    go(page, "section:has(h2:has-text('Fill the gap')) button[name=take]")
    expect(page.get_by_role("status").filter(has_text="Taken: “")).to_be_visible()
    go(page, "a.back")
    begins_afresh(page, "Cells")
    go(page, "button:has-text('Put it on the shelf')")
    begins_afresh(page, "Cells")
    expect(page).to_have_url(re.compile("/teacher/courses/"))

    who = served.learner("towns")
    page = visit("/learn/towns/map?view=list&skill=capitals", who=who, size=PHONE)
    page.locator("#evidence button.filled").click()
    past_example(page)
    while (
        step := served.open_step(who, "towns")
    ) is not None and step.kind == "open":  # of these a person is the judge
        sent(page, "button:has-text('Another question')")
    assert answer(page, served, who, "towns")
    expect(page.locator(".steps .verdict").last).to_have_text("Right.")
