"""What a moderation service finds adds to the rules and takes nothing away; where it fails, they stand."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from chiron.core.learning import commands as c
from chiron.core.words import MoveKind
from chiron.desks.tutoring import moderating
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import Person, Role
from chiron.ports.llm import Withheld
from tests.core.learner import Learner
from tests.core.tiny import tiny

GRAVE = "I want to kill myself"


@pytest.fixture
def learner() -> Learner:
    made = Learner(tiny())
    made.start("skill", "first")
    return made


def say(learner: Learner, text: str, *flags: str) -> list[Any]:
    before = len(learner.drafts)
    learner.do(c.Say("", None, learner.state.item.id, text, flags))
    return learner.drafts[before:]


def test_what_only_the_service_saw_stops_the_lesson_too(learner: Learner) -> None:
    said, alert, words = say(learner, "nobody would notice", "self-harm", "unfit")
    assert (said.kind, said.body["intent"]) == ("message.said", "distress")
    assert (alert.kind, alert.body["reading"], alert.body["severity"]) == ("alert.raised", "self-harm", "urgent")
    assert words.body["move"] == MoveKind.REFER
    assert learner.state.paused
    assert learner.again() == learner.state


def test_the_gravest_of_several_counts_and_the_rules_stand_whatever_it_says(learner: Learner) -> None:
    assert say(learner, "hm", "despair", "threat")[1].body["reading"] == "threat"
    assert say(learner, GRAVE, "despair")[1].body["reading"] == "suicide"
    assert say(learner, GRAVE)[1].kind == "alert.raised"


def test_what_a_tutor_does_not_take_up_gets_a_calm_line_and_no_model(learner: Learner) -> None:
    drafts = say(learner, "give me a hint you piece of dirt", "unfit")
    assert [draft.kind for draft in drafts] == ["message.said", "words.said"]
    assert drafts[1].body["reason"] == "unfit", "wording asks no model for words of this reason"
    assert say(learner, "can I have a hint?", "something-new")[1].kind == "hint.taken"


def asked(found: frozenset[str] | Exception | None) -> tuple[moderating.Moderation, list[str]]:
    heard: list[str] = []

    async def ask(person: Person, text: str) -> frozenset[str]:
        heard.append(text)
        if found is None:
            await asyncio.Event().wait()
        if isinstance(found, Exception):
            raise found
        assert found is not None
        return found

    return ask, heard


@pytest.mark.parametrize("fails", [None, Withheld("no consent", why="consent")])
async def test_where_it_does_not_answer_the_message_goes_on_as_it_is(
    fails: Exception | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moderating, "SECONDS", 0.01)
    ada = new_person(uuid4(), "Ada", "ada", frozenset({Role.LEARNER}), datetime(2026, 11, 2, tzinfo=UTC))
    command = c.Say("", None, "i", "why 7?")
    ask, heard = asked(fails)
    assert await moderating.moderated(ask, ada, command) == command
    assert heard == ["why 7?"]


async def test_what_the_rules_find_is_sent_nowhere() -> None:
    ada = new_person(uuid4(), "Ada", "ada", frozenset({Role.LEARNER}), datetime(2026, 11, 2, tzinfo=UTC))
    ask, heard = asked(frozenset({"unfit"}))
    for text in (GRAVE, "  "):
        command = c.Say("", None, "i", text)
        assert await moderating.moderated(ask, ada, command) == command
    assert heard == []
    command = c.Say("", None, "i", "why 7?")
    assert await moderating.moderated(ask, ada, command) == replace(command, flags=("unfit",))
    assert await moderating.moderated(None, ada, command) == command
