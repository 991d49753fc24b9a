"""Rules through HTTP: made without code, tried on what was recorded, switched on, seen to act; and for whom."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from chiron.adapters.llm.fake import FakeModel
from chiron.core.learning.fold import fold
from chiron.core.learning.replay import replay
from chiron.core.learning.state import LearnerState
from chiron.core.learning.turns import turns
from chiron.desks.studio import rules_tried
from chiron.engine.people import classes, store
from chiron.engine.people.arrangements import store as arranged
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection
from chiron.engine.records.ids import new_id
from chiron.faces.web.house import House
from tests.web.conftest import Browser, Clock, People
from tests.web.reading import words
from tests.web.test_inbox import AT, right_form
from tests.web.test_learner import begin
from tests.web.test_worded import GOOD, events, fake, hint  # noqa: F401 - a fixture

Open = Callable[[Person | None], Awaitable[Browser]]
RULES = "/teacher/rules"


def form(people: People, *rows: tuple[str, str, str, str], **more: object) -> dict[str, object]:
    """What the rule form sends."""
    columns = {name: [row[at] for row in rows] for at, name in enumerate(("fact", "relation", "value", "skill"))}
    usual = {"class": str(people.room), "course": "tiny", "title": "Three wrong", "join": "all", "action": "message",
             "text": "Look at the example in your book.", "often": "day", "next": "first", "model": "none",
             "do": "keep", "key": str(new_id())}  # fmt: skip
    return {**usual, **columns, **more}


WRONG = ("wrong", "at-least", "2", "")


async def make(browser: Browser, people: People, *rows: tuple[str, str, str, str], **more: object) -> str:
    """Keep a rule as a draft; the address where it is tried."""
    await browser.get(f"{RULES}/edit?class={people.room}&course=tiny")
    sent = await browser.post(f"{RULES}/edit", form(people, *(rows or (WRONG,)), **more))
    assert sent.status_code == 303, words(browser)
    return str(sent.headers["location"])


async def switch_on(browser: Browser, people: People, tried: str, do: str = "on") -> None:
    await browser.get(tried)
    name, version = browser.hidden("name"), browser.hidden("version")
    sent = {"class": str(people.room), "course": "tiny", "name": name, "version": version, "do": do}
    assert (await browser.post(f"{RULES}/try", {**sent, "key": str(new_id())})).status_code == 303


async def answer(ada: Browser, rooms: House, person: Person, right: bool) -> None:
    """One answer to the step to do now."""
    fields: dict[str, Any] = await right_form(rooms, person)
    await ada.get(f"{AT}/practice")
    await ada.post(f"{AT}/practice/answer", {**fields, "answer": fields["answer"] if right else "987654"})
    await ada.get(f"{AT}/practice")


async def fired(rooms: House, person: Person) -> list[dict[str, Any]]:
    async with rooms.database.school(person.school) as conn:
        return [dict(event.body) for event in await log.read(conn, person.id, kinds=("rule.fired",))]


async def decided_again(rooms: House, person: Person) -> list[str]:
    """What comes of deciding every turn of somebody's log again."""
    async with rooms.database.school(person.school) as conn:
        events = await log.read(conn, person.id, course="tiny")
        gathered = await rooms.tutoring.folds.gather(conn, person, "tiny")
        frame_of = await rooms.tutoring.folds.frames(conn, "tiny", events)
        setting = rooms.tutoring.setting(person, await store.view_school(conn), gathered.frame)
    found = []
    for turn in turns(events):
        before = [event for event in events if event.seq < turn.first.seq]
        found.append(replay(turn, fold(LearnerState(), before, frame_of), setting).found)
    return found


async def sat_down(browser: Browser) -> Browser:
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await begin(browser)
    return browser


