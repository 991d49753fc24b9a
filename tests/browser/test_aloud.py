"""Reading aloud, with a voice that only notes what it is given."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, Open, whole
from tests.browser.house import ALGEBRA, Served
from tests.browser.steps import AT, EQUATIONS, into_practice, sent, with_tutor

VOICES = """(voices) => {
  const speech = { said: [], now: null, cancelled: 0, getVoices: () => voices, addEventListener() {},
    removeEventListener() {}, speak(words) { this.said.push([words.lang, words.text]); this.now = words; },
    cancel() { this.cancelled += 1; this.now = null; } };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""
HERE = '[{ lang: "en-GB", localService: true, default: true }]'
ELSEWHERE = '[{ lang: "en-GB", localService: false, default: true }, { lang: "fr-FR", localService: true }]'
DONE = "() => { const ended = speechSynthesis.now; speechSynthesis.now = null; ended.onend(); }"


def reader(visit: Open, served: Served, size: tuple[int, int], voices: str = HERE, **choices: object) -> Page:
    """The lesson of somebody who chose the buttons, in a browser with these voices."""
    who = served.learner(preferences={"course": ALGEBRA, "read_aloud": True, **choices})
    page = visit("/settings", who=who, size=size)
    page.add_init_script(f"({VOICES})({voices})")
    page.goto(f"{AT}/lessons/{EQUATIONS}")
    whole(page)
    return page


def said(page: Page) -> list[list[str]]:
    return page.evaluate("() => speechSynthesis.said")  # type: ignore[no-any-return]


def has_said(page: Page, sentences: int) -> None:
    """Wait until so many sentences were begun."""
    page.wait_for_function("many => speechSynthesis.said.length === many", arg=sentences)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_lesson_a_problem_a_step_and_a_hint_are_read(visit: Open, served: Served, size: tuple[int, int]) -> None:
    """By keyboard: read, pause, go on with the same sentence, to the end; Escape and Stop end it."""
    page = reader(visit, served, size)
    first = page.locator("article read-aloud").first
    button, stop = first.locator("[data-act=read]"), first.locator("[data-act=stop]")
    expect(button).to_have_accessible_name("Read aloud Socks and shoes")
    expect(stop).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    has_said(page, 1)
    assert said(page) == [["en", "Socks and shoes."]]
    expect(button).to_have_accessible_name("Pause Socks and shoes")
    page.evaluate(DONE)
    has_said(page, 2)
    page.keyboard.press("Enter")
    expect(button).to_have_accessible_name("Go on reading Socks and shoes")
    page.keyboard.press("Enter")
    has_said(page, 3)
    assert said(page)[2] == said(page)[1], "it goes on with the sentence that was cut short"
    page.keyboard.press("Escape")
    expect(button).to_have_accessible_name("Read aloud Socks and shoes")
    expect(stop).to_be_hidden()
    page.keyboard.press("Enter")
    stop.click()
    expect(button).to_be_focused()
    other = page.locator("article read-aloud").nth(1).locator("[data-act=read]")
    button.click()
    other.click()
    expect(button).to_have_accessible_name("Read aloud Socks and shoes")
    expect(other).to_have_accessible_name("Pause What was done to x")

    into_practice(page)
    page.locator(".problem-title read-aloud [data-act=read]").click()
    expect(page.locator(".problem-title [data-act=stop]")).to_be_visible()
    assert said(page)[-1][1]
    assert "$" not in " ".join(words for _, words in said(page))
    expect(page.locator(".asked-now read-aloud [data-act=read]")).to_be_visible()
    with_tutor(page)
    sent(page, "#hint")
    hint = page.locator(".said-by-tutor read-aloud [data-act=read]")
    hint.click()
    expect(hint).to_have_accessible_name("Pause the tutor’s words")


def test_reading_ends_with_the_page_part_that_is_replaced(visit: Open, served: Served) -> None:
    page = reader(visit, served, WIDE, streaming=False)
    into_practice(page)
    page.locator(".problem-title read-aloud [data-act=read]").click()
    has_said(page, 1)
    before = page.evaluate("() => speechSynthesis.cancelled")
    sent(page, "#hint")
    assert page.evaluate("() => speechSynthesis.cancelled") > before
    expect(page.locator(".problem-title read-aloud [data-act=stop]")).to_be_hidden()


@pytest.mark.parametrize("voices", ["[]", ELSEWHERE], ids=["no voice", "no voice of the device in the language"])
def test_without_a_voice_no_button_stands_there(visit: Open, served: Served, voices: str) -> None:
    page = reader(visit, served, WIDE, voices)
    page.wait_for_function("() => customElements.get('read-aloud')")
    expect(page.locator("article")).to_be_visible()
    expect(page.locator("read-aloud:visible")).to_have_count(0)


def test_a_browser_that_cannot_speak_shows_no_button(visit: Open, served: Served) -> None:
    who = served.learner(preferences={"course": ALGEBRA, "read_aloud": True})
    page = visit("/settings", who=who)
    page.add_init_script("delete Window.prototype.speechSynthesis; delete window.speechSynthesis")
    page.goto(f"{AT}/lessons/{EQUATIONS}")
    page.wait_for_function("() => customElements.get('read-aloud')")
    expect(page.locator("read-aloud:visible")).to_have_count(0)
