"""Texts of a unit, also of a unit of texts alone, and skills without a lesson: on every page that lists units."""

from __future__ import annotations

from tests.core.others import PENDULUM
from tests.web.conftest import Browser
from tests.web.shelved_others import ada, dana, shelved
from tests.web.test_learner import AT, begin
from tests.web.test_looking import words
from tests.web.test_sheets import begin as begin_check

QUESTION = "What did Galileo see in Pisa about a pendulum?"


__all__ = ["ada", "dana", "shelved"]


async def test_the_list_of_lessons_holds_texts_and_offers_no_empty_lesson(ada: Browser) -> None:
    page = (await ada.get(f"{AT}/lessons")).text
    for name in ("pendulums", "clocks", "old-scales", "first", "third"):
        assert f'href="{AT}/lessons/{name}"' in page, name
    assert f'href="{AT}/lessons/second"' not in page
    assert f'href="{AT}/map?skill=second"' in page
    assert page.index("lessons/pendulums") < page.index("lessons/old-scales") < page.index("lessons/first")


async def test_a_text_is_a_page_with_its_drawing_its_source_and_its_neighbours(ada: Browser) -> None:
    found = await ada.get(f"{AT}/lessons/pendulums")
    assert found.status_code == 200
    assert PENDULUM in words(found.text)
    assert "From Balances & Scales by Ana Ruiz, Bo Lee, CC BY 4.0" in words(found.text)
    assert "Say what sets the pace of a pendulum." in words(found.text)
    assert 'viewBox="0 0 20 20"' in found.text
    assert f'href="{AT}/lessons/clocks"' in found.text
    assert "practice/start" not in found.text
    scales = (await ada.get(f"{AT}/lessons/old-scales")).text
    assert "What it helps with" in words(scales)
    assert f'href="{AT}/lessons/first"' in scales
    assert f'href="{AT}/lessons/clocks"' in scales
    assert (await ada.get(f"{AT}/lessons/nothing")).status_code == 404


async def test_lessons_are_next_to_what_can_be_read(ada: Browser) -> None:
    page = (await ada.get(f"{AT}/lessons/first")).text
    assert f'href="{AT}/lessons/old-scales"' in page
    assert f'href="{AT}/lessons/third"' in page


async def test_a_skill_without_a_lesson_is_shown_on_the_map(ada: Browser) -> None:
    found = await ada.get(f"{AT}/lessons/second")
    assert (found.status_code, found.headers["location"]) == (303, f"{AT}/map?skill=second")
    there = (await ada.get(f"{AT}/map?skill=second")).text
    assert "Read the lesson" not in there
    assert "Practise this" in there
    assert "Read the lesson" in (await ada.get(f"{AT}/map?skill=first")).text


async def test_every_page_copes_with_a_unit_of_texts_alone(ada: Browser) -> None:
    for page in ("today", "path", "map", "map?view=list", "progress", "why?skill=second", "check"):
        assert (await ada.get(f"{AT}/{page}")).status_code in (200, 303), page
    assert (await begin_check(ada, "unit", "reader")).status_code == 422


async def test_the_tutor_quotes_a_text_and_leads_to_it(ada: Browser) -> None:
    await begin(ada)
    await ada.post(f"{AT}/practice/say", {"item": ada.hidden("item"), "text": QUESTION})
    page = (await ada.get(f"{AT}/practice")).text
    assert PENDULUM in words(page)
    assert f'href="{AT}/lessons/pendulums"' in page
    assert "Pendulums: In Pisa" in words(page)


async def test_who_asks_why_where_there_is_no_lesson_gets_the_next_hint(ada: Browser) -> None:
    await begin(ada, skill="second")
    await ada.post(f"{AT}/practice/say", {"item": ada.hidden("item"), "text": "why?"})
    assert "Look at the sign." in words((await ada.get(f"{AT}/practice")).text)


async def test_teachers_read_texts_and_assign_no_unit_without_skills(dana: Browser) -> None:
    course = (await dana.get("/teacher/courses/tiny")).text
    assert 'href="/teacher/courses/tiny/pendulums"' in course
    assert "part=reader" not in course
    assert "part=unit" in course
    text = await dana.get("/teacher/courses/tiny/pendulums")
    assert PENDULUM in words(text.text)
    assert "The lesson" not in words((await dana.get("/teacher/courses/tiny/second")).text)
    assert "check:unit/reader" not in (await dana.get("/teacher/assign?course=tiny")).text
    for unit, said in (("reader", "Pendulums"), ("unit", "Old scales")):
        guide = await dana.get(f"/teacher/guide/tiny/{unit}")
        assert guide.status_code == 200
        assert "Texts to read" in words(guide.text)
        assert said in words(guide.text)
