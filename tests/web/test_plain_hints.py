"""Others' hints on the practice page: numbered stops in every language, and the solution where there are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chiron.faces.web.house import House
from chiron.faces.web.wording import next_hint_words, rung_words, said_title
from tests.core.test_plain_hints import hinted
from tests.web.conftest import Browser, People
from tests.web.test_learner import AT, begin
from tests.web.test_looking import words


async def learner(browser_of, rooms: House, people: People, hints: list[str], language: str = "en") -> Browser:
    """Ada before a problem with these hints."""
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, hinted(hints))
    ada = await browser_of(replace(people.ada, language=language))
    await ada.get(f"{AT}/goal")
    await ada.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await begin(ada)
    return ada


def of_step(ada: Browser) -> dict[str, str]:
    return {name: ada.hidden(name) for name in ("item", "step")}


async def test_each_stop_has_a_number_and_is_given_in_turn(browser_of, rooms, people) -> None:
    ada = await learner(browser_of, rooms, people, ["Look at @b.", "Undo it."])
    assert 'class="ladder numbered"' in ada.page
    for number, said in enumerate(("Look at", "Undo it."), 1):
        assert "Next hint" in words(ada.page)
        await ada.post(f"{AT}/practice/hint", {**of_step(ada), "rung": str(number - 1)})
        await ada.get(f"{AT}/practice")
        assert f"Hint {number} {said}" in words(ada.page)
        assert f"hint {number} of 2 Open" in words(ada.page)
    assert "Next hint" not in words(ada.page)
    assert "Show the worked solution" in words(ada.page)


async def test_not_knowing_without_hints_shows_the_solution(browser_of, rooms, people) -> None:
    ada = await learner(browser_of, rooms, people, [])
    page = words(ada.page)
    assert "There are no hints for it" in page
    assert "Show the worked solution" in page
    assert 'class="ladder' not in ada.page
    await ada.post(f"{AT}/practice/answer", {**of_step(ada), "answer": "", "unsure": "yes"})
    assert "shown-solution" in (await ada.get(f"{AT}/practice")).text


async def test_a_spanish_reader_takes_hints_in_spanish(browser_of, rooms, people) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        await conn.execute("UPDATE person SET language = 'es' WHERE id = %s", [people.ada.id])
    ada = await learner(browser_of, rooms, people, ["Look at @b."], "es")
    assert "Pista siguiente" in words(ada.page)
    await ada.post(f"{AT}/practice/hint", {**of_step(ada), "rung": "0"})
    assert "Pista 1 Look at" in words((await ada.get(f"{AT}/practice")).text)


@pytest.mark.parametrize("name", ["point", "principle", "next_step", "worked_example"])
def test_named_rungs_keep_their_names(name: str) -> None:
    assert "1" not in rung_words(name) + next_hint_words(name) + said_title(f"hint:{name}")
    assert rung_words("hint-12") == said_title("hint:hint-12") == "Hint 12"
    assert next_hint_words("hint-12") == "Next hint"
