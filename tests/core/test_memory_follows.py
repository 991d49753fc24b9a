"""A grade judged otherwise: the memory follows as the estimate does, and judged back it is what it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.learning.memory import Recall, learnt, relearnt, review
from chiron.core.learning.memory.finished import AT_ONCE, KEPT, Finished, Step, Try, rate, remembered
from chiron.core.learning.memory.recall import FRESH
from chiron.core.learning.state import SkillRecord
from chiron.core.words import Outcome
from tests.core.judged import judged, standing
from tests.core.learner import Learner
from tests.core.test_judged_otherwise import MOVES, attempts, worked
from tests.core.test_self_judged import explaining

RIGHT, WRONG, PERSON = Outcome.CORRECT, Outcome.INCORRECT, Outcome.PERSON
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
KNOWN = [("right", 0)] * 8
"""Enough right answers to show the skill."""


def first(ada: Learner) -> SkillRecord:
    return ada.state.record("first")


def made_of(record: SkillRecord) -> bool:
    """Whether the memory is what its items make of it."""
    return record.memory == remembered(record.earlier, record.finished) and len(record.finished) <= KEPT


def shown(ada: Learner) -> bool:
    """Whether the skill is demonstrated since its last finished item, which only the next one makes a memory of."""
    model, record = ada.frame.model, first(ada)
    estimate = model.estimate(ada.frame.course, "first", ada.state.estimates, record.finished[-1].at)
    return model.view(estimate, None, ada.when).state == "demonstrated"


def item_of(ada: Learner, attempt: str) -> int:
    """The place of an attempt's item among those that the memory keeps."""
    items = first(ada).finished
    return next(n for n, one in enumerate(items) for step in one.steps for each in step.tries if each.key == attempt)


@given(moves=MOVES, more=MOVES, place=st.integers(0, 60), away=st.sampled_from([0, 3, 400]))
@settings(max_examples=150, deadline=None)
def test_judged_otherwise_and_back_the_memory_is_what_it_was(
    moves: list[tuple[str, int]], more: list[tuple[str, int]], place: int, away: int
) -> None:
    ada = worked([*moves, *KNOWN, *more])
    attempt = attempts(ada)[place % len(attempts(ada))]
    was, before, curve = standing(ada, attempt).outcome, first(ada), ada.state.recall
    assert made_of(before)
    ada.when += timedelta(days=away)
    judged(ada, attempt, was)
    assert first(ada) == before, "judged as it was, nothing changes"
    judged(ada, attempt, WRONG if was is RIGHT else RIGHT)
    assert made_of(first(ada))
    judged(ada, attempt, was)
    if before.memory is not None or not shown(ada):
        assert (first(ada).memory, first(ada).finished) == (before.memory, before.finished)
    assert_alike(ada.state.recall, curve, 1e-9)
    assert ada.again() == ada.state, "a rebuild gives the same"


def assert_alike(one: Recall | None, other: Recall | None, most: float) -> None:
    """The same forgetting curve."""
    assert (one is None) is (other is None)
    if one is not None and other is not None:
        assert one.weights == pytest.approx(other.weights, abs=most)
        assert (one.reviews, one.spread) == (other.reviews, pytest.approx(other.spread, abs=most))


@given(moves=MOVES, more=MOVES)
@settings(max_examples=60, deadline=None)
def test_it_is_as_if_it_had_been_judged_so_at_once(moves: list[tuple[str, int]], more: list[tuple[str, int]]) -> None:
    """A wrong first try is overruled; whatever came before and comes after, the memory is that of who was right."""
    ada, ben = worked([*KNOWN, *moves]), worked([*KNOWN, *moves])
    if ada.state.item is not None and not ada.state.item.finished:
        return
    for who in (ada, ben):
        if who.state.item is not None and who.state.session is not None and who.state.session.ended is None:
            who.go_on()
        if who.state.item is None or who.state.item.finished:
            who.start("skill", "first")
    ada.answer("1")
    ben.when += ben.pace
    ada.answer()
    ben.answer()
    judged(ada, attempts(ada)[-2], RIGHT)
    if ada.state.item is not None and ada.state.item.finished:
        assert_alike(ada.state.recall, ben.state.recall, 1e-3)
    worked(more, ada)
    worked(more, ben)
    assert first(ada).memory == first(ben).memory


