"""The six numbers of a course's abilities: where they begin, how they differ, slips, luck, and what practice adds.

Coordinate steps on the log posterior of a part of the learners: the loss of what is said before each answer while the
difficulties are learnt along the way (``learning``), and a prior around what Chiron comes with. Judged beside the
author's difficulties alone the same steps would take the spread of items for the spread of learners.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from chiron.core.learning.course import Course
from chiron.core.learning.fitted.learning import Learning
from chiron.core.learning.fitted.parameters import Fitted, model_of, unfitted
from chiron.core.learning.fitted.responses import History
from chiron.core.learning.fitted.scoring import loss
from chiron.core.learning.mastery import Estimate

SEARCHED = 6_000
"""So many answers at most, of whole learners, decide."""
STEPS = (0.5, 0.25)
"""Rounds of steps: in ``start`` itself, in the logarithms of the two variances; twice that in the logits of slip and
luck; a twenty-fifth of it in ``practice``."""
PRIOR_STEP = 0.5
"""Standard deviation of the first five, on the same scales, around what Chiron comes with."""
USUAL_LUCK = 0.02
"""What Chiron comes with leaves luck out; where answers can tell, this much is expected."""
MOST_SLIP, MOST_LUCK = 0.3, 0.4
PRACTICE_STEP = 0.02
"""Standard deviation of ``practice`` around none; it is never below."""


@dataclass(frozen=True, slots=True)
class _Number:
    """One coordinate: how far a value is from the usual, in units of its prior, and where a step leads."""

    off: Callable[[Fitted], float]
    moved: Callable[[Fitted, float], Fitted]


def searched(course: Course, histories: Sequence[History], progress: Callable[[float], None]) -> Fitted:
    """The numbers for a course as its author wrote it; what Chiron comes with where nobody answered."""
    some = list(_some(histories))
    if not some:
        return unfitted()
    best = replace(unfitted(), lucky=USUAL_LUCK)
    least = _cost(best, course, some)
    for round_, step in enumerate(STEPS):
        for place, number in enumerate(_NUMBERS):
            for by in (step, -step):
                begun = best
                while (tried := number.moved(best, by)) != best and _allowed(tried):
                    told = _cost(tried, course, some)
                    if told >= least - 1e-9:
                        break
                    best, least = tried, told
                if best is not begun:
                    break  # The other way leads back to where it was worse.
            progress((round_ + (place + 1) / len(_NUMBERS)) / len(STEPS))
    return best


def _cost(tried: Fitted, course: Course, histories: Iterable[History]) -> float:
    """Minus log posterior."""
    learning, told = Learning(course, model_of(tried, "searching")), 0.0
    for history in histories:
        estimates: dict[str, Estimate] = {}
        for one in history.responses:
            met = learning.take(one, estimates)
            before = Estimate(met.mean, met.variance, met.mean, met.variance)
            said = learning.model.predict(before, met.difficulty, one.seen.guess, one.seen.kind)
            told += loss(said, one.right)
    return told + sum(number.off(tried) ** 2 for number in _NUMBERS) / 2


def _allowed(tried: Fitted) -> bool:
    return tried.slip <= MOST_SLIP and tried.lucky <= MOST_LUCK and tried.practice >= 0.0


def _some(histories: Iterable[History]) -> Iterator[History]:
    """Whole learners while they fit; one that is longer is cut."""
    left = SEARCHED
    for history in histories:
        if left <= 0:
            return
        told = history.responses[:left]
        left -= len(told)
        if told:
            yield History(history.learner, told)


def logit(chance: float) -> float:
    """The logit of a chance in (0, 1)."""
    return log(chance / (1 - chance))


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-value))


_USUAL = unfitted()
_NUMBERS = (
    _Number(lambda f: (f.start - _USUAL.start) / PRIOR_STEP, lambda f, by: replace(f, start=f.start + by)),
    _Number(
        lambda f: log(f.general / _USUAL.general) / PRIOR_STEP, lambda f, by: replace(f, general=f.general * exp(by))
    ),
    _Number(lambda f: log(f.own / _USUAL.own) / PRIOR_STEP, lambda f, by: replace(f, own=f.own * exp(by))),
    _Number(
        lambda f: (logit(f.slip) - logit(_USUAL.slip)) / PRIOR_STEP,
        lambda f, by: replace(f, slip=_logistic(logit(f.slip) + 2 * by)),
    ),
    _Number(
        lambda f: (logit(f.lucky) - logit(USUAL_LUCK)) / PRIOR_STEP,
        lambda f, by: replace(f, lucky=_logistic(logit(f.lucky) + 2 * by)),
    ),
    _Number(lambda f: f.practice / PRACTICE_STEP, lambda f, by: replace(f, practice=f.practice + by / 25)),
)
