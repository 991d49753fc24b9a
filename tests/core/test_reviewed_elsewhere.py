"""Reviews of another program: what of them counts, what memory takes of them, and how they are taken out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.events import KINDS, About, Draft
from chiron.core.learning.memory import elsewhere as memory
from chiron.core.learning.memory import retrievability, review
from chiron.core.learning.memory.elsewhere import Review, reviewed, summed
from chiron.core.learning.memory.finished import remembered
from chiron.core.learning.reviewed_elsewhere import (
    AT_ONCE,
    BROUGHT,
    EVER,
    MOST,
    WITHDRAWN,
    bodies,
    found,
    held,
    places,
)
from chiron.core.learning.reviewed_elsewhere import (
    KINDS as OWN,
)
from chiron.core.learning.state import to_bytes
from chiron.engine.fits.live import LEARNT_FROM
from tests.core.judged import judged, standing
from tests.core.learner import ADA, VERSION, Learner
from tests.core.test_judged_otherwise import MOVES, RIGHT, WRONG, attempts, worked
from tests.core.tiny import tiny

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY = 86_400_000
PLACES = {f"note{n}:1": ("first", name) for n, name in enumerate(("one", "two", "three"))}
KNOWN = [("right", 0)] * 8
"""Enough right answers to show the skill."""


def ago(days: float) -> int:
    return round(NOW.timestamp() * 1000) - round(days * DAY)


def learnt(days: int = 100, rating: int = 3) -> list[Review]:
    """A card that was reviewed at growing intervals, last so many days ago."""
    return [Review(ago(days + before), rating, 4.0) for before in (120, 110, 90, 50, 0)]


HISTORY = {card: learnt() for card in PLACES}


def bring(ada: Learner, history: Mapping[str, list[Review]], where: Any = PLACES) -> int:
    """Bring a history as the desk does; how many events that made."""
    kept = held(ada.events)
    new = found(history, where, kept.times, ada.when)
    made = [(skill, key, body) for skill, key, body in bodies(new, "anki", "learner", kept.withdrawals)]
    for skill, key, body in made:
        draft(ada, BROUGHT, body, key, skill)
    return len(made)


def draft(ada: Learner, kind: str, body: Any, key: str, skill: str | None = None) -> None:
    about = About("tiny", VERSION, skill)
    ada.append(Draft(kind, body, key, ADA, ada.when, about=about, version=KINDS[kind].version))


def withdraw(ada: Learner, *skills: str) -> None:
    draft(ada, WITHDRAWN, {"skills": list(skills)}, f"out-{len(ada.events)}")


def test_what_cannot_be_is_told_and_left() -> None:
    good = Review(ago(5), 3, 2.0)
    history = {
        "note0:1": [good, good, Review(ago(-9), 3, 1.0), Review(1_000_000_000_000, 3, 1.0), Review(ago(3), 7, 1.0)],
        "note9:1": [good],
        "note1:1": [Review(ago(2), 0, 1.0), Review(ago(1), 4, 99_999.0)],
    }
    told = found(history, PLACES, {"note1:1": {ago(7)}}, NOW)
    assert told.left == {"twice": 1, "future": 1, "too-early": 1, "rating": 2, "no-place": 1}
    assert (told.reviews, told.cards, told.placed) == (2, 3, 2)
    assert told.new["first"]["note1:1"] == (("first", "two"), (Review(ago(1), 4, 3600.0),))
    assert (told.first, told.until) == (memory.moment(ago(5)), memory.moment(ago(1)))


def test_the_same_file_again_adds_nothing_and_a_later_one_adds_what_is_new() -> None:
    ada = Learner(tiny())
    assert bring(ada, HISTORY) == 1
    before = ada.state
    assert bring(ada, HISTORY) == 0
    more = {card: [*reviews, Review(ago(3), 3, 2.0)] for card, reviews in HISTORY.items()}
    assert bring(ada, more) == 1
    assert ada.state != before
    at_once = Learner(tiny())
    bring(at_once, more)
    assert ada.state.record("first").elsewhere is not None
    for one, other in zip(cards(ada).values(), cards(at_once).values(), strict=True):
        assert one == pytest.approx(other, rel=1e-3), "in two files it is what it is in one"
    assert ada.again() == ada.state


def cards(ada: Learner) -> dict[str, memory.Card]:
    kept = ada.state.record("first").elsewhere
    assert kept is not None
    return kept.cards


def test_mastery_takes_nothing_of_it_and_memory_waits_until_the_skill_is_shown() -> None:
    ada = Learner(tiny())
    bring(ada, HISTORY)
    record = ada.state.record("first")
    assert (record.estimate, record.opportunities, record.trace, record.memory) == (None, 0, (), None)
    assert record.elsewhere is not None
    assert record.elsewhere.memory is not None
    assert (ada.state.memories, ada.state.recall, ada.state.last_event, ada.state.seconds) == ({}, None, None, {})
    assert not set(OWN) & set(LEARNT_FROM), "no fit reads them"


def test_a_memory_that_begins_here_follows_on_what_the_cards_showed() -> None:
    ada, fresh = worked(KNOWN), worked(KNOWN)
    assert fresh.state.record("first").memory is not None
    early = Learner(tiny())
    bring(early, HISTORY)
    early.when = ada.when
    brought = early.state.record("first").elsewhere
    assert brought is not None
    assert brought.memory is not None
    began = fresh.state.record("first")
    whole = remembered(began.earlier, began.finished, elsewhere=brought)
    assert whole is not None
    assert began.memory is not None
    assert whole.stability > 10 * began.memory.stability
    assert whole.due > began.memory.due


@given(later=st.integers(0, 30), more=st.integers(0, 8), rating=st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_taken_out_again_everything_is_what_it_was(later: int, more: int, rating: int) -> None:
    ada, plain = worked(KNOWN), worked(KNOWN)
    assert to_bytes(ada.state) == to_bytes(plain.state)
    ada.when = plain.when = ada.when + timedelta(days=later)
    history = {card: [r._replace(rating=rating) for r in learnt(days=1)] for card in PLACES}
    bring(ada, history)
    changed = ada.state.record("first").memory
    for each in (ada, plain):
        for number in range(more):
            worked([("wrong" if number % 4 == 3 else "right", 3)], each)
    withdraw(ada)
    after, never = ada.state.record("first"), plain.state.record("first")
    assert after.elsewhere is None
    assert (after.memory, after.earlier, after.finished) == (never.memory, never.earlier, never.finished)
    assert changed is not None
    assert ada.again() == ada.state
    assert bring(ada, history) == 1, "and they may be brought again"


@given(moves=MOVES, more=MOVES, place=st.integers(0, 60), days=st.integers(0, 60), taken_out=st.booleans())
@settings(max_examples=40, deadline=None)
def test_judged_otherwise_and_back_with_reviews_in_between(
    moves: list[tuple[str, int]], more: list[tuple[str, int]], place: int, days: int, taken_out: bool
) -> None:
    ada = worked([*moves, *KNOWN])
    at = round((ada.when - timedelta(days=days)).timestamp() * 1000)
    bring(ada, {card: [Review(at - 9 * DAY, 3, 1.0), Review(at, 3, 1.0)] for card in PLACES})
    worked(more, ada)
    record = ada.state.record("first")
    assert record.memory == remembered(record.earlier, record.finished, elsewhere=record.elsewhere)
    attempt = attempts(ada)[place % len(attempts(ada))]
    was, before = standing(ada, attempt).outcome, ada.state.record("first").memory
    for outcome in (WRONG if was is RIGHT else RIGHT, was):
        judged(ada, attempt, outcome)
    if before is not None:
        assert ada.state.record("first").memory == before
    assert ada.again() == ada.state
    if taken_out:
        withdraw(ada)
        after = ada.state.record("first")
        assert after.memory == remembered(after.earlier, after.finished)
        assert ada.again() == ada.state


def test_who_brings_first_keeps_longer_what_they_then_show() -> None:
    early = Learner(tiny())
    early.when += timedelta(days=1)
    bring(early, HISTORY)
    early.start("skill", "first")
    worked(KNOWN, early)
    late = worked(KNOWN)
    one, other = early.state.record("first").memory, late.state.record("first").memory
    assert one is not None
    assert other is not None
    assert one.stability > 10 * other.stability
    assert early.state.record("first").estimate is not None
    assert one.due - early.when > timedelta(days=60)


def test_a_review_elsewhere_after_one_here_counts_in_its_own_time() -> None:
    ada = worked(KNOWN)
    before = ada.state.record("first").memory
    assert before is not None
    ada.when += timedelta(days=30)
    at = round((ada.when - timedelta(days=10)).timestamp() * 1000)
    bring(ada, {card: [Review(at - 20 * DAY, 3, 1.0), Review(at, 3, 1.0)] for card in PLACES})
    after = ada.state.record("first").memory
    assert after is not None
    assert after == review(before, 3, after.last, before.retention)
    assert abs(after.last - memory.moment(at)) <= timedelta(minutes=1)


def test_few_of_a_skills_cards_say_nothing_of_it() -> None:
    card = reviewed(None, learnt())
    assert card is not None
    assert summed({"a": card}, 3, None).memory is None
    assert summed({"a": card, "b": card}, 3, None).memory is not None


def test_what_was_forgotten_elsewhere_is_not_called_known() -> None:
    right, wrong = reviewed(None, learnt()), reviewed(None, [*learnt(), Review(ago(50), 1, 3.0)])
    assert right is not None
    assert wrong is not None
    assert wrong.stability < right.stability
    assert [summed({"a": a, "b": b}, 2, None).rating for a, b in ((right, right), (right, wrong))] == [3, 1]
    kept = summed({"a": right, "b": right}, 2, None).memory
    assert kept is not None
    assert kept.stability <= memory.LONGEST
    assert 0.5 < retrievability(kept, NOW) < 1


def test_order_and_repetition_within_a_file_do_not_matter() -> None:
    reviews = learnt()
    assert reviewed(None, reviews[::-1]) == reviewed(None, reviews) == reviewed(reviewed(None, reviews), reviews)


def test_a_long_history_is_parted_and_bounded() -> None:
    many = {"note0:1": [Review(ago(4000) + 60_000 * n, 3, 1.0) for n in range(AT_ONCE + 5)], "note1:1": learnt()}
    told = list(bodies(found(many, PLACES, {}, NOW), "anki", "learner", 0))
    assert [sum(len(reviews) for _, reviews in body["cards"].values()) for _, _, body in told] == [AT_ONCE, 10]
    assert len({key for _, key, _ in told}) == 2
    assert found(many, PLACES, {"x": set(range(MOST - 1))}, NOW).left["too-many"] == AT_ONCE + 9


def test_bringing_and_taking_out_over_and_over_has_an_end() -> None:
    ada = Learner(tiny())
    for _ in range(3):
        bring(ada, HISTORY)
        withdraw(ada)
    kept = held(ada.events)
    assert (kept.cards, kept.ever) == ({}, 3 * 3 * 5)
    many = {"note0:1": [Review(ago(100) + n, 3, 1.0) for n in range(10)]}
    assert found(many, PLACES, {}, NOW, EVER - 4).reviews == 4
    assert found(many, PLACES, {}, NOW, EVER).left["too-many"] == 10
    assert found(many, PLACES, {"x": set(range(50))}, NOW, EVER + 9).reviews == 0


def test_cards_find_their_place_by_what_their_source_calls_them() -> None:
    course = tiny()
    assert places(course) == {}
    one = course.units[0].skills[0]
    origin = {"title": "Deck", "id": "note0:1"}
    made = course.model_validate(
        {
            **course.model_dump(),
            "units": [
                {
                    **course.units[0].model_dump(),
                    "skills": [
                        {
                            **one.model_dump(),
                            "templates": [
                                {**template.model_dump(), "origin": origin if n == 0 else None}
                                for n, template in enumerate(one.templates)
                            ],
                        },
                        *(skill.model_dump() for skill in course.units[0].skills[1:]),
                    ],
                }
            ],
        }
    )
    assert places(made) == {"note0:1": (one.id, one.templates[0].id)}
    assert replace(found(HISTORY, places(made), {}, NOW), new={}).placed == 1
