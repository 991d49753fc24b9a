"""Any grade can be opened and decided otherwise by whoever teaches the learner; the state and the learner follow."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import uuid4

import pytest

from chiron.core.events import Draft, Made
from chiron.core.learning.state import LearnerState
from chiron.core.words import Outcome
from chiron.engine.folds import Folds
from chiron.engine.library.shelf import Shelf
from chiron.engine.records import log
from chiron.faces.web.house import House
from tests.core.tiny import tiny
from tests.web.conftest import Browser, Clock, People
from tests.web.test_inbox import AT, Open, contest, essays, right_form, state_of


@pytest.fixture
async def ada(browser_of: Open, people: People) -> Browser:
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await browser.get(f"{AT}/map")
    await browser.post(f"{AT}/practice/start", {"purpose": "skill", "skill": "first"})
    await browser.get(f"{AT}/practice")
    return browser


@pytest.fixture
async def dana(browser_of: Open, people: People) -> Browser:
    return await browser_of(people.dana)


async def answers(ada: Browser, rooms: House, *typed: str | None) -> list[str]:
    """Ada answers the open question so, rightly where nothing is said; the keys of her attempts."""
    assert ada.person is not None
    for text in typed:
        form = await right_form(rooms, ada.person)
        await ada.get(f"{AT}/practice")
        await ada.post(f"{AT}/practice/answer", form if text is None else {**form, "answer": text})
    async with rooms.database.school(ada.person.school) as conn:
        made = await log.read(conn, ada.person.id, kinds=["step.attempted"])
    return [event.draft.key for event in made]


async def decide(dana: Browser, people: People, attempt: str, decision: str, **more: str) -> int:
    """Dana decides on Ada's page."""
    await dana.get(f"/teacher/learner/{people.ada.id}?course=tiny")
    sent = {"attempt": attempt, "decision": decision, "course": "tiny", "skill": "", "note": "", **more}
    return (await dana.post(f"/teacher/learner/{people.ada.id}/grade", sent)).status_code


async def decisions(rooms: House, people: People) -> list[dict[str, Any]]:
    async with rooms.database.school(people.ada.school) as conn:
        return [dict(event.body) for event in await log.read(conn, people.ada.id, kinds=["grade.decided"])]


async def estimate(rooms: House, people: People) -> Any:
    return (await state_of(rooms, people.ada)).record("first").estimate


async def rebuilt_the_same(rooms: House, people: People, course: str = "tiny") -> bool:
    """Whether folding the whole log anew gives the state that pages are made of."""
    async with rooms.database.school(people.ada.school) as conn:
        now = (await rooms.tutoring.folds.gather(conn, people.ada, course)).state
        folds = Folds(Shelf(), rooms.tutoring.folds.model)
        events = await log.read(conn, people.ada.id, course=course)
        from chiron.core.learning.fold import fold

        return fold(LearnerState(), events, await folds.frames(conn, course, events)) == now