def test_a_second_try_becomes_a_first_one_and_later_reviews_follow() -> None:
    """Values: the item was hard (2) while its first try was wrong, and is good (3) now; later ones build on that."""
    ada = worked(KNOWN)
    start = first(ada)
    ada.when += timedelta(days=5)
    worked([("wrong", 0), ("right", 0), ("right", 0)], ada)
    while not (ada.state.item and ada.state.item.finished):
        ada.answer()
    wrong = next(key for key in attempts(ada) if standing(ada, key).outcome is WRONG)
    hard = item_of(ada, wrong)
    ada.when += timedelta(days=9)
    worked([("right", 9)] * 3, ada)
    items = first(ada).finished
    ratings = [rate(one) for one in items]
    assert ratings[hard] == 2
    assert set(ratings) == {2, 3}
    judged(ada, wrong, RIGHT)
    memory = None
    for one in items[[one.begins for one in items].index(AT_ONCE) :]:
        memory = review(memory, 3, one.at, one.retention)
    assert first(ada).memory == memory
    assert start.memory is not None
    assert memory is not None
    assert memory.reviews > start.memory.reviews
    judged(ada, wrong, WRONG)
    assert first(ada).memory is not None
    assert first(ada).memory.stability < memory.stability
    assert first(ada).memory.due < memory.due


def test_a_right_answer_overruled_brings_the_skill_back_sooner() -> None:
    ada = worked(KNOWN)
    ada.when += timedelta(days=30)
    worked([("right", 0)] * 2, ada)
    while not (ada.state.item and ada.state.item.finished):
        ada.answer()
    before = first(ada).memory
    judged(ada, attempts(ada)[-1], WRONG)
    after = first(ada).memory
    assert before is not None
    assert after is not None
    assert after.due < before.due
    assert after.stability < before.stability
    assert after.reviews == before.reviews, "the answer stays one answer"
    assert after.last == before.last, "given when it was given"


def test_a_skill_that_is_demonstrated_only_now_begins_a_memory_and_judged_back_it_has_none() -> None:
    needed = next(n for n in range(1, 30) if first(worked([("right", 0)] * n)).memory is not None)
    ada = worked([*[("right", 0)] * (needed - 1), ("wrong", 0), ("right", 0)])
    assert ada.state.item is not None
    assert ada.state.item.finished
    before = first(ada)
    assert before.memory is None
    wrong = next(key for key in attempts(ada) if standing(ada, key).outcome is WRONG)
    judged(ada, wrong, RIGHT)
    last = first(ada).finished[-1]
    assert first(ada).memory == review(None, 3, last.at, last.retention)
    assert made_of(first(ada))
    judged(ada, wrong, WRONG)
    assert (first(ada).memory, first(ada).finished) == (None, before.finished)


def test_an_answer_that_waited_is_a_review_once_it_is_judged() -> None:
    ada = Learner(explaining())
    ada.start("skill", "first")
    keys = []
    for _ in range(6):
        ada.answer("Because it is so.")
        keys.append(attempts(ada)[-1])
        ada.when += timedelta(days=2)
        ada.go_on()
        if ada.state.item is None:
            ada.start("skill", "first")
    assert first(ada).memory is None
    for key in keys:
        judged(ada, key, RIGHT)
    memory = first(ada).memory
    assert memory is not None
    assert memory.last == first(ada).finished[-1].at, "when it was answered, not when it was judged"
    judged(ada, keys[-1], WRONG)
    assert first(ada).memory is None or first(ada).memory.stability < memory.stability
    assert ada.again() == ada.state


