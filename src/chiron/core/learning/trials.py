"""Comparing policies: from logged moves without a trial, and by a trial that may be looked at every day.

Offline: each logged move carries the chance with which it was chosen, so what another policy would have brought can be
estimated by weighting (Horvitz & Thompson 1952; self-normalised: Swaminathan & Joachims 2015) or, with a guess of each
choice's outcome, doubly robustly (Dudik, Langford & Li 2011). Intervals take the learner as the unit, since one
learner's moves hang together.

Online: people are assigned by a hash, so that nobody keeps a list and nobody can choose. The readout is always valid:
the p-value and the interval come from a mixture of likelihood ratios and hold whenever one looks and stops (Robbins
1970; Johari, Koomen, Pekelis & Walsh 2022, "Always valid inference"). With means of many learners the normal
approximation is used, so nothing is said before ``least`` learners an arm.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

NORMAL_95 = 1.959963984540054


def assigned(trial: str, learner: str, shares: Mapping[str, float]) -> str:
    """The arm of a learner in a trial: always the same, and over learners in the proportion of ``shares``.

    ``shares`` are weights of arms, at least 0 with a positive sum; their order matters. Raises ValueError otherwise.
    """
    total = math.fsum(shares.values())
    if not total > 0 or any(share < 0 for share in shares.values()) or not math.isfinite(total):
        raise ValueError("The shares of a trial's arms are numbers from 0 that do not all vanish.")
    digest = sha256(f"{len(trial)}:{trial}{learner}".encode()).digest()
    place = int.from_bytes(digest[:8]) / 2**64 * total
    arms = [arm for arm, share in shares.items() if share > 0]
    for arm in arms:
        place -= shares[arm]
        if place < 0:
            return arm
    return arms[-1]


@dataclass(frozen=True, slots=True)
class Logged:
    """One logged move. ``chance`` is that with which it was chosen, ``other`` that of the policy in question.

    ``outcome`` is what came of it. For the doubly robust estimate ``guessed`` is the outcome that was to be expected of
    the choice made and ``expected`` that of the other policy's choices, weighted by its chances.
    """

    learner: str
    chance: float
    other: float
    outcome: float
    guessed: float = 0.0
    expected: float = 0.0


@dataclass(frozen=True, slots=True)
class Estimated:
    """An estimate with its 95 % interval over learners. ``effective`` is the number of moves that the weights leave."""

    value: float
    low: float
    high: float
    effective: float
    learners: int


def self_normalised(log: Sequence[Logged]) -> Estimated:
    """What the other policy would bring per move: sum w r / sum w, with w its chance over the logged one.

    Raises ValueError for an empty log, a chance outside (0, 1], or when the other policy never chooses as was logged.
    """
    weights = _weights(log)
    total = math.fsum(weights)
    if total <= 0:
        raise ValueError("The other policy never makes a logged choice: the log says nothing of it.")
    value = math.fsum(w * row.outcome for w, row in zip(weights, log, strict=True)) / total
    residuals = [w * (row.outcome - value) for w, row in zip(weights, log, strict=True)]
    return _interval(log, value, residuals, total, weights)


def doubly_robust(log: Sequence[Logged]) -> Estimated:
    """What the other policy would bring per move: the mean of expected + w (outcome - guessed).

    Right on the average where either the chances or the guesses are. Raises ValueError as ``self_normalised`` does,
    save that the policies need not overlap.
    """
    weights = _weights(log)
    scores = [row.expected + w * (row.outcome - row.guessed) for w, row in zip(weights, log, strict=True)]
    value = math.fsum(scores) / len(log)
    return _interval(log, value, [score - value for score in scores], float(len(log)), weights)


def _weights(log: Sequence[Logged]) -> list[float]:
    if not log:
        raise ValueError("The log is empty.")
    if any(not 0 < row.chance <= 1 or not 0 <= row.other <= 1 for row in log):
        raise ValueError("A logged move's chance lies in (0, 1], the other policy's in [0, 1].")
    return [row.other / row.chance for row in log]


def _interval(
    log: Sequence[Logged], value: float, residuals: Iterable[float], total: float, weights: Sequence[float]
) -> Estimated:
    sums: dict[str, float] = {}
    for row, residual in zip(log, residuals, strict=True):
        sums[row.learner] = sums.get(row.learner, 0.0) + residual
    count, squares = len(sums), math.fsum(w * w for w in weights)
    effective = math.fsum(weights) ** 2 / squares if squares else 0.0
    if count < 2:
        return Estimated(value, -math.inf, math.inf, effective, count)
    variance = count / (count - 1) * math.fsum(s * s for s in sums.values()) / total**2
    width = _student(count - 1) * math.sqrt(variance)
    return Estimated(value, value - width, value + width, effective, count)


def _student(freedom: int) -> float:
    """The 97.5 % point of Student's t, by Cornish and Fisher's expansion (within .5 % from 3 degrees of freedom)."""
    if freedom < 3:
        return {1: 12.706, 2: 4.303}[freedom]
    z, n = NORMAL_95, float(freedom)
    terms = (
        (z**3 + z) / 4 / n,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96 / n**2,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384 / n**3,
    )
    return z + sum(terms)


@dataclass(frozen=True, slots=True)
class Design:
    """What is fixed before a trial begins. ``effect`` is the difference hoped for, in standard deviations.

    It tunes when the trial is quickest, never whether it is honest. Nothing is said before ``least`` learners an arm.
    """

    arms: tuple[str, str]
    alpha: float = 0.05
    effect: float = 0.4
    least: int = 15


@dataclass(frozen=True, slots=True)
class Arm:
    """What came in: ``count`` learners, the ``mean`` of their outcomes and ``squares``, the sum about it."""

    count: int = 0
    mean: float = 0.0
    squares: float = 0.0

    def joined(self, outcome: float) -> Arm:
        """With one more learner (Welford 1962)."""
        count, off = self.count + 1, outcome - self.mean
        mean = self.mean + off / count
        return Arm(count, mean, self.squares + off * (outcome - mean))


@dataclass(frozen=True, slots=True)
class Readout:
    """Where a trial stands. ``difference`` is the second arm's mean less the first's.

    Its interval, ``low`` to ``high``, holds at any time and is infinite while it is too early; ``p`` is the smallest
    always-valid p-value so far.
    """

    arms: Mapping[str, Arm]
    difference: float
    low: float
    high: float
    p: float

    @property
    def decided(self) -> bool:
        """Whether the interval leaves out no difference."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Watch:
    """A trial as it goes on: ``told`` gives it one learner's outcome, ``read`` says where it stands."""

    design: Design
    first: Arm = field(default_factory=Arm)
    second: Arm = field(default_factory=Arm)
    p: float = 1.0

    def told(self, arm: str, outcome: float) -> Watch:
        """With the final outcome of one more learner. Raises ValueError for an arm that there is not."""
        if arm not in self.design.arms:
            raise ValueError(f"The trial has no arm {arm!r}; there are {' and '.join(self.design.arms)}.")
        if not math.isfinite(outcome):
            raise ValueError("The outcome of a learner is a finite number.")
        first = self.first.joined(outcome) if arm == self.design.arms[0] else self.first
        second = self.second.joined(outcome) if arm == self.design.arms[1] else self.second
        after = Watch(self.design, first, second, self.p)
        return Watch(self.design, first, second, min(self.p, after._p_now()))

    def read(self) -> Readout:
        """Where it stands; may be called as often as one likes."""
        arms = dict(zip(self.design.arms, (self.first, self.second), strict=True))
        difference = self.second.mean - self.first.mean
        spread = self._spread()
        if spread is None:
            return Readout(arms, difference, -math.inf, math.inf, self.p)
        variance, mixed = spread
        inside = math.log((variance + mixed) / variance) / 2 - math.log(self.design.alpha)
        width = math.sqrt(2 * variance * (variance + mixed) / mixed * inside)
        return Readout(arms, difference, difference - width, difference + width, self.p)

    def _spread(self) -> tuple[float, float] | None:
        """The variance of the difference, and that of the mixture over effects; None while it is too early.

        One learner's worth of the pooled variance is added to each arm, so that few equal outcomes are no certainty.
        """
        one, two = self.first, self.second
        if min(one.count, two.count) < self.design.least:
            return None
        pooled = (one.squares + two.squares) / (one.count + two.count - 2)
        if pooled <= 0:
            return None
        each = [((arm.squares + pooled) / arm.count) / arm.count for arm in (one, two)]
        return sum(each), self.design.effect**2 * pooled

    def _p_now(self) -> float:
        spread = self._spread()
        if spread is None:
            return 1.0
        variance, mixed = spread
        difference = self.second.mean - self.first.mean
        log_ratio = mixed * difference**2 / (2 * variance * (variance + mixed))
        log_ratio += math.log(variance / (variance + mixed)) / 2
        return math.exp(-max(0.0, log_ratio))


def read_out(design: Design, outcomes: Iterable[tuple[str, float]]) -> Readout:
    """Where a trial stands after these learners, in the order in which their outcomes came in."""
    watch = Watch(design)
    for arm, outcome in outcomes:
        watch = watch.told(arm, outcome)
    return watch.read()
