"""SIGKILL of every process in mid-turn, and start again at once: what was acknowledged is kept, and counted once."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx
import pytest

from chiron.core.events import Event
from chiron.core.learning.mastery import model
from chiron.engine.folds import Folds
from chiron.engine.library.shelf import Shelf
from chiron.engine.people import schools, store
from chiron.engine.people.person import Role
from chiron.engine.records import log
from chiron.engine.records.cluster import locate
from chiron.engine.records.database import Database
from tests.kill.running import Forms, Running, enter_demo

KILLS = 4
MANY = 20
"""In ``make test-full``."""


@dataclass
class Sent:
    """What was sent under one key, and whether Chiron said that it has it."""

    action: str
    form: dict[str, str]
    acknowledged: bool = False


@dataclass
class Learner:
    """The demonstration's learner in a browser, several tabs at once."""

    client: httpx.AsyncClient
    at: str
    chance: Random
    sent: dict[str, Sent] = field(default_factory=dict)

    async def page(self) -> Forms:
        """The practice page with a step to answer; begins a sitting or goes on where there is none."""
        for _ in range(12):
            shown = await self.client.get(f"{self.at}/practice", follow_redirects=True)
            assert shown.status_code == 200, shown.text
            forms = Forms(shown.text)
            if forms.ending("/practice/answer"):
                return forms
            following = forms.ending("/practice/next") or forms.ending("/practice/study")
            if following:
                await self.client.post(following[0], data=following[1])
                continue
            token = next(hidden["csrf"] for _, hidden, _ in forms.found if "csrf" in hidden)
            form = {"csrf": token, "key": self.key("begin"), "purpose": "skill", "skill": "negative-numbers"}
            await self.client.post(f"{self.at}/practice/start", data=form)
        raise AssertionError("no step to answer")

    def key(self, what: str) -> str:
        """A key that nobody used."""
        return f"kill-{what}-{self.chance.getrandbits(60):016x}"

    def burst(self, forms: Forms, tabs: int) -> list[Sent]:
        """Answers from several tabs, and a hint: each under a key of its own."""
        found = forms.ending("/practice/answer")
        assert found is not None
        action, hidden, choices = found
        made = []
        for _ in range(tabs):
            answer = self.chance.choice(choices) if choices else str(self.chance.randrange(1000, 9999))
            made.append(Sent(action, {**hidden, "answer": answer, "key": self.key("answer")}))
        hint = forms.ending("/practice/hint")
        if hint:
            made.append(Sent(hint[0], {**hint[1], "key": self.key("hint")}))
        self.sent |= {each.form["key"]: each for each in made}
        return made

    async def send(self, each: Sent, after: float = 0.0) -> None:
        """Send it; a redirection says that it was taken. Whatever is cut off is not known."""
        await asyncio.sleep(after)
        try:
            answer = await self.client.post(each.action, data=each.form)
        except httpx.HTTPError:
            return
        each.acknowledged |= answer.status_code == 303


async def look(running: Running) -> tuple[list[Event], bool]:
    """The learner's log as the database has it, and whether folding it again gives the kept state."""
    database = await Database.open(locate(running.home, None).app_url)
    try:
        school = await schools.only(database)
        assert school is not None
        async with database.school(school.id) as conn:
            learners = [p for p in await store.view_people(conn) if p.has(Role.LEARNER)]
            first = min(learners, key=lambda person: person.id.int)
            events = await log.read(conn, first.id)
            done = await Folds(Shelf(), model()).rebuild(conn, first, str(first.preferences["course"]))
        return events, done.same
    finally:
        await database.close()


def check(learner: Learner, events: list[Event]) -> None:
    """Every acknowledged answer is there exactly once, and nothing twice."""
    keys = Counter(event.draft.key for event in events)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert max(keys.values()) == 1
    attempts: Counter[str] = Counter()
    for event in events:
        if event.kind == "step.attempted" and event.draft.key.startswith("kill-answer-"):
            attempts[event.draft.key.rsplit("-", 1)[0]] += 1
    assert max(attempts.values(), default=0) <= 1
    lost = [key for key, sent in learner.sent.items() if "answer" in key and sent.acknowledged and not attempts[key]]
    assert lost == []


async def one_kill(running: Running, learner: Learner) -> int:
    """Send at once from several tabs, kill everything in the middle, start again; how many were killed."""
    made = learner.burst(await learner.page(), tabs=4)
    sending = [asyncio.create_task(learner.send(each, learner.chance.random() * 0.06)) for each in made]
    if learner.chance.random() < 0.5:
        # However slow the machine is: one of them has its answer, and the others may be half-way.
        await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED)
    else:
        await asyncio.sleep(learner.chance.random() * 0.18)
    killed = await asyncio.to_thread(running.kill_everything, learner.chance.random() < 0.5)
    await asyncio.gather(*sending)
    await asyncio.to_thread(running.start)
    return killed


@pytest.mark.parametrize("kills", [KILLS, pytest.param(MANY, marks=pytest.mark.slow)])
async def test_no_acknowledged_answer_is_lost_and_none_counts_twice(chiron: Running, kills: int) -> None:
    limits: dict[str, Any] = {"timeout": 30, "trust_env": False, "headers": {"sec-fetch-site": "same-origin"}}
    async with httpx.AsyncClient(base_url=chiron.address, **limits) as client:
        learner = Learner(client, await enter_demo(client), Random(20))
        in_the_middle = 0
        for _ in range(kills):
            before = set(learner.sent)
            assert await one_kill(chiron, learner) >= 3, "the app, the postmaster and its children"
            events, same = await look(chiron)
            assert same, "the kept state is what the log folds to"
            check(learner, events)
            fresh = [sent for key, sent in learner.sent.items() if key not in before]
            in_the_middle += 0 < sum(sent.acknowledged for sent in fresh) < len(fresh)
            # The browser sends again what it had no answer to, and one that it had: nothing counts twice.
            for sent in [sent for sent in fresh if not sent.acknowledged] + fresh[:1]:
                await learner.send(sent)
        check(learner, (await look(chiron))[0])
        assert sum(sent.acknowledged for sent in learner.sent.values()) >= kills, "most of it was taken in the end"
        assert in_the_middle, "at least one kill met a turn half-way"
