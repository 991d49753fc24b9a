"""What the desk does about a message: by talks from beginning to end, and by what holds in any talk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.support.context import Named
from chiron.core.support.deciding import MOST_OPEN, MOST_UNCLEAR, Decision, Message, Talk, decide, happened
from chiron.core.support.flows import Done, Found
from chiron.core.support.intents.reader import Read
from chiron.core.support.listening import yes_or_no
from chiron.core.support.playbook import Playbook
from chiron.core.support.playbook.facts import Value
from tests.core.support.flows.driving import GIVEN, HEAD, ITEM, ORDER, RETURN

CANCEL: dict[str, Any] = {
    "id": "cancel-order",
    "title": "Cancel",
    "steps": [
        {"id": "number", "kind": "ask", "fact": "order.number", "say": "which-order", "next": "done"},
        {"id": "done", "kind": "end"},
    ],
}
INTENTS: list[dict[str, Any]] = [
    {"id": "send-back", "title": "Send back", "group": "g", "examples": ["e"], "flow": "return-item"},
    {"id": "cancel", "title": "Cancel", "group": "g", "examples": ["e"], "flow": "cancel-order"},
    {"id": "opening-hours", "title": "Hours", "group": "g", "examples": ["e"], "article": "hours"},
    {"id": "thanks", "title": "Thanks", "group": "g", "examples": ["e"], "message": "welcome"},
    {"id": "hurt", "title": "Somebody is hurt", "group": "g", "examples": ["e"], "message": "m", "person": True},
]
BOOK = Playbook.model_validate({**HEAD, "flows": [RETURN, CANCEL], "intents": INTENTS})
LINES = {"item": {"line-1": Named("Mint leaf", ("tea",)), "line-2": Named("Iron kettle", ("kettles",))}}
TODAY = date(2026, 11, 22)
RETURN_FACTS: dict[str, Value] = {**GIVEN, "customer.signed-in": False, "customer.email": "ada@example.org"}


def read(intent: str | None = None, *ranked: tuple[str, float]) -> Read:
    """A message's reading."""
    return Read(intent, 0.9 if intent else 0.1, 0.9 if intent else 0.1, ranked or (((intent, 0.9),) if intent else ()))


class Talking:
    """A talk that goes on message by message."""

    def __init__(self) -> None:
        self.talk = Talk()
        self.last = Decision(self.talk, (), "")
        self.count = 0

    def say(self, text: str, reading: Read | None = None, articles: Sequence[str] = ()) -> list[str]:
        """The kinds of moves that follow from a message."""
        self.count += 1
        message = Message(
            text, f"run-{self.count}", TODAY, RETURN_FACTS, reading or read(), articles=tuple(articles), options=LINES
        )
        return self.take(decide(BOOK, self.talk, message))

    def take(self, decision: Decision) -> list[str]:
        """Go on from a decision."""
        self.last, self.talk = decision, decision.talk
        return [move.kind for move in decision.moves]

    def found(self, what: str, facts: dict[str, Value]) -> list[str]:
        """What follows from what a system found."""
        return self.take(happened(BOOK, self.talk, RETURN_FACTS, Found(what, facts)))


def at_confirmation() -> Talking:
    """A return that waits for a yes."""
    talking = Talking()
    talking.say("I want to send something back", read("send-back"))
    talking.say("NW-1001")
    talking.found("order", ORDER)
    talking.say("the kettle")
    talking.found("item", ITEM)
    assert talking.say("1") == ["confirm"]
    return talking


def test_a_matter_from_its_first_word_to_its_end() -> None:
    talking = Talking()
    assert talking.say("I want to send something back", read("send-back")) == ["ask"]
    assert talking.last.intent == "send-back"
    assert talking.say("It is NW-1001") == ["look-up"]
    assert talking.last.reason == "answers-the-step"
    assert talking.found("order", ORDER) == ["ask"]
    assert talking.say("the second one") == ["look-up"]
    assert talking.found("item", ITEM) == ["ask"]
    assert talking.say("2") == ["hand-over"]
    assert talking.talk.with_person
    assert talking.say("hello?") == []


