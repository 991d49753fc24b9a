"""Areas under curves with intervals that know that a learner's answers belong together.

The variance of an AUC, and of the difference of two on the same answers, from each learner's influence on it: the
clustered nonparametric estimate of Obuchowski (1997, "Nonparametric analysis of clustered ROC curve data"). It is what
resampling learners gives, without resampling.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from chiron.core.learning.fitted.scoring import calibration_error, log_loss

Told = Mapping[str, Sequence[tuple[float, bool]]]
"""learner -> (chance that was said, what came of it), the same answers in the same order for every model."""


class Area(NamedTuple):
    """An AUC with each learner's influence on it."""

    value: float
    influence: dict[str, float]


class Gain(NamedTuple):
    """How much larger one AUC is than another, and its 95 % interval over learners."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:+.4f} [{self.low:+.4f}, {self.high:+.4f}]"


def area(told: Told) -> Area:
    """Of all answers together, ties counted half. Raises ZeroDivisionError where one outcome is missing."""
    rows = sorted((chance, right, who) for who, pairs in told.items() for chance, right in pairs)
    rights = sum(right for _, right, _ in rows)
    wrongs = len(rows) - rights
    placed: list[tuple[float, bool, str]] = []
    low = begin = 0
    while begin < len(rows):
        end = begin
        while end < len(rows) and rows[end][0] == rows[begin][0]:
            end += 1
        level = sum(right for _, right, _ in rows[begin:end])
        below, above = (begin - low) + (end - begin - level) / 2, rights - low - level / 2
        placed += [(below / wrongs if right else above / rights, right, who) for _, right, who in rows[begin:end]]
        low, begin = low + level, end
    value = sum(place for place, right, _ in placed if right) / rights
    influence = dict.fromkeys(told, 0.0)
    for place, right, who in placed:
        influence[who] += (place - value) / (rights if right else wrongs)
    return Area(value, influence)


def gain(ours: Area, theirs: Area) -> Gain:
    """Paired by learner."""
    spread = 1.96 * sqrt(sum((ours.influence[who] - theirs.influence[who]) ** 2 for who in ours.influence))
    value = ours.value - theirs.value
    return Gain(value, value - spread, value + spread)


def flat(told: Told) -> list[tuple[float, bool]]:
    """Every pair."""
    return [pair for pairs in told.values() for pair in pairs]


def loss(told: Told) -> float:
    """Mean log loss in nats."""
    return log_loss(flat(told)) or 0.0


def ece(told: Told) -> float:
    """Expected calibration error over ten bins."""
    return calibration_error(flat(told)) or 0.0