async def test_a_rule_is_tried_on_what_was_recorded_then_acts_once_a_day(
    browser_of: Open, people: People, rooms: House, clock: Clock
) -> None:
    ada = await sat_down(await browser_of(people.ada))
    for _ in range(2):
        await answer(ada, rooms, people.ada, right=False)
    clock.on(days=1)
    dana, ada = await browser_of(people.dana), await browser_of(people.ada)
    tried = await make(dana, people)
    await dana.get(tried)
    told = words(dana)
    assert "When this is so: Wrong answers in a row: at least 2." in told
    assert "it would have touched 1 of 2 learners. Turns in which it would have acted: 1;" in told
    assert "Ada answers wrong" in told
    assert "Wrong answers in a row: 2" in told
    assert "Not yet." in told.partition("What the tutor did")[2]
    assert await fired(rooms, people.ada) == [], "nothing was written by trying"
    await answer(ada, rooms, people.ada, right=False)
    assert await fired(rooms, people.ada) == [], "a draft does nothing"
    await switch_on(dana, people, tried)
    await dana.get(f"{RULES}?class={people.room}&course=tiny")
    assert "On. Set by Dana" in words(dana)
    await answer(ada, rooms, people.ada, right=False)
    assert "Look at the example in your book." in words(ada)
    assert "Tutor: there is a message for you" in words(ada), "on a phone the talk itself is a page away"
    (first,) = await fired(rooms, people.ada)
    assert (first["came"], first["edition"], first["because"]) == ("acted", 2, {"0": 4})
    await answer(ada, rooms, people.ada, right=False)
    assert len(await fired(rooms, people.ada)) == 1, "once a day"
    clock.on(days=1)
    dana, ada = await browser_of(people.dana), await browser_of(people.ada)
    await answer(ada, rooms, people.ada, right=False)
    assert len(await fired(rooms, people.ada)) == 2
    await dana.get(f"{RULES}/fired?class={people.room}&course=tiny")
    assert re.search(r"Ada .* Three wrong Wrong answers in a row: 6 acted", words(dana))
    await dana.get(f"/teacher/learner/{people.ada.id}/conversation?course=tiny")
    assert "By a rule of Dana, " in words(dana)
    await dana.get(f"{RULES}/history?class={people.room}&course=tiny")
    assert re.search(r"switched on Dana .* on .* kept as a draft Dana .* until ", words(dana))
    name = re.findall(r"name=([0-9a-f-]{36})", tried)[0]
    assert (await dana.post(RULES, form(people, WRONG, name=name, do="away"))).status_code == 303
    await dana.get(f"{RULES}/fired?class={people.room}&course=tiny")
    assert "Three wrong (taken away since)" in words(dana)


async def test_trying_a_rule_shows_words_where_the_conversation_may_be_read_and_notes_it(
    browser_of: Open, people: People, rooms: House
) -> None:
    ada = await sat_down(await browser_of(people.ada))
    await ada.get(f"{AT}/practice")
    await ada.post(f"{AT}/practice/say", {"item": ada.hidden("item"), "text": "hello"})
    dana = await browser_of(people.dana)
    tried = await make(dana, people, ("did", "is", "message", ""))
    await ada.get("/my-data")
    assert "Dana" not in words(ada)
    await dana.get(tried)
    assert "Read its words" in words(dana)
    await ada.get("/my-data")
    assert "Dana" in words(ada)
    async with rooms.database.school(people.ada.school) as conn:
        await conn.execute("UPDATE class SET archived = now() WHERE id = %s", (people.room,))
    assert (await dana.get(tried)).status_code == 200
    assert "Ada" in words(dana)
    assert "Read its words" not in words(dana)


async def test_a_rule_of_a_class_leaves_everybody_else_alone_and_eve_is_stopped(
    browser_of: Open, people: People, rooms: House
) -> None:
    dana, eve = await browser_of(people.dana), await browser_of(people.eve)
    tried = await make(dana, people, ("did", "is", "start", ""), often="turn")
    await switch_on(dana, people, tried)
    name = re.findall(r"name=([0-9a-f-]{36})", tried)[0]
    for address in (RULES, f"{RULES}/edit", f"{RULES}/try", f"{RULES}/fired", f"{RULES}/history"):
        seen = await eve.get(f"{address}?class={people.room}&course=tiny&name={name}")
        assert seen.status_code in (403, 404), address
        assert "Three wrong" not in words(eve)
    await eve.get(RULES)
    for address, more in ((RULES, {"do": "away"}), (f"{RULES}/try", {"do": "on"}), (f"{RULES}/edit", {})):
        sent = await eve.post(address, form(people, WRONG, name=name, version="2", **more))
        assert sent.status_code in (403, 404), address
    assert (await (await browser_of(people.ada)).get(RULES)).status_code == 403
    await sat_down(await browser_of(people.cleo))
    assert await fired(rooms, people.cleo) == []
    await sat_down(await browser_of(people.ben))
    assert len(await fired(rooms, people.ben)) == 1


