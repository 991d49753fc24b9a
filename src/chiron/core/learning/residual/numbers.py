"""Small functions of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

FARTHEST = 30.0
"""Logits beyond are as good as sure; the bound keeps every probability strictly between 0 and 1."""


def chance(logit: float) -> float:
    """The probability of a logit, in (0, 1)."""
    return 1.0 / (1.0 + exp(-min(max(logit, -FARTHEST), FARTHEST)))


def mean(values: Sequence[float]) -> float:
    """The mean of one or more numbers."""
    return sum(values) / len(values)
