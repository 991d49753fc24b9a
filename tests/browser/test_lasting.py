"""Nothing is lost: two devices, a connection that goes, a sitting that ends, the back button, the same form twice."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, Open, whole
from tests.browser.house import Served
from tests.browser.steps import AT, answer, begin, fill, right, sent, with_tutor
from tests.browser.test_widgets import COURSE, opened, shelf

__all__ = ["shelf"]

PASSWORD = "three unrelated words"


def test_another_device_goes_on_at_the_same_step(visit: Open, served: Served) -> None:
    who = served.learner()
    page = begin(visit, who)
    answer(page, served, who, well=False)
    lines = ".steps :is(.left, .relation, .right, .whole, .verdict)"
    said, step = page.locator(lines).all_text_contents(), served.open_step(who)
    phone = visit(f"{AT}/today", who=who, size=PHONE)
    phone.locator(".next-card").get_by_role("link", name=re.compile("^Continue")).click()
    expect(phone.locator("#answer-form")).to_be_visible()
    whole(phone)
    assert phone.locator(lines).all_text_contents() == said
    assert served.open_step(who) == step
    answer(phone, served, who)
    # The first device still shows the old step; what it sends counts once, and it catches up.
    fill(page, right(step) if step else {})
    sent(page)
    expect(page.locator(".steps > .step")).to_have_count(phone.locator(".steps > .step").count())
    assert served.count(who, "step.attempted") == 2


def test_what_was_typed_outlives_a_reload_and_goes_when_it_was_taken(visit: Open, served: Served) -> None:
    page = begin(visit, served.learner())
    page.locator("#say").fill("half a question")
    page.reload()
    expect(page.locator("#say")).to_have_value("half a question")
    page.locator("#say").press("Enter")
    expect(page.locator(".said-by-learner").last).to_contain_text("half a question")
    page.reload()
    expect(page.locator("#say")).to_have_value("")


def test_without_a_connection_the_answer_waits_in_its_field(visit: Open, served: Served) -> None:
    who = served.learner()
    page = begin(visit, who, expects=("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest"))
    typed = "what I typed before the connection went"
    page.locator("#say").fill(typed)
    page.context.set_offline(True)
    expect(page.locator("status-line [role=status]")).to_contain_text("Offline since")
    page.locator("#say").press("Enter")
    expect(page.locator("#say")).to_have_value(typed)
    assert served.count(who, "message.said") == 0
    page.context.set_offline(False)
    expect(page.locator("status-line [role=status]")).to_contain_text("The connection is back")
    page.locator("#say").press("Enter")
    expect(page.locator(".said-by-learner").last).to_contain_text(typed)
    expect(page.locator("#say")).to_have_value("")


def held_back(page: Page) -> Callable[[], None]:
    """Hold the answers that the page sends; calling it lets the last one arrive and waits for what comes of it."""
    held: list[Route] = []
    page.route("**/practice/answer", lambda route: held.append(route))

    def arrive() -> None:
        page.locator("#practice").evaluate("part => part.setAttribute('data-old', '')")
        held.pop().continue_()
        expect(page.locator("#practice[data-old]")).to_have_count(0)

    return arrive


def test_what_is_typed_while_an_answer_is_on_its_way_goes_over_to_the_page_that_comes(
    visit: Open, served: Served, shelf: None
) -> None:
    who = served.learner(COURSE)
    page = begin(visit, who, "numeric", COURSE)
    step, arrive = served.open_step(who, COURSE), held_back(page)
    assert step is not None
    said, box = page.locator("#say"), page.locator("#answer")

    def send(text: str) -> None:
        box.fill(text)
        with page.expect_request("**/practice/answer"):
            page.locator("#check").click()

    send("-98765")
    said.fill("a question")
    box.fill("12")
    arrive()
    expect(page.locator(".step.not-yet .verdict")).to_have_count(1)
    expect(box).to_have_value("12")
    expect(said).to_have_value("a question")
    page.reload()
    expect(box).to_have_value("12")
    send("-98764")
    arrive()
    expect(page.locator(".step.not-yet .verdict")).to_have_count(2)
    expect(box).not_to_have_value("12")
    send(right(step)["answer"][0])
    box.fill("13")
    arrive()
    expect(page.locator(".steps .verdict").last).to_have_text("Right.")
    page.locator("#check").click()
    expect(box).to_have_value("")


def test_a_formula_typed_on_while_an_answer_is_on_its_way_stays_a_formula(
    visit: Open, served: Served, shelf: None
) -> None:
    page, _, _ = opened(visit, served, "expression")
    arrive = held_back(page)
    page.locator("#answer").click()
    expect(page.locator("math-field")).to_be_focused()
    page.keyboard.type("987x")
    with page.expect_request("**/practice/answer"):
        page.keyboard.press("Enter")
    page.keyboard.type("+1/2")
    expect(page.locator("#answer")).to_have_value(re.compile("frac.*2"))  # the last sign that was typed
    typed = page.locator("#answer").input_value()
    arrive()
    expect(page.locator(".step.not-yet .verdict")).to_have_count(1)
    expect(page.locator("#answer")).to_have_value(typed)
    expect(page.locator("math-field")).to_be_visible()
    assert page.locator("math-field").evaluate("field => field.value").replace(" ", "") == typed.replace(" ", "")


def test_a_sitting_that_ends_in_mid_answer_loses_nothing(visit: Open, served: Served) -> None:
    for scripts in (True, False):
        who = served.learner(password=PASSWORD)
        page = begin(visit, who, scripts=scripts)
        step = served.open_step(who)
        assert step is not None
        fill(page, right(step))
        served.end_sittings(who)
        page.locator("#check").click()
        expect(page.get_by_text("What you wrote is kept on this page")).to_be_visible()
        page.locator("#sign_in_name").fill(who.sign_in_name)
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("button", name="Send what I wrote").click()
        expect(page.locator(".steps .verdict").last).to_have_text("Right.")
        assert served.count(who, "step.attempted") == 1
        page.context.close()


def test_the_back_button_and_a_reload_count_nothing_twice(visit: Open, served: Served) -> None:
    who = served.learner()
    page = begin(visit, who, scripts=False)
    step = served.open_step(who)
    assert step is not None
    fill(page, right(step))
    sent(page)
    page.go_back()
    expect(page.locator(".steps .verdict").first).to_have_text("Right.")
    assert served.open_step(who) != step
    assert served.count(who, "step.attempted") == 1
    page.go_forward()
    page.reload()
    expect(page.locator(".steps .verdict").first).to_have_text("Right.")
    assert served.count(who, "step.attempted") == 1


def test_a_stream_is_heard_once_and_whole_and_without_streaming_too(visit: Open, served: Served) -> None:
    course = {"course": "foundations-of-algebra"}
    for preferences in (course, {**course, "streaming": False}):
        page = begin(visit, served.learner(preferences=preferences))
        with_tutor(page)
        page.locator("#say").fill("What is a term?")
        page.locator("#say").press("Enter")
        expect(page.locator(".said-by-tutor")).to_have_count(1)
        expect(page.locator(".said-by-tutor")).to_contain_text("Course text")
        expect(page.locator("#talk")).not_to_have_attribute("aria-busy", "true")
        assert page.locator(".arriving, tutor-stream").count() == 0
        streamed = page.locator(".said-by-tutor").inner_text()
        page.reload()
        assert page.locator(".said-by-tutor").inner_text() == streamed


def test_text_of_every_kind_is_shown_as_text(visit: Open, served: Served) -> None:
    page = begin(visit, served.learner())
    for words in ("<script>alert(1)</script> <b>x</b>", "שלום 🦊 \u202eabc", "'; DROP TABLE person; --"):
        page.locator("#say").fill(words)
        page.locator("#say").press("Enter")
        expect(page.locator(".said-by-learner").last).to_contain_text(words.split(" ")[0])
        expect(page.locator("#talk")).not_to_have_attribute("aria-busy", "true")
    assert page.locator(".said-by-learner script, .said-by-learner b").count() == 0
