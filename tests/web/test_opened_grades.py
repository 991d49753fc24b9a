"""An opened grade on its pages: whole for a teacher, without what gives an open step away for the learner."""

from __future__ import annotations

import html
import io
import json
import zipfile
from typing import Any

import pytest

from chiron.core.learning.grounds import ENTRIES
from chiron.core.learning.interactions.numeric.grader import Numeric
from chiron.core.words import Outcome, Verdict
from chiron.engine.people import store
from chiron.faces.web.house import House
from tests.web.conftest import Browser, People
from tests.web.every_kind import every_kind
from tests.web.test_inbox import AT, Open, contest, state_of
from tests.web.test_overruling import answers

MARK = "zebra"
NUMBER = "98765"
SHAPES: dict[str, Any] = {
    "lines": ["wrong"],
    "ideas": ["sign-kept-moving"],
    "counterexample": {"kind": "fits", "at": {"x": "12345"}, "left": None, "right": None},
    "visible": [1, 2],
    "hidden": [0, 1],
    "test": {"call": MARK, "expected": "1", "got": "2"},
    "chance": 0.123,
    "missing": [MARK],
    "made": NUMBER,
    "warnings": [MARK],
}
"""What an entry holds, where a page words it; any other holds MARK."""


def install(monkeypatch: pytest.MonkeyPatch, proof: dict[str, Any], outcome: Outcome = Outcome.INCORRECT) -> None:
    """A numeric checker that keeps this proof."""
    credit = 1.0 if outcome is Outcome.CORRECT else 0.0
    monkeypatch.setattr(
        Numeric, "grade", lambda self, task, key, response: Verdict(outcome, self.checker, credit=credit, proof=proof)
    )


@pytest.mark.parametrize("entry", [*[name for name, (is_open, _) in ENTRIES.items() if not is_open], "of-a-stranger"])
async def test_no_page_of_the_learners_shows_it_while_the_step_is_open(
    ada: Browser,
    dana: Browser,
    people: People,
    rooms: House,
    monkeypatch: pytest.MonkeyPatch,
    entry: str,
) -> None:
    install(monkeypatch, {entry: SHAPES.get(entry, MARK)})
    shown = {"chance": "0.123", "made": NUMBER}.get(entry, MARK)
    await answers(ada, rooms, "1")
    for path in (f"{AT}/practice", f"{AT}/answers", f"{AT}/map?skill=first", f"{AT}/progress"):
        assert (await ada.get(path)).status_code == 200
        words = html.unescape(ada.page)
        assert shown not in words
    await dana.get(f"/teacher/learner/{people.ada.id}?course=tiny")
    if entry not in ("by", "accept_at", "reject_at"):
        assert shown in html.unescape(dana.page), "a teacher sees it"


@pytest.mark.parametrize("entry", [name for name in ENTRIES if name in SHAPES])
async def test_every_shape_of_an_entry_makes_a_page(
    ada: Browser,
    dana: Browser,
    people: People,
    rooms: House,
    monkeypatch: pytest.MonkeyPatch,
    entry: str,
) -> None:
    install(monkeypatch, {entry: SHAPES[entry]})
    await answers(ada, rooms, "1")
    for browser, path in ((ada, f"{AT}/practice"), (dana, f"/teacher/learner/{people.ada.id}?course=tiny")):
        assert (await browser.get(path)).status_code == 200
        assert "Why this grade?" in browser.page


