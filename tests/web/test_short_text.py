"""A short answer: what is sure is said at once; what is not goes to a teacher, and the state follows."""

from __future__ import annotations

import html

import pytest

from chiron.core.learning.course import Course
from chiron.core.words import Outcome
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.faces.web.house import House
from tests.core.tiny import HINTS, tiny
from tests.web.conftest import Browser, Clock, People
from tests.web.test_inbox import Open, case_at, essays, state_of
from tests.web.test_self_judged import closed


def explaining() -> Course:
    """The tiny course with a short answer in its first skill."""
    made = tiny().model_dump(mode="json", exclude_defaults=True)
    step = {
        "id": "say",
        "kind": "short-text",
        "prompt": "Why does the bulb go out?",
        "context": "Why does the bulb go out when the switch is opened?",
        "reference": ["There is a gap in the path of the current."],
        "wrong": [{"says": ["battery is empty"], "feedback": "The battery is as full as before."}],
        "hints": {**HINTS, "next_step": "Follow the wire."},
        "solution": "The path has a gap.",
    }
    template = {"id": "bulb", "prompt": "A switch is opened.", "steps": [step], "solution": "The path has a gap."}
    made["units"][0]["skills"][0]["templates"] = [template]
    return Course.model_validate({**made, "id": "bulbs", "title": "Bulbs"})


async def begun(
    browser_of: Open, people: People, rooms: House, who: Person | None = None, purpose: str = "skill"
) -> tuple[Browser, str]:
    """Ada, or somebody else, before the question, and the item's id."""
    who = who or people.ada
    async with rooms.database.school(who.school) as conn:
        await rooms.shelf.publish(conn, explaining())
    ada = await browser_of(who)
    await ada.get("/learn/bulbs/goal")
    await ada.post("/learn/bulbs/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await ada.get("/learn/bulbs/map")
    await ada.post("/learn/bulbs/practice/start", {"purpose": purpose, "skill": "first"})
    await ada.get("/learn/bulbs/practice")
    item = (await state_of(rooms, who, "bulbs")).item
    assert item is not None
    return ada, item.id


async def answer(ada: Browser, item: str, text: str) -> None:
    await ada.post("/learn/bulbs/practice/answer", {"item": item, "step": "say", "answer": text})
    await ada.get("/learn/bulbs/practice")


async def test_what_is_sure_is_said_at_once(browser_of: Open, people: People, rooms: House) -> None:
    ada, item = await begun(browser_of, people, rooms)
    await answer(ada, item, "I think the battery is empty")
    assert "The battery is as full as before." in ada.page
    await answer(ada, item, "there is a gap in the path of the current")
    state = await state_of(rooms, people.ada, "bulbs")
    assert state.item is not None
    tries = [one.outcome for one in state.item.step("say").attempts]
    assert tries == [Outcome.INCORRECT, Outcome.CORRECT]


async def test_what_is_not_sure_goes_to_a_teacher_with_its_reasons(
    browser_of: Open, people: People, rooms: House
) -> None:
    ada, item = await begun(browser_of, people, rooms)
    await answer(ada, item, "There is not a gap in the path of the current.")
    assert "A person reads this one" in ada.page
    assert (await state_of(rooms, people.ada, "bulbs")).record("first").estimate is None
    async with rooms.database.school(people.ada.school) as conn:
        attempt = (await log.read(conn, people.ada.id, kinds=["step.attempted"]))[-1]
        report = dict((await log.read(conn, people.ada.id, kinds=["report.made"]))[-1].body)
    assert attempt.body["proof"]["warnings"] == ["denied-or-opposite"]
    assert 0 < attempt.body["proof"]["chance"] < 1
    dana = await browser_of(people.dana)
    await dana.get(case_at(people, report))
    assert "There is a gap in the path of the current." in dana.page, "the author's answer, to compare with"
    await dana.post(f"{case_at(people, report)}/decide", {"decision": "not-yet", "note": "Look again at not."})
    after = (await state_of(rooms, people.ada, "bulbs")).record("first").estimate
    assert after is not None
    assert after.evidence == 1


async def test_why_this_grade_says_that_a_person_judged_the_same_answer_before(
    browser_of: Open, people: People, rooms: House
) -> None:
    said = "Secretly there is not a gap in the path of the current."
    ada, item = await begun(browser_of, people, rooms)
    await answer(ada, item, said)
    async with rooms.database.school(people.ada.school) as conn:
        report = dict((await log.read(conn, people.ada.id, kinds=["report.made"]))[-1].body)
        (attempt,) = await log.read(conn, people.ada.id, kinds=["step.attempted"])
    dana = await browser_of(people.dana)
    await dana.get(case_at(people, report))
    await dana.post(f"{case_at(people, report)}/decide", {"decision": "not-yet", "note": "Words for Ada alone."})
    ben, item = await begun(browser_of, people, rooms, people.ben)
    await answer(ben, item, said.upper())
    page = html.unescape(ben.page)
    assert "A person here judged the same answer before: not yet." in page
    assert "A person reads this one" not in page
    for hers in (people.ada.name, "Words for Ada alone.", said, attempt.draft.key):
        assert hers not in page.partition("<main")[2]


READS = {
    ("bulbs", False): "Checked at once; where that is not sure, a person reads it.",
    ("bulbs", True): "Checked at once; where that is not sure, you compare it with a good answer",
    ("essays", False): "A person reads this one.",
    ("essays", True): "Nobody else reads this here. You compare it with a good answer",
}


@pytest.mark.parametrize(("course", "alone"), READS)
async def test_the_field_says_who_reads_the_answer(
    browser_of: Open, people: People, rooms: House, clock: Clock, course: str, alone: bool
) -> None:
    if alone:
        await closed(rooms, clock, people.dana, people.eve)
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, explaining() if course == "bulbs" else essays())
    ada = await browser_of(people.ada)
    for path, sent in (
        ("goal", {"goal": "all", "why": "", "minutes": "60", "until": ""}),
        ("practice/start", {"purpose": "skill", "skill": "first"}),
    ):
        await ada.get(f"/learn/{course}/{'goal' if path == 'goal' else 'map'}")
        await ada.post(f"/learn/{course}/{path}", sent)
    await ada.get(f"/learn/{course}/practice")
    page = html.unescape(ada.page)
    assert [words for words in READS.values() if words in page] == [READS[course, alone]]
