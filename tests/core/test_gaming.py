"""What somebody does to be thought better than they are, or to fill the log: refused, and nothing is recorded."""

from __future__ import annotations

import pytest

from chiron.core.errors import InvalidInput
from chiron.core.learning import commands as c
from chiron.core.learning.decide import OldPage
from chiron.core.learning.decide.steps import MOST_TRIES
from chiron.core.learning.decide.talk import MOST_MESSAGES
from tests.core.learner import Learner
from tests.core.tiny import tiny


@pytest.fixture
def ada() -> Learner:
    return Learner(tiny())


def at_two_steps(ada: Learner) -> None:
    """Open an item of two steps."""
    ada.start("skill", "first")
    while ada.state.item.template != "two":
        ada.do(c.Skip("", None, ada.state.item.id))


@pytest.mark.parametrize("command", [c.TakeHint, c.ShowSolution, c.Unsure, c.Answer])
def test_a_later_step_tells_nothing_before_its_turn(ada, command):
    at_two_steps(ada)
    item, events = ada.state.item, len(ada.drafts)
    more = (0,) if command is c.TakeHint else ()
    with pytest.raises(OldPage):
        ada.do(command("", None, item.id, "solve", *more))
    assert len(ada.drafts) == events
    ada.answer()
    ada.do(c.TakeHint("", None, item.id, "solve", 0))
    assert ada.state.item.step("solve").rungs == 1


@pytest.mark.parametrize("purpose", ["test", "diagnostic"])
def test_nobody_picks_the_questions_of_a_test(ada, purpose):
    ada.start(purpose, "first" if purpose == "test" else None)
    item = ada.state.item
    with pytest.raises(InvalidInput):
        ada.do(c.Skip("", None, item.id))
    assert ada.state.item == item


def test_tries_at_one_step_have_an_end(ada):
    ada.start("skill", "first")
    step = ada.step.id
    for _ in range(MOST_TRIES):
        ada.answer("1")
    with pytest.raises(InvalidInput, match="many tries"):
        ada.answer("1")
    assert len(ada.state.item.step(step).attempts) == MOST_TRIES


def test_talk_beside_one_item_has_an_end_but_a_call_for_help_is_heard(ada):
    ada.start("skill", "first")
    item = ada.state.item.id
    for number in range(MOST_MESSAGES):
        ada.do(c.Say("", None, item, f"message {number}"))
    with pytest.raises(InvalidInput, match="talk"):
        ada.do(c.Say("", None, item, "one more"))
    ada.do(c.Say("", None, item, "I want to kill myself"))
    assert ada.state.paused is not None
