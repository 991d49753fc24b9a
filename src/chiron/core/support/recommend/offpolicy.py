"""What another way of choosing would have brought, from the log of what was shown, with which chance, and what came.

Three estimates of the mean reward, each with bounds: IPS (D. Horvitz, D. Thompson, 1952), its self-normalised form
SNIPS (A. Swaminathan, T. Joachims, "The Self-Normalized Estimator for Counterfactual Learning", NIPS 2015), and doubly
robust (M. Dudik, J. Langford, L. Li, "Doubly Robust Policy Evaluation and Learning", ICML 2011). Pure Python.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from chiron.core.errors import InvalidInput

Z95 = 1.959964
"""Of a normal 95 % interval."""
ENOUGH = 50
"""Effective cases under which an estimate should change nothing."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One decision of the log. ``chance`` is with which it was made, in (0, 1]; ``reward`` what came of it.

    ``other`` is the chance that the way being judged gives the same choice, here; 0 where it would never make it.
    ``expected``, for doubly robust: what a model expects of the choice made; ``expected_other``: the mean of what it
    expects over the choices of the way being judged. The model must not have been learnt from these same cases.
    """

    chance: float
    reward: float
    other: float
    expected: float = 0.0
    expected_other: float = 0.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate of the mean reward. ``low`` and ``high`` are its 95 % interval by the normal law.

    ``sure_low`` and ``sure_high`` hold with 95 % for any law whatever of rewards in the range that was given, by the
    empirical Bernstein bound (A. Maurer, M. Pontil, COLT 2009); None for SNIPS, a ratio, to which it does not apply.
    ``effective`` is how many cases it rests on after weighting (Kish); ``heaviest`` the largest weight; ``clipped``
    the share of cases whose weight was cut, each of which pulls the estimate towards nothing.
    """

    value: float
    low: float
    high: float
    sure_low: float | None
    sure_high: float | None
    cases: int
    effective: float
    heaviest: float
    clipped: float = 0.0

    @property
    def enough(self) -> bool:
        """Whether it rests on enough cases to decide by."""
        return self.effective >= ENOUGH


def ips(shown: Sequence[Shown], most: float | None = None, reward: tuple[float, float] = (0.0, 1.0)) -> Estimate:
    """Rewards weighted by how much likelier the way being judged makes them. Weights above ``most`` are cut to it.

    Right on average where every choice of that way had some chance in the log and nothing is cut; then heavy weights
    make it unsteady. Raises InvalidInput for a log that is empty or has impossible chances.
    """
    weights, clipped = _weights(shown, most)
    terms = [weight * one.reward for weight, one in zip(weights, shown, strict=True)]
    top = most if most is not None else max(weights)
    bounds = (min(0.0, top * reward[0]), max(0.0, top * reward[1]))
    return _estimate(terms, weights, clipped, bounds if most is not None else None)


def snips(shown: Sequence[Shown], most: float | None = None) -> Estimate:
    """IPS divided by the mean weight: steadier, never outside the rewards seen, a little off in small logs.

    Its interval is by the delta method. Raises InvalidInput also where no case has any weight.
    """
    weights, clipped = _weights(shown, most)
    whole = sum(weights)
    if whole <= 0:
        raise InvalidInput("The log holds nothing that this way of choosing would do.", field="other")
    value = sum(weight * one.reward for weight, one in zip(weights, shown, strict=True)) / whole
    spread = math.sqrt(sum((w * (one.reward - value)) ** 2 for w, one in zip(weights, shown, strict=True))) / whole
    return Estimate(
        value, value - Z95 * spread, value + Z95 * spread, None, None,
        len(shown), _effective(weights), max(weights), clipped,
    )  # fmt: skip


def doubly_robust(
    shown: Sequence[Shown], most: float | None = None, reward: tuple[float, float] = (0.0, 1.0)
) -> Estimate:
    """What a model expects, put right by IPS of what it missed: right if either the chances or the model are.

    With a model that expects nothing it is IPS.
    """
    weights, clipped = _weights(shown, most)
    terms = [
        one.expected_other + weight * (one.reward - one.expected) for weight, one in zip(weights, shown, strict=True)
    ]
    top = most if most is not None else max(weights)
    wide = reward[1] - reward[0]
    bounds = (reward[0] - top * wide, reward[1] + top * wide)
    known = all(reward[0] <= each <= reward[1] for one in shown for each in (one.expected, one.expected_other))
    return _estimate(terms, weights, clipped, bounds if most is not None and known else None)


def differs(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, float, float]:
    """The mean of paired differences and its 95 % interval by the normal law."""
    if len(ours) != len(theirs) or not ours:
        raise InvalidInput("Two ways are compared on the same cases.", field="ours")
    gaps = [a - b for a, b in zip(ours, theirs, strict=True)]
    mean = math.fsum(gaps) / len(gaps)
    spread = _deviation(gaps, mean) / math.sqrt(len(gaps))
    return mean, mean - Z95 * spread, mean + Z95 * spread


def _weights(shown: Sequence[Shown], most: float | None) -> tuple[list[float], float]:
    if not shown:
        raise InvalidInput("There is nothing in the log.", field="shown")
    if most is not None and not most > 0:
        raise InvalidInput("Weights are cut to a number above 0.", field="most")
    for one in shown:
        if not (0 < one.chance <= 1 and 0 <= one.other <= 1):
            raise InvalidInput("A chance lies between 0 and 1, and what was shown had one.", field="chance")
        if not all(map(math.isfinite, (one.reward, one.expected, one.expected_other))):
            raise InvalidInput("A reward is a number.", field="reward")
    raw = [one.other / one.chance for one in shown]
    if most is None:
        return raw, 0.0
    return [min(weight, most) for weight in raw], sum(weight > most for weight in raw) / len(raw)


def _estimate(
    terms: Sequence[float], weights: Sequence[float], clipped: float, bounds: tuple[float, float] | None
) -> Estimate:
    """The mean of independent terms. Sure bounds only where the range was fixed beforehand: where weights are cut."""
    many = len(terms)
    mean = math.fsum(terms) / many
    deviation = _deviation(terms, mean)
    half = Z95 * deviation / math.sqrt(many)
    low = high = None
    if bounds is not None and many > 1:
        sure = _bernstein(deviation, many, bounds[1] - bounds[0])
        low, high = max(bounds[0], mean - sure), min(bounds[1], mean + sure)
    return Estimate(
        mean, mean - half, mean + half, low, high, many, _effective(weights), max(weights), clipped,
    )  # fmt: skip


def _bernstein(deviation: float, many: int, wide: float) -> float:
    """Half of a two-sided 95 % interval."""
    log = math.log(4 / 0.05)
    return deviation * math.sqrt(2 * log / many) + 7 * wide * log / (3 * (many - 1))


def _deviation(terms: Sequence[float], mean: float) -> float:
    return math.sqrt(math.fsum((term - mean) ** 2 for term in terms) / (len(terms) - 1)) if len(terms) > 1 else 0.0


def _effective(weights: Sequence[float]) -> float:
    squares = math.fsum(weight * weight for weight in weights)
    return math.fsum(weights) ** 2 / squares if squares else 0.0
