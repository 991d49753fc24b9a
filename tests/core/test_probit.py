"""The moments against brute-force integration, and what must hold for any belief and answer."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.mastery.probit import Likelihood, cdf, chance, density, partly, posterior

BELIEFS = st.tuples(st.floats(-5, 5), st.floats(0.05, 3))
ITEMS = st.builds(Likelihood, st.floats(-3, 3), st.floats(0, 0.6), st.floats(0, 0.3))


def integrated(mean: float, variance: float, item: Likelihood, right: bool) -> tuple[float, float, float]:
    """Chance, mean and variance by the trapezium rule over twelve standard deviations each way."""
    sd, steps = math.sqrt(variance), 20_000
    total = first = second = 0.0
    for i in range(steps + 1):
        z = -12 + 24 * i / steps
        x = mean + sd * z
        p = item.guess + (1 - item.guess - item.slip) * cdf(x - item.difficulty)
        weight = density(z) * (p if right else 1 - p)
        total, first, second = total + weight, first + weight * x, second + weight * x * x
    middle = first / total
    return total * 24 / steps, middle, second / total - middle**2


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize(
    ("mean", "variance", "item"),
    [
        (0.0, 1.0, Likelihood()),
        (-1.3, 1.5, Likelihood(0.4, 0.25, 0.05)),
        (2.0, 0.3, Likelihood(-0.5, 0.5, 0.1)),
        (-2.5, 0.1, Likelihood(1.0, 0.2, 0.0)),
    ],
)
def test_moments_are_exact(mean: float, variance: float, item: Likelihood, right: bool) -> None:
    p, middle, spread = integrated(mean, variance, item, right)
    said = chance(mean, variance, item.difficulty, item.guess, item.slip)
    assert (said if right else 1 - said) == pytest.approx(p, abs=1e-9)
    assert posterior(mean, variance, item, right) == pytest.approx((middle, spread), abs=1e-6)


@given(BELIEFS, ITEMS)
def test_right_raises_and_wrong_lowers(belief: tuple[float, float], item: Likelihood) -> None:
    mean, variance = belief
    up, down = posterior(mean, variance, item, True), posterior(mean, variance, item, False)
    assert down[0] <= mean <= up[0]
    for middle, spread in (up, down):
        assert math.isfinite(middle)
        assert 0 < spread < 4 * variance + 1


@given(BELIEFS, ITEMS)
def test_what_is_expected_of_the_answer_is_the_belief_itself(belief: tuple[float, float], item: Likelihood) -> None:
    mean, variance = belief
    p = chance(mean, variance, item.difficulty, item.guess, item.slip)
    if 1e-6 < p < 1 - 1e-6:
        up, down = posterior(mean, variance, item, True), posterior(mean, variance, item, False)
        assert p * up[0] + (1 - p) * down[0] == pytest.approx(mean, abs=1e-6)


@given(BELIEFS, ITEMS, st.floats(0, 1), st.floats(0, 1))
def test_more_credit_never_means_less(belief: tuple[float, float], item: Likelihood, a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert partly(*belief, item, low)[0] <= partly(*belief, item, high)[0] + 1e-9


def test_a_wildly_unlikely_answer_stays_finite() -> None:
    for mean, right in ((-400.0, True), (400.0, False)):
        assert all(math.isfinite(x) for x in posterior(mean, 1.0, Likelihood(), right))