def test_only_a_plain_yes_lets_it_be_done() -> None:
    for text in ("yes, but keep the kettle", "is that free?", "thanks"):
        assert "act" not in at_confirmation().say(text)
    talking = at_confirmation()
    assert talking.say("yes please") == ["act"]
    key = talking.last.moves[0].token
    assert talking.say("yes please") == ["stay"], "twice is once"
    done = happened(BOOK, talking.talk, RETURN_FACTS, Done(key, {"return.label": "x"}))
    assert "say" in talking.take(done)


def test_a_no_ends_it_and_nothing_is_done() -> None:
    talking = at_confirmation()
    assert "act" not in talking.say("no, I keep it")
    assert talking.talk.flows == ()


def test_another_matter_lets_the_first_wait_and_leads_back() -> None:
    talking = Talking()
    talking.say("I want to send something back", read("send-back"))
    kinds = talking.say("when are you open?", read("opening-hours"))
    assert kinds == ["quote", "ask"], "answered, and back at what was asked"
    assert talking.last.moves[0].article == "hours"
    assert talking.say("and cancel another", read("cancel")) == ["ask"]
    assert [one.flow for one in talking.talk.flows] == ["return-item", "cancel-order"]
    assert talking.say("NW-2002")[-1] == "ask"
    assert [one.flow for one in talking.talk.flows] == ["return-item"]


def test_a_yes_after_something_else_was_talked_about_is_asked_again() -> None:
    talking = at_confirmation()
    assert talking.say("when are you open?", read("opening-hours")) == ["quote", "confirm"]
    talking = at_confirmation()
    talking.say("and cancel another", read("cancel"))
    assert "act" not in talking.say("yes")


def test_it_is_dropped_when_the_customer_drops_it() -> None:
    talking = at_confirmation()
    talking.say("never mind")
    assert talking.talk.flows == ()
    assert not talking.talk.with_person


@pytest.mark.parametrize("text", ["Can I talk to a human?", "agent", "quiero hablar con una persona"])
def test_a_person_can_be_asked_for_anywhere(text: str) -> None:
    for talking in (Talking(), at_confirmation()):
        assert talking.say(text, read("send-back")) == ["hand-over"]
        assert talking.talk.with_person


def test_what_is_always_for_a_person_goes_to_one() -> None:
    talking = at_confirmation()
    assert talking.say("the stove burnt my hand", read("hurt")) == ["hand-over"]
    assert talking.last.intent == "hurt"


def test_what_is_not_understood_is_asked_about_once_and_then_a_person_comes() -> None:
    talking = Talking()
    assert talking.say("hm", read(None, ("cancel", 0.4), ("send-back", 0.3))) == ["say"]
    assert talking.last.moves[0].because["options"] == ("Cancel", "Send back")
    assert talking.say("hm", read(None, ("cancel", 0.4), ("send-back", 0.3))) == ["say"]
    assert talking.last.reason == "unclear"
    assert talking.say("hm") == ["hand-over"]
    assert talking.last.reason == "not-understood"


def test_an_article_that_answers_is_quoted_and_what_is_outside_is_said_to_be() -> None:
    talking = Talking()
    assert talking.say("how do I wash down?", articles=["wash-down"]) == ["quote"]
    assert talking.say("who won the election?") == ["say"]
    assert talking.last.moves[0].message == "outside"


_TEXTS = st.sampled_from(
    [
        "yes",
        "no",
        "yes but not now",
        "NW-1001",
        "the kettle",
        "mind",
        "torn",
        "2",
        "never mind",
        "hello",
        "12 Mill Lane",
    ]
)
_READS = st.sampled_from([read(), *(read(str(one["id"])) for one in INTENTS[:4])])


@given(st.lists(st.tuples(_TEXTS, _READS, st.booleans()), max_size=14))
def test_whatever_is_said_nothing_is_done_without_a_yes(messages: list[tuple[str, Read, bool]]) -> None:
    talking = Talking()
    for text, reading, found in messages:
        kinds = talking.say(text, reading)
        assert "act" not in kinds or yes_or_no(text) is True
        assert len(talking.talk.flows) <= MOST_OPEN
        assert talking.talk.unclear <= MOST_UNCLEAR
        assert kinds or talking.talk.with_person, "something is always said, unless a person has the case"
        if found and kinds and kinds[-1] == "look-up":
            what = talking.last.moves[-1].name or ""
            assert "act" not in talking.found(what, ORDER if what == "order" else ITEM)