async def test_what_a_strangers_grader_keeps_is_shown_to_staff_as_it_is(
    ada: Browser,
    dana: Browser,
    people: People,
    rooms: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = {"<script>": ["<b>", 1]}
    install(monkeypatch, kept)
    await answers(ada, rooms, "1")
    await dana.get(f"/teacher/learner/{people.ada.id}?course=tiny")
    assert html.escape(json.dumps(kept["<script>"]), quote=False).replace('"', "&#34;") in dana.page
    assert "<b>" not in dana.page


async def test_a_case_of_the_inbox_opens_it_too(
    ada: Browser,
    dana: Browser,
    people: People,
    rooms: House,
) -> None:
    report = await contest(ada, rooms)
    await dana.get(f"/inbox/{people.ada.id}/{report['report']}")
    assert "Why this grade?" in dana.page
    assert "numeric, version" in dana.page


async def solve(browser_of: Open, rooms: House, people: People, who: str, lines: list[str]) -> Browser:
    """Somebody writes these lines at the step that is solved line by line."""
    person = getattr(people, who)
    browser = await browser_of(person)
    await browser.get("/learn/every-kind/map")
    await browser.post("/learn/every-kind/practice/start", {"purpose": "skill", "skill": "working"})
    item = (await state_of(rooms, person, "every-kind")).item
    assert item is not None
    await browser.get("/learn/every-kind/practice")
    await browser.post("/learn/every-kind/practice/answer", {"item": item.id, "step": "one", "answer": lines})
    return browser


@pytest.fixture
async def ada(browser_of: Open, people: People) -> Browser:
    """Ada, with a question in numbers open."""
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/map")
    await browser.post(f"{AT}/practice/start", {"purpose": "skill", "skill": "first"})
    await browser.get(f"{AT}/practice")
    return browser


@pytest.fixture
async def dana(browser_of: Open, people: People) -> Browser:
    return await browser_of(people.dana)


@pytest.fixture
async def shelf(people: People, rooms: House) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, every_kind())


async def test_a_wrong_idea_that_only_chiron_names_is_counted(
    browser_of: Open, people: People, rooms: House, shelf: None
) -> None:
    for who in ("ada", "ben"):
        browser = await solve(browser_of, rooms, people, who, ["3x = 25"])
        state = await state_of(rooms, getattr(people, who), "every-kind")
        assert state.misconceptions == {"working/idea:sign-kept-moving": 1}
        await browser.get("/learn/every-kind/map?skill=working")
        assert "Moves a term without changing its sign" in html.unescape(browser.page)
    dana = await browser_of(people.dana)
    await dana.get(f"/teacher?class={people.room}&course=every-kind")
    page = html.unescape(dana.page)
    assert "Moves a term without changing its sign" in page
    assert "Ada and Ben" in page
    found = await dana.get(f"/teacher/misconceptions.csv?class={people.room}&course=every-kind")
    assert "Moves a term without changing its sign,Working,2,2" in found.text
    await dana.get("/teacher/assign?course=every-kind&what=skill&part=working&misconception=idea:sign-kept-moving")
    assert "Moves a term without changing its sign" in html.unescape(dana.page)


async def test_it_is_named_in_the_language_of_the_page(
    browser_of: Open, people: People, rooms: House, shelf: None
) -> None:
    await solve(browser_of, rooms, people, "ada", ["3x = 25"])
    async with rooms.database.school(people.ada.school) as conn:
        await store.set_preferences(conn, people.dana.id, people.dana.preferences, "es")
    dana = await browser_of(people.dana)
    await dana.get(f"/teacher?class={people.room}&course=every-kind")
    assert "Pasa un término al otro lado sin cambiarle el signo" in html.unescape(dana.page)


async def test_a_summary_remembers_it(browser_of: Open, people: People, rooms: House, shelf: None) -> None:
    ada = await solve(browser_of, rooms, people, "ada", ["3x = 25"])
    await ada.get("/learn/every-kind/practice")
    await ada.post("/learn/every-kind/practice/finish", {})
    await ada.get("/learn/every-kind/summary")
    assert "Moves a term without changing its sign" in html.unescape(ada.page)


async def test_working_is_opened_with_its_lines(browser_of: Open, people: People, rooms: House, shelf: None) -> None:
    ada = await solve(browser_of, rooms, people, "ada", ["3x = 15", "x = 9"])
    await ada.get("/learn/every-kind/practice")
    assert "Why this grade?" in ada.page
    assert "version" not in ada.page[ada.page.index("Why this grade?") :], "which program checked it tells her nothing"
    assert "That idea makes" not in ada.page
    assert "Next step" not in ada.page.partition("tutor")[0]


async def test_ones_data_in_mid_question_hold_no_proof(
    ada: Browser, people: People, rooms: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, {"next": MARK, "made": MARK})
    await answers(ada, rooms, "1")
    parcel = zipfile.ZipFile(io.BytesIO((await ada.get("/my-data/export.zip")).content))
    assert not [name for name in parcel.namelist() if MARK in parcel.read(name).decode()]
