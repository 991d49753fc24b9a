"""Working through the whole house: line after line, each with its mark; and what is typed, read back."""

from __future__ import annotations

import html
import re

import pytest

from chiron.core.learning.course import Course
from chiron.faces.web.house import House
from chiron.faces.web.learner.reading import LONGEST
from tests.core.tiny import HINTS, asking
from tests.web import conftest
from tests.web.conftest import Browser, People
from tests.web.test_learner import AT, begin, state_of

STEP = {
    "id": "solve",
    "kind": "working",
    "prompt": "Solve it.",
    "start": "3x + 5 = 20",
    "goal": "solve",
    "letters": ["x"],
    "hints": dict.fromkeys(HINTS, "Think."),
    "solution": "Take 5 away, divide by 3.",
}


def lines_course() -> Course:
    """The tiny course with working for every problem."""
    return asking(STEP, "An equation.")


@pytest.fixture(autouse=True)
def _lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "tiny", lines_course)


@pytest.fixture
async def newcomer(browser_of, people: People) -> Browser:
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "the exam", "minutes": "60", "until": ""})
    return browser


@pytest.fixture
async def ada(newcomer: Browser) -> Browser:
    await begin(newcomer)
    return newcomer


async def answer(ada: Browser, people: People, rooms: House, *lines: str, htmx: bool = False) -> str:
    """The page after sending these lines, all at once as its form does."""
    item = (await state_of(rooms, people.ada)).state.item
    sent = {"item": item.id, "step": "solve", "answer": list(lines)}
    found = await ada.post(f"{AT}/practice/answer", sent, htmx=htmx)
    if found.status_code == 303:
        await ada.get(f"{AT}/practice")
    return ada.page


def verdicts(page: str) -> list[str]:
    """What stands at the end of each line."""
    return [html.unescape(each) for each in re.findall(r'<span class="verdict">([^<]*)</span>', page)]


def fields(page: str) -> list[str]:
    """What the form would send as lines."""
    return [html.unescape(each) for each in re.findall(r'name="answer" value="([^"]*)"', page)]


async def test_the_first_line_stands_there_and_one_empty_field(ada: Browser) -> None:
    assert "given-line" in ada.page
    assert verdicts(ada.page) == []
    assert fields(ada.page) == [""]
    assert "Check this line" in ada.page


async def test_a_right_line_stays_and_another_field_comes(ada: Browser, people: People, rooms: House) -> None:
    page = await answer(ada, people, rooms, "3x = 15", "")
    assert verdicts(page) == ["Right."]
    assert fields(page) == ["3x = 15", ""]
    page = await answer(ada, people, rooms, "3x = 15", "3x + 0 = 15")
    assert verdicts(page) == ["Right.", "Right."]
    assert "no nearer" in page
    assert fields(page)[-1] == ""


async def test_many_checks_fill_no_page(ada: Browser, people: People, rooms: House) -> None:
    for _ in range(3):
        page = await answer(ada, people, rooms, "3x = 15")
    assert verdicts(page) == ["Right."]


async def test_a_wrong_line_is_told_why_and_kept(ada: Browser, people: People, rooms: House) -> None:
    page = await answer(ada, people, rooms, "3x + 5 - 5 = 20 - 5", "3x = 25", htmx=True)
    assert verdicts(page) == ["Right.", "Not yet"]
    assert fields(page) == ["3x + 5 - 5 = 20 - 5", "3x = 25"]
    assert "Try it:" in page
    heard = re.search(r'id="aloud"[^>]*>(.*?)</p>', page)
    assert heard is not None
    assert heard[1].startswith("Line 2: Not yet.")
    page = await answer(ada, people, rooms, "3x + 5 - 5 = 20 - 5", "3x = 15", htmx=True)
    assert verdicts(page) == ["Right.", "Right."]
    heard = re.search(r'id="aloud"[^>]*>(.*?)</p>', page)
    assert heard is not None
    assert heard[1] == "Line 2: Right, and nearer. Go on with the next line."