async def test_a_teacher_opens_a_grade_and_decides_otherwise(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    (attempt,) = await answers(ada, rooms, "1")
    before = await estimate(rooms, people)
    await dana.get(f"/teacher/learner/{people.ada.id}?course=tiny")
    page = html.unescape(dana.page)
    assert "Why this grade?" in page
    assert "numeric, version " in page
    assert re.search(r"<dt>As typed</dt><dd><code[^>]*>1</code>", page)
    assert await decide(dana, people, attempt, "right", note="Your way is fine.") == 303
    after = await estimate(rooms, people)
    assert after.mean > before.mean
    assert after.evidence == before.evidence
    (body,) = await decisions(rooms, people)
    assert (body["was"], body["outcome"], body["evidence"], body["report"]) == ("incorrect", "correct", True, None)
    await ada.get(f"{AT}/today")
    assert "what you reported" not in ada.page
    page = html.unescape(ada.page)
    assert "A person looked at an answer of yours again" in page
    assert "Your way is fine." in page
    await dana.get(f"/teacher/learner/{people.ada.id}?course=tiny")
    assert "A person decided." in dana.page
    assert await rebuilt_the_same(rooms, people)


async def test_another_decision_takes_it_back(ada: Browser, dana: Browser, people: People, rooms: House) -> None:
    (attempt,) = await answers(ada, rooms, "1")
    before = await estimate(rooms, people)
    await decide(dana, people, attempt, "right")
    await decide(dana, people, attempt, "not-yet")
    after = await estimate(rooms, people)
    assert (after.mean, after.variance) == pytest.approx((before.mean, before.variance), abs=1e-9)
    assert [body["outcome"] for body in await decisions(rooms, people)] == ["correct", "incorrect"]
    await ada.get(f"{AT}/progress")
    assert html.unescape(ada.page).count("looked at an answer of yours again") == 1, "the last decision is told"


async def test_what_counts_so_already_is_left_alone(ada: Browser, dana: Browser, people: People, rooms: House) -> None:
    (attempt,) = await answers(ada, rooms, "1")
    await decide(dana, people, attempt, "not-yet")
    assert await decisions(rooms, people) == []
    await dana.get(f"/teacher/learner/{people.ada.id}?course=tiny&said=same")
    assert "It counts so already" in dana.page


async def test_the_same_form_twice_is_one_decision(ada: Browser, dana: Browser, people: People, rooms: House) -> None:
    (attempt,) = await answers(ada, rooms, "1")
    await dana.get(f"/teacher/learner/{people.ada.id}?course=tiny")
    key = dana.hidden("key")
    sent = {"attempt": attempt, "decision": "right", "course": "tiny", "skill": "", "note": "", "key": key}
    for _ in range(2):
        assert (await dana.post(f"/teacher/learner/{people.ada.id}/grade", sent)).status_code == 303
    assert len(await decisions(rooms, people)) == 1


async def test_a_later_answer_is_decided_without_counting(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    """The step is done by it, the question over, and the first answer still counts."""
    _, later = await answers(ada, rooms, "1", "2")
    before = await estimate(rooms, people)
    await decide(dana, people, later, "right")
    assert await estimate(rooms, people) == before
    (body,) = await decisions(rooms, people)
    assert body["evidence"] is False
    state = await state_of(rooms, people.ada)
    assert state.item is not None
    assert state.item.finished is body["finishes"]
    await ada.get(f"{AT}/practice")
    assert "Next question" in ada.page or "Check this step" in ada.page, "the learner can go on"
    assert await rebuilt_the_same(rooms, people)


async def test_a_decision_that_solves_the_open_step_finishes_the_question(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    while (await state_of(rooms, people.ada)).item.template == "two":  # type: ignore[union-attr]
        await answers(ada, rooms, None)
        await ada.get(f"{AT}/practice")
    keys = await answers(ada, rooms, "1")
    await decide(dana, people, keys[-1], "right")
    state = await state_of(rooms, people.ada)
    assert state.item is not None
    assert state.item.finished
    await ada.get(f"{AT}/practice")
    assert "Next question" in ada.page
    sent = await ada.post(f"{AT}/practice/next", {"item": state.item.id})
    assert sent.status_code == 303


async def test_a_contest_that_waits_is_answered_by_it(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    report = await contest(ada, rooms)
    await decide(dana, people, report["attempt"], "right", note="Agreed.")
    await dana.get("/inbox")
    assert "Nothing waits for you" in dana.page
    async with rooms.database.school(people.ada.school) as conn:
        (answered,) = await log.read(conn, people.ada.id, kinds=["report.answered"])
    assert (answered.body["decision"], answered.body["note"]) == ("agreed", "Agreed.")
    assert (await decisions(rooms, people))[0]["report"] == report["report"]
    await ada.get(f"{AT}/today")
    assert "Agreed: it counts." in ada.page
    assert "looked at an answer of yours again" not in ada.page, "one deed is told once"


async def test_an_answer_that_no_checker_judged(browser_of: Open, dana: Browser, people: People, rooms: House) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, essays())
    ada = await browser_of(people.ada)
    await ada.get("/learn/essays/map")
    await ada.post("/learn/essays/practice/start", {"purpose": "skill", "skill": "first"})
    await ada.get("/learn/essays/practice")
    item = (await state_of(rooms, people.ada, "essays")).item
    assert item is not None
    await ada.post("/learn/essays/practice/answer", {"item": item.id, "step": "say", "answer": "Both stay equal."})
    (attempt,) = [event.draft.key for event in await _events(rooms, people)]
    for decision, outcome in (("right", Outcome.CORRECT), ("not-yet", Outcome.INCORRECT)):
        await dana.get(f"/teacher/learner/{people.ada.id}?course=essays")
        sent = {"attempt": attempt, "decision": decision, "course": "essays", "skill": "", "note": ""}
        await dana.post(f"/teacher/learner/{people.ada.id}/grade", sent)
        record = (await state_of(rooms, people.ada, "essays")).record("first")
        assert (record.opportunities, record.trace[-1].outcome) == (1, outcome)
    assert await rebuilt_the_same(rooms, people, "essays")
    await dana.get("/inbox")
    assert "Nothing waits for you" in dana.page


async def _events(rooms: House, people: People) -> list[Any]:
    async with rooms.database.school(people.ada.school) as conn:
        return await log.read(conn, people.ada.id, kinds=["step.attempted"])


@pytest.mark.parametrize("who", ["eve", "cleo", "ben", "ada"])
async def test_nobody_else_decides(ada: Browser, browser_of: Open, people: People, rooms: House, who: str) -> None:
    (attempt,) = await answers(ada, rooms, "1")
    browser = await browser_of(getattr(people, who))
    await browser.get("/settings")
    sent = {"attempt": attempt, "decision": "right", "course": "tiny", "key": str(uuid4())}
    found = await browser.post(f"/teacher/learner/{people.ada.id}/grade", sent)
    assert found.status_code in (403, 404)
    assert await decisions(rooms, people) == []


async def test_what_is_no_answer_of_this_learner_is_not_found(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    await answers(ada, rooms, "1")
    assert await decide(dana, people, "no-such-key", "right") == 404
    assert await decide(dana, people, (await answers(ada, rooms))[0], "perhaps") == 422
    assert await decide(dana, people, (await answers(ada, rooms))[0], "right", note="x" * 5000) == 422
    assert "Shorten the note" in dana.page
    assert await decisions(rooms, people) == []


async def test_a_learner_opens_their_own_grades(ada: Browser, people: People, rooms: House) -> None:
    await answers(ada, rooms, r"\frac12")
    await ada.get(f"{AT}/practice")
    assert "Why this grade?" in ada.page
    await ada.get(f"{AT}/answers?skill=first")
    page = html.unescape(ada.page)
    assert "Your answers:" in page
    assert re.search(r"<dt>As typed</dt><dd><code[^>]*>1/2</code>", page), "nobody reads the LaTeX of a field"
    assert "It is right" not in page, "nobody decides their own grade"
    await ada.get(f"{AT}/map?skill=first")
    assert f"{AT}/answers?skill=first" in ada.page


async def test_an_item_keeps_the_version_it_was_made_from(
    ada: Browser, dana: Browser, people: People, rooms: House, clock: Clock
) -> None:
    """A newer version of the course changes neither what was asked nor how it was read."""
    await answers(ada, rooms, "1")
    newer = tiny().model_dump(mode="json", exclude_defaults=True)
    for skill in newer["units"][0]["skills"]:
        for template in skill["templates"]:
            template["prompt"] = "Something else, $@b$."
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, type(tiny()).model_validate(newer))
    clock.on(minutes=1)
    await dana.get(f"/teacher/learner/{people.ada.id}?course=tiny")
    assert "Solve" in dana.page
    assert "Something else" not in dana.page


async def test_a_case_that_a_checker_answered_says_so(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    """As `chiron regrade` answers one (tests/cli/test_regrade.py): Chiron did it, by a checker of that version."""
    report = await contest(ada, rooms)
    async with rooms.database.school(people.ada.school) as conn:
        made = Made(checker="numeric@9")
        tried = await log.by_key(conn, people.ada.id, report["attempt"])
        assert tried is not None
        body = {"report": report["report"], "decision": "agreed", "note": ""}
        draft = Draft("report.answered", body, "by-checker", None, rooms.clock(), about=tried.draft.about, made=made)
        await log.append(conn, people.ada.id, await log.last_seq(conn, people.ada.id), [draft])
    await dana.get(f"/inbox/{people.ada.id}/{report['report']}")
    assert "by Chiron’s checker numeric@9" in html.unescape(dana.page)
    assert "Nothing waits for you" in dana.page
