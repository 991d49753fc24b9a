"""What others wrote, in a real browser: texts to read, a plain ladder, where it comes from, and no page too wide."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chiron.core.learning.course import Course
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection
from tests.browser.conftest import PHONE, WIDE, Open
from tests.browser.house import Served
from tests.browser.pages import too_wide, violations
from tests.core.others import others

SMALLEST = (360, 740)
AT = "/learn/others"
MANY = 24
LONG = "A very long title of a section that somebody gave it in a book of many chapters, by somebody who likes titles"


def course() -> Course:
    """The course of others, with a problem of many hints and a text with a long title."""
    body = others().model_dump(mode="json")
    body["id"] = "others"
    body["title"] = "What others wrote"
    body["units"][0]["readings"][1]["title"] = LONG
    for template in body["units"][1]["skills"][0]["templates"]:
        for step in template["steps"]:
            step["hints"] = [f"This is help number {number} of many." for number in range(1, MANY + 1)]
    for template in body["units"][1]["skills"][2]["templates"]:
        for step in template["steps"]:
            step["hints"] = []
    return Course.model_validate(body)


@pytest.fixture(scope="module")
def ada(served: Served) -> Person:
    async def publish(conn: Connection) -> None:
        await served.rooms.shelf.publish(conn, course())

    served.with_school(publish)
    return served.learner("others")


def looked(page: Page, name: str) -> list[str]:
    """What is wrong with a page in a wide and a small window; pictures of it where somebody wants them."""
    found = violations(page)
    for size in (WIDE, PHONE, SMALLEST):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        found += too_wide(page)
        if folder := os.environ.get("CHIRON_PICTURES_OF_OTHERS"):
            page.screenshot(path=Path(folder) / f"{name}-{size[0]}.png", full_page=True)
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    return found


def test_texts_are_read_and_found_in_the_list(visit: Open, ada: Person) -> None:
    page = visit(f"{AT}/lessons", who=ada)
    found = looked(page, "lessons")
    page.get_by_role("link", name="Pendulums").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pendulums")
    expect(page.get_by_role("img", name="A square.")).to_be_visible()
    expect(page.locator(".origin a").first).to_have_attribute("href", "https://books.example/balances?page=1&part=2")
    found += looked(page, "text")
    page.get_by_role("link", name=LONG).click()
    page.get_by_role("link", name="Old scales").click()
    page.get_by_role("link", name="First").first.click()
    found += looked(page, "lesson")
    assert not found, "\n".join(found)


def test_many_hints_are_taken_in_turn(visit: Open, ada: Person) -> None:
    page = visit(f"{AT}/lessons/first", who=ada)
    page.get_by_role("button", name="Practise this").click()
    found = looked(page, "practice")
    for number in range(1, MANY + 1):
        page.get_by_role("button", name="Next hint").click()
        expect(page.locator("#talk")).to_contain_text(f"help number {number} of many")
    expect(page.get_by_role("button", name="Show the worked solution")).to_be_visible()
    found += looked(page, "hints")
    page.set_viewport_size({"width": SMALLEST[0], "height": SMALLEST[1]})
    page.locator(".tutor-bar a").click()
    page.locator(".ladder > li").last.scroll_into_view_if_needed()
    found += too_wide(page)
    if folder := os.environ.get("CHIRON_PICTURES_OF_OTHERS"):
        page.screenshot(path=Path(folder) / "tutor-360.png")
    assert not found, "\n".join(found)


def test_where_there_are_no_hints_the_solution_is_at_hand(visit: Open, served: Served, ada: Person) -> None:
    who = served.learner("others")
    page = visit(f"{AT}/lessons/third", who=who)
    page.get_by_role("button", name="Practise this").click()
    expect(page.get_by_role("button", name="Next hint")).to_have_count(0)
    found = looked(page, "no-hints")
    page.get_by_role("button", name="Show the worked solution").click()
    expect(page.locator(".shown-solution").first).to_be_visible()
    assert not found, "\n".join(found)


def test_who_chooses_sees_sources_and_what_is_forbidden(visit: Open, served: Served, ada: Person) -> None:
    page = visit("/teacher/courses/others", who=served.person("Ms Okoro"))
    expect(page.locator(".licence-caution").first).to_be_visible()
    found = looked(page, "sources")
    page.goto(f"{served.address}/teacher/courses/others/first/items/one")
    expect(page.locator(".licence-caution").first).to_be_visible()
    found += looked(page, "item")
    page.goto(f"{served.address}/teacher/guide/others/reader")
    found += looked(page, "guide")
    assert not found, "\n".join(found)
