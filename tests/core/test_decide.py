"""What a learner's commands become."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chiron.core.errors import InvalidInput
from chiron.core.events import KINDS
from chiron.core.learning import commands as c
from chiron.core.learning.decide import OldPage, made_item
from chiron.core.learning.fold import FOLDERS, PASSING
from chiron.core.words import Outcome
from tests.core.learner import Learner
from tests.core.tiny import tiny


@pytest.fixture
def ada() -> Learner:
    return Learner(tiny())


def kinds(ada: Learner) -> list[str]:
    return [event.kind for event in ada.events]


def test_every_kind_of_event_is_folded_or_listed_as_passing_through():
    assert set(KINDS) == set(FOLDERS) | PASSING


def test_a_first_sitting_opens_an_item_of_a_skill_without_prerequisites(ada):
    ada.start()
    assert kinds(ada) == ["course.joined", "session.started", "item.opened"]
    assert ada.state.item.skill == "first"
    assert ada.state.item.reason


def test_a_right_answer_finishes_the_item_and_raises_the_estimate(ada):
    ada.start("skill", "first")
    before = ada.frame.model.estimate(ada.frame.course, "first", {}, ada.when)
    while not ada.state.item.finished:
        ada.answer()
    after = ada.state.record("first").estimate
    assert after.mean > before.mean
    assert after.variance < before.variance
    assert ada.state.session.items == 1
    assert ada.state.session.right == 1


def test_a_wrong_answer_stays_on_the_page_and_names_the_misconception(ada):
    ada.start("skill", "first")
    while ada.step.id != "solve":
        ada.answer()
    values = dict(made_item(ada.state.item, ada.setting).parameters)
    ada.answer(str(values["c"] + values["b"]))
    row = ada.state.item.step("solve").visible[-1]
    assert row.outcome is Outcome.INCORRECT
    assert row.misconception == "adds"
    assert row.feedback == "Take away instead."
    assert ada.state.misconceptions == {"first/adds": 1}
    assert not ada.state.item.finished


def test_only_the_first_judged_try_at_a_step_is_evidence(ada):
    ada.start("skill", "first")
    ada.answer("1")
    estimate = ada.state.record("first").estimate
    ada.answer("1")
    ada.answer()
    assert ada.state.record("first").estimate == estimate
    assert ada.state.record("first").opportunities == 1


def test_the_ladder_skips_no_rung_and_a_second_click_takes_no_second_one(ada):
    ada.start("skill", "first")
    item, step = ada.state.item, ada.step
    ada.hint()
    ada.do(c.TakeHint("", None, item.id, step.id, 0))
    assert ada.state.item.step(step.id).rungs == 1
    for _ in range(3):
        ada.hint()
    assert ada.state.item.step(step.id).rungs == 4
    titles = [said.words[0].title for said in ada.state.item.talk]
    assert titles == ["hint:point", "hint:principle", "hint:next_step", "hint:worked_example"]


def test_the_solution_comes_only_after_the_last_rung_and_counts_as_not_known(ada):
    ada.start("skill", "first")
    item, step = ada.state.item, ada.step
    with pytest.raises(InvalidInput):
        ada.do(c.ShowSolution("", None, item.id, step.id))
    for _ in range(4):
        ada.hint()
    before = ada.frame.model.estimate(ada.frame.course, "first", {}, ada.when)
    ada.do(c.ShowSolution("", None, item.id, step.id))
    assert ada.state.item.step(step.id).done
    assert ada.state.record("first").estimate.mean < before.mean


def test_undo_takes_the_try_off_the_page_and_keeps_the_evidence(ada):
    ada.start("skill", "first")
    step = ada.step
    ada.answer("1")
    estimate = ada.state.record("first").estimate
    ada.do(c.Undo("", None, ada.state.item.id, step.id))
    assert ada.state.item.step(step.id).visible == ()
    assert ada.state.record("first").estimate == estimate


def test_an_answer_to_an_item_that_is_open_no_longer_changes_nothing(ada):
    ada.start("skill", "first")
    old = ada.state.item.id
    ada.do(c.Skip("", None, old))
    before = ada.state
    with pytest.raises(OldPage):
        ada.do(c.Next("", None, old))
    assert ada.state == before


def test_a_sitting_has_an_end_and_a_summary_of_what_changed(ada):
    ada.start("skill", "first")
    for _ in range(30):
        while not ada.state.item.finished:
            ada.answer()
        ada.go_on()
        if ada.state.session.ended:
            break
    assert ada.state.session.ended is not None
    assert "first" in ada.state.session.before
    assert ada.state.item is None


def test_in_the_diagnostic_there_are_no_hints_and_i_do_not_know_ends_the_item(ada):
    ada.start("diagnostic")
    with pytest.raises(InvalidInput):
        ada.hint()
    ada.do(c.Unsure("", None, ada.state.item.id, ada.step.id))
    assert ada.state.item.finished
    assert ada.state.asked[0].credit == 0.0


def test_in_a_test_nobody_is_held_at_a_question_that_they_do_not_know(ada):
    ada.start("test", "first")
    ada.answer("999")
    first = ada.state.item
    assert not first.finished, "another try is free"
    ada.do(c.Unsure("", None, first.id, ada.step.id))
    assert ada.state.item.finished
    ada.go_on()
    assert ada.state.item is None or ada.state.item.id != first.id
    assert ada.again() == ada.state


def test_the_diagnostic_ends_and_places(ada):
    ada.start("diagnostic")
    asked = 0
    while ada.state.session.ended is None:
        asked += 1
        while not ada.state.item.finished:
            ada.answer()
        ada.go_on()
    assert asked <= 15
    assert ada.state.placed is not None


def test_one_more_question_after_the_end(ada):
    ada.start()
    ada.do(c.Finish(""))
    ada.do(c.OneMore(""))
    assert ada.state.item is not None
    assert ada.state.session.length == 1


def test_a_goal_is_checked(ada):
    with pytest.raises(InvalidInput, match="goals"):
        ada.do(c.SetGoal("", None, "none"))
    with pytest.raises(InvalidInput, match="after today"):
        ada.do(c.SetGoal("", None, "all", "", "2020-01-01"))
    ada.do(c.SetGoal("", None, "all", "for the exam", "2027-01-01", 60))
    assert ada.state.goal.minutes == 60


def test_time_away_is_not_counted_as_work(ada):
    ada.start("skill", "first")
    ada.when += timedelta(hours=5)
    ada.answer()
    assert sum(ada.state.seconds.values()) <= 330


def test_the_log_folded_anew_gives_the_same_state(ada):
    ada.do(c.SetGoal("", None, "all"))
    ada.start("diagnostic")
    while ada.state.session.ended is None:
        ada.answer("1") if ada.state.item.seed % 3 == 0 else ada.answer()
        if ada.state.item.finished:
            ada.go_on()
    ada.start()
    ada.hint()
    ada.answer("1")
    ada.answer()
    assert ada.again() == ada.state


def test_a_sitting_with_nothing_to_ask_is_not_begun(ada):
    with pytest.raises(OldPage, match="nothing to ask"):
        ada.start("review")
    assert kinds(ada) == []
