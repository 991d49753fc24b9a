"""Comparing policies: assignment, offline estimates, and a readout that holds however often one looks."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.learning.trials import (
    Design,
    Logged,
    Watch,
    _student,
    assigned,
    doubly_robust,
    read_out,
    self_normalised,
)

DESIGN = Design(("steady", "gain"))


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_same_learner_is_always_in_the_same_arm(trial: str, learner: str) -> None:
    shares = {"a": 1.0, "b": 2.0}
    assert assigned(trial, learner, shares) == assigned(trial, learner, shares)


def test_arms_get_their_shares_and_trials_do_not_hang_together() -> None:
    shares = {"a": 1.0, "b": 3.0, "c": 0.0}
    one = [assigned("one", str(n), shares) for n in range(4000)]
    counts = Counter(one)
    assert counts["c"] == 0
    assert abs(counts["a"] / 4000 - 0.25) < 0.03
    two = [assigned("two", str(n), shares) for n in range(4000)]
    both = sum(x == y == "a" for x, y in zip(one, two, strict=True)) / 4000
    assert abs(both - 0.0625) < 0.02


def test_a_trial_name_that_runs_into_the_learner_is_another_trial() -> None:
    halves = {"a": 1.0, "b": 1.0}
    pairs = [(assigned(f"t{n}", "1", halves), assigned("t", f"{n}1", halves)) for n in range(200)]
    assert any(x != y for x, y in pairs)


@pytest.mark.parametrize("shares", [{}, {"a": 0.0}, {"a": 2.0, "b": -1.0}, {"a": math.nan}, {"a": math.inf}])
def test_bad_shares_are_refused(shares: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="shares"):
        assigned("t", "l", shares)


def logged(seed: int, learners: int, moves: int = 20) -> tuple[list[Logged], float]:
    """A log of a policy that takes b with chance .3, and what one that takes it with chance .8 brings: .2 + .8 * .3.

    The guesses are wrong on purpose.
    """
    chance, log = Random(seed), list[Logged]()
    for who in range(learners):
        able = chance.gauss(0, 0.1)
        for _ in range(moves):
            takes = chance.random() < 0.3
            outcome = float(chance.random() < 0.2 + 0.3 * takes + able)
            log.append(
                Logged(str(who), 0.3 if takes else 0.7, 0.8 if takes else 0.2, outcome, 0.4 if takes else 0.3, 0.38)
            )
    return log, 0.2 + 0.8 * 0.3


@pytest.mark.parametrize("estimate", [self_normalised, doubly_robust])
def test_intervals_cover_what_the_other_policy_truly_brings(estimate: object) -> None:
    covered, off = 0, 0.0
    for seed in range(120):
        log, true = logged(seed, 30)
        found = estimate(log)  # type: ignore[operator]
        covered += found.low <= true <= found.high
        off += (found.value - true) / 120
    assert covered >= 106
    assert abs(off) < 0.01


def test_good_guesses_make_the_doubly_robust_interval_narrower() -> None:
    log, _ = logged(1, 60)
    bad = doubly_robust([Logged(r.learner, r.chance, r.other, r.outcome, 5.0, 5.0) for r in log])
    good = doubly_robust([replace(r, guessed=0.5 if r.other > 0.5 else 0.2, expected=0.44) for r in log])
    assert good.high - good.low < 0.5 * (bad.high - bad.low)


def test_a_policy_compared_with_itself_has_its_own_mean_and_all_its_moves() -> None:
    log = [Logged(str(n % 7), 0.4, 0.4, float(n % 3)) for n in range(60)]
    found = self_normalised(log)
    assert found.value == pytest.approx(sum(r.outcome for r in log) / 60)
    assert found.effective == pytest.approx(60)
    assert found.learners == 7


@pytest.mark.parametrize(
    "log",
    [[], *([Logged("a", chance, other, 1.0)] for chance, other in ((0.0, 0.5), (1.2, 0.5), (0.5, -0.1), (0.5, 0.0)))],
)
def test_logs_that_say_nothing_are_refused(log: list[Logged]) -> None:
    with pytest.raises(ValueError, match=r"empty|chance|never"):
        self_normalised(log)


def test_one_learner_alone_gives_no_interval() -> None:
    assert self_normalised([Logged("a", 0.5, 0.5, 1.0)] * 9).high == math.inf


def test_students_t_is_near_the_tables() -> None:
    for freedom, value in ((3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (200, 1.972)):
        assert _student(freedom) == pytest.approx(value, rel=0.012)


def peeked(seed: int, binary: bool, effect: float = 0.0, learners: int = 400) -> int | None:
    """After how many learners somebody who looks at every one of them would have stopped; None for never."""
    chance, watch = Random(seed), Watch(DESIGN)
    for number in range(learners):
        arm = DESIGN.arms[chance.random() < 0.5]
        better = effect * (arm == "gain")
        outcome = float(chance.random() < 0.3 + better) if binary else chance.gauss(better, 1.0)
        watch = watch.told(arm, outcome)
        if watch.p <= DESIGN.alpha:
            return number
    return None


@pytest.mark.parametrize("binary", [False, True])
def test_looking_after_every_learner_keeps_the_false_alarms_rare(binary: bool) -> None:
    """With fixed-sample tests at .05, looking this often gives over a third of false alarms."""
    alarms = sum(peeked(seed, binary) is not None for seed in range(300))
    assert alarms <= 0.05 * 300


def test_a_true_difference_is_found_and_sooner_when_it_is_large() -> None:
    small = [peeked(seed, False, 0.5) for seed in range(40)]
    large = [peeked(seed, False, 1.0) for seed in range(40)]
    assert sum(stop is not None for stop in small) >= 34
    assert all(stop is not None for stop in large)
    assert sum(s or 400 for s in large) < 0.6 * sum(400 if s is None else s for s in small)


def test_the_interval_holds_at_every_look() -> None:
    missed = 0
    for seed in range(200):
        chance, watch, out = Random(seed), Watch(DESIGN), False
        for _ in range(200):
            arm = DESIGN.arms[chance.random() < 0.5]
            watch = watch.told(arm, chance.gauss(0.4 * (arm == "gain"), 1.0))
            read = watch.read()
            out = out or not read.low <= 0.4 <= read.high
        missed += out
    assert missed <= 0.05 * 200


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(DESIGN.arms), st.floats(-1e6, 1e6)), max_size=80))
def test_p_never_rises_and_nothing_is_said_too_early(outcomes: list[tuple[str, float]]) -> None:
    watch, last = Watch(DESIGN), 1.0
    for arm, outcome in outcomes:
        watch = watch.told(arm, outcome)
        assert 0.0 <= watch.p <= last
        last = watch.p
        read = watch.read()
        assert read.low <= read.difference <= read.high
        if min(a.count for a in read.arms.values()) < DESIGN.least:
            assert read.p == 1.0
            assert not read.decided
    assert read_out(DESIGN, outcomes) == watch.read()


def test_outcomes_must_be_of_the_trial() -> None:
    with pytest.raises(ValueError, match="no arm 'dice'"):
        Watch(DESIGN).told("dice", 1.0)
    with pytest.raises(ValueError, match="finite"):
        Watch(DESIGN).told("gain", math.nan)
