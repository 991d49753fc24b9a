"""Making scores mean what they say: a temperature, and a logistic regression over few numbers. Pure, deterministic.

Temperature: C. Guo et al., "On calibration of modern neural networks", ICML 2017.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Any


def temperature(scores: Any, kinds: Any) -> float:
    """By what scores (texts x classes, of texts not trained on) are multiplied so that their softmax is calibrated.

    The one in [1/1000, 1000] under which the true ``kinds`` are most probable.
    """
    import numpy as np
    from scipy.optimize import minimize_scalar

    table, right = np.asarray(scores, float), np.asarray(kinds)

    def loss(log: float) -> float:
        up = table * np.exp(log)
        top = up.max(axis=1)
        return float((np.log(np.exp(up - top[:, None]).sum(axis=1)) + top - up[np.arange(len(up)), right]).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-6.9, 6.9), method="bounded").x))


@dataclass(frozen=True, slots=True)
class Odds:
    """A logistic regression over a few numbers: ``weights`` a number, and ``base``."""

    weights: tuple[float, ...]
    base: float

    def sure(self, numbers: Sequence[float]) -> float:
        """The probability in (0, 1)."""
        total = self.base + sum(weight * value for weight, value in zip(self.weights, numbers, strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def odds(numbers: Any, right: Any, *, ridge: float = 1.0, weight: Any = None) -> Odds:
    """Logistic regression by Newton's steps over standardised numbers (cases x numbers); ``right``: 0 or 1 a case.

    ``ridge`` is the penalty on half the squared weights of standardised numbers, against the summed loss.
    """
    import numpy as np

    table, aims = np.asarray(numbers, float), np.asarray(right, float)
    counts = np.ones(len(aims)) if weight is None else np.asarray(weight, float)
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    rows = np.column_stack([(table - middle) / spread, np.ones(len(table))])
    hold = np.diag([ridge] * table.shape[1] + [1e-6])
    found = np.zeros(rows.shape[1])
    for _ in range(50):
        sure = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (counts * (sure - aims)) + hold @ found
        bend = (rows * (counts * np.maximum(sure * (1 - sure), 1e-9))[:, None]).T @ rows + hold
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    weights = found[:-1] / spread
    return Odds(tuple(map(float, weights)), float(found[-1] - weights @ middle))
