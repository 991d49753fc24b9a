"""The learner's way through HTTP, without JavaScript and with htmx."""

from __future__ import annotations

import asyncio
import html
import json
import re
from dataclasses import replace

import httpx
import pytest

from chiron.core.learning.decide import made_item
from chiron.core.learning.interactions import interaction
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import store
from chiron.engine.records import log
from chiron.faces.web.build import build
from chiron.faces.web.house import House
from tests.web.conftest import Browser, People

AT = "/learn/tiny"


async def state_of(rooms: House, person):
    async with rooms.database.school(person.school) as conn:
        return await rooms.tutoring.folds.gather(conn, person, "tiny")


async def right(rooms: House, person) -> dict[str, str]:
    """The form of a right answer to the step to do now."""
    gathered = await state_of(rooms, person)
    item = gathered.state.item
    async with rooms.database.school(person.school) as conn:
        school = await store.view_school(conn)
    setting = rooms.tutoring.setting(person, school, gathered.frame)
    step = next(s for s in made_item(item, setting).steps if not item.step(s.id).done)
    form = interaction(step.kind).right(step.task, step.key)
    return {"item": item.id, "step": step.id, "answer": form["answer"][0]}


@pytest.fixture
async def ada(browser_of, people: People) -> Browser:
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "the exam", "minutes": "60", "until": ""})
    return browser


async def begin(ada: Browser, purpose: str = "skill", skill: str = "first") -> None:
    await ada.get(f"{AT}/map")
    await ada.post(f"{AT}/practice/start", {"purpose": purpose, "skill": skill})
    await ada.get(f"{AT}/practice")


async def test_every_page_of_a_new_learner_answers(ada, people):
    for page in ("today", "map", "map?view=list", "map?skill=third", "progress", "progress.csv", "lessons", "goal"):
        found = await ada.get(f"{AT}/{page}")
        assert found.status_code == 200, page
    assert (await ada.get(f"{AT}/lessons/first")).status_code == 200
    assert (await ada.get("/courses")).status_code == 200


async def test_of_many_skills_the_list_comes_first_and_the_map_on_request(ada, monkeypatch):
    chosen = re.compile(r'href="[^"]*\?view=(\w+)" aria-current="true"')
    await ada.get(f"{AT}/map")
    assert chosen.findall(ada.page) == ["map"]
    monkeypatch.setattr("chiron.faces.web.learner.map.MOST", 2)
    await ada.get(f"{AT}/map?skill=third")
    assert chosen.findall(ada.page) == ["list"]
    await ada.get(f"{AT}/map?view=map")
    assert chosen.findall(ada.page) == ["map"]
    assert "?view=map&amp;skill=third#evidence" in ada.page


async def test_a_right_answer_sent_twice_counts_once_and_leads_on_both_times(ada, people, rooms):
    await begin(ada)
    hidden = {name: ada.hidden(name) for name in ("key",)}
    form = {**await right(rooms, people.ada), **hidden}
    for _ in range(2):
        assert (await ada.post(f"{AT}/practice/answer", form)).status_code == 303
    gathered = await state_of(rooms, people.ada)
    step = gathered.state.item.steps[form["step"]]
    assert len(step.attempts) == 1


async def test_today_begins_with_finding_the_place(ada):
    await ada.get(f"{AT}/today")
    assert 'value="diagnostic"' in ada.page


@pytest.mark.parametrize("page", ["map?skill=second", "lessons/second"])
async def test_a_chosen_skill_is_the_one_that_is_asked(ada, people, rooms, page):
    await ada.get(f"{AT}/{page}")
    form = next(each for each in re.findall(r"<form[^>]*practice/start.*?</form>", ada.page, re.S) if "second" in each)
    purpose = re.search(r'name="purpose" value="(\w+)"', form)
    assert purpose is not None
    await ada.post(f"{AT}/practice/start", {"purpose": purpose[1], "skill": "second"})
    item = (await state_of(rooms, people.ada)).state.item
    assert item is not None
    assert item.skill == "second"


