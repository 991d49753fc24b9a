"""The ways of learning that gain runs over answers: what they promise, and what beliefs make of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.policies.phases import AHEAD, HAZARD, Once, Way, before_practice, practised, turns
from chiron.core.learning.policies.tracing import Belief, Chain, Worked, belief, days, spread, weights, worked
from chiron.core.learning.simulate.graphs import course
from chiron.core.learning.simulate.taught import per_item

WAYS = st.sampled_from(Chain().ways)
ITEMS = st.floats(1.5, 90.0)
AWAY = st.floats(0.0, 400.0)
CREDITS = st.lists(st.tuples(st.floats(0.0, 9.0), st.sampled_from([0.0, 0.5, 1.0])), max_size=8)


def met(way: Way, items: float, told: list[tuple[float, float]], before: bool = False) -> tuple[float, ...]:
    state = way.familiar() if before else way.strange()
    for away, credit in told:
        state = way.step(state, items, away, credit)
    return state


@given(WAYS, ITEMS, CREDITS, AWAY, AWAY, st.booleans())
def test_a_way_gives_chances(
    way: Way, items: float, told: list[tuple[float, float]], away: float, later: float, before: bool
) -> None:
    state = met(way, items, told, before)
    likely = way.likely(state)
    assert 0.0 < likely <= 1.0 + 1e-9
    now, *after = way.views(state, items, away, later)
    assert len(after) == len(AHEAD)
    assert all(-1e-12 <= value <= likely + 1e-9 for value in (now, *after))
    for fewer, more in pairwise(after):
        assert more >= fewer - 1e-9
    assert after[0] <= now + 1e-9


@given(WAYS, ITEMS, CREDITS, AWAY)
def test_right_and_wrong_are_all_there_is(way: Way, items: float, told: list[tuple[float, float]], away: float) -> None:
    state = met(way, items, told)
    both = sum(way.likely(way.step(state, items, away, credit)) for credit in (0.0, 1.0))
    assert both == pytest.approx(way.likely(state))


@given(WAYS, CREDITS)
def test_who_needs_fewer_items_is_further(way: Way, told: list[tuple[float, float]]) -> None:
    """Where all answers are worth the same, so that only practice counts."""
    even = [(away, 0.5) for away, _ in told]
    known = [way.views(s, n, 0.0, 1.0)[0] / way.likely(s) for n in (3.0, 9.0, 27.0) for s in [met(way, n, even)]]
    assert known[0] >= known[1] - 1e-9 >= known[2] - 2e-9


@given(
    st.lists(st.floats(0.0, 1.0), min_size=5, max_size=5), st.lists(st.floats(0.0, 1.0), min_size=5, max_size=5), ITEMS
)
def test_forwards_and_backwards_agree(state: list[float], value: list[float], items: float) -> None:
    after = sum(map(float.__mul__, practised(tuple(state), turns(items)), value))
    assert after == pytest.approx(sum(map(float.__mul__, state, before_practice(tuple(value), turns(items)))))
    assert sum(practised(tuple(state), turns(items))) == pytest.approx(sum(state))


def test_once_by_hand() -> None:
    """One item, a day, nothing more: the chance that it taught, and that the day left it."""
    way = Once()
    state = way.step(way.strange(), 6.0, 0.0, 1.0)
    expected = turns(6.0) * 2.718281828 ** -HAZARD[1]
    assert way.views(state, 6.0, 0.0, 1.0)[1] / way.likely(state) == pytest.approx(expected)


@given(st.sampled_from(Chain().paces), st.floats(-3.0, 3.0))
def test_what_a_skill_may_need_is_a_distribution(pace: float, hard: float) -> None:
    chain = Chain()
    shares = spread(pace, hard, chain)
    assert sum(shares) == pytest.approx(1.0)
    mean = sum(map(float.__mul__, shares, chain.items))
    assert sum(map(float.__mul__, spread(pace, hard + 1.0, chain), chain.items)) >= mean - 1e-9


BEGIN = datetime(2026, 1, 5, tzinfo=UTC)


def one(credits: str, others: str = "", hard: float = 0.0, after: float = 0.0) -> Belief:
    told = {
        n: [(BEGIN + timedelta(minutes=i), float(c)) for i, c in enumerate(of)]
        for n, of in (("a", credits), ("b", others))
    }
    given_ = days(told)
    of = weights(given_, dict.fromkeys(given_, 0.3), Chain())
    day = BEGIN.timestamp() / 86_400.0 + after
    return belief(given_.get("a", ()), 0.3, 1.0, of, day, 4.0, Chain(), hard)


def test_answers_move_the_belief_their_way() -> None:
    assert max(one("0").known, one("0000").known) < one("").known < one("1").known < one("1111").known
    assert one("0011").known > one("1100").known


def test_a_quick_learner_is_recognised_in_other_skills() -> None:
    assert one("001", "00111111").known > one("001", "00000000000").known


def test_what_was_just_learnt_fades_and_what_was_known_long_ago_hardly() -> None:
    learnt, before = one("00000111"), one("11111111")
    assert one("00000111", after=20.0).known < learnt.known
    assert learnt.known - one("00000111", after=20.0).known > before.known - one("11111111", after=20.0).known


def test_what_the_author_calls_hard_is_expected_to_take_longer() -> None:
    easy, hard = one("", hard=-1.5), one("", hard=1.5)
    assert easy.gain / easy.items > hard.gain / hard.items


def test_answer_by_answer_is_the_same_as_all_at_once() -> None:
    told = tuple((float(i) / 3, float(i % 3 > 0)) for i in range(6))
    whole = worked(told, Chain())
    worked.cache_clear()
    for count in range(7):
        last: Worked = worked(told[:count], Chain())
    assert last == whole


def test_minutes_measured_outweigh_minutes_stated_and_pace_is_shared() -> None:
    of = course({"a": [], "b": []})
    stated = per_item(of, {})
    assert stated["a"] == stated["b"] == 2.0
    slow = per_item(of, {"a": [8.0] * 9})
    assert slow["a"] > slow["b"] > stated["b"]
    assert slow["a"] == pytest.approx(8.0, rel=0.25)
