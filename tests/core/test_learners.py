"""The learners that gain holds possible, and what their answers make of a skill."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.mastery import Gaussian
from chiron.core.learning.policies import CourseView
from chiron.core.learning.policies.learners import (
    ABLE,
    FAMILIAR,
    STRANGE,
    Kinds,
    Phases,
    practised,
    prospects,
    rested,
)
from chiron.core.learning.policies.origins import origins, without
from chiron.core.learning.policies.outlook import Sight, outlook
from chiron.core.learning.policies.tracing import Prospect, Record, about, days, prospect, weights
from chiron.core.learning.simulate.graphs import course
from chiron.core.learning.simulate.taught import per_item

KINDS = Kinds()
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
TURNS = st.floats(0.0, 0.9)
DAYS = st.floats(0.0, 400.0)


def mixed(seed: int) -> Phases:
    a, b, c, d, e = ((seed >> 2 * place & 3) + 0.1 for place in range(5))
    total = a + b + c + d + e
    return a / total, b / total, c / total, d / total, e / total


@given(TURNS, DAYS, st.integers(0, 1023))
def test_nothing_is_made_or_lost(turn: float, away: float, seed: int) -> None:
    for after in (practised(mixed(seed), turn), rested(mixed(seed), 0.03, away)):
        assert sum(after) == pytest.approx(1.0)
        assert min(after) >= -1e-12


@given(TURNS, DAYS, st.integers(0, 1023))
def test_what_is_looked_ahead_is_what_comes(turn: float, away: float, seed: int) -> None:
    state = mixed(seed)
    for items, view in enumerate(prospects(turn, 0.03, away)[:4]):
        assert sum(a * b for a, b in zip(state, view, strict=True)) == pytest.approx(
            1.0 - rested(_after(mixed(seed), turn, items), 0.03, away)[0], abs=1e-9
        )


def _after(state: Phases, turn: float, items: int) -> Phases:
    for _ in range(items):
        state = practised(state, turn)
    return state


def test_the_way_to_a_skill_is_long_at_first_known_at_its_end_and_lost_by_degrees() -> None:
    ways = [KINDS.solves(way / 10) for way in range(40)]
    assert all(a < b for a, b in pairwise(ways))
    assert KINDS.solves(1.0) == pytest.approx(KINDS.right(0.7))
    assert KINDS.knows(1.0) == pytest.approx(0.5)
    assert KINDS.knows(1.5) > 0.9 > 0.1 > KINDS.knows(0.6)
    assert sum(KINDS.weights) == pytest.approx(1.0, abs=1e-3)
    assert all(sum(row) == pytest.approx(1.0) for row in KINDS.near)


def test_the_grid_may_be_another_and_nothing_kept_is_mixed_up() -> None:
    other = replace(KINDS, blur=0.6)
    assert hash(other) != hash(KINDS)
    one, two = (seen("11", kinds=kinds).belief(0.3, 1.0).known for kinds in (KINDS, other))
    assert one != two


def seen(credits: str, others: str = "", away: float = 0.0, kinds: Kinds = KINDS, earlier: int = 0) -> Prospect:
    told = {
        n: [(BEGIN + timedelta(minutes=i), float(c)) for i, c in enumerate(of)]
        for n, of in (("a", credits), ("b", others))
    }
    given_ = days(told)
    of = weights([Record(answers) for answers in given_.values()], 0.28, 0.2, 0.75, kinds)
    mine = Record(given_.get("a", ()), earlier=earlier)
    return prospect(mine, of, BEGIN.timestamp() / 86_400.0 + away, 2.0, kinds)


def known(credits: str, others: str = "", **given_: float) -> float:
    return seen(credits, others, **given_).belief(0.3, 1.0).known  # type: ignore[arg-type]


def test_answers_move_the_belief_their_way() -> None:
    assert known("0000") < known("0") < known("") < known("1") < known("1111")
    assert known("0011") > known("1100")


def test_a_quick_learner_is_recognised_in_other_skills() -> None:
    assert known("001", "00111111") > known("001", "00000000000")


def test_what_is_known_fades_and_more_items_bring_more() -> None:
    assert known("1111", away=60.0) < known("1111", away=1.0) < known("1111")
    for prospect_ in (seen(""), seen("0101"), seen("111", away=9.0)):
        belief = prospect_.belief(0.3, 1.0)
        assert 0.0 <= belief.stays <= 1.0
        assert belief.gain > 0
        assert belief.stays + belief.gain <= 1.0 + 1e-9


def test_who_is_not_ready_learns_nothing_and_wrong_answers_are_laid_to_that() -> None:
    stuck = seen("0000000")
    assert stuck.likely.none > stuck.likely.new
    assert stuck.belief(0.1, 0.2).known < stuck.belief(0.1, 1.0).known


def test_answers_before_those_kept_count_as_practice() -> None:
    assert known("01", earlier=0) < known("01", earlier=6) < known("01", earlier=12)


@given(st.floats(0.0, 1000.0))
def test_days_away_are_rounded_by_a_twentieth_at_most(away: float) -> None:
    assert about(away) == pytest.approx(away, rel=0.026, abs=0.021)


@pytest.mark.parametrize("pattern", [(0.0,), (1.0,), (0.0, 1.0), (0.5,)])
@pytest.mark.parametrize("away", [-400.0, 0.0, 4000.0])
def test_thousands_of_answers_and_clocks_set_back_leave_sound_beliefs(pattern: tuple[float, ...], away: float) -> None:
    of = course({"a": [], "b": ["a"], "c": ["b"]}, {"a": (3.0, 5), "b": (-3.0, 90), "c": (0.0, 12)})
    given_ = tuple((BEGIN + timedelta(minutes=i), pattern[i % len(pattern)]) for i in range(2000))
    view = CourseView(of, Gaussian(), answers={"a": given_, "b": given_[:40], "c": given_[:3]})
    when = BEGIN + timedelta(days=away)
    seen_ = outlook(view, view.beliefs(when), when, Sight())
    for name, belief in seen_.beliefs.items():
        assert 0.0 <= belief.known <= 1.0
        assert 0.0 < belief.gain <= 1.0
        assert math.isfinite(seen_.worths[name].index)
    if away <= 0 and len(pattern) == 1 and pattern[0] != 0.5:
        assert (seen_.beliefs["a"].known > 0.9) == (pattern[0] == 1.0)


CHAIN = ("a", "b", "c")
BEFORE = {"a": (), "b": ("a",), "c": ("b",)}
AFTER = {"a": ("b",), "b": ("c",), "c": ()}


def test_what_was_known_at_the_start_is_exact_on_a_chain() -> None:
    """By hand: with share s the closed sets have weights 1-s, s(1-s), s^2(1-s), s^3, each times its ratios."""
    share, ratios = 0.4, {"a": 0.5, "c": 6.0}
    sets = (1 - share, share * (1 - share) * 0.5, share**2 * (1 - share) * 0.5, share**3 * 0.5 * 6.0)
    found = origins(CHAIN, BEFORE, AFTER, ratios, share, 1e9)
    for place, name in enumerate(CHAIN):
        assert found[name] == pytest.approx(sum(sets[place + 1 :]) / sum(sets), abs=0.01)


def test_a_right_answer_far_on_speaks_for_all_before_it() -> None:
    before, after = (origins(CHAIN, BEFORE, AFTER, r, 0.28, 6.0) for r in ({}, {"c": 20.0}))
    assert all(after[name] > before[name] for name in CHAIN)
    assert after["a"] >= after["b"] >= after["c"]


@given(st.floats(0.01, 0.99), st.floats(0.01, 100.0))
def test_evidence_is_taken_out_as_it_was_put_in(prior: float, ratio: float) -> None:
    odds = prior / (1.0 - prior) * ratio
    assert without(odds / (1.0 + odds), ratio) == pytest.approx(prior, abs=0.006)


def test_somebody_to_whom_skills_come_at_once_is_right_when_they_know() -> None:
    assert KINDS.right(ABLE) > 0.8
    assert sum(FAMILIAR) == sum(STRANGE) == 1.0


def test_minutes_measured_outweigh_minutes_stated_and_pace_is_shared() -> None:
    of = course({"a": [], "b": []})
    stated = per_item(of, {})
    assert stated["a"] == stated["b"] == 2.0
    slow = per_item(of, {"a": [8.0] * 9})
    assert slow["a"] > slow["b"] > stated["b"]
    assert slow["a"] == pytest.approx(8.0, rel=0.25)