async def test_a_begun_course_is_no_cage(ada):
    await ada.get(f"{AT}/today")
    assert 'href="/courses"' in ada.page


async def test_what_looks_wrong_is_said_to_be_sent(ada, people, rooms):
    await begin(ada)
    form = await right(rooms, people.ada)
    await ada.post(f"{AT}/practice/answer", {**form, "answer": "1"})
    await ada.get(f"{AT}/practice")
    assert "My answer was right" in ada.page
    attempt = ada.hidden("attempt")
    await ada.post(
        f"{AT}/practice/report", {"what": "grade", "item": form["item"], "attempt": attempt, "text": "It is"}
    )
    assert "Sent. A person looks at it" in ada.page
    assert "My answer was right" not in ada.page, "once is enough"
    await ada.get(f"{AT}/practice")
    await ada.post(f"{AT}/practice/hint", {**form, "rung": "0"})
    await ada.get(f"{AT}/practice")
    said = ada.hidden("turn")
    await ada.post(f"{AT}/practice/report", {"what": "words", "turn": said, "text": "Odd"}, htmx=True)
    assert "Reported. A person will look at it" in ada.page
    await ada.get(f"{AT}/map?skill=first")
    sent = await ada.post(f"{AT}/practice/report", {"what": "estimate", "skill": "first", "text": "Too low"})
    assert sent.headers["location"].startswith(f"{AT}/map?skill=first")
    await ada.get(sent.headers["location"])
    assert "Sent. A person looks at it" in ada.page


async def test_a_right_answer_without_javascript(ada, people, rooms):
    await begin(ada)
    sent = await ada.post(f"{AT}/practice/answer", await right(rooms, people.ada))
    assert sent.status_code == 303
    assert sent.headers["location"] == f"{AT}/practice"
    await ada.get(f"{AT}/practice")
    assert "Right." in ada.page


async def test_the_same_answer_sent_twice_counts_once(ada, people, rooms):
    await begin(ada)
    form = {**await right(rooms, people.ada), "answer": "1"}
    key = ada.hidden("key")
    await asyncio.gather(
        *(
            ada.client.post(f"{AT}/practice/answer", data={**form, "csrf": ada.hidden("csrf"), "key": key})
            for _ in range(5)
        )
    )
    async with rooms.database.school(people.ada.school) as conn:
        events = await log.read(conn, people.ada.id, kinds=["step.attempted"])
    assert len(events) == 1


async def test_two_tabs_lose_nothing(ada, people, rooms):
    await begin(ada)
    form = {**await right(rooms, people.ada), "csrf": ada.hidden("csrf")}
    wrong = [
        ada.client.post(f"{AT}/practice/answer", data={**form, "answer": str(n), "key": f"tab-{n}-00000"})
        for n in (1, 2, 3, 4)
    ]
    answers = await asyncio.gather(*wrong)
    assert {a.status_code for a in answers} <= {303, 200}
    async with rooms.database.school(people.ada.school) as conn:
        events = await log.read(conn, people.ada.id, kinds=["step.attempted"])
    assert sorted(
        e.body["response"]["typed"]
        if isinstance(e.body["response"], dict) and "typed" in e.body["response"]
        else str(e.body["response"])
        for e in events
    )
    assert len(events) == 4


async def test_what_cannot_be_read_is_asked_again_and_not_counted(ada, people, rooms):
    await begin(ada)
    form = await right(rooms, people.ada)
    found = await ada.post(f"{AT}/practice/answer", {**form, "answer": "3 apples ("})
    assert found.status_code == 200
    assert "3 apples (" in html.unescape(ada.page)
    assert (await state_of(rooms, people.ada)).state.record("first").opportunities == 0


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\u202eabc", "'; DROP TABLE event;--", "😀" * 50])
async def test_odd_messages_are_shown_as_text(ada, people, rooms, text):
    await begin(ada)
    item = (await state_of(rooms, people.ada)).state.item.id
    await ada.post(f"{AT}/practice/say", {"item": item, "text": text})
    await ada.get(f"{AT}/practice")
    assert "<script>alert" not in ada.page
    assert text in html.unescape(ada.page)


