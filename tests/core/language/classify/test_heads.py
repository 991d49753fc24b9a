"""Linear heads, calibration, and kernel ridge regression with what it would have said without a text."""

import numpy as np
import pytest

from chiron.core.language.classify.calibration import odds, temperature
from chiron.core.language.classify.kernel import ridge
from chiron.core.language.classify.linear import logistic, softmax

LOTS = np.random.default_rng(3)
MIDDLES = LOTS.normal(size=(3, 6))
KINDS = np.arange(90) % 3
ROWS = MIDDLES[KINDS] + 0.4 * LOTS.normal(size=(90, 6))


def test_a_head_learns_what_can_be_told_apart() -> None:
    head = logistic(ROWS, KINDS, 3, ridge=0.1)
    assert (head.scores(ROWS).argmax(axis=1) == KINDS).mean() > 0.95


def test_shares_in_place_of_kinds_learn_the_same() -> None:
    one = logistic(ROWS, KINDS, 3)
    other = logistic(ROWS, np.eye(3)[KINDS], 3)
    assert np.allclose(one.weights, other.weights, atol=1e-4)


def test_a_text_that_counts_for_two_is_as_two() -> None:
    twice = logistic(np.vstack([ROWS, ROWS[:10]]), np.r_[KINDS, KINDS[:10]], 3)
    weighted = logistic(ROWS, KINDS, 3, weight=np.r_[np.full(10, 2.0), np.ones(80)])
    assert np.allclose(softmax(twice.scores(ROWS)), softmax(weighted.scores(ROWS)), atol=2e-3)


def test_a_heavier_penalty_makes_smaller_weights() -> None:
    assert np.abs(logistic(ROWS, KINDS, 3, ridge=30).weights).sum() < np.abs(logistic(ROWS, KINDS, 3).weights).sum()


def test_temperature_undoes_boasting() -> None:
    lots = np.random.default_rng(5)
    logits = lots.normal(size=(4000, 4))
    drawn = np.array([lots.choice(4, p=row) for row in softmax(logits)])
    assert temperature(logits * 5, drawn) == pytest.approx(0.2, rel=0.1)


def test_odds_find_the_chances_that_were() -> None:
    lots = np.random.default_rng(6)
    numbers = lots.normal(size=(5000, 2)) * (3, 0.1)
    true = 1 / (1 + np.exp(-(0.5 + 0.8 * numbers[:, 0] - 4 * numbers[:, 1])))
    found = odds(numbers, lots.random(5000) < true)
    assert found.weights == (pytest.approx(0.8, rel=0.15), pytest.approx(-4, rel=0.2))
    assert found.sure((0, 0)) == pytest.approx(1 / (1 + np.exp(-0.5)), abs=0.04)
    assert 0 < found.sure((-1e9, 0)) < found.sure((1e9, 0)) < 1


def fitted_without(near: np.ndarray, aims: np.ndarray, gone: list[int], ask: int, hold: float) -> np.ndarray:
    """The score of a text, the regression fitted anew without some texts; every text is a landmark all the same."""
    kept = [at for at in range(len(near)) if at not in gone]
    root = np.linalg.cholesky(near + 1e-3 * np.eye(len(near)))
    spread = np.linalg.solve(root, near).T
    some = spread[kept]
    weights = np.linalg.solve(some.T @ some + hold * np.eye(len(near)), some.T @ aims[kept])
    return spread[ask] @ weights


def test_what_is_said_without_a_text_is_what_a_new_fit_says() -> None:
    away = ((ROWS[:, None] - ROWS[None]) ** 2).sum(axis=2)
    near, aims = np.exp(-away / 4), np.eye(3)[KINDS]
    groups = np.where(np.arange(90) < 80, KINDS, -1)
    fitted = ridge(near.astype(np.float32), near, aims, groups, 0.1)
    for ask in (0, 17, 85):
        assert fitted.alone[ask] == pytest.approx(fitted_without(near, aims, [ask], ask, 0.1), abs=5e-3)
    gone = [at for at in range(90) if groups[at] == groups[4]]
    assert fitted.without[4] == pytest.approx(fitted_without(near, aims, gone, 4, 0.1), abs=5e-3)
    assert (near @ fitted.weights).argmax(axis=1).tolist() == KINDS.tolist()
    assert np.allclose(fitted.without[85], fitted.alone[85]), "a text of no group stands alone"


def test_nothing_says_a_kind_that_was_taken_away() -> None:
    near = np.exp(-((ROWS[:, None] - ROWS[None]) ** 2).sum(axis=2) / 4)
    fitted = ridge(near.astype(np.float32), near, np.eye(3)[KINDS], KINDS, 0.1)
    assert np.abs(fitted.without[np.arange(90), KINDS]).max() < 1e-3
