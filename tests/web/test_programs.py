"""A program through the whole house: written on the page, run apart, judged, and shown with its failing test."""

from __future__ import annotations

import html

import pytest

from chiron.core.learning.course import Course
from chiron.engine.grading.checks import Graders
from chiron.faces.web.house import House
from tests.core.tiny import HINTS, asking
from tests.web import conftest
from tests.web.conftest import Browser, People
from tests.web.test_learner import AT, begin, state_of

STEP = {
    "id": "write",
    "kind": "code",
    "prompt": "Write twice.",
    "function": "twice",
    "starter": "def twice(n):\n    ",
    "tests": [
        {"call": "twice(2)", "gives": "4"},
        {"call": "twice(-1)", "gives": "-2", "hidden": True, "misconception": "adds"},
    ],
    "answer": "def twice(n):\n    return 2 * n",
    "hints": dict.fromkeys(HINTS, "Think."),
    "solution": "Multiply.",
}


def programs() -> Course:
    """The tiny course with a program for every problem."""
    return asking(STEP, "A program.")


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "tiny", programs)


@pytest.fixture
async def ada(browser_of, people: People) -> Browser:
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "the exam", "minutes": "60", "until": ""})
    await begin(browser)
    return browser


async def answer(ada: Browser, people: People, rooms: House, source: str) -> str:
    """The page after an answer, as text."""
    item = (await state_of(rooms, people.ada)).state.item
    found = await ada.post(f"{AT}/practice/answer", {"item": item.id, "step": "write", "answer": source})
    if found.status_code == 303:
        await ada.get(f"{AT}/practice")
    return html.unescape(ada.page)


async def test_the_page_shows_the_tests_that_may_be_seen_and_the_beginning(ada: Browser) -> None:
    page = html.unescape(ada.page)
    assert "twice(2)" in page
    assert "1 more test is not shown." in page
    assert "twice(-1)" not in page
    assert "def twice(n):" in page


async def test_a_wrong_program_comes_with_its_failing_test_and_a_right_one_is_right(ada, people, rooms) -> None:
    page = await answer(ada, people, rooms, "def twice(n):\r\n    return n ** 3  # <b>")
    assert "A test gives something else." in page
    assert '<code class="program">8</code>' in page
    assert '<code class="program">def twice(n):\n    return n ** 3  # <b></code>' in page
    assert "<b></code>" not in ada.page, "what was typed is text"
    page = await answer(ada, people, rooms, "def twice(n):\n    return abs(2 * n)")
    assert "Take away instead." in page
    assert "twice(-1)" not in page
    await answer(ada, people, rooms, "def twice(n):\n    return n + n")
    assert (await state_of(rooms, people.ada)).state.item.step("write").attempts[-1].outcome == "correct"


async def test_a_program_that_python_cannot_read_is_asked_again_with_its_line(ada, people, rooms) -> None:
    page = await answer(ada, people, rooms, "def twice(n):\r\n    retrun n")
    assert "Python cannot read this program." in page
    assert '<span>Line 2</span> <code class="program">    retrun n</code>' in page
    assert not (await state_of(rooms, people.ada)).state.item.step("write").attempts


async def test_where_programs_are_not_run_a_person_gets_it(ada, people, rooms) -> None:
    object.__setattr__(rooms.tutoring, "graders", Graders(1, "person"))
    page = await answer(ada, people, rooms, "def twice(n):\n    return n")
    assert "Programs are not run here. A person reads it." in page


async def test_no_transaction_is_open_while_a_program_runs(ada, people, rooms, monkeypatch) -> None:
    seen = []
    true = rooms.tutoring.graders.sandbox.run

    async def run(*asked):
        async with rooms.database.school(people.ada.school) as conn:
            query = "select count(*) as n from pg_stat_activity where state like 'idle in transaction%'"
            row = await (await conn.execute(query)).fetchone()
            seen.append(row["n"])
        return await true(*asked)

    monkeypatch.setattr(rooms.tutoring.graders.sandbox, "run", run)
    await answer(ada, people, rooms, "def twice(n):\n    return n")
    assert seen == [0]