async def test_a_message_of_a_megabyte_is_refused_with_the_reason(ada, people, rooms):
    await begin(ada)
    item = (await state_of(rooms, people.ada)).state.item.id
    found = await ada.post(f"{AT}/practice/say", {"item": item, "text": "x" * 1_000_000})
    assert found.status_code in (200, 413, 422)
    assert "4,000" in found.text


async def test_a_hint_with_htmx_streams_the_same_bytes_again_from_any_place(ada, people, rooms):
    await begin(ada)
    form = await right(rooms, people.ada)
    await ada.post(f"{AT}/practice/hint", {"item": form["item"], "step": form["step"], "rung": "0"}, htmx=True)
    address = re.search(r'<tutor-stream src="([^"]+)"', ada.page).group(1)
    whole = (await ada.client.get(address)).content
    events = whole.split(b"\n\n")
    again = (await ada.client.get(address, headers={"last-event-id": "1"})).content
    assert whole.endswith(again)
    assert again == b"\n\n".join(events[1:])
    await ada.get(f"{AT}/practice")
    assert "tutor-stream" not in ada.page.split("<main")[1] or "src=" not in ada.page


async def test_another_worker_streams_the_same_bytes_from_where_the_first_broke_off(ada, people, rooms):
    await begin(ada)
    form = await right(rooms, people.ada)
    await ada.post(f"{AT}/practice/hint", {"item": form["item"], "step": form["step"], "rung": "0"}, htmx=True)
    address = re.search(r'<tutor-stream src="([^"]+)"', ada.page).group(1)
    first = (await ada.client.get(address)).content
    desk = replace(rooms.tutoring, folds=replace(rooms.tutoring.folds, shelf=Shelf()))
    worker = build(rooms.site, lambda: None)
    worker.state.house = replace(rooms, shelf=desk.folds.shelf, tutoring=desk)
    transport = httpx.ASGITransport(worker, client=("127.0.0.1", 4243))
    cookies = ada.client.cookies
    async with httpx.AsyncClient(transport=transport, base_url="http://chiron.test", cookies=cookies) as other:
        assert (await other.get(address)).content == first
        for last in range(1, first.count(b"\n\n") + 1):
            rest = b"".join(part + b"\n\n" for part in first.split(b"\n\n")[last:-1])
            assert (await other.get(address, headers={"last-event-id": str(last)})).content == rest


async def test_a_sitting_ends_in_a_summary_and_offers_one_more(ada, people, rooms):
    await begin(ada, "test")
    for _ in range(12):
        state = (await state_of(rooms, people.ada)).state
        if state.session.ended:
            break
        if state.item.finished:
            await ada.post(f"{AT}/practice/next", {"item": state.item.id})
        else:
            await ada.post(f"{AT}/practice/answer", await right(rooms, people.ada))
        await ada.get(f"{AT}/practice", follow_redirects=True)
    found = await ada.get(f"{AT}/summary")
    assert found.status_code == 200
    assert "Rest well." in found.text, "the course's own ending"
    await ada.post(f"{AT}/practice/more")
    assert (await state_of(rooms, people.ada)).state.session.length == 1


async def test_what_was_asked_stays_beside_the_answer(ada, people, rooms):
    await begin(ada)
    while not (await state_of(rooms, people.ada)).state.item.finished:
        await ada.post(f"{AT}/practice/answer", await right(rooms, people.ada))
        await ada.get(f"{AT}/practice")
    assert re.search(r'class="asked">\s*<p>What is x\?</p>', ada.page), "also where an item has one step"


