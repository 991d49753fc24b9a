"""One learner's whole way, from the code that opens the class to the teacher's answer to what they reported."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from chiron.engine.people.person import Person
from tests.browser.conftest import Open, whole
from tests.browser.house import Served
from tests.browser.steps import AT, answer, into_practice, past_example, sent, with_tutor
from tests.browser.test_access import looked_at

NAME, PASSWORD = "Ada Walker", "three unrelated words"
REPORTED, ANSWERED = "The hint says something else.", "Thank you, I will look at that hint."
MOST = 60


def test_a_learners_whole_way(visit: Open, served: Served) -> None:
    page = visit("/join")
    who = join(page, served)
    goal_and_place(page, served, who)
    practise(page, served, who)
    look_back(page)
    settings(page)
    report(page, visit, served, who)


def join(page: Page, served: Served) -> Person:
    """With the class's code to an account of one's own, and signed in."""
    page.locator("#code").fill(served.code())
    page.get_by_role("button", name="Go on").click()
    page.locator("#name").fill(NAME)
    page.locator("#password").fill(PASSWORD)
    page.get_by_label(re.compile(r"\d+ or older")).check()
    page.get_by_label("I have read this and agree").check()
    page.get_by_role("button", name="Make account and join").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Courses")
    page.get_by_role("link", name=re.compile("Begin.*Foundations of algebra", re.I)).click()
    return served.person(NAME)


def goal_and_place(page: Page, served: Served, who: Person) -> None:
    """A goal, then the questions that find where to begin, "I don't know" among them, to their end."""
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you want to be ready for?")
    page.get_by_label("What is it for?").fill("To help my sister.")
    page.get_by_role("button", name="Keep this goal").click()
    page.get_by_role("button", name="Begin the first question").click()
    for asked in range(MOST):
        expect(page.locator(".problem-head .count")).to_contain_text(re.compile(r"Question \d+ of at most 15"))
        assert page.locator("#hint").count() == 0, "No hints while what one can do alone is found out."
        if asked % 3 == 2:
            sent(page, "button[name=unsure]")
        else:
            answer(page, served, who, well=asked % 3 == 0)
        if page.locator("#next-form").count():
            sent(page)
        if "/summary" in page.url:
            break
    expect(page.get_by_role("heading", level=1)).to_have_text("Now we know where to begin")
    page.get_by_role("link", name="See what comes next").click()


def practise(page: Page, served: Served, who: Person) -> None:
    """A sitting from Today to its summary; its first question with everything that helps."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    page.locator(".next-card button.main").click()
    past_example(page)
    answer(page, served, who, well=False)
    expect(page.locator(".step.not-yet .verdict")).to_have_text("Not yet")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".step.not-yet")).to_have_count(0)
    rungs = page.locator(".ladder li").count()
    for taken in range(1, rungs + 1):
        sent(page, "#hint")
        expect(page.locator(".ladder .passed, .ladder .current")).to_have_count(min(taken, rungs))
    if page.get_by_role("button", name="Show the worked solution").count():
        sent(page, "#hint")
        expect(page.locator(".shown-solution").first).to_be_visible()
    for _ in range(MOST):
        if "/summary" in page.url:
            break
        if not answer(page, served, who):
            sent(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("That is the session")
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()
    assert looked_at(page) == []
    page.get_by_role("link", name="Finish for today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")


def look_back(page: Page) -> None:
    """The map, its list, and progress over time."""
    page.locator(".places").get_by_role("link", name="Map").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Map of skills")
    page.get_by_role("link", name=re.compile("^Two-step equations")).first.click()
    expect(page.locator("#evidence-title")).to_have_text("Two-step equations")
    expect(page.locator("#evidence .sentence")).not_to_be_empty()
    page.get_by_role("link", name="List").click()
    expect(page.get_by_role("table").first).to_be_visible()
    page.locator(".places").get_by_role("link", name="Progress").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Progress")
    expect(page.locator("main table tbody tr").first).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("link", name="Download CSV").click()
    assert file.value.suggested_filename == "progress.csv"


def settings(page: Page) -> None:
    """Dark, larger, easier letters, words only when whole; the next page has them, and other devices too."""
    page.get_by_role("link", name="Reading settings").click()
    page.get_by_label("Dark").check()
    page.get_by_label("Reading size").select_option("150")
    page.get_by_label("Easier letters").check()
    page.get_by_label("Show the tutor’s words as they come").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-letters", "easier")
    whole(page)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in re.findall(r"\d+", ground)[:3]) < 64
    assert float(page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")) == 24


def report(page: Page, visit: Open, served: Served, who: Person) -> None:
    """A report on a hint goes to the inbox; the teacher answers; the learner is told."""
    page.goto(f"{AT}/lessons/like-terms")
    into_practice(page)
    with_tutor(page)
    sent(page, "#hint")
    page.locator(".said-by-tutor").last.get_by_text("This looks wrong").click()
    page.get_by_label("What looks wrong?").fill(REPORTED)
    page.locator(".said-by-tutor").last.get_by_role("button", name="Send to a person").click()
    expect(page.locator(".rated")).to_contain_text("A person will look at it and tell you")
    teacher = visit("/inbox", who=served.person("Ms Okoro"))
    teacher.locator(".inbox-list a.what", has_text=NAME).first.click()
    expect(teacher.get_by_text(REPORTED)).to_be_visible()
    teacher.locator("#note").fill(ANSWERED)
    teacher.get_by_role("button", name="Answer", exact=True).click()
    expect(teacher.get_by_text("Decided. The learner is told.")).to_be_visible()
    page.goto(f"{AT}/today")
    expect(page.get_by_text(ANSWERED)).to_be_visible()
