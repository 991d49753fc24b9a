"""Openings, check-ins and endings through HTTP: edited in the browser, read by the class, in their language."""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from chiron.core.learning.course import Course
from chiron.engine.people import store
from chiron.engine.people.person import Person
from chiron.engine.records.ids import new_id
from chiron.faces.web.house import House
from chiron.faces.web.teacher.flows import plain
from tests.core.tiny import tiny
from tests.web.conftest import Browser, People
from tests.web.reading import words
from tests.web.test_inbox import AT
from tests.web.test_learner import begin

Open = Callable[[Person | None], Awaitable[Browser]]
FLOWS = "/teacher/flows"


def form(people: People, **more: object) -> dict[str, object]:
    usual = {
        "class": str(people.room),
        "course": "tiny",
        "do": "keep",
        "opening": "Hello from 8B!\n",
        "key": str(new_id()),
    }
    return {**usual, "check_in": "How is *it* going?", "ending": "Until tomorrow, with $x+1$.", **more}


async def sat_down(browser: Browser) -> Browser:
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await begin(browser)
    return browser


async def test_a_class_reads_the_lines_of_its_teacher_and_nobody_else_does(
    browser_of: Open, people: People, rooms: House
) -> None:
    dana, ada = await browser_of(people.dana), await sat_down(await browser_of(people.ada))
    own = tiny().flows
    assert own.opening[0] in html.unescape(ada.page), "a sitting opens with the course's line"
    await dana.get(f"{FLOWS}?class={people.room}&course=tiny")
    assert "The course’s own lines are said now." in words(dana)
    assert (await dana.post(FLOWS, form(people, do="preview"))).status_code == 200
    assert "As learners will read it" in words(dana)
    await ada.get(f"{AT}/practice")
    assert "Hello from 8B!" not in words(ada), "a preview keeps nothing"
    assert (await dana.post(FLOWS, form(people))).status_code == 303
    await ada.get(f"{AT}/practice")
    assert "Hello from 8B!" in words(ada)
    assert re.search(r'source-badge person">.*?source-words">Dana<', ada.page), "with the name of who wrote it"
    await ada.post(f"{AT}/practice/say", {"item": ada.hidden("item"), "text": "Hello"})
    await ada.get(f"{AT}/practice")
    assert ada.page.count("Hello from 8B!") == 1, "it answers a greeting"
    assert 'source-badge person"' in ada.page
    await ada.post(f"{AT}/practice/finish", {})
    await ada.get(f"{AT}/summary")
    assert "Until tomorrow, with" in words(ada)
    cleo = await sat_down(await browser_of(people.cleo))
    assert "Hello from 8B!" not in words(cleo)
    await dana.get(f"{FLOWS}?class={people.room}&course=tiny")
    assert "How is *it* going?" in dana.page, "typed again as it was typed"
    await dana.post(FLOWS, form(people, do="away"))
    await ada.get(f"{AT}/summary")
    assert own.ending[0] in html.unescape(ada.page)
    await dana.get(f"{FLOWS}/history?class={people.room}&course=tiny")
    assert "Hello from 8B!" in words(dana)


async def test_a_part_that_is_left_as_it_was_stays_the_courses(browser_of: Open, people: People, rooms: House) -> None:
    dana, own = await browser_of(people.dana), tiny().flows
    await dana.get(f"{FLOWS}?class={people.room}&course=tiny")
    as_given = {part: "\n".join(plain(line) for line in getattr(own, part)) for part in ("check_in", "ending")}
    assert (await dana.post(FLOWS, form(people, **as_given))).status_code == 303
    await dana.get(f"{FLOWS}?class={people.room}&course=tiny")
    assert re.findall(r'source-badge (\w+)"', dana.page) == ["person", "course", "course"]
    again = await dana.post(FLOWS, form(people, opening="\n".join(map(plain, own.opening)), **as_given))
    assert again.status_code == 422
    assert "These are the course’s own lines." in words(dana)


async def test_lines_of_another_language_are_for_those_who_read_it(
    browser_of: Open, people: People, rooms: House
) -> None:
    made = tiny().model_dump(mode="json", exclude_defaults=True)
    made["flows"]["languages"] = {"es": {"opening": ["¡Hola del curso!"]}}
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, Course.model_validate(made))
        await conn.execute("UPDATE person SET language = 'es' WHERE id = %s", (people.ben.id,))
        ben = await store.view_person(conn, people.ben.id)
    reads_spanish = await sat_down(await browser_of(replace(people.ben, language=ben.language)))
    assert "¡Hola del curso!" in words(reads_spanish)
    assert "¡Hola del curso!" not in words(await sat_down(await browser_of(people.ada)))
    dana = await browser_of(people.dana)
    await dana.get(f"{FLOWS}?class={people.room}&course=tiny")
    assert (await dana.post(FLOWS, form(people, **{"opening-es": "Hola, 8B."}))).status_code == 303
    await reads_spanish.get(f"{AT}/practice")
    assert "Hola, 8B." in words(reads_spanish)


async def test_who_may_not_and_what_cannot_be_kept(browser_of: Open, people: People) -> None:
    eve, dana = await browser_of(people.eve), await browser_of(people.dana)
    await eve.get(FLOWS)
    assert (await eve.post(FLOWS, form(people))).status_code in (403, 404)
    assert (await eve.get(f"{FLOWS}?class={people.room}&course=tiny")).status_code in (403, 404)
    await dana.get(f"{FLOWS}?class={people.room}&course=tiny")
    for more, why in (
        ({"opening": " \n "}, "Write at least one line."),
        ({"ending": "x" * 301}, "Shorten each line to 300 letters"),
        ({"opening-es": "\n".join("abcdefghi")}, "At most 8 lines here."),
    ):
        sent = await dana.post(FLOWS, form(people, **more))
        assert (sent.status_code, why in words(dana)) == (422, True), why
