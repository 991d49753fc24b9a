"""What the learner model says of a learner, by what they did."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.mastery import Estimate, Gaussian, Observation, model, observed
from chiron.core.learning.memory import review

from .graphs import LADDER, WEB, course

NOW = datetime(2026, 1, 5, 16, tzinfo=UTC)
MODEL = Gaussian()
COURSE = course(WEB)
Answer = Callable[[int], Observation]


def right(n: int) -> Observation:
    return Observation(1.0, NOW, f"right-{n}")


def wrong(n: int) -> Observation:
    return Observation(0.0, NOW, f"wrong-{n}")


def after(*answers: Observation, start: Estimate | None = None) -> Estimate:
    estimate = start or MODEL.estimate(COURSE, "count", {}, NOW)
    for answer in answers:
        estimate = MODEL.update(estimate, answer)
    return estimate


def state(estimate: Estimate) -> str:
    return MODEL.view(estimate, None, NOW).state


def test_the_door_opens() -> None:
    assert model().version == "gaussian@1"
    with pytest.raises(LookupError, match="astrology"):
        model("astrology")


def test_nothing_is_known_of_a_newcomer() -> None:
    view = MODEL.view(after(), None, NOW)
    assert (view.state, view.certainty, view.evidence) == ("not-yet", "not-sure", 0)
    assert view.low < view.likely < view.high


def test_three_right_in_a_row_are_not_enough_and_six_are() -> None:
    assert state(after(*map(right, range(3)))) == "estimated"
    assert state(after(*map(right, range(6)))) == "demonstrated"


def test_a_hundred_wrong_then_five_right_is_not_mastery() -> None:
    fallen = after(*map(wrong, range(100)))
    assert state(after(*map(right, range(5)), start=fallen)) == "not-yet"
    # ... and yet it can be made good: nobody is written off.
    assert state(after(*map(right, range(25)), start=fallen)) == "demonstrated"


def test_the_same_item_again_and_again_is_not_mastery() -> None:
    again = after(*[right(0)] * 20)
    assert state(again) != "demonstrated"
    assert again.alone == ("right-0",)
    assert again.mean < after(*map(right, range(4))).mean


def test_hinted_success_is_weak_evidence_and_never_demonstrates() -> None:
    means = [after(replace(right(0), hints=hints)).mean for hints in range(5)]
    assert means == sorted(means, reverse=True)
    assert means[4] > after().mean
    hinted = after(*(replace(right(n), hints=1) for n in range(50)))
    assert state(hinted) != "demonstrated"
    assert hinted.alone == ()


def test_wrong_in_spite_of_hints_counts_in_full() -> None:
    assert after(replace(wrong(0), hints=3)).mean == pytest.approx(after(wrong(0)).mean, abs=0.1)


def test_a_lucky_guess_tells_less_and_an_honest_dont_know_tells_more() -> None:
    assert after(replace(right(0), guess=0.25)).mean < after(right(0)).mean
    choice = replace(wrong(0), guess=0.25)
    assert after(replace(choice, unsure=True)).mean < after(choice).mean
    assert after(replace(right(0), unsure=True)).mean < after().mean


def test_one_wrong_step_spoils_its_item() -> None:
    steps = (Observation(0.0, NOW, "a", "one"), Observation(1.0, NOW, "a", "two"))
    assert after(*steps).alone == ()
    assert after(*reversed(steps)).alone == ()
    assert after(replace(steps[0], credit=1.0), steps[1]).alone == ("a",)


def test_partial_credit_lies_between() -> None:
    assert after(wrong(0)).mean < after(replace(right(0), credit=0.5)).mean < after(right(0)).mean


def test_harder_items_tell_more_when_right() -> None:
    assert after(replace(right(0), difficulty=1.0)).mean > after(right(0)).mean


def test_the_authors_difficulty_lowers_what_is_expected() -> None:
    hard = course(WEB, {"count": 1.0})
    assert MODEL.estimate(hard, "count", {}, NOW).mean < MODEL.estimate(COURSE, "count", {}, NOW).mean


def tell(skill: str, answer: Answer, times: int = 3) -> dict[str, Estimate]:
    told: dict[str, Estimate] = {}
    for n in range(times):
        told = observed(MODEL, COURSE, skill, told, answer(n))
    return told


def test_success_speaks_for_what_came_before_and_failure_against_what_comes_after() -> None:
    blank = MODEL.estimates(COURSE, {}, NOW)
    good = MODEL.estimates(COURSE, tell("two-step", right), NOW)
    bad = MODEL.estimates(COURSE, tell("two-step", wrong), NOW)
    rise = {name: good[name].mean - blank[name].mean for name in WEB}
    fall = {name: blank[name].mean - bad[name].mean for name in WEB}
    assert rise["one-step"] > rise["both-sides"] > 0
    assert fall["both-sides"] > fall["one-step"] > 0
    assert rise["one-step"] > rise["times"] > 0  # damped along the way
    assert good["one-step"].variance < blank["one-step"].variance
    assert good["one-step"].evidence == 0
    assert good["one-step"].mean < good["two-step"].mean


def test_own_answers_outweigh_the_neighbours() -> None:
    told = tell("two-step", right) | {}
    for n in range(6):
        told = observed(MODEL, COURSE, "one-step", told, wrong(n))
    assert MODEL.estimate(COURSE, "one-step", told, NOW).mean < -0.5


def test_what_was_inferred_is_not_kept() -> None:
    """A failure that is made good no longer weighs on the skills that were judged by it."""
    told = tell("one-step", wrong)
    low = MODEL.estimate(COURSE, "both-sides", told, NOW).mean
    for n in range(15):
        told = observed(MODEL, COURSE, "one-step", told, right(n))
    assert MODEL.estimate(COURSE, "both-sides", told, NOW).mean > low + 0.5


def test_one_by_one_is_the_same_as_all_at_once() -> None:
    told = {**tell("two-step", right), **tell("fraction", wrong)}
    for name, estimate in MODEL.estimates(COURSE, told, NOW).items():
        assert estimate == MODEL.estimate(COURSE, name, told, NOW)


def test_time_makes_us_less_sure_and_never_surer() -> None:
    told = tell("count", right, 8)
    ages = [MODEL.estimate(COURSE, "count", told, NOW + timedelta(days=d)) for d in (0, 1, 30, 365, 3650)]
    variances = [estimate.variance for estimate in ages]
    assert variances == sorted(variances)
    assert variances[0] < variances[-1] <= MODEL.estimate(COURSE, "count", {}, NOW).variance
    assert ages[0].mean > ages[-1].mean
    back = MODEL.estimate(COURSE, "count", told, NOW - timedelta(days=9))
    assert (back.mean, back.variance) == (ages[0].mean, ages[0].variance)


def test_what_was_shown_long_ago_must_be_shown_again() -> None:
    shown = after(*map(right, range(10)))
    memory = review(None, 3, NOW)
    assert MODEL.view(shown, memory, NOW).state == "demonstrated"
    assert MODEL.view(shown, memory, NOW + timedelta(days=4000)).state == "estimated"


def test_skills_that_the_course_lost_are_passed_over() -> None:
    told = tell("count", right) | {"gone": after(right(1))}
    assert MODEL.estimate(COURSE, "add", told, NOW) == MODEL.estimate(COURSE, "add", tell("count", right), NOW)


def test_a_circle_of_prerequisites_does_not_hang() -> None:
    ring = course({"a": ["c"], "b": ["a"], "c": ["b"]})
    told = observed(MODEL, ring, "a", {}, right(0))
    assert all(math.isfinite(e.mean) for e in MODEL.estimates(ring, told, NOW).values())


ANSWERS = st.builds(
    Observation,
    credit=st.floats(0, 1),
    when=st.integers(-100, 400).map(lambda d: NOW + timedelta(days=d)),
    item=st.sampled_from("abcdefgh"),
    step=st.sampled_from("xy"),
    difficulty=st.floats(-3, 3),
    guess=st.floats(0, 1),
    hints=st.integers(0, 6),
    unsure=st.booleans(),
)


@given(st.lists(st.tuples(st.sampled_from(sorted(LADDER)), ANSWERS), max_size=40))
def test_whatever_happens_beliefs_stay_sound(log: list[tuple[str, Observation]]) -> None:
    ladder, told = course(LADDER), dict[str, Estimate]()
    for skill, answer in log:
        told = observed(MODEL, ladder, skill, told, answer)
    for estimate in MODEL.estimates(ladder, told, NOW).values():
        assert -5 <= estimate.mean <= 5
        assert 0 < estimate.variance <= estimate.base_variance
        assert 0 < MODEL.predict(estimate, 3, 0.2) < 1
        view = MODEL.view(estimate, None, NOW)
        assert 0 <= view.low <= view.high <= 1
        assert view.state != "demonstrated" or (view.likely >= 0.85 and view.low >= 0.7 and len(estimate.alone) >= 3)


def test_fifty_thousand_answers() -> None:
    estimate = after(*(right(n) if n % 3 else wrong(n) for n in range(50_000)))
    assert estimate.evidence == 50_000
    assert 0.05 < estimate.variance < 1
    assert len(estimate.seen) <= 12


def test_we_are_never_sure_of_a_skill_without_answers() -> None:
    known = Estimate(mean=4.0, variance=0.05, base_mean=4.0, base_variance=0.05)
    view = Gaussian().view(known, None, datetime(2026, 11, 2, tzinfo=UTC))
    assert view.high - view.low <= 0.2
    assert view.certainty == "fairly-sure"
