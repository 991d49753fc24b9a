"""Memory: the library's equations, exact time, and the traps around them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.memory import Memory, rating, retrievability, review

NOW = datetime(2026, 1, 5, 16, tzinfo=UTC)
DAY = timedelta(days=1)


def test_agrees_with_the_library_on_whole_days() -> None:
    theirs = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, ours, when = Card(card_id=7, due=NOW), None, NOW
    for grade, days in ((3, 0), (3, 3), (1, 9), (2, 1), (3, 4), (3, 20)):
        when += days * DAY
        card, _ = theirs.review_card(card, Rating(grade), when)
        ours = review(ours, grade, when)
        assert (ours.stability, ours.difficulty, ours.due) == (card.stability, card.difficulty, card.due)
    assert ours is not None
    assert ours.reviews == 6


def test_recall_is_ninety_percent_after_one_stability_and_fades_within_a_day() -> None:
    memory = review(None, 3, NOW)
    assert retrievability(memory, NOW) == 1.0
    assert retrievability(memory, NOW + memory.stability * DAY) == pytest.approx(0.9, abs=1e-6)
    hours = [retrievability(memory, NOW + timedelta(hours=h)) for h in range(24)]
    assert hours == sorted(hours, reverse=True)
    assert len(set(hours)) == 24
    assert retrievability(memory, NOW - DAY) == 1.0


def test_exact_time_goes_into_the_next_stability() -> None:
    memory = review(None, 3, NOW)
    early, late = (review(memory, 3, NOW + timedelta(hours=h)) for h in (49, 71))
    assert early.stability < late.stability


def test_who_wants_to_keep_more_reviews_sooner() -> None:
    first = review(None, 3, NOW)
    strict, easy = (review(first, 3, NOW + 3 * DAY, retention) for retention in (0.95, 0.8))
    assert strict.due < easy.due
    assert review(first, 3, NOW + 3 * DAY, 0.1) == easy
    assert strict.stability == easy.stability


def test_a_lapse_brings_it_back_soon() -> None:
    memory = review(review(None, 3, NOW), 3, NOW + 3 * DAY)
    lapsed = review(memory, 1, memory.due)
    assert lapsed.stability < memory.stability
    assert DAY <= lapsed.due - lapsed.last < memory.due - memory.last


def test_other_zones_are_the_same_moment_and_no_zone_is_refused() -> None:
    tokyo = NOW.astimezone(timezone(timedelta(hours=9)))
    assert review(None, 3, tokyo) == review(None, 3, NOW)
    with pytest.raises(ValueError, match="zone"):
        review(None, 3, NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="5"):
        review(None, 5, NOW)


def test_a_clock_set_back_counts_as_no_time() -> None:
    memory = review(None, 3, NOW)
    assert review(memory, 3, NOW - 9 * DAY) == review(memory, 3, NOW)


def test_it_never_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    def no(_: float) -> None:
        raise AssertionError("slept")

    monkeypatch.setattr(time, "sleep", no)
    review(review(None, 3, NOW), 3, NOW + DAY)


def test_ratings() -> None:
    assert [rating(1.0), rating(1.0, hints=1), rating(1.0, tries=2), rating(1.0, hints=2), rating(0.0)] == [
        3,
        2,
        2,
        1,
        1,
    ]


@given(st.lists(st.tuples(st.integers(1, 4), st.floats(0, 2000)), min_size=1, max_size=30), st.floats(0.7, 1))
def test_whatever_happens_memory_stays_sound(log: list[tuple[int, float]], retention: float) -> None:
    memory: Memory | None = None
    when = NOW
    for grade, days in log:
        when += days * DAY
        memory = review(memory, grade, when, retention)
        assert memory.stability > 0
        assert 1 <= memory.difficulty <= 10
        assert memory.due >= memory.last + DAY
        assert 0 < retrievability(memory, when + 10_000 * DAY) <= 1