async def test_lines_below_a_wrong_one_wait(ada: Browser, people: People, rooms: House) -> None:
    page = await answer(ada, people, rooms, "3x = 25", "x = 5")
    assert verdicts(page) == ["Not yet", "Not looked at yet"]
    assert fields(page) == ["3x = 25", "x = 5", ""]


async def test_a_line_that_cannot_be_read_is_marked_where_it_stands(ada: Browser, people: People, rooms: House) -> None:
    await answer(ada, people, rooms, "3x = 15")
    page = await answer(ada, people, rooms, "3x = (15", "x = 5", htmx=True)
    assert 'id="answer-1-error"' in page
    assert fields(page) == ["3x = (15", "x = 5"]
    assert verdicts(page) == ["Right."]
    page = await answer(ada, people, rooms, "3x = 15", "x = (5", htmx=True)
    assert 'id="answer-error"' in page
    assert 'id="answer-1-error"' not in page


async def test_undo_brings_back_the_lines_before(ada: Browser, people: People, rooms: House) -> None:
    await answer(ada, people, rooms, "3x = 15")
    await answer(ada, people, rooms, "3x = 15", "x = 6")
    item = (await state_of(rooms, people.ada)).state.item
    await ada.post(f"{AT}/practice/undo", {"item": item.id, "step": "solve"})
    await ada.get(f"{AT}/practice")
    assert verdicts(ada.page) == ["Right."]


async def test_the_last_line_ends_it(ada: Browser, people: People, rooms: House) -> None:
    page = await answer(ada, people, rooms, "3x = 15", "x = 5")
    assert verdicts(page) == ["Right.", "Right."]
    assert "Next question" in page
    assert "data-change" not in page


async def test_a_diagnostic_waits_for_the_last_line(newcomer: Browser, people: People, rooms: House) -> None:
    await begin(newcomer, "diagnostic")
    page = await answer(newcomer, people, rooms, "3x = 15")
    assert verdicts(page) == ["Right."]
    assert fields(page) == ["3x = 15", ""]


async def read_back(ada: Browser, text: str, step: str = "solve") -> str:
    """What the page is told of a typed text."""
    found = await ada.client.get(f"{AT}/reading", params={"step": step, "answer": text})
    assert found.status_code == 200, found.text
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", found.text)).split())


async def test_what_is_typed_is_read_back(ada: Browser) -> None:
    assert (await read_back(ada, "x = 1/2")).startswith("Read as")
    assert await read_back(ada, "  ") == ""


async def test_what_cannot_be_read_is_marked_unless_it_is_not_written_yet(ada: Browser) -> None:
    found = await ada.client.get(f"{AT}/reading", params={"step": "solve", "answer": "3y = 15"})
    assert "<mark>y</mark>" in found.text
    assert "does not belong in this answer" in found.text
    assert await read_back(ada, "3x =") == ""


async def test_what_can_be_read_in_two_ways_shows_both(ada: Browser) -> None:
    assert "more ways than one" in await read_back(ada, "x = 1/2x")


async def test_nothing_is_read_for_another_step_or_a_stranger(ada: Browser, browser_of) -> None:
    assert await read_back(ada, "x = 5", step="other") == ""
    nobody = await browser_of(None)
    found = await nobody.client.get(f"{AT}/reading", params={"step": "solve", "answer": "x"})
    assert found.status_code in (303, 401)


async def test_reading_back_is_bounded(ada: Browser) -> None:
    found = await ada.client.get(f"{AT}/reading", params={"step": "solve", "answer": "x" * (LONGEST + 1)})
    assert found.status_code == 404


async def test_markup_in_what_is_typed_stays_text(ada: Browser) -> None:
    found = await ada.client.get(f"{AT}/reading", params={"step": "solve", "answer": "<b>x</b> = 5"})
    assert "<b>" not in found.text
