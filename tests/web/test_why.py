"""An estimate opened: by the learner, by who teaches them, by nobody else; a grade overruled counts as it stands."""

from __future__ import annotations

import html
import re

from chiron.engine.folds.told import responses
from chiron.faces.web.house import House
from tests.core.tiny import tiny
from tests.web.conftest import Browser, People
from tests.web.test_inbox import AT, Open
from tests.web.test_overruling import ada, answers, dana, decide

__all__ = ["ada", "dana"]


def times(page: str) -> int:
    """The chance that the page says, of 100."""
    found = re.search(r"is right about <strong>(\d+) times in 100", html.unescape(page))
    assert found is not None
    return int(found[1])


async def test_the_page_says_what_speaks_for_it_and_what_would_change_it(ada: Browser, rooms: House) -> None:
    assert (await ada.get(f"{AT}/why?skill=first")).status_code == 200
    assert times(ada.page)
    assert "There is no answer in this skill yet" in ada.page
    await answers(ada, rooms, "1")
    await ada.get(f"{AT}/why?skill=first")
    words = html.unescape(ada.page)
    assert "The last answers in this skill were not all right yet." in words
    found = re.search(r"about (\d+) times in 100\. After a wrong one: about (\d+)\.", words)
    assert found is not None
    assert int(found[2]) < int(found[1])
    await answers(ada, rooms, None)
    after = times((await ada.get(f"{AT}/why?skill=first")).text)
    assert after > int(found[2])
    assert (await ada.get(f"{AT}/why?skill=none-such")).status_code == 404


async def test_a_teacher_reads_the_same_and_a_grade_judged_otherwise_moves_it(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    (attempt, *_) = await answers(ada, rooms, "1")
    at = f"/teacher/learner/{people.ada.id}/why?course=tiny&skill=first"
    assert (await dana.get(at)).status_code == 200
    before = times(dana.page)
    await ada.get(f"{AT}/why?skill=first")
    assert times(ada.page) == before
    assert await decide(dana, people, attempt, "right") < 400
    await dana.get(at)
    assert times(dana.page) > before
    async with rooms.database.school(people.ada.school) as conn:
        (told,) = await responses(conn, people.ada, tiny())
    assert told.right
    assert (await dana.get(f"/teacher/learner/{people.ada.id}/why?course=tiny&skill=none-such")).status_code == 404


async def test_nobody_else_opens_it(browser_of: Open, people: People) -> None:
    for person in (people.ben, people.eve):
        browser = await browser_of(person)
        found = await browser.get(f"/teacher/learner/{people.ada.id}/why?course=tiny&skill=first")
        assert found.status_code in (403, 404)


async def test_the_evidence_says_how_far_a_skill_is_shown(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    await ada.get(f"{AT}/map?skill=first")
    assert "How far it is shown" not in ada.page
    await answers(ada, rooms, None)
    await ada.get(f"{AT}/map?skill=first")
    assert "How far it is shown" in ada.page
    assert "Right again after a day" in ada.page
    await dana.get(f"/teacher?course=tiny&learner={people.ada.id}&skill=first")
    assert "How far it is shown" in dana.page
