"""The chains that gain runs over answers: what forwards and backwards steps must agree on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.policies.phases import (
    Kind,
    Weights,
    before_practice,
    before_rest,
    practised,
    prospects,
    rested,
)
from chiron.core.learning.policies.tracing import Chain, belief, days, weights
from chiron.core.learning.simulate.graphs import course
from chiron.core.learning.simulate.taught import per_item

KINDS = st.sampled_from(Chain().kinds)
RATES = st.floats(0.0, 0.45)
DAYS = st.floats(0.0, 400.0)


def mixed(kind: Kind, seed: int) -> Weights:
    raw = [(seed >> place & 3) + 0.1 for place in range(len(kind.right))]
    return tuple(value / sum(raw) for value in raw)


def worth(state: Weights, value: Weights) -> float:
    return sum(s * v for s, v in zip(state, value, strict=True))


@given(KINDS, RATES, DAYS, st.integers(0, 4000), st.integers(0, 4000))
def test_forwards_and_backwards_agree(kind: Kind, rate: float, away: float, one: int, two: int) -> None:
    state, value = mixed(kind, one), mixed(kind, two)
    assert worth(practised(state, kind, rate), value) == pytest.approx(worth(state, before_practice(value, kind, rate)))
    assert worth(rested(state, kind, away), value) == pytest.approx(worth(state, before_rest(value, kind, away)))


@given(KINDS, RATES, DAYS, st.integers(0, 4000))
def test_nothing_is_made_or_lost(kind: Kind, rate: float, away: float, seed: int) -> None:
    for after in (practised(mixed(kind, seed), kind, rate), rested(mixed(kind, seed), kind, away)):
        assert sum(after) == pytest.approx(1.0)
        assert min(after) >= -1e-12


@given(KINDS, st.floats(0.02, 0.45), DAYS)
def test_more_items_never_lower_the_prospect(kind: Kind, rate: float, away: float) -> None:
    views = prospects(kind, rate, away)
    for fewer, more in pairwise(views):
        assert all(b >= a - 1e-9 for a, b in zip(fewer, more, strict=True))


def known(credits: str, others: str = "") -> float:
    begin = datetime(2026, 1, 5, tzinfo=UTC)
    told = {
        n: [(begin + timedelta(minutes=i), float(c)) for i, c in enumerate(of)]
        for n, of in (("a", credits), ("b", others))
    }
    given_ = days(told)
    of = weights(given_, dict.fromkeys(given_, 0.3), Chain())
    return belief(given_.get("a", ()), 0.3, 1.0, of, begin.timestamp() / 86_400.0, 4.0, Chain()).known


def test_answers_move_the_belief_their_way() -> None:
    assert known("0000") < known("0") < known("") < known("1") < known("1111")
    assert known("0011") > known("1100")


def test_a_quick_learner_is_recognised_in_other_skills() -> None:
    assert known("001", "00111111") > known("001", "00000000000")


def test_minutes_measured_outweigh_minutes_stated_and_pace_is_shared() -> None:
    of = course({"a": [], "b": []})
    stated = per_item(of, {})
    assert stated["a"] == stated["b"] == 2.0
    slow = per_item(of, {"a": [8.0] * 9})
    assert slow["a"] > slow["b"] > stated["b"]
    assert slow["a"] == pytest.approx(8.0, rel=0.25)
