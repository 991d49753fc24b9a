"""The FSRS-6 equations (Ye et al. 2022-2025) through the ``fsrs`` library, with exact time and a course's beginnings.

The library floors the time since the last review to whole days where it asks for retrievability; here it is exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from fsrs import Card, Rating, Scheduler, State
from fsrs.scheduler import DEFAULT_PARAMETERS, INITIAL_STABILITY_MAX, STABILITY_MIN

LEAST_RETENTION, MOST_RETENTION, USUAL_RETENTION = 0.8, 0.95, 0.9
LONGEST = 36_500
"""No interval is longer than so many days."""
SPACED = 0.5
"""A review so many days after the last one, or more, tells of memory; a sooner one of practice."""
Scales = tuple[float, float, float, float]
"""What the initial stability of each first rating (again, hard, good, easy) is multiplied by; 1 is the library's."""
USUAL: Scales = (1.0, 1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Memory:
    """``stability`` in days (recall falls to 90 % after that long), ``difficulty`` in [1, 10], ``reviews`` a count.

    ``due`` is by FSRS alone; ``recall.due`` says when it is due by the learner's own forgetting curve. ``spaced``
    counts the reviews that came half a day or more after the one before, ``kept`` says whether the last one was
    recalled, and ``retention`` is the chance of recall that was wanted when it was reviewed.
    """

    stability: float
    difficulty: float
    last: datetime
    due: datetime
    reviews: int = 1
    spaced: int = 0
    kept: bool = True
    retention: float = USUAL_RETENTION


class _Exact(Scheduler):
    """The library floors elapsed time to whole days when it asks for retrievability; here the time is exact."""

    def get_card_retrievability(self, card: Card, current_datetime: datetime | None = None) -> float:
        if card.stability is None or card.last_review is None or current_datetime is None:
            return 0.0
        return recall_after(card.stability, days_between(card.last_review, current_datetime), -self._DECAY)


DECAY = DEFAULT_PARAMETERS[20]
"""The exponent of forgetting."""


@lru_cache(maxsize=64)
def _scheduler(retention: float, scales: Scales) -> _Exact:
    first = (
        min(max(usual * scale, STABILITY_MIN), INITIAL_STABILITY_MAX)
        for usual, scale in zip(DEFAULT_PARAMETERS[:4], scales, strict=True)
    )
    return _Exact(
        parameters=(*first, *DEFAULT_PARAMETERS[4:]),
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )


def days_between(last: datetime, when: datetime) -> float:
    """Exact days; a clock set back counts as no time."""
    return max(0.0, (when - last).total_seconds() / 86_400)


def recall_after(stability: float, days: float, decay: float = DECAY) -> float:
    """The chance in (0, 1] of recall: (1 + F t / S)^-d, where F makes it .9 at t = S."""
    factor = 0.9 ** (-1 / decay) - 1
    return float((1 + factor * days / stability) ** -decay)


def days_until(stability: float, recall: float, decay: float = DECAY) -> float:
    """The inverse: after how many days recall has fallen to ``recall`` in (0, 1]; at most LONGEST."""
    factor = 0.9 ** (-1 / decay) - 1
    power = -math.log(recall) / decay
    return LONGEST if power > 300 else min(float(LONGEST), stability / factor * math.expm1(power))


def retrievability(memory: Memory, when: datetime) -> float:
    """The chance in (0, 1] that the skill is recalled at a time, by FSRS-6: ``recall_after`` the exact time since."""
    return recall_after(memory.stability, days_between(memory.last, when))


def review(
    memory: Memory | None, rating: int, when: datetime, retention: float = USUAL_RETENTION, scales: Scales = USUAL
) -> Memory:
    """The memory after a review rated 1 (again), 2 (hard), 3 (good) or 4 (easy) at a time.

    ``retention`` is the chance of recall the learner wants when a review falls due, held to [0.8, 0.95]. ``due`` is
    whole days after the review, at least one. ``scales`` are the course's, for a memory that begins (``initial``).
    Raises ValueError for another rating or a time without a zone.
    """
    if when.tzinfo is None:
        raise ValueError("The time of a review needs its zone.")
    when = when.astimezone(UTC)
    if memory is not None:
        when = max(when, memory.last)
    held = round(min(max(retention, LEAST_RETENTION), MOST_RETENTION), 3)
    after, _ = _scheduler(held, scales).review_card(_card(memory, when), Rating(rating), when)
    if after.stability is None or after.difficulty is None or not math.isfinite(after.stability):
        raise ValueError("The review gave no finite memory.")
    reviews, spaced = (1, 0) if memory is None else (memory.reviews + 1, memory.spaced + int(is_spaced(memory, when)))
    return Memory(after.stability, after.difficulty, when, after.due, reviews, spaced, rating > 1, held)


def is_spaced(memory: Memory, when: datetime) -> bool:
    """Whether a review now comes long enough after the last to tell of memory."""
    return days_between(memory.last, when) >= SPACED


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