@pytest.mark.parametrize("learnt", [True, False])
def test_how_a_learner_forgets_is_learnt_otherwise_only_where_it_was_learnt(learnt: bool) -> None:
    """An answer that waited for a person when its item was finished told nothing of forgetting."""
    ada = worked(KNOWN)
    ada.when += timedelta(days=30)
    worked([("right", 0)] * 2, ada)
    while not (ada.state.item and ada.state.item.finished):
        ada.answer()
    record, curve = first(ada), ada.state.recall
    assert record.finished[-1].learnt is True
    assert curve is not None
    last = record.finished[-1]._replace(learnt=learnt)
    record = replace(record, finished=(*record.finished[:-1], last))
    ada.state = replace(ada.state, skills={**ada.state.skills, "first": record})
    judged(ada, attempts(ada)[-1], WRONG)
    assert ada.state.recall is not None
    assert (ada.state.recall.weights != curve.weights) is learnt
    assert ada.state.recall.weights[0] <= curve.weights[0], "forgotten where it was thought kept"


def test_an_answer_older_than_what_is_kept_leaves_the_memory_alone() -> None:
    ada = worked([("right", 1)] * 60)
    attempt = attempts(ada)[0]
    before = first(ada)
    assert len(before.finished) == KEPT
    assert before.earlier is not None
    judged(ada, attempt, WRONG)
    assert first(ada).memory == before.memory
    assert made_of(before)


def done(*tries: tuple[Outcome, int], rungs: int = 0, shown: bool = False, own: bool = False) -> Step:
    return Step(tuple(Try(str(n), outcome, at, own) for n, (outcome, at) in enumerate(tries)), rungs, shown)


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        ((done((RIGHT, 0)),), 3),
        ((done((RIGHT, 1), rungs=1),), 2),
        ((done((WRONG, 0), (RIGHT, 0)),), 2),
        ((done((WRONG, 0), (RIGHT, 1), rungs=1),), 1),
        ((done((Outcome.UNREADABLE, 0), (RIGHT, 0)),), 3),
        ((done((RIGHT, 0), (WRONG, 0), rungs=3, shown=True),), 3),
        ((done((WRONG, 0), rungs=0, shown=True),), 1),
        ((done(shown=True),), 1),
        ((done((WRONG, 0)),), 1),
        ((done((PERSON, 0)),), None),
        ((done((PERSON, 0)), done((RIGHT, 0))), 3),
        ((done((RIGHT, 0), own=True),), 2),
        ((done((RIGHT, 0)), done((WRONG, 0), (RIGHT, 0))), 2),
        ((done((RIGHT, 0)), done((RIGHT, 0)), done(shown=True)), 2),
        ((), None),
    ],
)
def test_an_item_is_rated_by_how_its_steps_went_until_they_were_right(
    steps: tuple[Step, ...], wanted: int | None
) -> None:
    assert rate(Finished(NOW, 0.9, steps)) == wanted


@pytest.mark.parametrize("recalled", [True, False])
def test_a_review_found_otherwise_is_as_if_it_had_been_learnt_so(recalled: bool) -> None:
    """To what DRIFT lets back: a curve that learnt the other outcome, moved, is that which learnt this one."""
    memory, when, head = review(None, 3, NOW), NOW, FRESH
    for days, kept in ((2, True), (6, False), (3, True)):
        when += timedelta(days=days)
        head, memory = learnt(head, memory, kept, when), review(memory, 3 if kept else 1, when)
    when += timedelta(days=4)
    there, other = (learnt(head, memory, outcome, when) for outcome in (recalled, not recalled))
    assert max(abs(a - b) for a, b in zip(there.weights, other.weights, strict=True)) > 0.01
    moved = relearnt(other, memory, recalled, when)
    assert moved.weights == pytest.approx(there.weights, abs=1e-4)
    assert moved.spread == other.spread
    assert relearnt(moved, memory, not recalled, when).weights == pytest.approx(other.weights, abs=1e-12)
