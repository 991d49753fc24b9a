"""How long a skill stays in memory: the FSRS-6 equations (Ye et al. 2022-2025) through the ``fsrs`` library.

One memory per learner and skill. It begins when the skill is first demonstrated; from then on each item finished in
the skill is one review, rated by ``rating``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from fsrs import Card, Rating, Scheduler, State

LEAST_RETENTION, MOST_RETENTION, USUAL_RETENTION = 0.8, 0.95, 0.9


@dataclass(frozen=True, slots=True)
class Memory:
    """``stability`` in days (recall falls to 90 % after that long), ``difficulty`` in [1, 10], ``reviews`` a count."""

    stability: float
    difficulty: float
    last: datetime
    due: datetime
    reviews: int = 1


class _Exact(Scheduler):
    """The library floors elapsed time to whole days when it asks for retrievability; here the time is exact."""

    def get_card_retrievability(self, card: Card, current_datetime: datetime | None = None) -> float:
        if card.stability is None or card.last_review is None or current_datetime is None:
            return 0.0
        return _recall(card.stability, card.last_review, current_datetime, self._DECAY)


@lru_cache(maxsize=32)
def _scheduler(retention: float) -> _Exact:
    return _Exact(desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _recall(stability: float, last: datetime, when: datetime, decay: float) -> float:
    days = max(0.0, (when - last).total_seconds() / 86_400)
    factor = 0.9 ** (1 / decay) - 1
    return float((1 + factor * days / stability) ** decay)


def retrievability(memory: Memory, when: datetime) -> float:
    """The chance in (0, 1] that the skill is recalled at a time: (1 + F t / S)^-d.

    t is the exact time since the last review in days, S the stability, d the 21st parameter of FSRS-6; F makes it .9 at
    t = S. A clock set back counts as no time.
    """
    return _recall(memory.stability, memory.last, when, -_scheduler(USUAL_RETENTION).parameters[20])


def review(memory: Memory | None, rating: int, when: datetime, retention: float = USUAL_RETENTION) -> Memory:
    """The memory after a review rated 1 (again), 2 (hard), 3 (good) or 4 (easy) at a time.

    ``retention`` is the chance of recall the learner wants when a review falls due, held to [0.8, 0.95]. ``due`` is
    whole days after the review, at least one. Raises ValueError for another rating or a time without a zone.
    """
    if when.tzinfo is None:
        raise ValueError("The time of a review needs its zone.")
    when = when.astimezone(UTC)
    if memory is not None:
        when = max(when, memory.last)
    held = min(max(retention, LEAST_RETENTION), MOST_RETENTION)
    after, _ = _scheduler(round(held, 3)).review_card(_card(memory, when), Rating(rating), when)
    if after.stability is None or after.difficulty is None or not math.isfinite(after.stability):
        raise ValueError("The review gave no finite memory.")
    return Memory(after.stability, after.difficulty, when, after.due, 1 if memory is None else memory.reviews + 1)


def _card(memory: Memory | None, when: datetime) -> Card:
    if memory is None:
        return Card(card_id=1, due=when)  # without an id the library sleeps to find one
    return Card(1, State.Review, None, memory.stability, memory.difficulty, memory.due, memory.last)


def rating(credit: float, hints: int = 0, tries: int = 1) -> int:
    """How a finished item rates as a review: 3 alone at first try, 2 with one hint or second try, else 1.

    "Easy" is not given: speed is no reliable sign of it. ``credit`` is the item's mean credit at the last try.
    """
    helped = hints + tries - 1
    if credit >= 0.99 and helped == 0:
        return 3
    return 2 if credit >= 0.6 and helped <= 1 else 1
