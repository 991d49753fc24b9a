"""What could be read in several ways is shown back and sent as picked; what cannot be read is marked at its place."""

from __future__ import annotations

import html
import re

import pytest

from chiron.core.learning.course import Course
from chiron.faces.web.house import House
from chiron.faces.web.unread import confirmed, marked
from tests.core.tiny import HINTS, asking
from tests.web import conftest
from tests.web.conftest import Browser, People
from tests.web.test_learner import AT, begin, state_of

STEP = {
    "id": "write",
    "kind": "expression",
    "prompt": "Write half of $x$ less 1000.",
    "variables": ["x"],
    "answer": "x/2 - 1000",
    "hints": dict.fromkeys(HINTS, "Think."),
    "solution": "Halve it.",
}


def halves() -> Course:
    """The tiny course with an expression for every problem."""
    return asking(STEP, "A half.")


@pytest.fixture(autouse=True)
def _halves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "tiny", halves)


@pytest.fixture
async def ada(browser_of, people: People) -> Browser:
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "the exam", "minutes": "60", "until": ""})
    await begin(browser)
    return browser


async def answer(ada: Browser, people: People, rooms: House, **fields: str) -> str:
    """The page after an answer."""
    item = (await state_of(rooms, people.ada)).state.item
    found = await ada.post(f"{AT}/practice/answer", {"item": item.id, "step": "write", **fields})
    if found.status_code == 303:
        await ada.get(f"{AT}/practice")
    return ada.page


async def test_each_way_to_read_it_is_a_button_that_sends_it(ada, people, rooms) -> None:
    page = await answer(ada, people, rooms, answer="1/2x - 1,000")
    assert "This can be read in more ways than one." in html.unescape(page)
    ways = re.findall(r'<button class="button" name="as.answer" value="([^"]*)"><math', page)
    assert len(ways) == 2
    assert 'value="1/2x - 1,000"' in page, "what was typed stays in its field"
    first = page.index("<button", page.index('id="answer-form"'))
    assert "name=" not in page[first : page.index(">", first)], "Enter sends the field, not the first of the ways"
    assert not (await state_of(rooms, people.ada)).state.item.step("write").attempts

    picked = html.unescape(ways[0])
    await answer(ada, people, rooms, **{"answer": "1/2x - 1,000", "as.answer": picked})
    tried = (await state_of(rooms, people.ada)).state.item.step("write").attempts
    assert [one.outcome for one in tried] == ["correct"]
    assert tried[0].response["typed"] == picked


async def test_the_other_way_means_another_answer(ada, people, rooms) -> None:
    page = await answer(ada, people, rooms, answer="1/2x - 1000")
    ways = re.findall(r'name="as.answer" value="([^"]*)"', page)
    await answer(ada, people, rooms, **{"answer": "1/2x - 1000", "as.answer": html.unescape(ways[1])})
    tried = (await state_of(rooms, people.ada)).state.item.step("write").attempts
    assert [one.outcome for one in tried] == ["incorrect"]


async def test_the_place_is_marked_and_said(ada, people, rooms) -> None:
    page = await answer(ada, people, rooms, answer="x < 3y & <b>")
    error = page[page.index('id="answer-error"') : page.index("</p>", page.index('id="answer-error"'))]
    assert "<mark>y</mark>" in error
    assert "<b>" not in error
    assert "The place is “y” after “x &lt; 3”." in error
    assert 'aria-describedby="answer-error"' in page


async def test_what_was_typed_stands_beside_it_where_it_looks_other(ada, people, rooms) -> None:
    page = await answer(ada, people, rooms, answer="x/4 - 1,000")
    assert '<code class="typed" dir="ltr">x/4 - 1,000</code>' in page[: page.index("answer-form")]
    page = await answer(ada, people, rooms, answer="x / 4 − 1000")
    assert page[: page.index("answer-form")].count("You typed") == 1


@pytest.mark.parametrize(
    ("text", "place", "parts"),
    [
        ("3x + y", 5, ("3x + ", "y", "")),
        ("3x +", 4, ("3x +", "", "")),
        ("12 apples!", 3, ("12 ", "apples", "!")),
        ("a" * 40 + "?" + "b" * 40, 40, ("…" + "a" * 24, "?", "b" * 24 + "…")),
    ],
)
def test_a_place_is_shown_with_what_is_around_it(text: str, place: int, parts: tuple[str, str, str]) -> None:
    found = marked(text, place)
    assert found is not None
    assert (found.before, found.here, found.after) == parts


@pytest.mark.parametrize(("text", "place"), [("3x", None), ("", 0), ("3x", 9), ("3x", -1)])
def test_a_place_outside_is_none(text: str, place: int | None) -> None:
    assert marked(text, place) is None


@pytest.mark.parametrize(
    ("form", "made"),
    [
        ({"answer": ["a"], "as.answer": ["b"]}, {"answer": ["b"]}),
        ({"answer": ["a", "b", "c"], "as.answer.1": ["x"]}, {"answer": ["a", "x", "c"]}),
        ({"answer.2": ["a"], "as.answer.2": ["x"]}, {"answer.2": ["x"]}),
        ({"answer": ["a"], "as.answer.7": ["x"]}, {"answer": ["a"]}),
        ({"answer": ["a"], "step": ["s"]}, {"answer": ["a"], "step": ["s"]}),
    ],
)
def test_a_picked_reading_stands_for_what_was_typed(form: dict, made: dict) -> None:
    assert confirmed(form) == made
