"""What a learner tells the tutor of themselves: noted, shown, corrected, forgotten for good, told to models within
bounds; and a message that the rules cannot read.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import Awaitable, Callable

import pytest

from chiron.adapters.llm.fake import FakeModel
from chiron.core.learning.turns import turns
from chiron.engine.models import Kind
from chiron.engine.models.choices import Choice, Chosen, change
from chiron.engine.people import leaving
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.erasure import Rooms, erase
from chiron.faces.web.house import House
from chiron.ports.llm import Ask
from tests.web.conftest import Browser, People
from tests.web.test_learner import AT, begin, state_of
from tests.web.test_worded import GOOD, events, fake

__all__ = ["fake"]
Open = Callable[[Person | None], Awaitable[Browser]]
PAGE = f"{AT}/remembered"


@pytest.fixture
async def ada(browser_of: Open, people: People) -> Browser:
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "the exam", "minutes": "60", "until": ""})
    await begin(browser)
    return browser


async def say(ada: Browser, rooms: House, people: People, text: str) -> str:
    """Say it; the address of the words that answer."""
    item = (await state_of(rooms, people.ada)).state.item
    await ada.get(f"{AT}/practice")
    await ada.post(f"{AT}/practice/say", {"item": item.id, "text": text}, htmx=True)
    found = re.search(r'<tutor-stream src="([^"]+)"', ada.page)
    assert found
    return found.group(1)


async def noted(rooms: House, people: People) -> list[log.Event]:
    async with rooms.database.school(people.ada.school) as conn:
        return await log.read(conn, people.ada.id, kinds=("fact.noted", "fact.corrected"))


async def test_what_is_told_is_shown_with_its_message_corrected_and_forgotten_for_good(
    ada: Browser, rooms: House, people: People
) -> None:
    await say(ada, rooms, people, "hello, I like football. I have dyslexia and I love maths")
    await ada.get(PAGE)
    assert ">football<" in ada.page
    assert "hello, I like football." in ada.page
    assert "maths<" not in re.sub(r"<blockquote.*?</blockquote>", "", ada.page)
    (event,) = await noted(rooms, people)
    fact = event.body["fact"]
    await ada.post(f"{PAGE}/correct", {"fact": fact, "value": "my mum's cooking", "key": "k0"})
    assert "Chiron does not keep this" in html.unescape(ada.page)
    await ada.post(f"{PAGE}/correct", {"fact": fact, "value": " table  tennis ", "key": "k1"})
    await ada.get(PAGE)
    assert ">table tennis<" in ada.page
    for _ in range(2):  # sent twice, it is forgotten once
        sent = await ada.post(f"{PAGE}/forget", {"fact": fact, "key": "k2"})
        assert sent.status_code == 303
    await ada.get(PAGE)
    assert "tennis" not in ada.page
    assert [event.body["value"] for event in await noted(rooms, people)] == ["", ""]
    before = (await state_of(rooms, people.ada)).state
    async with rooms.database.school(people.ada.school) as conn:
        again = await rooms.tutoring.folds.rebuild(conn, people.ada, "tiny")
    assert again.same
    with pytest.raises(Exception, match=r"permission denied"):
        async with rooms.database.school(people.ada.school) as conn:
            await conn.execute("UPDATE event SET body = '{}'")
    assert before.item is not None


async def test_a_fact_that_is_forgotten_leaves_with_those_whose_place_it_took(
    ada: Browser, rooms: House, people: People
) -> None:
    await say(ada, rooms, people, "Call me Zoe")
    await say(ada, rooms, people, "Call me Lena")
    first, second = await noted(rooms, people)
    assert [first.body["value"], second.body["value"]] == ["Zoe", "Lena"]
    await ada.post(f"{PAGE}/forget", {"fact": second.body["fact"], "key": "k1"})
    assert [event.body["value"] for event in await noted(rooms, people)] == ["", ""]
    await ada.get(PAGE)
    assert ">Zoe<" not in ada.page


async def test_whoever_gave_a_name_is_greeted_by_it(ada: Browser, rooms: House, people: People) -> None:
    await say(ada, rooms, people, "Call me Zoe")
    await say(ada, rooms, people, "hello")
    item = (await state_of(rooms, people.ada)).state.item
    assert [said.words[0].text[:12] for said in item.talk if said.who == "tutor"] == ["I will keep ", "Hello, Zoe. "]


async def test_switched_off_nothing_new_is_noted(ada: Browser, rooms: House, people: People) -> None:
    await ada.get(PAGE)
    await ada.post(f"{PAGE}/switch", {"on": "no", "key": "k1"})
    await say(ada, rooms, people, "I like football")
    assert await noted(rooms, people) == []
    await ada.get(PAGE)
    await ada.post(f"{PAGE}/switch", {"on": "yes", "key": "k2"})
    await say(ada, rooms, people, "I like football")
    await say(ada, rooms, people, "I like chess")
    assert len(await noted(rooms, people)) == 2
    await ada.get(PAGE)
    await ada.post(f"{PAGE}/forget-all", {"key": "k3"})
    await ada.get(PAGE)
    assert "football" not in ada.page
    assert [event.body["value"] for event in await noted(rooms, people)] == ["", ""]


async def test_a_teacher_of_the_class_reads_it_and_is_seen_to_and_nobody_else_does(
    ada: Browser, browser_of: Open, rooms: House, people: People
) -> None:
    await say(ada, rooms, people, "I like football")
    at = f"/teacher/learner/{people.ada.id}/remembered?course=tiny"
    dana = await browser_of(people.dana)
    await dana.get(at)
    assert ">football<" in dana.page
    await ada.get("/my-data")
    assert "Dana" in ada.page
    for person in (people.eve, people.ben, people.cleo):
        other = await browser_of(person)
        assert (await other.get(at)).status_code in (403, 404)
        assert "football" not in other.page
    (event,) = await noted(rooms, people)
    ben = await browser_of(people.ben)
    await ben.get(PAGE)
    found = await ben.post(f"{PAGE}/forget", {"fact": event.body["fact"], "key": "k1"})
    assert found.status_code == 404
    assert (await noted(rooms, people))[0].body["value"] == "football"


async def test_it_goes_with_the_export_and_with_erasure(ada: Browser, rooms: House, people: People, tmp_path) -> None:
    await say(ada, rooms, people, "I like football")
    async with rooms.database.school(people.ada.school) as conn:
        kept = await leaving.gather(conn, people.ada.id)
    assert any("football" in json.dumps(row, default=str) and "fact.noted" in json.dumps(row, default=str)
               for row in kept["event"])  # fmt: skip
    await erase(rooms.database, tmp_path, people.ada.school, people.ada.id, Rooms())
    assert await noted(rooms, people) == []


def prompts(fake: FakeModel, purpose: str = "words") -> list[str]:
    return [ask.messages[-1].text for ask in fake.asks if ask.purpose == purpose]


async def test_a_model_is_told_what_is_remembered_where_the_school_lets_it_and_speaks_all_the_same_where_not(
    ada: Browser, rooms: House, people: People, fake: FakeModel
) -> None:
    await say(ada, rooms, people, "Call me Zarathustra. I like football")
    await events(ada, await say(ada, rooms, people, "can I have a hint please?"))
    (prompt,) = prompts(fake)
    assert "interest: football" in prompt
    assert "(the exam)" in prompt
    assert "Zarathustra" not in prompt.split("<data remembered>")[1].split("</data>")[0]
    async with rooms.database.school(people.ada.school) as conn:
        await change(conn, Chosen((Choice("near", frozenset(Kind) - {Kind.FACTS}),), {}))
    fake.asks.clear()
    await events(ada, await say(ada, rooms, people, "another hint please"))
    (prompt,) = prompts(fake)
    assert "<data remembered>" not in prompt


def reading(intent: str, sure: float = 0.9, facts: str = "") -> Callable[[Ask], str]:
    """A model that reads messages so, and words moves well."""
    answer = f'{{"intent":"{intent}","quote":"aide-moi","confidence":{sure},"facts":[{facts}]}}'
    return lambda ask: answer if ask.purpose == "reading" else GOOD


async def test_a_message_that_no_rule_reads_is_read_by_a_model_and_answered_as_such(
    ada: Browser, rooms: House, people: People, fake: FakeModel
) -> None:
    fake._says = reading("hint", facts='{"kind":"goal","quote":"devenir pilote","confidence":0.9}')
    found = await events(ada, await say(ada, rooms, people, "aide-moi stp, je veux devenir pilote"))
    assert "Look at both sides of it." in found[0][2]
    state = (await state_of(rooms, people.ada)).state
    assert [step.rungs for step in state.item.steps.values()] == [1]
    assert "give the hint" in prompts(fake)[0]
    (event,) = await noted(rooms, people)
    assert (event.body["value"], event.body["by"]) == ("devenir pilote", "model:near")
    async with rooms.database.school(people.ada.school) as conn:
        again = await rooms.tutoring.folds.rebuild(conn, people.ada, "tiny")
        every = turns(await log.read(conn, people.ada.id))
    assert again.same
    assert [turn.first.kind for turn in every][-1] == "message.said"
    assert every[-1].said is not None
    assert [event.kind for event in every[-1].later][:2] == ["message.read", "hint.taken"]


@pytest.mark.parametrize("says", [reading("hint", 0.3), lambda ask: "no idea" if ask.purpose == "reading" else GOOD])
async def test_an_unsure_model_or_a_useless_one_takes_no_hint(
    ada: Browser, rooms: House, people: People, fake: FakeModel, says: Callable[[Ask], str]
) -> None:
    fake._says = says
    await events(ada, await say(ada, rooms, people, "aide-moi stp"))
    state = (await state_of(rooms, people.ada)).state
    assert [step.rungs for step in state.item.steps.values()] in ([], [0])
    assert "give the hint" not in prompts(fake)[0]


async def test_what_a_model_points_out_is_noted_after_the_words(
    ada: Browser, rooms: House, people: People, fake: FakeModel
) -> None:
    quote = "what moves me is to fly planes"
    fact = f'{{"kind":"goal","quote":"{quote}","confidence":1}}'
    answer = f'{{"intent":"hint","quote":"hint","confidence":1,"facts":[{fact}]}}'
    fake._says = lambda ask: answer if ask.purpose == "reading" else GOOD
    await events(ada, await say(ada, rooms, people, f"{quote}, may I have a hint please?"))
    app_state = ada.client._transport.app.state  # type: ignore[attr-defined]
    await asyncio.gather(*(each.task for each in list(app_state.speaking.values())))
    assert [event.body["value"] for event in await noted(rooms, people)] == [quote]
