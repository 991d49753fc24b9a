"""A logistic regression near given weights, in plain Python: what fits the head.

Maximum a posteriori with a Gaussian around ``prior`` (precision ``hold`` a weight), by Newton's method; the curvature
comes from an even sample of the rows, the gradient from all, so that every step is cheap and the end is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from operator import mul

from chiron.core.learning.prediction.filter import logistic

Row = Sequence[float]


def regression(
    rows: Sequence[Row],
    rights: Sequence[float],
    prior: Sequence[float],
    hold: float = 10.0,
    start: Sequence[float] | None = None,
    steps: int = 6,
    curved: int = 12_000,
) -> list[float]:
    """The weights. Without rows they are ``prior``. ``start`` is where to begin, ``prior`` if not given."""
    weights = list(start or prior)
    if not rows:
        return list(prior)
    every = max(1, len(rows) // curved)
    factor: list[list[float]] = []
    for turn in range(steps):
        if turn in (0, 1, 3):
            factor = cholesky(_curvature(rows[::every], weights, len(rows) / len(rows[::every]), hold))
        slope = [hold * (mean - weight) for mean, weight in zip(prior, weights, strict=True)]
        for row, right in zip(rows, rights, strict=True):
            miss = right - logistic(sum(map(mul, weights, row)))
            slope = [old + miss * x for old, x in zip(slope, row, strict=True)]
        moved = solved(factor, slope)
        weights = [weight + move for weight, move in zip(weights, moved, strict=True)]
        if max(map(abs, moved)) < 1e-4:
            break
    return weights


def _curvature(rows: Sequence[Row], weights: Sequence[float], scale: float, hold: float) -> list[list[float]]:
    """The lower half of the negative second derivative."""
    size = len(weights)
    found = [[0.0] * (place + 1) for place in range(size)]
    for row in rows:
        chance = logistic(sum(map(mul, weights, row)))
        spread = scale * chance * (1.0 - chance)
        there = [(place, x) for place, x in enumerate(row) if x]
        for at, (place, x) in enumerate(there):
            line, weighed = found[place], spread * x
            for other, y in there[: at + 1]:
                line[other] += weighed * y
    for place in range(size):
        found[place][place] += hold
    return found


def cholesky(matrix: list[list[float]]) -> list[list[float]]:
    """The lower factor of a positive definite matrix, given and returned as its lower half, by rows."""
    factor: list[list[float]] = []
    for place, line in enumerate(matrix):
        made: list[float] = []
        for other in range(place):
            above = factor[other]
            made.append((line[other] - sum(map(mul, made, above))) / above[other])
        made.append(sqrt(max(line[place] - sum(map(mul, made, made)), 1e-9)))
        factor.append(made)
    return factor


def solved(factor: list[list[float]], right: Sequence[float]) -> list[float]:
    """x with factor factor' x = right."""
    half: list[float] = []
    for line, value in zip(factor, right, strict=True):
        half.append((value - sum(map(mul, half, line))) / line[-1])
    found = [0.0] * len(half)
    for place in reversed(range(len(half))):
        found[place] = half[place] / factor[place][place]
        for other in range(place):
            half[other] -= factor[place][other] * found[place]
    return found
