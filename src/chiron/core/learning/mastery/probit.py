"""A Gaussian belief meets a right-or-wrong answer: exact moments of the probit likelihood with guess and slip.

With belief N(m, v), difficulty d, guess g and slip s, put z = (m - d) / sqrt(1 + v) and k = 1 - g - s. Then

    P(right) = Z = g + k Phi(z)                                                     (integral of the likelihood)
    a = dlog Z / dm    = k phi(z) / (sqrt(1 + v) Z)
    b = -d2log Z / dm2 = a^2 + k z phi(z) / ((1 + v) Z)

and the true posterior has mean m + v a and variance v - v^2 b. For a wrong answer Z becomes 1 - Z and k becomes -k. The
belief stays the Gaussian with those moments: assumed-density filtering (Minka 2001, "A family of algorithms for
approximate Bayesian inference", section 3.1), as in TrueSkill (Herbrich, Minka & Graepel 2006) and, with guess and
slip, the three- and four-parameter normal-ogive models of item response theory (Lord 1980; Barton & Lord 1981).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_ROOT_2 = math.sqrt(2.0)
_ROOT_2_PI = math.sqrt(2.0 * math.pi)
TINY = 1e-9
"""Floor of a probability, so that a wildly unlikely answer moves a belief far but not for ever."""


def cdf(z: float) -> float:
    """Phi, the standard normal distribution function."""
    return 0.5 * math.erfc(-z / _ROOT_2)


def density(z: float) -> float:
    """phi, the standard normal density."""
    return math.exp(-0.5 * z * z) / _ROOT_2_PI


def chance(mean: float, variance: float, difficulty: float = 0.0, guess: float = 0.0, slip: float = 0.0) -> float:
    """P(right) under the belief; ``guess + slip`` must be below 1."""
    return guess + (1.0 - guess - slip) * cdf((mean - difficulty) / math.sqrt(1.0 + variance))


@dataclass(frozen=True, slots=True)
class Likelihood:
    """What one item is like: ``difficulty`` on the probit scale, chances of a ``guess`` and a ``slip``."""

    difficulty: float = 0.0
    guess: float = 0.0
    slip: float = 0.0


def posterior(mean: float, variance: float, item: Likelihood, right: bool) -> tuple[float, float]:
    """Mean and variance after one answer; the variance is at least a millionth and stays finite."""
    scale = 1.0 + variance
    z = (mean - item.difficulty) / math.sqrt(scale)
    k = 1.0 - item.guess - item.slip
    z_right = item.guess + k * cdf(z)
    norm, slope = (z_right, k) if right else (1.0 - z_right, -k)
    norm = max(norm, TINY)
    first = slope * density(z) / (math.sqrt(scale) * norm)
    second = first * first + slope * z * density(z) / (scale * norm)
    return mean + variance * first, max(variance - variance * variance * second, 1e-6)


def partly(mean: float, variance: float, item: Likelihood, credit: float) -> tuple[float, float]:
    """Mean and variance after an answer that was right with chance ``credit`` (Jeffrey's rule, then moments)."""
    if credit >= 1.0 or credit <= 0.0:
        return posterior(mean, variance, item, credit >= 1.0)
    up, down = posterior(mean, variance, item, True), posterior(mean, variance, item, False)
    middle = credit * up[0] + (1.0 - credit) * down[0]
    inner = credit * up[1] + (1.0 - credit) * down[1]
    return middle, inner + credit * (1.0 - credit) * (up[0] - down[0]) ** 2
