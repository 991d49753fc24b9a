"""Which of several suggestions comes first, by chance that is known exactly: what later estimates divide by."""

from __future__ import annotations

import math
from collections.abc import Sequence

from chiron.core.errors import InvalidInput

WHOLE = 1_000_000
"""Chances are whole parts of a million: they add up exactly."""


def chances(scores: Sequence[float], warmth: float = 0.1, floor: float = 0.1) -> tuple[int, ...]:
    """The chance of each of some scores, in millionths; together exactly one million.

    ``floor`` of all chance is spread evenly, so that each can be judged from the log; the rest goes by the exponential
    of the score over ``warmth``. Only what the guards allow may be among them: a bar is no small chance. Raises
    InvalidInput for no scores, for scores that are no numbers, or settings that mean nothing.
    """
    if not scores or not all(math.isfinite(score) for score in scores):
        raise InvalidInput("Chances need scores that are numbers.", field="scores")
    if not (warmth > 0 and 0 <= floor <= 1):
        raise InvalidInput("Warmth is above 0, the floor lies between 0 and 1.", field="warmth")
    best = max(scores)
    weights = [math.exp(max(-700.0, (score - best) / warmth)) for score in scores]
    whole = sum(weights)
    shares = [floor / len(scores) + (1 - floor) * weight / whole for weight in weights]
    parts = [int(share * WHOLE) for share in shares]
    parts[max(range(len(scores)), key=lambda place: (shares[place], -place))] += WHOLE - sum(parts)
    return tuple(parts)


def drawn(parts: Sequence[int], chance: float) -> int:
    """The place that a number in [0, 1), given by the caller, falls on; never one with no chance."""
    if sum(parts) != WHOLE or not 0 <= chance < 1:
        raise InvalidInput("Chances add up to one million, and a draw lies in [0, 1).", field="chance")
    left = int(chance * WHOLE)
    for place, part in enumerate(parts):
        if left < part:
            return place
        left -= part
    raise AssertionError("the parts add up to the whole")
