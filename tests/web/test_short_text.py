"""A short answer: what is sure is said at once; what is not goes to a teacher, and the state follows."""

from __future__ import annotations

from chiron.core.learning.course import Course
from chiron.core.words import Outcome
from chiron.engine.records import log
from chiron.faces.web.house import House
from tests.core.tiny import HINTS, tiny
from tests.web.conftest import Browser, People
from tests.web.test_inbox import Open, case_at, state_of


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


async def begun(browser_of: Open, people: People, rooms: House) -> tuple[Browser, str]:
    """Ada before the question, and the item's id."""
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, explaining())
    ada = await browser_of(people.ada)
    await ada.get("/learn/bulbs/goal")
    await ada.post("/learn/bulbs/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await ada.get("/learn/bulbs/map")
    await ada.post("/learn/bulbs/practice/start", {"purpose": "skill", "skill": "first"})
    await ada.get("/learn/bulbs/practice")
    item = (await state_of(rooms, people.ada, "bulbs")).item
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
