"""The inbox through HTTP: what a learner contests or says reaches a person, and the learner is told."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from chiron.core.events import About, Draft
from chiron.core.learning.course import Course
from chiron.core.learning.decide import made_item
from chiron.core.learning.interactions import interaction
from chiron.core.learning.state import LearnerState
from chiron.engine.people import classes, store
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.faces.web.house import House
from tests.core.tiny import HINTS, tiny
from tests.web.conftest import Browser, Clock, People

AT = "/learn/tiny"
Open = Callable[[Person | None], Awaitable[Browser]]


def essays() -> Course:
    """The tiny course with an open question in its first skill."""
    made = tiny().model_dump(mode="json", exclude_defaults=True)
    hints = {**HINTS, "next_step": "Think of scales."}
    step = {"id": "say", "kind": "open", "prompt": "Why?", "rubric": "Names the balance.", "hints": hints}
    template = {
        "id": "essay",
        "prompt": "Why may both sides be halved?",
        "steps": [{**step, "solution": "Both stay equal."}],
        "solution": "Both stay equal.",
    }
    made["units"][0]["skills"][0]["templates"] = [template]
    return Course.model_validate({**made, "id": "essays", "title": "Essays"})


async def state_of(rooms: House, person: Person, course: str = "tiny") -> LearnerState:
    async with rooms.database.school(person.school) as conn:
        return (await rooms.tutoring.folds.gather(conn, person, course)).state


async def right_form(rooms: House, person: Person) -> dict[str, str]:
    """The form of a right answer to the step to do now."""
    async with rooms.database.school(person.school) as conn:
        gathered = await rooms.tutoring.folds.gather(conn, person, "tiny")
        school = await store.view_school(conn)
    item = gathered.state.item
    assert item is not None
    steps = made_item(item, rooms.tutoring.setting(person, school, gathered.frame)).steps
    step = next(s for s in steps if not item.step(s.id).done)
    form = interaction(step.kind).right(step.task, step.key)
    assert form is not None
    return {"item": item.id, "step": step.id, "answer": form["answer"][0]}


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


async def contest(ada: Browser, rooms: House, text: str = "I think that is right") -> dict[str, Any]:
    """Ada answers wrongly and says that it was right; the body of her report."""
    assert ada.person is not None
    form = await right_form(rooms, ada.person)
    await ada.post(f"{AT}/practice/answer", {**form, "answer": "1"})
    item = (await state_of(rooms, ada.person)).item
    assert item is not None
    attempt = item.step(form["step"]).attempts[-1].key
    await ada.get(f"{AT}/practice")
    await ada.post(f"{AT}/practice/report", {"what": "grade", "item": item.id, "attempt": attempt, "text": text})
    async with rooms.database.school(ada.person.school) as conn:
        made = await log.read(conn, ada.person.id, kinds=["report.made"])
    return dict(made[-1].body)


def case_at(people: People, report: dict[str, Any]) -> str:
    return f"/inbox/{people.ada.id}/{report['report']}"


async def test_an_empty_inbox_says_so(dana: Browser) -> None:
    found = await dana.get("/inbox")
    assert found.status_code == 200
    assert "Nothing waits for you" in dana.page


async def test_a_contested_grade_is_laid_open(ada: Browser, dana: Browser, people: People, rooms: House) -> None:
    report = await contest(ada, rooms)
    await dana.get("/inbox")
    assert "Ada contests a grade" in dana.page
    assert "Inbox (1)" in dana.page
    await dana.get(case_at(people, report))
    page = html.unescape(dana.page)
    assert "I think that is right" in page
    assert "Checked again now:" in page
    assert "Agree and give the step" in page


async def test_a_second_contest_of_the_same_answer_waits_for_the_first(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    report = await contest(ada, rooms)
    await ada.get(f"{AT}/practice")
    assert "already with your teacher" in ada.page
    assert "My answer was right" not in ada.page
    again = {"what": "grade", "item": report["item"], "attempt": report["attempt"], "text": "Really"}
    await ada.post(f"{AT}/practice/report", again)
    assert "already with your teacher" in ada.page
    assert "Sent. A person looks at it" not in ada.page
    await dana.get("/inbox")
    assert "Inbox (1)" in dana.page
    await dana.get(case_at(people, report))
    await dana.post(f"{case_at(people, report)}/decide", {"decision": "kept", "note": ""})
    await ada.get(f"{AT}/practice")
    assert "My answer was right" in ada.page
    await ada.post(f"{AT}/practice/report", again)
    async with rooms.database.school(people.ada.school) as conn:
        second = (await log.read(conn, people.ada.id, kinds=["report.made"]))[-1].body
    assert (second["after"], second["attempt"]) == (report["report"], report["attempt"])
    await dana.get(case_at(people, dict(second)))
    assert "contests the same answer again" in dana.page
    assert f'href="{case_at(people, report)}"' in dana.page


async def test_the_decision_is_told_also_without_a_note(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    report = await contest(ada, rooms)
    await dana.get(case_at(people, report))
    await dana.post(f"{case_at(people, report)}/decide", {"decision": "agreed", "note": ""})
    await ada.get(f"{AT}/today")
    assert "Agreed: it counts." in ada.page


async def test_agreeing_raises_the_estimate_and_tells_the_learner(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    report = await contest(ada, rooms)
    before = (await state_of(rooms, people.ada)).record("first").estimate
    assert before is not None
    await dana.get(case_at(people, report))
    sent = await dana.post(f"{case_at(people, report)}/decide", {"decision": "agreed", "note": "You are right."})
    assert sent.status_code == 303
    after = (await state_of(rooms, people.ada)).record("first").estimate
    assert after is not None
    assert after.mean > before.mean
    assert after.evidence == before.evidence
    await dana.get("/inbox")
    assert "Nothing waits for you" in dana.page
    assert "Done this week: 1." in dana.page
    await ada.get(f"{AT}/progress")
    assert "You are right." in html.unescape(ada.page)
    async with rooms.database.school(people.ada.school) as conn:
        decided = (await log.read(conn, people.ada.id, kinds=["grade.decided"]))[0]
    assert decided.draft.actor == people.dana.id


async def test_keeping_not_yet_changes_no_evidence(ada: Browser, dana: Browser, people: People, rooms: House) -> None:
    report = await contest(ada, rooms)
    before = (await state_of(rooms, people.ada)).record("first").estimate
    await dana.get(case_at(people, report))
    await dana.post(f"{case_at(people, report)}/decide", {"decision": "kept", "note": ""})
    assert (await state_of(rooms, people.ada)).record("first").estimate == before
    async with rooms.database.school(people.ada.school) as conn:
        assert not await log.read(conn, people.ada.id, kinds=["grade.decided"])
        assert len(await log.read(conn, people.ada.id, kinds=["report.answered"])) == 1


async def test_a_decision_can_be_changed_and_the_evidence_goes_back(
    ada: Browser, dana: Browser, browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    report = await contest(ada, rooms)
    before = (await state_of(rooms, people.ada)).record("first").estimate
    assert before is not None
    for decision in ("agreed", "kept"):
        await dana.get(case_at(people, report))
        await dana.post(f"{case_at(people, report)}/decide", {"decision": decision, "note": ""})
    after = (await state_of(rooms, people.ada)).record("first").estimate
    assert after is not None
    assert after.mean == pytest.approx(before.mean)
    assert after.variance == pytest.approx(before.variance)
    clock.on(days=8)
    dana = await browser_of(people.dana)
    await dana.get(case_at(people, report))
    assert "Decide otherwise" not in dana.page
    sent = await dana.post(
        f"{case_at(people, report)}/decide", {"decision": "agreed", "note": "", "key": str(people.ada.id)}
    )
    assert sent.status_code == 409


async def test_the_same_decision_sent_twice_counts_once(
    ada: Browser, dana: Browser, people: People, rooms: House
) -> None:
    report = await contest(ada, rooms)
    await dana.get(case_at(people, report))
    form = {"decision": "agreed", "note": "", "key": dana.hidden("key"), "csrf": dana.hidden("csrf")}
    sent = await asyncio.gather(*(dana.client.post(f"{case_at(people, report)}/decide", data=form) for _ in range(4)))
    assert {each.status_code for each in sent} == {303}
    async with rooms.database.school(people.ada.school) as conn:
        assert len(await log.read(conn, people.ada.id, kinds=["report.answered", "grade.decided"])) == 2


async def test_a_form_without_our_token_is_refused(ada: Browser, dana: Browser, people: People, rooms: House) -> None:
    report = await contest(ada, rooms)
    await dana.get(case_at(people, report))
    form = {"decision": "agreed", "key": dana.hidden("key"), "csrf": "0" * 40}
    assert (await dana.client.post(f"{case_at(people, report)}/decide", data=form)).status_code == 403


@pytest.mark.parametrize("who", ["eve", "cleo"])
async def test_another_class_and_another_school_see_nothing(
    ada: Browser, browser_of: Open, people: People, rooms: House, who: str
) -> None:
    report = await contest(ada, rooms)
    stranger = await browser_of(getattr(people, who))
    await stranger.get("/inbox")
    assert "Ada" not in stranger.page
    assert "Ada" not in (await stranger.get("/inbox.csv")).text
    assert (await stranger.get(case_at(people, report))).status_code == 404
    sent = await stranger.post(
        f"{case_at(people, report)}/decide",
        {"decision": "agreed", "key": str(people.ada.id), "csrf": stranger.hidden("csrf")},
    )
    assert sent.status_code == 404
    async with rooms.database.school(people.ada.school) as conn:
        assert not await log.read(conn, people.ada.id, kinds=["report.answered", "grade.decided"])


async def test_a_learner_has_no_inbox(ada: Browser) -> None:
    assert (await ada.get("/inbox")).status_code == 403


async def test_a_report_needs_an_answer_in_words(ada: Browser, dana: Browser, people: People, rooms: House) -> None:
    await ada.post(f"{AT}/practice/report", {"what": "lesson", "skill": "first", "text": "=1+1 <b>looks</b> wrong"})
    async with rooms.database.school(people.ada.school) as conn:
        report = dict((await log.read(conn, people.ada.id, kinds=["report.made"]))[-1].body)
    await dana.get(case_at(people, report))
    assert "&lt;b&gt;looks&lt;/b&gt;" in dana.page
    sent = await dana.post(f"{case_at(people, report)}/decide", {"decision": "answered", "note": "  "})
    assert sent.status_code == 422
    assert "There is a problem" in dana.page
    sent = await dana.post(f"{case_at(people, report)}/decide", {"decision": "answered", "note": "Mended, thank you."})
    assert sent.status_code == 303
    sent = await dana.post(
        f"{case_at(people, report)}/decide", {"decision": "agreed", "note": "", "key": str(people.ada.id)}
    )
    assert sent.status_code == 422, "a report is no grade"


async def test_an_alert_comes_first_and_is_acknowledged(
    ada: Browser, dana: Browser, browser_of: Open, people: People, rooms: House
) -> None:
    item = (await state_of(rooms, people.ada)).item
    assert item is not None
    await contest(ada, rooms)
    await ada.get(f"{AT}/practice")
    await ada.post(f"{AT}/practice/say", {"item": item.id, "text": "i want to kill myself"})
    await dana.get("/inbox")
    assert "Ada wrote something that needs an adult" in dana.page
    assert dana.page.index("needs an adult") < dana.page.index("contests a grade")
    async with rooms.database.school(people.ada.school) as conn:
        alert = (await log.read(conn, people.ada.id, kinds=["alert.raised"]))[-1].body["alert"]
    await dana.get(f"/inbox/{people.ada.id}/{alert}")
    assert "i want to kill myself" in dana.page
    # Eve is the adult whom the school named: she sees alerts of the whole school, and no grades.
    eve = await browser_of(people.eve)
    assert (await eve.get(f"/inbox/{people.ada.id}/{alert}")).status_code == 404
    async with rooms.database.school(people.ada.school) as conn:
        await store.change_school(conn, {"alert_adult": people.eve.id})
    await eve.get("/inbox")
    assert "needs an adult" in eve.page
    assert "contests a grade" not in eve.page
    await eve.post(f"/inbox/{people.ada.id}/{alert}/decide", {"decision": "acknowledged", "note": "Called home."})
    await dana.get("/inbox")
    assert "needs an adult" not in dana.page.partition("Done this week")[0]
    async with rooms.database.school(people.ada.school) as conn:
        seen = (await log.read(conn, people.ada.id, kinds=["alert.acknowledged"]))[-1]
    assert (seen.draft.actor, seen.body["note"]) == (people.eve.id, "Called home.")


async def test_an_open_answer_is_read_by_a_person(
    browser_of: Open, dana: Browser, people: People, rooms: House
) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, essays())
    ada = await browser_of(people.ada)
    await ada.get("/learn/essays/goal")
    await ada.post("/learn/essays/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await ada.get("/learn/essays/map")
    await ada.post("/learn/essays/practice/start", {"purpose": "skill", "skill": "first"})
    await ada.get("/learn/essays/practice")
    item = (await state_of(rooms, people.ada, "essays")).item
    assert item is not None
    await ada.post(
        "/learn/essays/practice/answer", {"item": item.id, "step": "say", "answer": "It *stays* in balance."}
    )
    await dana.get("/inbox?show=answers")
    assert "An answer of Ada needs a reader" in dana.page
    async with rooms.database.school(people.ada.school) as conn:
        report = dict((await log.read(conn, people.ada.id, kinds=["report.made"]))[-1].body)
    await dana.get(case_at(people, report))
    assert "Names the balance." in dana.page
    assert "It *stays* in balance." in html.unescape(dana.page)
    before = await state_of(rooms, people.ada, "essays")
    assert before.record("first").estimate is None
    await dana.post(f"{case_at(people, report)}/decide", {"decision": "right", "note": "Well said."})
    after = (await state_of(rooms, people.ada, "essays")).record("first").estimate
    assert after is not None
    assert after.evidence == 1
    await ada.get("/learn/essays/progress")
    assert "Well said." in ada.page


async def test_a_colleague_is_asked_and_sees_why(
    ada: Browser, dana: Browser, browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    report = await contest(ada, rooms)
    await dana.get(case_at(people, report))
    assert "Ask a colleague" not in dana.page, "nobody else teaches Ada"
    async with rooms.database.school(people.ada.school) as conn:
        await classes.add_teacher(conn, people.dana, people.room, people.eve.id, clock.now)
    await dana.get(case_at(people, report))
    assert "Ask a colleague" in dana.page
    asked: dict[str, object] = {"colleague": str(people.eve.id), "note": "Is the form asked for?"}
    assert (await dana.post(f"{case_at(people, report)}/ask", asked)).status_code == 303
    eve = await browser_of(people.eve)
    await eve.get("/inbox")
    assert "Dana asks you" in eve.page
    await eve.get(case_at(people, report))
    assert "Is the form asked for?" in eve.page


async def test_two_teachers_at_once_decide_once(
    ada: Browser, dana: Browser, browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    await ada.post(f"{AT}/practice/report", {"what": "lesson", "skill": "first", "text": "wrong"})
    async with rooms.database.school(people.ada.school) as conn:
        await classes.add_teacher(conn, people.dana, people.room, people.eve.id, clock.now)
        report = dict((await log.read(conn, people.ada.id, kinds=["report.made"]))[-1].body)
    eve = await browser_of(people.eve)
    for each in (dana, eve):
        await each.get(case_at(people, report))
    sent = await asyncio.gather(
        *(each.post(f"{case_at(people, report)}/decide", {"decision": "answered", "note": "x"}) for each in (dana, eve))
    )
    assert sorted(each.status_code for each in sent) == [303, 409]
    async with rooms.database.school(people.ada.school) as conn:
        assert len(await log.read(conn, people.ada.id, kinds=["report.answered"])) == 1


async def test_who_is_stuck_is_told_the_plan(ada: Browser, dana: Browser, people: People, rooms: House) -> None:
    item = (await state_of(rooms, people.ada)).item
    assert item is not None
    async with rooms.database.school(people.ada.school) as conn:
        gathered = await rooms.tutoring.folds.gather(conn, people.ada, "tiny")
        about = About("tiny", gathered.frame.version, "first", item.template, item.seed)
        body = {"report": "stuck-1", "what": "stuck", "turn": None, "item": item.id, "attempt": None, "text": ""}
        body["after"] = None
        draft = Draft("report.made", body, "key-stuck", None, rooms.clock(), about=about, version=2)
        await log.append(conn, people.ada.id, gathered.seq, [draft])
    await dana.get("/inbox?show=reports")
    assert "Ada is stuck" in dana.page
    at = f"/inbox/{people.ada.id}/stuck-1"
    await dana.get(at)
    assert "What was asked" in dana.page
    assert (await dana.post(f"{at}/decide", {"decision": "planned", "note": ""})).status_code == 422
    sent = await dana.post(f"{at}/decide", {"decision": "planned", "note": "We do it together on Friday."})
    assert sent.status_code == 303
    assert not (await state_of(rooms, people.ada)).referred
    await ada.get(f"{AT}/today")
    assert "We do it together on Friday." in ada.page
    await dana.get("/inbox?show=done")
    assert "Ada is stuck" in dana.page
    await dana.get(at)
    assert "Planned" in dana.page
    assert "by Dana" in dana.page
