# ruff: noqa: F401, F811 - fixtures of other files
"""How a turn came about: whole for who may read the conversation, without a word for who may not."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from chiron.adapters.llm.fake import FakeModel
from chiron.core.learning.turns import turns
from chiron.engine.models import Kind
from chiron.engine.models.budget import Limit
from chiron.engine.models.choices import Choice, Chosen, change
from chiron.engine.records import log
from chiron.faces.web.house import House
from tests.web.conftest import Browser, People
from tests.web.reading import words
from tests.web.test_learner import AT, begin, right
from tests.web.test_models import olga
from tests.web.test_worded import GOOD, ada, events, fake, hint

Open = Callable[[object], Awaitable[Browser]]


@pytest.fixture
async def dana(browser_of: Open, people: People) -> Browser:
    return await browser_of(people.dana)


async def worded_turn(ada: Browser, rooms: House, people: People) -> str:
    """A hint in a model's words; the turn's id."""
    await events(ada, await hint(ada, rooms, people))
    await rooms_settled(ada)
    return await last_turn(rooms, people, "hint.taken")


async def rooms_settled(browser: Browser) -> None:
    await browser.client._transport.app.state.house.models.settled()  # type: ignore[attr-defined]


async def last_turn(rooms: House, people: People, kind: str) -> str:
    async with rooms.database.school(people.ada.school) as conn:
        every = turns(await log.read(conn, people.ada.id, course="tiny"))
    return str(next(turn for turn in reversed(every) if turn.first.kind == kind).first.id)


async def test_a_teacher_finds_how_a_models_words_came_about(
    ada: Browser,
    dana: Browser,
    rooms: House,
    people: People,
    fake: FakeModel,
) -> None:
    fake.manner, fake._answer = "blurting", (await key_of(ada, rooms, people))
    await worded_turn(ada, rooms, people)
    await dana.get(f"/teacher/learner/{people.ada.id}/conversation?course=tiny")
    link = re.search(r'href="([^"]*/turn\?[^"]*)"', dana.page)
    assert link
    assert (await dana.get(link.group(1).replace("&amp;", "&"))).status_code == 200
    told = words(dana)
    assert "Decided again from the log, it is the same." in told
    assert "letter for letter what was asked" in told
    assert "was stopped: it said the answer" in told
    assert "The model was then asked once more." in told
    assert "Each asking was stopped by the guard" in told
    assert "Look at the sign." in told, "the authored words that stand"
    assert "How a tutor speaks, the same every time" in told
    assert re.search(r"Reading what is known .*ms", told)
    async with rooms.database.school(people.ada.school) as conn:
        rows = await (await conn.execute("SELECT reader FROM conversation_read")).fetchall()
    assert len(rows) == 2, "both readings are noted"


async def key_of(ada: Browser, rooms: House, people: People) -> str:
    await begin(ada)
    return (await right(rooms, people.ada))["answer"]


async def test_the_operator_sees_what_ran_and_not_a_word(
    ada: Browser,
    olga: Browser,
    rooms: House,
    people: People,
    fake: FakeModel,
) -> None:
    await ada.post(f"{AT}/practice", {"purpose": "practice"})
    await worded_turn(ada, rooms, people)
    form = await right(rooms, people.ada)
    await ada.post(f"{AT}/practice/say", {"item": form["item"], "text": "my dog is called Zorro"})
    assert (await olga.get("/school/turns?sort=slowest&only=worded")).status_code == 200
    told = words(olga)
    assert "Ada" in told
    assert "All of a model’s words" in told
    link = re.search(r'href="([^"]*/school/turn\?[^"]*)"', olga.page)
    assert link
    assert (await olga.get(link.group(1).replace("&amp;", "&"))).status_code == 200
    seen = words(olga)
    assert "near" in seen
    assert "Tokens" in seen
    for secret in (GOOD, "both sides of it", "Look at the sign", "Solve", ">Chance<"):
        assert secret not in olga.page
    turn = await last_turn(rooms, people, "message.said")
    await olga.get(f"/school/turn?learner={people.ada.id}&course=tiny&turn={turn}")
    assert olga.page.count("<h1>") == 1
    assert "Zorro" not in olga.page


async def test_nobody_else_sees_a_turn(
    ada: Browser,
    olga: Browser,
    rooms: House,
    people: People,
    browser_of: Open,
) -> None:
    await begin(ada)
    turn = await last_turn(rooms, people, "session.started")
    mine = f"/teacher/learner/{people.ada.id}/turn?course=tiny&turn={turn}"
    school = f"/school/turn?learner={people.ada.id}&course=tiny&turn={turn}"
    for person in (people.ada, people.ben, people.cleo, people.eve):
        browser = await browser_of(person)
        assert (await browser.get(mine)).status_code in {403, 404}
        assert (await browser.get(school)).status_code in {403, 404}
        assert (await browser.get("/school/turns")).status_code in {403, 404}
    assert (await (await browser_of(people.dana)).get(mine)).status_code == 200
    for wrong in ("", "x", "0" * 36, "'; drop"):
        got = await olga.get(f"/school/turn?learner={people.ada.id}&course=tiny&turn={wrong}")
        assert got.status_code == 404


async def test_an_answer_is_explained_with_its_grade_and_its_time(
    ada: Browser,
    dana: Browser,
    rooms: House,
    people: People,
) -> None:
    await begin(ada)
    await ada.post(f"{AT}/practice/answer", {**await right(rooms, people.ada), "answer": "1"})
    await dana.get(f"/teacher/learner/{people.ada.id}?course=tiny")
    link = re.search(r'href="([^"]*/turn\?[^"]*)"', dana.page)
    assert link
    await dana.get(link.group(1).replace("&amp;", "&"))
    told = words(dana)
    assert "Nothing had to be chosen" in told
    assert "Checking the answer" in told
    assert "Decided again from the log, it is the same." in told
    assert "Not yet" in told


async def test_a_turn_is_decided_again_by_the_policy_of_then(
    ada: Browser,
    dana: Browser,
    rooms: House,
    people: People,
) -> None:
    await begin(ada)
    turn = await last_turn(rooms, people, "session.started")
    policy = replace(rooms.tutoring.policy, version="gain@99")  # type: ignore[type-var]
    house = replace(rooms, tutoring=replace(rooms.tutoring, policy=policy))
    dana.client._transport.app.state.house = house  # type: ignore[attr-defined]
    await dana.get(f"/teacher/learner/{people.ada.id}/turn?course=tiny&turn={turn}")
    assert "Decided again from the log, it is the same." in words(dana), "by the policy of then, which is still here"


async def test_a_spent_budget_is_told_with_the_turn(
    ada: Browser, olga: Browser, rooms: House, people: People, fake: FakeModel
) -> None:
    async with rooms.database.school(people.ada.school) as conn:
        limits = {("school", "day"): Limit(tokens=1)}
        await change(conn, Chosen((Choice("near", frozenset(Kind)),), limits))  # type: ignore[arg-type]
    await events(ada, await hint(ada, rooms, people))
    assert fake.asks == []
    await olga.get("/school/turns?only=failed")
    assert "Nothing was asked: the budget is spent for now." in words(olga)
