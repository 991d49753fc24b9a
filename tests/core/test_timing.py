"""What an item of each skill takes a learner: the author's word, moved by what was measured."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.timing import ITEMS, LONGEST_PAUSE, MOST_TIMES, Clock, gap, minutes_an_item, went_on

from .learner import Learner
from .tiny import tiny

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
COURSE = tiny()
STATED = {name: skill.minutes / ITEMS for name, skill in COURSE.skills.items()}


def test_nothing_measured_says_nothing() -> None:
    assert minutes_an_item(COURSE, {}) == {}
    assert minutes_an_item(COURSE, {"first": [0, 0], "gone": [60]}) == {}


def test_a_slow_learner_is_slow_everywhere_and_most_where_it_was_measured() -> None:
    found = minutes_an_item(COURSE, {"first": [360] * 8})
    assert STATED["first"] < found["second"] < found["first"] < 6.0
    assert found["second"] == found["third"]


def test_one_long_pause_changes_little() -> None:
    usual, paused = (minutes_an_item(COURSE, {"first": [60, 60, 60, 60, last]})["first"] for last in (60, 3000))
    assert paused == pytest.approx(usual)


@given(st.dictionaries(st.sampled_from(("first", "second", "third")), st.lists(st.integers(0, 10**9), max_size=9)))
def test_no_measure_leaves_bounds(seconds: dict[str, list[int]]) -> None:
    for name, minutes in minutes_an_item(COURSE, seconds).items():
        assert STATED[name] / MOST_TIMES <= minutes * 1.0001
        assert minutes <= STATED[name] * MOST_TIMES * 1.0001


@given(st.integers(-(10**6), 10**6))
def test_a_pause_counts_at_most_five_minutes_and_a_clock_set_back_nothing(seconds: int) -> None:
    assert 0 <= gap(NOW, NOW + timedelta(seconds=seconds)) <= LONGEST_PAUSE
    clock = went_on(Clock(10, 10, 10), NOW, NOW + timedelta(seconds=seconds), NOW - timedelta(hours=1), None)
    assert (clock.sitting >= 10, clock.item) == (True, 0)
    assert clock.stretch >= 0


def test_finished_items_are_measured_and_folding_again_gives_the_same() -> None:
    ada = Learner(COURSE)
    ada.start("skill", "first")
    for _ in range(3):
        while ada.state.item is not None and not ada.state.item.finished:
            ada.answer()
        ada.go_on()
    kept = ada.state.record("first").seconds
    assert kept
    assert all(spent in (40, 80) for spent in kept), "one step or two, forty seconds each"
    assert ada.seen.minutes.keys() == COURSE.skills.keys()
    assert ada.again() == ada.state


def test_time_before_and_after_an_item_is_not_its_own() -> None:
    ada = Learner(COURSE)
    ada.start("skill", "first")
    while ada.state.item is not None and not ada.state.item.finished:
        ada.answer()
    first = ada.state.record("first").seconds
    ada.when += timedelta(seconds=200)
    ada.go_on()
    while ada.state.item is not None and not ada.state.item.finished:
        ada.answer()
    assert ada.state.record("first").seconds[: len(first)] == first
    assert ada.state.record("first").seconds[-1] in (40, 80)
