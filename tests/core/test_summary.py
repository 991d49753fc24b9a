"""The rolling summary: what was done and asked before, in figures; bounded, and the same for the same state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chiron.core.language.reading import Intent
from chiron.core.learning import commands as c
from chiron.core.learning.state import Contest, Piece, Said, from_text, to_bytes
from chiron.core.learning.summary import LONGEST, MOST_TOPICS, Summary, as_text, summarise
from chiron.core.words import Source
from tests.core.learner import Learner
from tests.core.tiny import tiny


@pytest.fixture
def ada() -> Learner:
    learner = Learner(tiny())
    learner.start("skill", "first")
    return learner


def say(ada: Learner, text: str) -> None:
    ada.do(c.Say("", None, ada.state.item.id, text))


def test_nothing_done_is_nothing_told() -> None:
    assert summarise(Learner(tiny()).state, tiny()).empty
    assert as_text(Summary()) == ""


def test_older_messages_are_counted_and_their_words_left_out(ada: Learner) -> None:
    for text in (
        "my secret: what is a term?",
        "can I have a hint please?",
        "another hint please",
        "i am so sad",
        "why?",
    ):
        say(ada, text)
    found = summarise(ada.state, tiny(), told=2)
    assert sum(count for _, count in found.asked) == 4
    assert dict(found.asked)[Intent.HINT] == 2
    assert Intent.UPSET not in dict(found.asked)
    text = as_text(found)
    assert "a hint (2)" in text
    assert "secret" not in text
    assert "sad" not in text
    assert summarise(ada.state, tiny(), told=100).asked == ()


def test_what_was_done_and_promised_is_told_and_comes_back_the_same_from_the_snapshot(ada: Learner) -> None:
    for right in (True, False, True):
        if not right:
            ada.answer("99999")
        ada.answer()
        ada.do(c.Next("", None, ada.state.item.id))
    found = summarise(ada.state, tiny())
    assert found.items == sum(topic.items for topic in found.topics) == 3
    assert found.right == sum(topic.right for topic in found.topics) == 2
    assert "3 items, 2 right alone" in as_text(found)
    waiting = replace(ada.state, contests=(Contest("a", "r"),))
    assert summarise(waiting, tiny()).promised == ("person-grade",)
    assert summarise(from_text(to_bytes(ada.state)), tiny()) == found


def test_a_summary_stays_short_whatever_was_said(ada: Learner) -> None:
    item = ada.state.item
    said = tuple(Said(str(n), "learner", (Piece("why? " * 200, Source.PERSON),), item.at) for n in range(90))
    full = replace(ada.state, item=replace(item, talk=said))
    found = summarise(full, tiny())
    assert len(found.topics) <= MOST_TOPICS
    assert len(as_text(found)) <= LONGEST + 1
