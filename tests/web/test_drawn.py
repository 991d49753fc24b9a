"""Drawn answers through the whole house: the form of each widget is sent, judged, marked by part, and filled again."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from chiron.core.learning.decide import made_item
from chiron.core.learning.generate import ItemStep, generate
from chiron.core.learning.interactions import interaction
from chiron.engine.library.reading import read_course
from chiron.engine.people import store
from chiron.faces.web.aloud import task_text
from chiron.faces.web.house import House
from tests.web import conftest
from tests.web.conftest import Browser, People

COURSE = Path(__file__).parents[1] / "browser" / "drawn"
AT = "/learn/drawn"
SKILLS = ["points", "lines", "sides", "parts", "tables"]


@pytest.fixture(autouse=True)
def _drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "tiny", lambda: read_course(COURSE))


async def opened(browser_of, people: People, rooms: House, skill: str) -> tuple[Browser, ItemStep, dict[str, str]]:
    """Ada before a skill's first question, its step, and what names it in a form."""
    ada = await browser_of(people.ada)
    await ada.get(f"{AT}/goal")
    await ada.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await ada.get(f"{AT}/map")
    await ada.post(f"{AT}/practice/start", {"purpose": "skill", "skill": skill})
    assert (await ada.get(f"{AT}/practice")).status_code == 200
    async with rooms.database.school(people.ada.school) as conn:
        gathered = await rooms.tutoring.folds.gather(conn, people.ada, "drawn")
        setting = rooms.tutoring.setting(people.ada, await store.view_school(conn), gathered.frame)
    item = gathered.state.item
    assert item is not None
    step = made_item(item, setting).steps[0]
    return ada, step, {"item": item.id, "step": step.id}


async def sent(ada: Browser, about: dict[str, str], form) -> str:
    """The page after an answer."""
    found = await ada.post(f"{AT}/practice/answer", about | {name: values[0] for name, values in form.items()})
    if found.status_code == 303:
        await ada.get(f"{AT}/practice")
    return html.unescape(ada.page)


@pytest.mark.parametrize("skill", SKILLS)
async def test_a_drawn_answer_is_judged(browser_of, people: People, rooms: House, skill: str) -> None:
    ada, step, about = await opened(browser_of, people, rooms, skill)
    kind = interaction(step.kind)
    mistake = kind.mistakes(step.task, step.key)[0]
    first = await sent(ada, about, mistake)
    assert 'class="step not-yet' in first
    for name, (value,) in mistake.items():
        value = re.escape(value)
        kept = rf'name="{re.escape(name)}"[^>]*value="{value}"|<option value="{value}" selected'
        assert re.search(kept, first), f"what was typed in {name} is there again"
    assert ">Right.<" in await sent(ada, about, kind.right(step.task, step.key))


async def test_nothing_on_the_page_tells_which_part_is_which(browser_of, people: People, rooms: House) -> None:
    ada, _, _ = await opened(browser_of, people, rooms, "parts")
    drawing = re.search(r'<div class="labelled-drawing.*?</svg>', ada.page, re.DOTALL)
    assert drawing is not None
    for word in ("nucleus", "chloroplast", "mitochondrion", "vacuole", "Drawn for", "<title"):
        assert word not in drawing[0]


async def test_an_answer_that_is_not_read_keeps_its_place(browser_of, people: People, rooms: House) -> None:
    ada, _, about = await opened(browser_of, people, rooms, "lines")
    page = await sent(ada, about, {"answer.1.x": ["0"], "answer.1.y": ["99"], "answer.2.x": ["1"], "answer.2.y": ["1"]})
    assert "This is not on the grid." in page
    assert re.search(r'name="answer\.1\.y"[^>]*aria-invalid="true"', page)
    assert 'value="99"' in page


def test_what_a_drawn_step_offers_is_read_aloud() -> None:
    course = read_course(COURSE)
    labels = task_text(generate(course, "parts", "only", 1).steps[0].task)
    assert "ribosome" in labels
    assert "1: the round body at the upper left" in labels
    table = task_text(generate(course, "tables", "only", 1).steps[0].task)
    assert re.search(r"1: \$\d x\$: \d; \$y\$:  … ", table)
