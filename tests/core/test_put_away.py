"""What is begun is not lost when something else is begun; and one attempt has one open case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chiron.core.events import Draft, upcast
from chiron.core.learning import commands as c
from chiron.core.learning.decide import OldPage
from chiron.core.learning.state import LearnerState
from tests.core.learner import Learner
from tests.core.tiny import tiny


@pytest.fixture
def ada() -> Learner:
    return Learner(tiny())


def put_away(ada: Learner, purpose: str, skill: str | None = None) -> None:
    ada.do(c.Start("", None, purpose, skill, put_away=True))


@pytest.mark.parametrize(("purpose", "skill"), [("diagnostic", None), ("test", "first")])
def test_an_unfinished_diagnostic_or_test_is_left_on_the_learners_word_alone(ada, purpose, skill):
    ada.start(purpose, skill)
    before = ada.state
    with pytest.raises(OldPage, match=f"unfinished {purpose}"):
        ada.start("skill", "second")
    assert ada.state == before
    item = ada.state.item.id
    put_away(ada, "skill", "second")
    kinds = [event.kind for event in ada.events][-4:]
    assert kinds == ["item.left", "session.ended", "session.started", "item.opened"]
    assert (ada.events[-4].body["item"], ada.events[-4].body["reason"]) == (item, "another")
    assert ada.state.estimates == before.estimates, "what was put away unseen is no evidence"


def test_between_two_questions_of_a_diagnostic_it_is_unfinished_too(ada):
    ada.start("diagnostic")
    ada.answer("1")
    assert ada.state.item.finished
    with pytest.raises(OldPage):
        ada.start("practice")


def test_a_diagnostic_that_was_put_away_goes_on_where_it_was(ada):
    ada.start("diagnostic")
    ada.answer("1")
    put_away(ada, "skill", "first")
    assert ada.state.placed is None
    ada.start("diagnostic")
    assert len(ada.state.asked) == 1
    assert ada.state.session.length == 14
    while ada.state.session.ended is None:
        ada.answer("1")
        ada.go_on()
    assert ada.state.placed is not None
    ada.start("diagnostic")
    assert ada.state.asked == (), "a new one begins anew"
    assert ada.again() == ada.state


def test_practice_is_left_without_asking(ada):
    ada.start("practice")
    ada.start("test", "first")
    assert ada.state.session.purpose == "test"


def test_an_ended_diagnostic_asks_nothing(ada):
    ada.start("diagnostic")
    ada.do(c.Finish("", None))
    ada.start("practice")
    assert ada.state.placed is not None


def contested(ada: Learner) -> str:
    ada.start("skill", "first")
    ada.answer("1")
    step = ada.step
    key = ada.state.item.step(step.id).attempts[-1].key
    contest(ada, key)
    return key


def contest(ada: Learner, attempt: str) -> None:
    ada.do(c.Report("", None, "grade", None, ada.state.item.id, attempt, None, "It is right"))


def decided(ada: Learner) -> None:
    report = ada.state.contests[-1].report
    about = ada.events[-1].draft.about
    body = {"report": report, "decision": "kept", "note": ""}
    ada.append(Draft("report.answered", body, f"key-{len(ada.drafts)}", None, ada.when, about=about))


def test_a_contested_attempt_has_one_open_case(ada):
    attempt = contested(ada)
    with pytest.raises(OldPage, match="already with your teacher"):
        contest(ada, attempt)
    made = [event for event in ada.events if event.kind == "report.made"]
    assert [event.body["after"] for event in made] == [None]


def test_after_a_decision_a_second_contest_refers_to_the_first(ada):
    attempt = contested(ada)
    first = ada.state.contests[-1].report
    decided(ada)
    contest(ada, attempt)
    made = [event for event in ada.events if event.kind == "report.made"]
    assert made[-1].body["after"] == first != made[-1].body["report"]
    with pytest.raises(OldPage):
        contest(ada, attempt)
    assert ada.again() == ada.state


def test_other_reports_of_the_item_are_not_held_back(ada):
    contested(ada)
    for _ in range(2):
        ada.do(c.Report("", None, "item", None, ada.state.item.id, None, None, "odd"))
    assert len([event for event in ada.events if event.kind == "report.made"]) == 3


def test_a_report_of_before_is_read_as_the_first():
    body = {"report": "r", "what": "grade", "turn": None, "item": "i", "attempt": "a", "text": ""}
    assert upcast("report.made", 1, body)["after"] is None
    assert replace(LearnerState()).contests == ()