async def test_finding_where_to_begin_does_not_end_as_a_day_of_practice(ada, people, rooms):
    await ada.get(f"{AT}/today")
    await ada.post(f"{AT}/practice/start", {"purpose": "diagnostic"})
    for _ in range(40):
        state = (await state_of(rooms, people.ada)).state
        if state.session.ended:
            break
        await ada.get(f"{AT}/practice")
        if state.item.finished:
            await ada.post(f"{AT}/practice/next", {"item": state.item.id})
        else:
            await ada.post(f"{AT}/practice/answer", await right(rooms, people.ada))
    found = await ada.get(f"{AT}/summary")
    assert "Now we know where to begin" in found.text
    assert "Rest well." not in found.text


async def test_resuming_on_another_device(ada, browser_of, people, rooms):
    await begin(ada)
    item = (await state_of(rooms, people.ada)).state.item.id
    other = await browser_of(people.ada)
    await other.get(f"{AT}/practice")
    assert item in other.page


async def test_a_form_without_its_token_or_from_elsewhere_is_refused(ada, people, rooms):
    await begin(ada)
    form = await right(rooms, people.ada)
    assert (await ada.client.post(f"{AT}/practice/answer", data=form)).status_code == 403
    headers = {"sec-fetch-site": "cross-site"}
    data = {**form, "csrf": ada.hidden("csrf"), "key": ada.hidden("key")}
    assert (await ada.client.post(f"{AT}/practice/answer", data=data, headers=headers)).status_code == 403


async def test_nobody_is_sent_to_sign_in_and_comes_back(browser_of):
    nobody = await browser_of(None)
    found = await nobody.get(f"{AT}/today")
    assert found.status_code == 303
    assert found.headers["location"] == "/sign-in?next=/learn/tiny/today"


async def test_a_strange_host_is_not_served(browser_of):
    nobody = await browser_of(None)
    assert (await nobody.client.get("/sign-in", headers={"host": "evil.test"})).status_code == 421


async def test_no_inline_script_and_a_strict_policy(ada):
    found = await ada.get(f"{AT}/today")
    policy = found.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert not re.search(r"<script(?![^>]*\bsrc=)", ada.page)
    assert not re.search(r"<style|\son[a-z]+=", ada.page)


async def test_distress_stops_the_lesson_says_where_help_is_and_goes_on_when_the_learner_wants(ada, people, rooms):
    await begin(ada)
    item = (await state_of(rooms, people.ada)).state.item.id
    found = await ada.post(f"{AT}/practice/say", {"item": item, "text": "i want to die"}, htmx=True)
    assert found.headers["hx-redirect"] == f"{AT}/practice"
    await ada.get(f"{AT}/practice")
    assert "Go back to the lesson" in ada.page
    assert 'name="answer"' not in ada.page
    await ada.post(f"{AT}/practice/resume")
    await ada.get(f"{AT}/practice")
    assert item in ada.page


async def test_the_streams_last_event_is_the_message_as_the_page_shows_it(ada, people, rooms):
    await begin(ada)
    form = await right(rooms, people.ada)
    await ada.post(f"{AT}/practice/hint", {"item": form["item"], "step": form["step"], "rung": "0"}, htmx=True)
    address = re.search(r'<tutor-stream src="([^"]+)"', ada.page).group(1)
    events = (await ada.client.get(address)).text.strip().split("\n\n")
    said = [json.loads(event.partition("data: ")[2])["html"] for event in events]
    assert len(said) >= 2
    await ada.get(f"{AT}/practice")
    plain = [" ".join(text.split()) for text in (said[-1], ada.page)]
    message, page = (text[text.index("<article") : text.index("</article>")] for text in plain)
    told = re.compile(r' value="[^"]*"| id="[^"]*"| for="[^"]*"')
    assert told.sub("", message) == told.sub("", page)
    for piece in said[:-1]:
        assert " ".join(piece.split()) in message
