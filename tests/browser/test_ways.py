"""The learner's and the teacher's ways as people go them: wide, on a phone, by keyboard, without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, Open, Served

AT = "/learn/foundations-of-algebra"


def answer_somehow(page: Page) -> None:
    """Give some answer to the open step, whatever its kind."""
    form = page.locator("#answer-form")
    radios = form.locator("input[type=radio], input[type=checkbox]")
    if radios.count():
        radios.first.check(force=True)
    for field in form.locator("input[type=text], input:not([type]), textarea").all():
        if field.is_visible():
            field.fill("3")
    for choice in form.locator("select").all():
        choice.select_option(index=1)
    form.locator("#check").click()


def talk_is_open(page: Page) -> None:
    """On a phone the tutor opens from its bar."""
    bar = page.locator(".tutor-bar a")
    if bar.is_visible():
        bar.click()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_learners_way(visit: Open, size: tuple[int, int], scripts: bool) -> None:
    page = visit(f"{AT}/today", who="Amara", size=size, scripts=scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    page.goto(f"{AT}/map?view=list&skill=like-terms")
    page.get_by_role("button", name=re.compile("Practise")).first.click()
    expect(page).to_have_url(re.compile("/practice"))
    answer_somehow(page)
    expect(page.locator(".steps .verdict, #aloud").first).to_be_attached()
    talk_is_open(page)
    if page.locator("#hint").count():
        page.locator("#hint").click()
        expect(page.locator(".said-by-tutor").first).to_be_visible()
    page.locator("#say").fill("What is a term?")
    page.locator("#say").press("Enter")
    expect(page.locator(".said-by-learner").last).to_contain_text("What is a term?")
    expect(page.locator(".said-by-tutor").last).to_contain_text("Course text")


def test_the_learners_way_by_keyboard_alone(visit: Open) -> None:
    page = visit(f"{AT}/today", who="Amara")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the main part")
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(":focus").evaluate("e => e.classList.contains('main')"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/practice"))
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.locator(":focus").evaluate("e => e.id || e.name || e.className"))
    assert {"check", "say"} <= reached


def test_what_was_typed_survives_a_reload(visit: Open) -> None:
    page = visit(f"{AT}/practice", who="Amara")
    page.locator("#say").fill("half a question")
    page.reload()
    expect(page.locator("#say")).to_have_value("half a question")


def test_the_stream_is_heard_once_and_whole(visit: Open) -> None:
    page = visit(f"{AT}/practice", who="Amara")
    if page.locator("#say").count() == 0:
        pytest.skip("no item is open")
    page.locator("#say").fill("Why?")
    page.locator("#say").press("Enter")
    expect(page.locator(".said-by-tutor").last).to_be_visible()
    expect(page.locator("#talk")).not_to_have_attribute("aria-busy", "true")
    assert page.locator(".arriving").count() == 0


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_teachers_way(visit: Open, size: tuple[int, int], scripts: bool) -> None:
    page = visit("/teacher", who="Ms Okoro", size=size, scripts=scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("Who needs you now, and why")
    expect(page.get_by_text("Dilan").first).to_be_visible()
    page.goto("/inbox")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Inbox")


def test_a_contested_grade_reaches_the_teacher_and_the_answer_the_learner(visit: Open, served: Served) -> None:
    page = visit(f"{AT}/map?view=list&skill=two-step-equations", who="Amara")
    page.get_by_role("button", name=re.compile("Practise")).first.click()
    answer_somehow(page)
    if page.locator(".contest summary").count() == 0:
        pytest.skip("the answer happened to be right")
    page.locator(".contest summary").click()
    page.locator("#contest-text").fill("I did the same to both sides.")
    page.locator(".contest button").click()
    teacher = visit("/inbox", who="Ms Okoro")
    expect(teacher.get_by_text("Amara").first).to_be_visible()
