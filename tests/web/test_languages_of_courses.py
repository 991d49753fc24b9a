"""A learner reads a course in their language, changes it in mid-item, and answers with its decimal sign."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from chiron.core.learning.content import to_content
from chiron.core.learning.course import Course, Translation
from chiron.core.learning.translation import PREFERENCE
from chiron.core.learning.translation.slots import slots_of
from chiron.desks.studio.desk import StudioDesk
from chiron.desks.studio.regrading import Wish, replays
from chiron.engine.grading.checks import Graders
from chiron.engine.people import store
from chiron.engine.records import log
from chiron.engine.records.ids import new_id
from chiron.faces.web.house import House
from tests.core.tiny import HINTS, asking
from tests.web.conftest import Browser, People

STEP = {
    "id": "half",
    "kind": "numeric",
    "prompt": "What is half of three?",
    "answer": "3/2",
    "wrong": [{"answer": "6", "misconception": "adds"}],
    "hints": {**HINTS, "next_step": "Split three."},
    "solution": "Half of three.",
}


def in_spanish(course: Course) -> Course:
    """The course with every text marked as Spanish."""
    texts: dict[Any, Any] = {}
    for key, slot in slots_of(to_content(course)).slots.items():
        if slot.needed:
            node = texts
            for name in key[:-1]:
                node = node.setdefault(name, {})
            node[key[-1]] = f"ES: {slot.value}" if slot.kind == "text" else [f"ES: {line}" for line in slot.value]
    whole = Translation(own="en", decimal=",", offered=True, texts=_lists(texts))
    return course.model_copy(update={"languages": {"es": whole}})


def _lists(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node and all(isinstance(name, int) for name in node):
        return [_lists(node.get(number, {})) for number in range(max(node) + 1)]
    return {name: _lists(inner) for name, inner in node.items()}


@pytest.fixture
async def ada(rooms: House, people: People, browser_of: Any) -> Browser:
    """Ada, whose pages are English, at an item of a course that is there in Spanish, too."""
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, in_spanish(asking(STEP, "Share fairly.")))
    browser: Browser = await browser_of(people.ada)
    await browser.get("/learn/tiny/goal")
    await browser.post("/learn/tiny/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await browser.get("/learn/tiny/map")
    await browser.post("/learn/tiny/practice/start", {"purpose": "skill", "skill": "first"})
    await browser.get("/learn/tiny/practice")
    return browser


async def change(browser: Browser, tag: str) -> None:
    await browser.get("/courses")
    found = await browser.post("/learn/tiny/language", {"language": tag})
    assert found.status_code == 303


async def test_the_language_changes_in_the_middle_of_an_item_and_nothing_is_lost(
    rooms: House, people: People, ada: Browser
) -> None:
    assert "What is half of three?" in ada.page
    assert "ES: " not in ada.page
    item = ada.hidden("item")
    await change(ada, "es")
    await ada.get("/learn/tiny/practice")
    assert "ES: What is half of three?" in ada.page
    assert ada.hidden("item") == item
    await ada.post("/learn/tiny/practice/answer", {"item": item, "step": "half", "answer": "1,500"})
    async with rooms.database.school(people.ada.school) as conn:
        events = await log.read(conn, people.ada.id, kinds=["item.opened", "step.attempted"])
    opened, answered = events[0], events[1]
    assert answered.body["outcome"] == "correct"
    assert answered.draft.about is not None
    assert opened.draft.about is not None
    assert answered.draft.about.version == f"{opened.draft.about.version}.es"
    desk = StudioDesk(rooms.database, rooms.tutoring.folds, rooms.clock, new_id)
    again = [each.found async for each in replays(desk, Graders(), people.ada.school, Wish())]
    assert again == ["same"]
    async with rooms.database.school(people.ada.school) as conn:
        assert (await rooms.tutoring.folds.rebuild(conn, people.ada, "tiny")).same


async def test_the_same_letters_are_another_number_in_english(rooms: House, people: People, ada: Browser) -> None:
    await ada.post("/learn/tiny/practice/answer", {"item": ada.hidden("item"), "step": "half", "answer": "1,500"})
    async with rooms.database.school(people.ada.school) as conn:
        events = await log.read(conn, people.ada.id, kinds=["step.attempted"])
    assert [event.body["outcome"] for event in events] == ["incorrect"]


async def test_pages_are_in_the_language_of_the_learner_and_titles_say_so(
    rooms: House, people: People, ada: Browser, browser_of: Any
) -> None:
    async with rooms.database.school(people.ben.school) as conn:
        await store.set_preferences(conn, people.ben.id, people.ben.preferences, "es")
    ben: Browser = await browser_of(replace(people.ben, language="es"))
    await ben.get("/courses")
    assert '<h2 id="course-tiny" lang="es">ES: Tiny</h2>' in ben.page
    await ben.get("/learn/tiny/map")
    assert "ES: First" in ben.page
    await ada.get("/courses")
    assert '<h2 id="course-tiny" lang="en">Tiny</h2>' in ada.page
    assert 'value="es" lang="es">Español' in ada.page


async def test_only_a_language_of_the_course_can_be_chosen(ada: Browser) -> None:
    await ada.get("/courses")
    assert (await ada.post("/learn/tiny/language", {"language": "fr"})).status_code == 422


async def test_a_teacher_reads_a_case_in_their_language_beside_the_answer_as_it_was_given(
    rooms: House, people: People, browser_of: Any
) -> None:
    step = {**STEP, "kind": "text", "accept": ["one and a half"], "wrong": []}
    del step["answer"]
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, in_spanish(asking(step, "Share fairly.")))
        await store.set_preference(conn, people.ada.id, PREFERENCE, {"tiny": "es"})
    ada: Browser = await browser_of(people.ada)
    await ada.get("/learn/tiny/goal")
    await ada.post("/learn/tiny/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await ada.get("/learn/tiny/map")
    await ada.post("/learn/tiny/practice/start", {"purpose": "skill", "skill": "first"})
    await ada.get("/learn/tiny/practice")
    await ada.post("/learn/tiny/practice/answer", {"item": ada.hidden("item"), "step": "half", "answer": "uno y medio"})
    dana: Browser = await browser_of(people.dana)
    await dana.get("/inbox")
    case = re.search(rf'href="(/inbox/{people.ada.id}/[^"]*)"', dana.page)
    assert case is not None
    await dana.get(case[1])
    assert "What is half of three?" in dana.page
    assert "ES: What is half of three?" not in dana.page
    assert '<span lang="es">uno y medio</span>' in dana.page
    assert "Asked and answered in this language: Español" in dana.page
