"""How well chances said what happened: losses, calibration, fairness between groups, and paired comparisons."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import NormalDist, fmean, stdev

from chiron.core.learning.simulate import auc

Pairs = Sequence[tuple[float, bool]]
"""(chance that was said, whether it came true)."""
LEAST = 1e-4
BINS = 10
FEWEST = 20
"""A group of fewer answers of either outcome has no curve of its own."""


def loss(chance: float, right: bool) -> float:
    """Minus log likelihood in nats, held off infinity."""
    held = min(max(chance, LEAST), 1 - LEAST)
    return -math.log(held if right else 1 - held)


def log_loss(pairs: Pairs) -> float | None:
    """Mean loss; None for nothing."""
    return fmean(loss(p, y) for p, y in pairs) if pairs else None


def area(pairs: Pairs) -> float | None:
    """AUC; None where only one outcome was seen."""
    return auc(pairs) if len({y for _, y in pairs}) == 2 else None


def calibration(pairs: Pairs, bins: int = BINS) -> tuple[tuple[float, float, int], ...]:
    """For bins of equal width that hold anything: mean chance said, share that came true, how many."""
    kept: dict[int, list[tuple[float, bool]]] = {}
    for pair in pairs:
        kept.setdefault(min(int(pair[0] * bins), bins - 1), []).append(pair)
    return tuple(
        (fmean(p for p, _ in inside), fmean(y for _, y in inside), len(inside)) for _, inside in sorted(kept.items())
    )


def calibration_error(pairs: Pairs, bins: int = BINS) -> float | None:
    """ECE: how far off the bins are, weighed by how many are in them; None for nothing."""
    if not pairs:
        return None
    return sum(abs(said - was) * count for said, was, count in calibration(pairs, bins)) / len(pairs)


def curve(pairs: Pairs) -> list[tuple[float, float]]:
    """The ROC curve as (false positives, true positives), from (0, 0) to (1, 1). Needs both outcomes."""
    rights = sum(y for _, y in pairs)
    wrongs, up, along = len(pairs) - rights, 0, 0
    found, last = [(0.0, 0.0)], math.inf
    for chance, right in sorted(pairs, key=lambda pair: -pair[0]):
        if chance != last:
            found.append((along / wrongs, up / rights))
        last = chance
        up, along = up + right, along + (not right)
    return [*found, (1.0, 1.0)]


def between(one: Pairs, other: Pairs, points: int = 200) -> float | None:
    """ABROCA: the area between two ROC curves (Gardner, Brooks & Baker 2019); None where a group is too small."""
    if any(min(sum(y for _, y in each), sum(not y for _, y in each)) < FEWEST for each in (one, other)):
        return None
    first, second = curve(one), curve(other)
    gaps = [abs(_height(first, n / points) - _height(second, n / points)) for n in range(points + 1)]
    return fmean((a + b) / 2 for a, b in pairwise(gaps))


def _height(points: Sequence[tuple[float, float]], at: float) -> float:
    """The curve's height, linear between its points; the upper end where it rises straight up."""
    left = max((place for place, (x, _) in enumerate(points) if x <= at), default=0)
    if left + 1 >= len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[left], points[left + 1]
    return y0 + (y1 - y0) * (at - x0) / (x1 - x0) if x1 > x0 else y1


def paired(differences: Sequence[float]) -> tuple[float, float] | None:
    """The 95 % interval of the mean of paired differences, one a learner; None for fewer than two.

    Student's t, by the expansion of Cornish and Fisher around the normal quantile.
    """
    count = len(differences)
    if count < 2:
        return None
    z, df = NormalDist().inv_cdf(0.975), count - 1
    t = z + (z**3 + z) / (4 * df) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
    t += (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * df**3)
    middle, wide = fmean(differences), t * stdev(differences) / math.sqrt(count)
    return middle - wide, middle + wide


def losses_by(learners: Mapping[str, Pairs]) -> dict[str, float]:
    """Mean loss of every learner who has answers."""
    return {who: fmean(loss(p, y) for p, y in pairs) for who, pairs in learners.items() if pairs}
