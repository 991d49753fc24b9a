"""A learner's own forgetting curve and a course's own beginnings: they begin at FSRS, learn, and stay sound."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.memory import (
    FRESH,
    Initial,
    Memory,
    Recall,
    begun,
    due,
    learnt,
    recall,
    retrievability,
    review,
    terms,
)
from chiron.core.learning.memory.recall import SIZE, TERMS

NOW = datetime(2026, 1, 5, 16, tzinfo=UTC)
DAY = timedelta(days=1)


def truth(memory: Memory, when: datetime, shift: float) -> float:
    """Somebody whose logit of recall is another than FSRS's by ``shift``."""
    kept = min(max(retrievability(memory, when), 1e-3), 1 - 1e-3)
    return 1 / (1 + math.exp(-math.log(kept / (1 - kept)) - shift))


Seen = tuple[Recall, Memory, datetime, float]


def lived(shift: float, reviews: int, seed: int = 3) -> Iterator[Seen]:
    """Reviews of somebody like that, at all times around a stability: head and memory before each, when, the truth."""
    chance, head, when = Random(seed), FRESH, NOW
    memory = review(None, 3, when)
    for _ in range(reviews):
        when += chance.uniform(0.2, 2.5) * memory.stability * DAY
        true = truth(memory, when, shift)
        yield head, memory, when, true
        recalled = chance.random() < true
        head = learnt(head, memory, recalled, when)
        memory = review(memory if memory.stability < 60 else None, 3 if recalled else 1, when)


def taught(shift: float, reviews: int = 1_500) -> tuple[Recall, Memory]:
    """Head and memory after so many."""
    *_, (head, memory, _, _) = lived(shift, reviews)
    return head, memory


def test_it_begins_at_fsrs_and_is_less_certain_than_it() -> None:
    memory = review(None, 3, NOW)
    when = NOW + 3 * DAY
    plain, ours = retrievability(memory, when), recall(FRESH, memory, when)
    assert 0.5 < ours < plain, "a chance is drawn to one half by what is not known yet"
    assert sum(terms(FRESH, memory, when).values()) == pytest.approx(math.log(plain / (1 - plain)))
    assert due(FRESH, memory) == memory.due


def test_terms_add_up_and_have_names() -> None:
    head, memory = taught(-1.0)
    when = memory.last + 5 * DAY
    found = terms(head, memory, when)
    assert tuple(found) == TERMS
    assert len(head.spread) == SIZE * (SIZE + 1) // 2
    assert 1 / (1 + math.exp(-sum(found.values()))) == pytest.approx(recall(head, memory, when), abs=0.05)


@pytest.mark.parametrize("shift", [-1.5, 1.0])
def test_it_learns_what_fsrs_does_not_know(shift: float) -> None:
    late = list(lived(shift, 2_000))[1_000:]
    ours = fmean(abs(recall(head, memory, when) - true) for head, memory, when, true in late)
    plain = fmean(abs(retrievability(memory, when) - true) for _, memory, when, true in late)
    assert ours < plain / 2
    assert ours < 0.05


def test_who_forgets_sooner_is_asked_sooner_and_nobody_beyond_the_bounds() -> None:
    memory = review(review(None, 3, NOW), 3, NOW + 3 * DAY)
    soon, late = due(taught(-1.0)[0], memory), due(taught(1.0)[0], memory)
    assert soon < memory.due < late
    own = memory.due - memory.last
    assert own / 5 < soon - memory.last
    assert late - memory.last < own * 5
    wild = Recall((50.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0), FRESH.spread, 9)
    assert due(wild, memory) - memory.last <= own * 4 + DAY


def test_who_wants_to_keep_more_is_asked_sooner_by_the_own_curve_too() -> None:
    head = taught(-0.5)[0]
    first = review(None, 3, NOW)
    days = [due(head, review(first, 3, NOW + 3 * DAY, wanted)) for wanted in (0.95, 0.9, 0.8)]
    assert days == sorted(days)
    assert days[0] < days[-1]


def test_the_wanted_recall_is_met_on_the_due_date() -> None:
    head, _ = taught(-0.5)
    memory = review(review(None, 3, NOW), 3, NOW + 8 * DAY)
    when = due(head, memory)
    said = 1 / (1 + math.exp(-sum(terms(head, memory, when).values())))
    assert said == pytest.approx(0.9, abs=0.02)


def test_a_course_begins_otherwise_only_as_far_as_its_reviews_say() -> None:
    few = many = Initial()
    chance = Random(5)
    for place in range(400):
        memory = review(None, 3, NOW)
        seen = begun(many, 3, memory, chance.random() < 0.5, NOW + 2 * DAY)
        few, many = (seen, seen) if place < 3 else (few, seen)
    assert many.scales[2] < 0.5, "half are gone after two days: they were never as stable as FSRS says"
    assert many.scales[2] < few.scales[2] < 1.0, "three reviews move it less"
    assert (many.scales[0], many.scales[1], many.scales[3]) == (1.0, 1.0, 1.0)
    assert review(None, 3, NOW, scales=many.scales).stability < review(None, 3, NOW).stability
    soon = begun(many, 3, review(None, 3, NOW), False, NOW + timedelta(minutes=9))
    assert soon == many, "minutes after, nothing was kept yet"
    second = review(review(None, 3, NOW), 3, NOW + DAY)
    assert begun(many, 3, second, False, NOW + 9 * DAY) == many, "the second spaced review tells of the first"


@given(
    st.lists(st.tuples(st.integers(1, 4), st.floats(0, 5_000)), min_size=1, max_size=60),
    st.floats(0.7, 1.0),
)
def test_whatever_happens_the_head_stays_sound(log: list[tuple[int, float]], wanted: float) -> None:
    head, initial, memory, when = FRESH, Initial(), None, NOW
    for grade, days in log:
        when += days * DAY
        if memory is not None:
            assert 0 < recall(head, memory, when) < 1
            head = learnt(head, memory, grade > 1, when)
            initial = begun(initial, grade, memory, grade > 1, when)
        memory = review(memory, grade, when, wanted, initial.scales)
        assert memory.last + DAY <= due(head, memory)
        assert all(map(math.isfinite, (*head.weights, *head.spread, *initial.mean, *initial.variance)))
        assert all(variance > 0 for variance in initial.variance)
        rows = [[head.spread[_at(i, j)] for j in range(SIZE)] for i in range(SIZE)]
        assert all(rows[i][i] > 0 for i in range(SIZE))
        assert all(rows[i][j] ** 2 <= rows[i][i] * rows[j][j] * (1 + 1e-6) for i in range(SIZE) for j in range(i))


def _at(i: int, j: int) -> int:
    pairs = [(a, b) for a in range(SIZE) for b in range(a, SIZE)]
    return pairs.index((min(i, j), max(i, j)))


def test_thousands_of_reviews_leave_a_head_of_the_same_size() -> None:
    head, memory = FRESH, review(None, 3, NOW)
    for place in range(5_000):
        head = learnt(head, memory, place % 10 > 0, NOW + (place % 30) * DAY)
    assert len(head.weights) == SIZE
    assert len(head.spread) == SIZE * (SIZE + 1) // 2
    assert head.reviews == 5_000
    assert all(abs(weight) < 20 for weight in head.weights)


def test_a_clock_set_back_is_no_time() -> None:
    memory = review(None, 3, NOW)
    assert learnt(FRESH, memory, True, NOW - 9 * DAY) == learnt(FRESH, memory, True, NOW)
