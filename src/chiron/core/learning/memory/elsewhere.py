"""What a skill's cards showed in another program, and the memory that one may begin with for it.

Each card goes through FSRS-6 by its own reviews at their own times, as in the program that they come from. The skill's
cards together say where its memory can begin (``Elsewhere.memory``): as stable as their geometric mean, as long ago as
their mean last review, and no more stable than LONGEST, as nobody but the learner said what was right. It takes the
place of an empty beginning only, once the skill was demonstrated here; where a memory has begun already, reviews that
are later than its last one count as one more, at their own time (``begun_with``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from chiron.core.learning.memory.fsrs6 import Memory, review

LEAST_SHARE = 0.5
"""Of a skill's templates, what must have been reviewed elsewhere before anything is believed of the skill."""
LONGEST = 365.0
"""Days: no skill begins more stable than that on a learner's own word."""
RECALLED, BARELY = 0.8, 0.6
"""From which share of cards that were recalled at their last review the whole counts as good, and as hard."""
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


class Card(NamedTuple):
    """One card after its reviews elsewhere. ``first`` and ``last`` are minutes since 1970."""

    stability: float
    difficulty: float
    first: int
    last: int
    reviews: int
    spaced: int
    recalled: bool


class Review(NamedTuple):
    """One review of a card elsewhere: milliseconds since 1970, 1 (again) to 4 (easy), and the seconds it took."""

    at: int
    rating: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The cards of a skill by the names that their source gives them.

    ``memory`` is what the skill's may begin with; None where too few of its cards were seen. ``rating`` is how they
    went at their last reviews. ``alone`` is the memory that the skill's kept items follow on without any of this, so
    that it can be taken out again.
    """

    cards: dict[str, Card] = field(default_factory=dict)
    memory: Memory | None = None
    rating: int = 1
    alone: Memory | None = None


def reviewed(card: Card | None, reviews: Iterable[Review]) -> Card | None:
    """A card after further reviews, in the order of their times; those before its last one are passed over."""
    memory = _of(card)
    first = card.first if card else None
    for one in sorted(reviews):
        when = moment(one.at)
        if memory is not None and when <= memory.last:
            continue
        memory = review(memory, one.rating, when)
        first = minutes(when) if first is None else first
    if memory is None or first is None:
        return card
    # Four digits and whole minutes: a snapshot holds thousands of these.
    stability, difficulty = float(f"{memory.stability:.4g}"), round(memory.difficulty, 2)
    return Card(stability, difficulty, first, minutes(memory.last), memory.reviews, memory.spaced, memory.kept)


def summed(cards: Mapping[str, Card], templates: int, alone: Memory | None) -> Elsewhere:
    """The cards of a skill that has so many templates."""
    if not cards:
        return Elsewhere(alone=alone)
    count, every = len(cards), cards.values()
    share = sum(card.recalled for card in every) / count
    rating = 3 if share >= RECALLED else 2 if share >= BARELY else 1
    if count < LEAST_SHARE * templates:
        return Elsewhere(dict(cards), None, rating, alone)
    # fsum does not depend on the order, which a snapshot does not keep.
    stability = min(math.exp(math.fsum(math.log(card.stability) for card in every) / count), LONGEST)
    difficulty = math.fsum(card.difficulty for card in every) / count
    last = _BEGIN + timedelta(minutes=sum(card.last for card in every) // count)
    reviews = max(1, sum(card.reviews for card in every) // count)
    spaced = sum(card.spaced for card in every) // count
    due = last + timedelta(days=max(1, round(stability)))
    return Elsewhere(dict(cards), Memory(stability, difficulty, last, due, reviews, spaced, rating > 1), rating, alone)


def begun_with(memory: Memory | None, elsewhere: Elsewhere | None, at: datetime) -> Memory | None:
    """The memory that a review at a time is of: with what happened elsewhere before it, in order.

    None stays None here: a memory begins with a demonstration, for which ``beginning`` says what it begins with.
    """
    brought = None if elsewhere is None else elsewhere.memory
    if memory is None or elsewhere is None or brought is None or not memory.last < brought.last <= at:
        return memory
    return review(memory, elsewhere.rating, brought.last, memory.retention)


def beginning(elsewhere: Elsewhere | None, at: datetime) -> Memory | None:
    """What a memory that begins at a time follows on."""
    brought = None if elsewhere is None else elsewhere.memory
    return brought if brought is not None and brought.last <= at else None


def moment(milliseconds: int) -> datetime:
    """A time in milliseconds since 1970."""
    return _BEGIN + timedelta(milliseconds=milliseconds)


def minutes(when: datetime) -> int:
    """Whole minutes since 1970, rounded up: no review that was counted is ever later."""
    return math.ceil((when - _BEGIN) / timedelta(minutes=1))


def _of(card: Card | None) -> Memory | None:
    if card is None:
        return None
    last = _BEGIN + timedelta(minutes=card.last)
    return Memory(card.stability, card.difficulty, last, last, card.reviews, card.spaced, card.recalled)
