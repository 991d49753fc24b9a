"""What a person's own judgements make of the prior of their segment, and what trying a style is worth.

Arrays: P people (or drawn beliefs), K styles.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np

Floats = Any

TRIES = (1.0, 4.0, 16.0)
"""How many times in a row a style is thought to be tried before one settles."""

POINTS = 8
"""Equally likely points that stand for what the tries will say."""

_NORMAL = np.array([NormalDist().inv_cdf((place + 0.5) / POINTS) for place in range(POINTS)])


def prior(means: Floats, spreads: Floats, within: Floats) -> tuple[Floats, Floats]:
    """Mean and covariance of what styles are worth to somebody new of a segment: (..., K), (..., K, K)."""
    return means, spreads + within


def applied(matrices: Floats, vectors: Floats) -> Floats:
    """Matrices (P, K, K) times vectors (P, K); one matrix serves many vectors."""
    return (matrices @ vectors[..., None])[..., 0]


def posterior(mean: Floats, spread: Floats, weights: Floats, sums: Floats, noise: float) -> tuple[Floats, Floats]:
    """Mean (P, K) and covariance (P, K, K) after a person's own judgements; the normal prior is conjugate."""
    narrow = narrowed(spread, weights, noise)
    return applied(narrow, applied(np.linalg.inv(spread), mean) + sums / noise), narrow


def narrowed(spread: Floats, weights: Floats, noise: float) -> Floats:
    """The covariance (P, K, K) after judgements of some weights (P, K), whatever they say."""
    return np.linalg.inv(np.linalg.inv(spread) + (weights / noise)[:, :, None] * np.eye(weights.shape[1]))


def supposed(mean: Floats, unsure: Floats, within: Floats, weights: Floats, noise: float, points: Floats) -> Floats:
    """Means (P, K) as they would be, were the segment's mean off by ``points`` (P, K) of its standard deviations.

    ``unsure`` (P, K, K) is the covariance of the segment's mean, ``within`` (K, K) that of people about it. Somebody
    who said much of themselves is hardly moved: what their segment is like matters little to them.
    """
    eye = np.eye(mean.shape[1])
    off = applied(np.linalg.cholesky(unsure + 1e-12 * eye), points)
    loose = np.linalg.inv(within)
    narrow = np.linalg.inv(loose[None] + (weights / noise)[:, :, None] * eye)
    return mean + applied(narrow, off @ loose.T)


def lookahead(mean: Floats, spread: Floats, noise: float, ahead: Floats) -> Floats:
    """The worth a turn (P, K) of trying each style some times and then using the best, over ``ahead`` (P,) turns.

    The knowledge gradient for correlated normal beliefs, with the number of tries chosen (Frazier, Powell and Dayanik
    2009; Frazier and Powell 2010): after n tries of style a the means move along ``spread[:, a] / sqrt(spread[a, a] +
    noise / n)`` by a standard normal, and the best of them is used from then on.
    """
    tries = np.array(TRIES)[:, None]
    own = np.einsum("pii->ip", spread)
    size = np.sqrt(own[:, None, :] + noise / tries)
    # Styles that may be best come first: maxima over the first axis of an array are several times as fast.
    along = spread.transpose(1, 2, 0)[:, :, None, :] / size
    best = mean.T[:, None, None, :]
    then = sum((best + along * point).max(0) for point in _NORMAL) / POINTS
    used = np.minimum(tries, ahead)
    found = (used * mean.T[:, None, :] + np.maximum(ahead - tries, 0.0) * then) / ahead
    return found.max(1).T