async def test_a_rule_follows_its_class_from_turn_to_turn(
    browser_of: Open, people: People, rooms: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    dana, ada = await browser_of(people.dana), await sat_down(await browser_of(people.ada))
    tried = await make(dana, people, ("did", "is", "wrong", ""), often="turn")
    await switch_on(dana, people, tried)
    await answer(ada, rooms, people.ada, right=False)
    looked = 0
    classes_of = arranged.classes_of

    async def counted(conn: Connection, learner: UUID) -> list[UUID]:
        nonlocal looked
        looked += 1
        return await classes_of(conn, learner)

    monkeypatch.setattr(arranged, "classes_of", counted)
    read_at_once = log.read_at_once

    async def read(*given: Any) -> Any:
        nonlocal looked
        looked += 1
        return await read_at_once(*given)

    monkeypatch.setattr(log, "read_at_once", read)
    await answer(ada, rooms, people.ada, right=False)
    assert len(await fired(rooms, people.ada)) == 2
    assert looked == 0, "whose class it is came with the sitting, and what fired before is known"
    async with rooms.database.school(people.ada.school) as conn:
        await classes.store.remove_member(conn, people.room, people.ada.id, "learner")
    await answer(ada, rooms, people.ada, right=False)
    assert len(await fired(rooms, people.ada)) == 2, "no learner of the class any more"
    async with rooms.database.school(people.ada.school) as conn:
        await classes.store.add_member(conn, people.room, people.ada.id, "learner", rooms.clock())
    await answer(ada, rooms, people.ada, right=False)
    assert len(await fired(rooms, people.ada)) == 3
    async with rooms.database.school(people.ada.school) as conn:
        await classes.store.archive(conn, people.room, rooms.clock())
    await answer(ada, rooms, people.ada, right=False)
    assert len(await fired(rooms, people.ada)) == 3, "the class is over"


async def test_trying_is_paced_and_bounded(
    browser_of: Open, people: People, rooms: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in (people.ada, people.ben):
        await sat_down(await browser_of(person))
    dana = await browser_of(people.dana)
    tried = await make(dana, people, ("did", "is", "start", ""))
    await dana.get(tried)
    assert "it would have touched 2 of 2 learners" in words(dana)
    monkeypatch.setattr(rules_tried, "MOST_EVENTS", 1)
    await dana.get(tried)
    assert "it would have touched 1 of 1 learners" in words(dana)
    assert "1 more learner was not looked at" in words(dana)
    monkeypatch.setattr(rules_tried, "MOST_TRIES", 3)
    assert (await dana.get(tried)).status_code == 200
    assert (await dana.get(tried)).status_code == 429


async def test_one_try_at_a_time_and_others_go_on_meanwhile(
    browser_of: Open, people: People, rooms: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await sat_down(await browser_of(people.ada))
    dana = await browser_of(people.dana)
    address = await make(dana, people, ("did", "is", "start", ""))
    under_way, most, go_on, began = 0, 0, threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(*_: object) -> tuple[object, ...]:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        loop.call_soon_threadsafe(began.set)
        go_on.wait(20)
        under_way -= 1
        return ()

    monkeypatch.setattr(rules_tried, "tried", slow)
    two = [asyncio.create_task((await browser_of(people.dana)).get(address)) for _ in range(2)]
    await asyncio.wait_for(began.wait(), 30)
    assert (await ada.get(f"{AT}/practice")).status_code == 200, "a worker is not held up"
    go_on.set()
    assert [each.status_code for each in await asyncio.gather(*two)] == [200, 200]
    assert most == 1


async def test_rules_choose_what_comes_hand_over_alert_and_are_overruled_in_their_order(
    browser_of: Open, people: People, rooms: House
) -> None:
    dana, ada = await browser_of(people.dana), await sat_down(await browser_of(people.ada))
    wrong = ("did", "is", "wrong", "")
    for title, more in (
        ("Third next", {"action": "practise", "next": "third"}),
        ("Break next", {"action": "break"}),
        ("Tell me", {"action": "alert", "text": "Have a look at her."}),
        ("Hand over", {"action": "hand-over", "text": ""}),
        ("Say it", {"action": "message"}),
        ("Only watch", {"action": "alert"}),
    ):
        tried = await make(dana, people, wrong, title=title, often="question", **more)
        await switch_on(dana, people, tried, "watch" if title == "Only watch" else "on")
    await answer(ada, rooms, people.ada, right=False)
    came = [(body["action"], body["came"]) for body in await fired(rooms, people.ada)]
    assert came == [("practise", "acted"), ("break", "overruled"), ("alert", "acted"), ("hand-over", "acted"),
                    ("message", "overruled"), ("alert", "watched")]  # fmt: skip
    assert "I have asked your teacher to look at this with you." in words(ada)
    await ada.get(f"{AT}/practice")
    await ada.post(f"{AT}/practice/skip", {"item": ada.hidden("item")})
    await ada.get(f"{AT}/practice")
    assert "Your teacher has set that Third comes now." in words(ada).replace("  ", " ")
    await ada.post(f"{AT}/practice/skip", {"item": ada.hidden("item")})
    async with rooms.database.school(people.ada.school) as conn:
        opened = await log.read(conn, people.ada.id, kinds=("item.opened",))
        reports = await log.read(conn, people.ada.id, kinds=("report.made",))
    assert [event.body["reason"] == "rule" for event in opened][-2:] == [True, False], "once, and not for ever"
    assert {(event.body["what"], event.body["text"]) for event in reports} == {
        ("rule", "Tell me: Have a look at her."), ("stuck", ""),
    }  # fmt: skip
    assert set(await decided_again(rooms, people.ada)) == {"same"}, "what rules did can be told again from the log"
    await dana.get("/inbox")
    assert "A rule of yours tells you of Ada" in words(dana)


async def test_no_rule_is_asked_in_distress(browser_of: Open, people: People, rooms: House) -> None:
    dana, ada = await browser_of(people.dana), await sat_down(await browser_of(people.ada))
    tried = await make(dana, people, ("did", "is", "message", ""), often="turn")
    await switch_on(dana, people, tried)
    await ada.get(f"{AT}/practice")
    await ada.post(f"{AT}/practice/say", {"item": ada.hidden("item"), "text": "I want to kill myself"})
    assert await fired(rooms, people.ada) == []


async def test_the_form_grows_by_rows_and_keeps_what_was_typed(browser_of: Open, people: People) -> None:
    dana = await browser_of(people.dana)
    await dana.get(f"{RULES}/edit?class={people.room}&course=tiny")
    assert "Nothing yet: add what the rule looks at." in words(dana)
    await dana.post(f"{RULES}/edit", form(people, WRONG, do="add", new="stage", title="Kept title"))
    assert 'value="Kept title"' in dana.page
    assert dana.page.count('name="fact"') == 2
    await dana.post(f"{RULES}/edit", form(people, WRONG, ("stage", "is", "none", "third"), do="drop-0"))
    assert re.findall(r'name="fact" value="(\w+)"', dana.page) == ["stage"]
    for rows, why in (
        ((), "Say in at least one row when the rule fires."),
        ((("wrong", "at-least", "many", ""),), "Give a whole number"),
        ((("message", "is", "distress", ""),), "Choose a value from the list"),
        ((("wrong", "contains", "2", ""),), "This comparison does not go with what it looks at."),
    ):
        sent = await dana.post(f"{RULES}/edit", form(people, *rows))
        assert (sent.status_code, why in words(dana)) == (422, True), why


async def test_rules_choose_who_finds_the_words_and_hold_them_until_approved(
    fake: FakeModel,  # noqa: F811
    browser_of: Open,
    rooms: House,
    people: People,
) -> None:
    dana, ada = await browser_of(people.dana), await sat_down(await browser_of(people.ada))
    hinted = ("did", "is", "hint", "")
    await dana.get(f"{RULES}/edit?class={people.room}&course=tiny")
    sent = await dana.post(f"{RULES}/edit", form(people, hinted, action="model", model="elsewhere"))
    assert (sent.status_code, "Choose one of the models that are offered" in words(dana)) == (422, True)
    tried = await make(dana, people, hinted, action="model", model="none", often="turn")
    await switch_on(dana, people, tried)
    found = await events(ada, await hint(ada, rooms, people))
    assert fake.asks == [], "no model is asked"
    assert "source-badge model" not in found[-1][2]
    await make(dana, people, hinted, name=re.findall(r"name=([0-9a-f-]{36})", tried)[0], action="hold", often="turn")
    await switch_on(dana, people, tried)
    await ada.get(f"{AT}/practice")
    await ada.post(f"{AT}/practice/skip", {"item": ada.hidden("item")})
    authored = await events(ada, await hint(ada, rooms, people))
    assert len(fake.asks) == 1
    assert GOOD not in authored[-1][2], "the authored words stand meanwhile"
    await dana.get("/inbox")
    case = re.search(r'href="(/inbox/[^"?]+)"[^>]*>A language model’s words for Ada wait for you', dana.page)
    assert case, words(dana)
    await dana.get(case.group(1))
    assert GOOD in words(dana)
    await dana.post(f"{case.group(1)}/decide", {"decision": "approved", "note": ""})
    await ada.get(f"{AT}/practice")
    assert "What was done to the letter?" in words(ada)
    assert "source-badge model" in ada.page
