"""The learner's and the teacher's ways: wide, on a phone, by keyboard alone, without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, Open, whole
from tests.browser.house import Served
from tests.browser.steps import AT, answer, begin, right, sent, with_tutor, without_tutor, wrong

WAYS = pytest.mark.parametrize(
    ("size", "scripts"),
    [
        pytest.param(WIDE, True, id="wide-scripts"),
        pytest.param(PHONE, False, id="phone-no-scripts"),
        pytest.param(PHONE, True, id="phone-scripts", marks=pytest.mark.slow),
        pytest.param(WIDE, False, id="wide-no-scripts", marks=pytest.mark.slow),
    ],
)
"""Each size and each way of working once; the other two together in thorough runs."""
FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]"
CLASS = "/teacher?course=foundations-of-algebra"
"""Other tests make courses too, and the one that most have begun is shown first."""


@WAYS
def test_the_learners_way(visit: Open, served: Served, size: tuple[int, int], scripts: bool) -> None:
    """From the one-click entry through a wrong answer, a hint, a question, undo and the right answer to the end."""
    page = visit("/sign-in", size=size, scripts=scripts)
    page.get_by_role("button", name="Enter as Amara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    expect(page.locator(".button.filled:visible")).to_have_count(1)
    who = served.learner()
    page = begin(visit, who, size=size, scripts=scripts)
    answer(page, served, who, well=False)
    expect(page.locator(".step.not-yet .verdict")).to_have_text("Not yet")
    expect(page.locator(".step.not-yet .reason")).not_to_be_empty()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".step.not-yet")).to_have_count(0)
    answer(page, served, who, well=False)
    with_tutor(page)
    page.locator("#hint").click()
    expect(page.locator(".said-by-tutor")).to_have_count(1)
    expect(page.locator(".ladder [aria-current=step]")).to_have_count(1)
    page.locator("#say").fill("What is a term?")
    page.locator("#say").press("Enter")
    expect(page.locator(".said-by-learner").last).to_contain_text("What is a term?")
    expect(page.locator(".said-by-tutor").last).to_contain_text("Course text")
    page.locator(".said-by-tutor").last.get_by_role("button", name="Helpful", exact=True).click()
    expect(page.get_by_text("Marked helpful.")).to_be_visible()
    without_tutor(page)
    while answer(page, served, who):
        expect(page.locator(".steps .verdict").last).to_have_text("Right.")
    expect(page.locator("#check")).to_have_text("Next question")
    sent(page)
    expect(page.locator(".steps .verdict")).to_have_count(0)


def focused(page: Page) -> str:
    """The id or the words of what has the focus."""
    return str(page.evaluate("() => { const e = document.activeElement; return e.id || e.name || e.innerText; }"))


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the element is reached; each one on the way must show that it has the focus."""
    ring = """() => {
      const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
      const drawn = e.querySelector('.focus-ring');
      return e === document.body || style.outlineStyle !== 'none' || style.boxShadow !== 'none' || drawn !== null;
    }"""
    for _ in range(page.locator(FOCUSABLE).count() + 10):  # once around: how many learners a class has is not the point
        page.keyboard.press("Tab")
        assert page.evaluate(ring), f"no ring on {focused(page)!r}"
        if page.locator(wanted).first.evaluate("e => e === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {wanted} on {page.url}")


def test_the_learners_way_by_keyboard_alone(visit: Open, served: Served) -> None:
    """Today, practice, a wrong and a right answer, a hint and a question, with no pointer."""
    page = visit("/sign-in")
    tab_to(page, "button:has-text('Enter as Amara')")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/today"))
    who = served.learner()
    page = visit(f"{AT}/map?view=list&skill=one-step-equations", who=who)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the main part")
    page.keyboard.press("Enter")
    tab_to(page, "#evidence button.filled")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Now one of your own")).to_be_visible()
    tab_to(page, "button:has-text('Now one of your own')")
    page.keyboard.press("Enter")
    expect(page.locator("#answer-form")).to_be_visible()
    for well in (False, True):
        step = served.open_step(who)
        assert step is not None
        by_keys(page, dict(right(step) if well else wrong(step)))
        tab_to(page, "#check")
        page.keyboard.press("Enter")
        expect(page.locator(".steps .verdict").last).to_have_text("Right." if well else "Not yet")
        if not well:
            tab_to(page, "#hint")
            page.keyboard.press("Enter")
            expect(page.locator(".said-by-tutor")).to_have_count(1)
    tab_to(page, "#say")
    page.keyboard.type("What does inverse mean?")
    page.keyboard.press("Enter")
    expect(page.locator(".said-by-tutor")).to_have_count(2)


def by_keys(page: Page, form: dict[str, list[str]]) -> None:
    """Give a choice or a written answer with keys alone."""
    ((name, (value,)),) = form.items()
    fields = page.locator(f'#answer-form [name="{name}"]')
    if fields.first.get_attribute("type") == "radio":
        tab_to(page, f'#answer-form [name="{name}"]')
        for _ in range(fields.count() + 1):  # once around, to the first again
            if page.locator(f'#answer-form [name="{name}"][value="{value}"]').is_checked():
                return
            page.keyboard.press("ArrowDown")
        pytest.fail("The arrow keys do not reach every choice.")
    if not fields.first.evaluate("e => e === document.activeElement"):
        tab_to(page, f'#answer-form [name="{name}"]')
    page.keyboard.press("Control+a")
    page.keyboard.type(value)


