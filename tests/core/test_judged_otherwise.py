"""A grade judged otherwise: the estimate follows, judged back it is what it was, and nothing counts twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.learning import commands as c
from chiron.core.learning.decide import made_item
from chiron.core.learning.mastery import Estimate
from chiron.core.learning.state import LearnerState
from chiron.core.words import Outcome
from tests.core.judged import judged, standing
from tests.core.learner import Learner
from tests.core.tiny import tiny

RIGHT, WRONG = Outcome.CORRECT, Outcome.INCORRECT


def worked(moves: list[tuple[str, int]], ada: Learner | None = None) -> Learner:
    """Ada after answers, hints and days away."""
    if ada is None:
        ada = Learner(tiny(), 1)
        ada.start("skill", "first")
    for move, days in moves:
        ada.when += timedelta(days=days)
        if ada.state.session is None or ada.state.session.ended is not None or ada.state.item is None:
            ada.start("skill", "first")
        if ada.state.item is not None and ada.state.item.finished:
            ada.do(c.Next(f"next-{len(ada.drafts)}", None, ada.state.item.id))
            if ada.state.item is None:
                ada.start("skill", "first")
        if move == "hint" and ada.state.item.step(ada.step.id).rungs < 3:
            ada.hint()
        elif move == "slip":
            slip(ada)
        else:
            ada.answer("1" if move == "wrong" else None)
    return ada


def slip(ada: Learner) -> None:
    """The wrong answer that the author expects of the last step; another one before it."""
    values = made_item(ada.state.item, ada.setting).parameters
    ada.answer(str(values["c"] + values["b"]))


def attempts(ada: Learner) -> list[str]:
    return [event.draft.key for event in ada.events if event.kind == "step.attempted"]


def assert_same(one: Estimate | None, other: Estimate | None) -> None:
    assert one is not None
    assert other is not None
    assert one.mean == pytest.approx(other.mean, abs=1e-9)
    assert one.variance == pytest.approx(other.variance, abs=1e-9)
    assert (one.alone, one.spoiled, one.seen, one.evidence, one.at) == (
        other.alone,
        other.spoiled,
        other.seen,
        other.evidence,
        other.at,
    )


MOVES = st.lists(
    st.tuples(st.sampled_from(["right", "right", "wrong", "slip", "hint"]), st.sampled_from([0, 0, 1, 9, 200])),
    min_size=1,
    max_size=11,
)


@given(moves=MOVES, place=st.integers(0, 30), away=st.sampled_from([0, 3, 400]))
@settings(max_examples=150, deadline=None)
def test_judged_otherwise_and_back_the_estimate_is_what_it_was(
    moves: list[tuple[str, int]], place: int, away: int
) -> None:
    ada = worked(moves)
    if not attempts(ada):
        return
    attempt = attempts(ada)[place % len(attempts(ada))]
    was = standing(ada, attempt).outcome
    skill = next(e for e in ada.events if e.draft.key == attempt).draft.about.skill  # type: ignore[union-attr]
    before = ada.state
    ada.when += timedelta(days=away)
    judged(ada, attempt, was)
    assert knowledge(ada.state) == knowledge(before), "judged as it was, nothing changes"
    other = WRONG if was is RIGHT else RIGHT
    judged(ada, attempt, other)
    between = ada.state.record(skill).estimate
    if standing(ada, attempt).evidence:
        assert between is not None
        assert (between.mean > before.record(skill).estimate.mean) is (other is RIGHT)
    judged(ada, attempt, was)
    assert_same(ada.state.record(skill).estimate, before.record(skill).estimate)
    assert ada.state.misconceptions == before.misconceptions
    assert [r.right for r in ada.state.recent] == [r.right for r in before.recent]
    assert ada.again() == ada.state, "a rebuild gives the same"


def knowledge(state: LearnerState) -> Any:
    return state.skills, state.misconceptions, state.recent, state.session


@given(moves=MOVES, after=MOVES, place=st.integers(0, 30))
@settings(max_examples=100, deadline=None)
def test_what_came_later_does_not_stand_in_the_way(
    moves: list[tuple[str, int]], after: list[tuple[str, int]], place: int
) -> None:
    """Judged otherwise, then more answers on the same day, then back: as if it had never been judged otherwise."""
    after = [(move, 0) for move, _ in after[:4]]
    plain, ada = worked([*moves, *after]), worked(moves)
    if not attempts(ada):
        return
    attempt = attempts(ada)[place % len(attempts(ada))]
    one = standing(ada, attempt)
    step = one.event.draft.about.step  # type: ignore[union-attr]
    if (
        ada.state.item is not None
        and one.event.body["item"] == ada.state.item.id
        and not ada.state.item.step(step).done
    ):
        return  # What is open would be done by it.
    judged(ada, attempt, WRONG if one.outcome is RIGHT else RIGHT)
    judged(ada, attempt, one.outcome)
    worked(after, ada)
    assert_same(ada.state.record("first").estimate, plain.state.record("first").estimate)
    assert ada.again() == ada.state


def test_the_first_answer_counts_and_a_later_one_only_stands_on_the_page() -> None:
    ada = worked([("wrong", 0), ("wrong", 0)])
    first, later = attempts(ada)
    before = ada.state.record("first")
    judged(ada, later, RIGHT)
    after = ada.state.record("first")
    assert after == before, "feedback stood between: a later try is practice"
    assert ada.state.item is not None
    tried = next(iter(ada.state.item.steps.values()))
    assert (tried.done, [one.outcome for one in tried.attempts]) == (True, [WRONG, RIGHT])
    assert [one.decided for one in tried.attempts] == ["", "person"]
    judged(ada, first, RIGHT)
    assert ada.state.record("first").estimate.mean > before.estimate.mean
    assert ada.state.record("first").opportunities == 1


def test_it_is_as_if_it_had_been_judged_so_at_once() -> None:
    """Overruled right after it was given, the estimate is that of the other answer."""
    ada, ben = worked([("wrong", 0)]), worked([("right", 0)])
    judged(ada, attempts(ada)[0], RIGHT)
    assert_same(ada.state.record("first").estimate, ben.state.record("first").estimate)


def test_a_misconception_counts_while_its_answer_is_wrong() -> None:
    ada = Learner(tiny(), 3)
    ada.start("skill", "first")
    while ada.step.id != "solve":
        ada.answer()
    slip(ada)
    attempt = attempts(ada)[-1]
    assert ada.state.misconceptions == {"first/adds": 1}
    judged(ada, attempt, RIGHT)
    assert ada.state.misconceptions == {}
    assert ada.state.session is not None
    assert ada.state.session.misconceptions == {}
    judged(ada, attempt, WRONG)
    assert ada.state.misconceptions == ada.state.session.misconceptions == {"first/adds": 1}


def test_an_answer_too_old_for_a_trace_still_moves_the_estimate() -> None:
    ada = worked([("wrong", 0), ("right", 0)] * 2 + [("right", 0)] * 20)
    attempt = attempts(ada)[0]
    assert attempt not in [one.key for one in ada.state.record("first").trace]
    before = ada.state.record("first")
    judged(ada, attempt, RIGHT)
    between = ada.state.record("first")
    assert between.estimate.mean > before.estimate.mean
    assert between.opportunities == before.opportunities
    judged(ada, attempt, WRONG)
    after = ada.state.record("first").estimate
    assert (after.mean, after.variance) == pytest.approx((before.estimate.mean, before.estimate.variance), abs=1e-9)
    assert ada.again() == ada.state


def test_a_checker_that_now_finds_it_right_so_far_takes_the_evidence_out() -> None:
    ada, ben = worked([("wrong", 0)]), Learner(tiny(), 1)
    judged(ada, attempts(ada)[0], Outcome.ONWARD, "grade.replayed")
    nobody = ben.frame.model.estimate(ben.frame.course, "first", {}, ada.when)
    assert ada.state.record("first").estimate.mean == pytest.approx(nobody.mean, abs=1e-9)
    judged(ada, attempts(ada)[0], Outcome.PARTLY, "grade.replayed")
    judged(ada, attempts(ada)[0], WRONG)
    assert_same(ada.state.record("first").estimate, worked([("wrong", 0)]).state.record("first").estimate)
