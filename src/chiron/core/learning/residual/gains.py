"""Whether a residual learner earns its place: held-out log loss against the explainable part, over learners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, pi, sqrt

from chiron.core.learning.residual.numbers import chance

ENOUGH_LEARNERS, ENOUGH_ANSWERS = 20, 500
"""Below, no interval is to be trusted."""
WORTH = 0.001
"""The least saving in log loss per answer that is worth a second model."""
CALIBRATED = 0.02
"""The expected calibration error (ten bins), beyond what chance alone makes, that no prediction may exceed."""


@dataclass(frozen=True, slots=True)
class Held:
    """One held-out answer: the explainable logit, the corrected logit, and whether it was right."""

    base: float
    corrected: float
    right: bool


@dataclass(frozen=True, slots=True)
class Gain:
    """The verdict. ``saved`` is the log loss saved per answer with its 95 % interval ``low`` to ``high``."""

    on: bool
    reasons: tuple[str, ...]
    saved: float
    low: float
    high: float
    learners: int
    answers: int
    calibration: float


def gains(held: Mapping[str, Sequence[Held]]) -> Gain:
    """Compare the two on answers of learners whom neither was fitted to, by learner.

    The interval is that of a ratio of sums over learners (linearised), so that a learner with many answers counts as
    one draw. On only where there are enough of both, the interval's lower end is above WORTH, and calibration holds.
    """
    learners = [answers for answers in held.values() if answers]
    n = sum(map(len, learners))
    sums = [sum(_loss(a.base, a.right) - _loss(a.corrected, a.right) for a in answers) for answers in learners]
    saved = sum(sums) / n if n else 0.0
    half = 0.0
    if len(learners) > 1:
        k = len(learners)
        spread = sum((s - saved * len(a)) ** 2 for s, a in zip(sums, learners, strict=True))
        half = 1.96 * sqrt(k / (k - 1) * spread) / n
    low, high = saved - half, saved + half
    pairs = [(chance(a.corrected), a.right) for answers in learners for a in answers]
    calibration = calibration_error(pairs)
    no = _against(len(learners), n, (saved, low, high), calibration, error_by_chance(pairs))
    yes = f"on {n} held-out answers of {len(learners)} learners it saves {saved:.4f} of log loss per answer"
    reasons = tuple(no) or (f"{yes} (95 % interval {low:.4f} to {high:.4f}), calibration error {calibration:.3f}",)
    return Gain(not no, reasons, saved, low, high, len(learners), n, calibration)


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: the mean over answers of |predicted - share right| in bins of equal width."""
    sums = [[0.0, 0.0] for _ in range(bins)]
    for p, right in pairs:
        one = sums[min(int(p * bins), bins - 1)]
        one[0] += p
        one[1] += right
    return sum(abs(p - right) for p, right in sums) / len(pairs) if pairs else 0.0


def error_by_chance(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """The expected calibration error that right chances would show on so few answers, by the normal approximation."""
    spread = [0.0] * bins
    for p, _ in pairs:
        spread[min(int(p * bins), bins - 1)] += p * (1 - p)
    return sum(sqrt(2 / pi * one) for one in spread) / len(pairs) if pairs else 0.0


def _loss(logit: float, right: bool) -> float:
    p = chance(logit)
    return -log(p if right else 1 - p)


def _against(
    learners: int, answers: int, saving: tuple[float, float, float], calibration: float, by_chance: float
) -> list[str]:
    saved, low, high = saving
    found = []
    if learners < ENOUGH_LEARNERS or answers < ENOUGH_ANSWERS:
        wanted = f"{ENOUGH_LEARNERS} learners and {ENOUGH_ANSWERS} answers are needed"
        found.append(f"only {answers} held-out answers of {learners} learners: {wanted}")
    if low <= WORTH:
        found.append(
            f"it saves {saved:.4f} of log loss per answer (95 % interval {low:.4f} to {high:.4f}); "
            f"that may be less than {WORTH}"
        )
    if calibration > CALIBRATED + by_chance:
        found.append(f"its calibration error is {calibration:.3f}, above {CALIBRATED} (chance makes {by_chance:.3f})")
    return found