def test_a_list_is_put_in_order_by_keys_and_by_buttons(visit: Open, served: Served) -> None:
    who = served.learner("the-living-cell")
    page = begin(visit, who, "organelles", "the-living-cell")
    for _ in range(40):
        if page.locator("order-list").count():
            break
        sent(page, ".tutor-foot button:has-text('Another question')")
    first = page.locator("order-list li").first.get_attribute("data-id")
    page.locator("order-list li").first.get_by_role("button", name=re.compile("Move down")).click()
    expect(page.locator("order-list li").nth(1)).to_have_attribute("data-id", first or "")
    expect(page.locator("order-list [role=status]")).to_contain_text("Now at place 2")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("order-list li").first).to_have_attribute("data-id", first or "")
    assert answer(page, served, who, "the-living-cell")
    expect(page.locator(".steps .verdict").last).to_have_text("Right.")


@WAYS
def test_the_teachers_way(visit: Open, served: Served, size: tuple[int, int], scripts: bool) -> None:
    """Who needs me, the drill-down to attempts and conversation, a class and its code, an assignment, the inbox."""
    page = visit("/sign-in", size=size, scripts=scripts)
    page.get_by_role("button", name="Enter as Ms Okoro").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who needs you now, and why")
    page.goto(CLASS)
    expect(page.locator(".needs li").first).to_be_visible()
    expect(page.locator(".button.filled:visible")).to_have_count(1)
    page.locator("td.cell a[aria-label^='Amara, '][aria-label*='sure']").first.click()
    expect(page.locator("#drill")).to_be_visible()
    page.locator("#drill").get_by_role("link", name="Every attempt").click()
    expect(page.locator(".tries li").first).to_be_visible()
    page.get_by_role("link", name="Read the conversation").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Conversation of Amara")
    page.goto("/teacher/class")
    page.get_by_role("button", name=re.compile("Give a (new )?code")).click()
    expect(page.locator(".join-code")).to_have_text(re.compile(r"^[0-9A-Z]{6}$", re.I))
    page.goto("/teacher/assign?course=foundations-of-algebra&what=skill&part=like-terms")
    page.get_by_role("button", name="Assign it").click()
    expect(page.get_by_role("status").last).to_be_visible()
    page.goto("/inbox")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Inbox")
    page.locator(".inbox-list a.what").first.click()
    expect(page.locator("#case-title")).to_be_visible()


def go(page: Page, wanted: str) -> None:
    """Reach something by Tab and press Enter, which leads to another page."""
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def to_cell(page: Page, wanted: str) -> None:
    """Reach a cell of the matrix: by Tab into it, and on by arrow keys."""
    whole(page)
    tab_to(page, "mastery-grid a[tabindex='0']")
    page.keyboard.press("Control+Home")
    cell = page.locator(wanted).first
    place = "cell => [cell.closest('tr').sectionRowIndex, [...cell.closest('tr').querySelectorAll('a')].indexOf(cell)]"
    down, along = cell.evaluate(place)
    for key in ["ArrowDown"] * down + ["ArrowRight"] * along:
        page.keyboard.press(key)
    expect(cell).to_be_focused()


def begins_afresh(page: Page, heading: str | re.Pattern[str]) -> None:
    """A page that was led to: its heading, and a focus from which Tab goes through the page in order."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the main part")


def test_the_teachers_way_by_keyboard_alone(visit: Open, served: Served) -> None:
    """In, who needs me, a learner's attempts and conversation, a class, work, two decisions, a file, and out again."""
    page = visit("/sign-in")
    go(page, "button:has-text('Enter as Ms Okoro')")
    begins_afresh(page, "Who needs you now, and why")
    page.goto(CLASS)
    to_cell(page, "td.cell a[aria-label^='Amara, '][aria-label*='sure']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#drill")).to_be_in_viewport()
    go(page, "#drill a:has-text('Every attempt')")
    expect(page.locator(".tries li").first).to_be_visible()
    go(page, "a:has-text('Read the conversation')")
    begins_afresh(page, "Conversation of Amara")
    go(page, ".places a:has-text('Class')")
    go(page, "a:has-text('Make a class')")
    begins_afresh(page, "Make a class")
    tab_to(page, "#name")
    page.keyboard.type("9K")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    begins_afresh(page, re.compile("^9K"))
    page.goto("/teacher")
    go(page, ".places a:has-text('Courses')")
    go(page, "a:has-text('See what is in it')")
    go(page, "a:has-text('Assign this unit')")
    begins_afresh(page, "Assign")
    tab_to(page, "select#part")
    page.keyboard.press("ArrowDown")
    go(page, "main form button.filled")
    expect(page.get_by_role("status").filter(has_text="Assigned.")).to_be_visible()
    decide_by_keys(page)
    tab_to(page, "a[href$='inbox.csv']")
    with page.expect_download() as file:
        page.keyboard.press("Enter")
    assert file.value.suggested_filename == "inbox.csv"
    tab_to(page, ".menu summary")
    page.keyboard.press("Space")
    go(page, ".menu form[action$='sign-out'] button")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def decide_by_keys(page: Page) -> None:
    """Acknowledge an alert where it stands, and decide a contested grade with a note."""
    go(page, ".places a:has-text('Inbox')")
    before = page.locator(".inbox-list > li").count()
    go(page, ".inbox-list li.alert button")
    expect(page.get_by_text("Acknowledged.", exact=True)).to_be_visible()
    expect(page.locator(".inbox-list > li")).to_have_count(before - 1)
    go(page, "a.what:has-text('contests a grade')")
    begins_afresh(page, re.compile("says step"))
    tab_to(page, "#note")
    page.keyboard.type("Both ways are allowed.")
    go(page, "#decision button:has-text('Agree')")
    expect(page.get_by_text("Decided. The learner is told.")).to_be_visible()
