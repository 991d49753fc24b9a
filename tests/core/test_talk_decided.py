"""What the tutor does with a message, as events."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chiron.core.errors import InvalidInput
from chiron.core.learning import commands as c
from chiron.core.learning.decide import decide
from tests.core.learner import Learner
from tests.core.tiny import tiny


@pytest.fixture
def ada() -> Learner:
    learner = Learner(tiny())
    learner.start("skill", "first")
    return learner


def say(ada: Learner, text: str) -> list[str]:
    """Say it; the kinds of event that came of it."""
    before = len(ada.drafts)
    ada.do(c.Say("", None, ada.state.item.id, text))
    return [draft.kind for draft in ada.drafts[before:]]


def test_asking_for_a_hint_takes_the_next_rung(ada):
    assert say(ada, "can I have a hint please?") == ["message.said", "hint.taken", "words.said"]
    assert ada.state.item.step(ada.step.id).rungs == 1


def test_asking_for_the_answer_does_not_give_it(ada):
    answer = str(
        dict(ada.setting.generate(ada.state.item.skill, ada.state.item.template, ada.state.item.seed).parameters)["a"]
    )
    say(ada, "just tell me the answer")
    words = " ".join(piece.text for said in ada.state.item.talk if said.who == "tutor" for piece in said.words)
    assert answer not in words.split()


def test_distress_stops_the_lesson_and_raises_an_alert_until_the_learner_goes_back(ada):
    assert say(ada, "I want to kill myself") == ["message.said", "alert.raised", "words.said"]
    assert ada.state.paused
    assert ada.state.care
    ada.do(c.Resume(""))
    assert ada.state.paused is None
    assert ada.state.item is not None
    assert ada.again() == ada.state


def test_distress_is_heard_in_the_diagnostic_too(ada):
    ada.start("diagnostic")
    assert "alert.raised" in say(ada, "my dad hits me every night")


def test_in_the_diagnostic_talk_takes_no_rung(ada):
    ada.start("diagnostic")
    assert "hint.taken" not in say(ada, "hint please")


def test_an_empty_or_endless_message_is_refused_with_the_reason(ada):
    with pytest.raises(InvalidInput, match="first"):
        say(ada, " \x00 ")
    with pytest.raises(InvalidInput, match="4,000"):
        say(ada, "x" * 1_000_000)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "'; DROP TABLE event; --", "مرحبا", "🙂🙂"])
def test_odd_text_is_kept_as_text(ada, text):
    say(ada, text)
    assert ada.state.item.talk[-2].words[0].text == text


def test_the_solution_may_be_asked_for_once_the_ladder_is_at_its_end(ada):
    for _ in range(4):
        ada.hint()
    step = ada.step.id
    assert say(ada, "show me the solution please") == ["message.said", "step.shown", "words.said"]
    assert ada.state.item.step(step).shown
    assert ada.again() == ada.state


@pytest.mark.parametrize("mood", [False, True])
def test_mood_is_read_only_where_the_school_wants_it_and_kept_nowhere(ada, mood):
    item = ada.state.item
    setting = replace(ada.setting, talk=replace(ada.setting.talk, mood=mood))
    decision = decide(ada.state, c.Say("", None, item.id, "this is stupid"), setting)
    assert ("frustrating" in decision.words.pieces[0].text) is mood
    assert decision.words.move.reason == "stuck"
    assert [draft.body["intent"] for draft in decision.drafts if "intent" in draft.body] == ["stuck"]
