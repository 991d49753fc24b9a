"""Estimates from the log, and chances that are drawn with."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.errors import InvalidInput
from chiron.core.support.recommend.drawing import WHOLE, chances, drawn
from chiron.core.support.recommend.offpolicy import Shown, differs, doubly_robust, ips, snips

RATES = (0.1, 0.3, 0.6)
LOGGED = (0.6, 0.3, 0.1)
OTHER = (0.1, 0.2, 0.7)
TRUTH = sum(rate * chance for rate, chance in zip(RATES, OTHER, strict=True))
scores = st.lists(st.floats(-50, 50), min_size=1, max_size=8)


def log(seed: int, many: int = 400, model: tuple[float, ...] = (0.0, 0.0, 0.0)) -> list[Shown]:
    """A log of one way, with the chances of another; ``model`` is what is expected of each choice."""
    chance = random.Random(seed)
    over = sum(one * share for one, share in zip(model, OTHER, strict=True))
    picks = chance.choices(range(3), LOGGED, k=many)
    return [Shown(LOGGED[i], float(chance.random() < RATES[i]), OTHER[i], model[i], over) for i in picks]


@pytest.mark.parametrize("way", [ips, snips, doubly_robust])
def test_estimates_are_near_the_truth_and_their_intervals_hold(way: object) -> None:
    found = [way(log(seed)) for seed in range(200)]  # type: ignore[operator]
    assert sum(one.value for one in found) / 200 == pytest.approx(TRUTH, abs=0.02)
    assert sum(one.low <= TRUTH <= one.high for one in found) >= 180


def test_sure_bounds_hold_always_and_are_wider() -> None:
    found = [ips(log(seed), most=8.0) for seed in range(100)]
    assert all(one.sure_low is not None and one.sure_low <= TRUTH <= (one.sure_high or 0) for one in found)
    assert all((one.sure_low or 0) <= max(0.0, one.low) for one in found)


def test_a_good_model_narrows_the_interval() -> None:
    plain, helped = ips(log(5, 2000)), doubly_robust(log(5, 2000, RATES))
    assert helped.high - helped.low < 0.8 * (plain.high - plain.low)


def test_doubly_robust_with_a_model_of_nothing_is_ips() -> None:
    assert doubly_robust(log(3)).value == pytest.approx(ips(log(3)).value)


def test_doubly_robust_is_right_with_wrong_chances_and_a_right_model() -> None:
    wrong = [Shown(0.5, one.reward, one.other, one.expected, one.expected_other) for one in log(9, 20_000, RATES)]
    assert doubly_robust(wrong).value == pytest.approx(TRUTH, abs=0.02)
    assert abs(ips(wrong).value - TRUTH) > 0.05


def test_judging_the_logged_way_itself_is_the_mean() -> None:
    same = [Shown(one.chance, one.reward, one.chance) for one in log(1)]
    mean = sum(one.reward for one in same) / len(same)
    assert ips(same).value == pytest.approx(mean)
    assert snips(same).value == pytest.approx(mean)
    assert ips(same).effective == pytest.approx(len(same))


def test_few_heavy_cases_are_not_enough() -> None:
    heavy = [Shown(0.001, 1.0, 1.0), *[Shown(0.9, 0.0, 0.001) for _ in range(1000)]]
    found = ips(heavy)
    assert not found.enough
    assert found.heaviest == 1000
    assert ips(heavy, most=10.0).clipped == pytest.approx(1 / 1001)


@given(st.integers(0, 10**6), st.floats(0.5, 20))
def test_snips_stays_within_the_rewards_seen(seed: int, most: float) -> None:
    found = snips(log(seed, 30), most)
    assert 0 <= found.value <= 1
    assert found.effective <= 30 + 1e-9


@pytest.mark.parametrize(
    "bad",
    [[], [Shown(0.0, 1.0, 0.5)], [Shown(1.2, 1.0, 0.5)], [Shown(0.5, 1.0, 1.5)], [Shown(0.5, float("nan"), 0.5)]],
)
def test_an_impossible_log_is_refused(bad: list[Shown]) -> None:
    for way in (ips, snips, doubly_robust):
        with pytest.raises(InvalidInput):
            way(bad)


def test_a_way_that_the_log_never_took_is_refused_by_snips() -> None:
    with pytest.raises(InvalidInput):
        snips([Shown(0.5, 1.0, 0.0)])


def test_paired_differences() -> None:
    mean, low, high = differs([1.0, 2.0, 3.0], [0.0, 1.0, 2.0])
    assert (mean, low, high) == (1.0, 1.0, 1.0)
    with pytest.raises(InvalidInput):
        differs([1.0], [])


@given(scores, st.floats(0.01, 5), st.floats(0, 1))
def test_chances_add_up_and_none_is_below_its_floor(given_: list[float], warmth: float, floor: float) -> None:
    parts = chances(given_, warmth, floor)
    assert sum(parts) == WHOLE
    assert min(parts) >= int(floor / len(given_) * WHOLE) - len(given_)
    assert parts[given_.index(max(given_))] >= max(parts) - len(given_)


@given(scores, st.floats(0, 1, exclude_max=True))
def test_a_draw_never_falls_on_what_has_no_chance(given_: list[float], chance: float) -> None:
    parts = chances(given_, floor=0.0)
    assert parts[drawn(parts, chance)] > 0


def test_draws_come_as_often_as_their_chance() -> None:
    parts = chances([1.0, 0.9, 0.5])
    counts = Counter(drawn(parts, (step + 0.5) / 10_000) for step in range(10_000))
    assert [counts[place] for place in range(3)] == [pytest.approx(part / 100, abs=2) for part in parts]


@pytest.mark.parametrize("bad", [[], [float("nan")], [float("inf")]])
def test_scores_that_are_no_numbers_are_refused(bad: list[float]) -> None:
    with pytest.raises(InvalidInput):
        chances(bad)
