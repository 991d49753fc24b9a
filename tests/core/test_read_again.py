"""A message that the rules could not read, decided anew by a model's reading, with a rule's consequences alone."""

from __future__ import annotations

import pytest

from chiron.core.language.proposed import Proposed
from chiron.core.language.reading import Intent
from chiron.core.learning import commands as c
from chiron.core.learning.decide import Decision
from chiron.core.learning.decide.rereading import heard, left_unread, read_again
from chiron.core.learning.fold import apply_draft
from chiron.core.words import MoveKind
from tests.core.learner import Learner
from tests.core.tiny import tiny

UNCLEAR = "aide moi stp"


@pytest.fixture
def ada() -> Learner:
    learner = Learner(tiny())
    learner.start("skill", "first")
    learner.do(c.Say("said", None, learner.state.item.id, UNCLEAR))
    return learner


def reason(ada: Learner) -> str:
    return next(draft.body["reason"] for draft in reversed(ada.drafts) if draft.kind == "words.said")


def again(ada: Learner, intent: Intent | None) -> Decision:
    found = heard(ada.state, ada.state.item.talk[-1].turn)
    assert found is not None
    assert left_unread(ada.state, found, reason(ada), ada.setting)
    return read_again(ada.state, found, Proposed(intent, UNCLEAR, 0.9), "near", ada.setting)


def test_a_hint_asked_for_in_another_language_is_the_next_rung_once(ada: Learner) -> None:
    decision = again(ada, Intent.HINT)
    assert [draft.kind for draft in decision.drafts] == ["message.read", "hint.taken"]
    assert all(draft.actor is None for draft in decision.drafts)
    assert decision.words is not None
    assert (decision.words.turn, decision.words.move.kind) == (ada.state.item.talk[-1].turn, MoveKind.HINT)
    assert decision.drafts[0].body == {
        "turn": decision.words.turn, "item": ada.state.item.id, "intent": "hint", "confidence": 0.9, "by": "near",
    }  # fmt: skip
    state = ada.state
    for draft in decision.drafts:
        state = apply_draft(state, draft, ada.frame)
    assert state.item.step(ada.step.id).rungs == 1


@pytest.mark.parametrize("intent", [Intent.SOLUTION, Intent.ANSWER, Intent.UPSET, Intent.QUESTION, Intent.THANKS])
def test_no_reading_gives_an_answer_a_grade_or_somebodys_mood_away(ada: Learner, intent: Intent) -> None:
    decision = again(ada, intent)
    assert {draft.kind for draft in decision.drafts} <= {"message.read", "hint.taken"}
    assert decision.drafts[0].body["intent"] != "upset"
    assert decision.words is not None
    assert decision.words.move.kind is not MoveKind.SHOW
    assert decision.words.move.reason != "upset"


def test_an_unsure_reading_is_asked_back_about(ada: Learner) -> None:
    decision = again(ada, None)
    assert [draft.kind for draft in decision.drafts] == ["message.read"]
    assert decision.words is not None
    assert (decision.words.move.kind, decision.words.move.reason) == (MoveKind.ASK, "unclear")
    assert decision.drafts[0].body["intent"] == "unclear"


def test_only_the_last_message_that_helped_nobody_is_read_again(ada: Learner) -> None:
    first = ada.state.item.talk[-1].turn
    ada.do(c.Say("more", None, ada.state.item.id, "can I have a hint please?"))
    assert heard(ada.state, first) is None
    found = heard(ada.state, ada.state.item.talk[-1].turn)
    assert found is not None
    assert not left_unread(ada.state, found, reason(ada), ada.setting)
    assert heard(ada.state, "nowhere") is None
