"""Why a chance is what it is: a prediction's terms as what each adds to the chance, the weightiest first.

A page makes a sentence of each name; what they mean stands at ``TERMS``. ``start`` is where everybody begins and
``bound`` no reason, so neither is told.
"""

from __future__ import annotations

from typing import NamedTuple

from chiron.core.learning.prediction.filter import logistic
from chiron.core.learning.prediction.predict import Prediction

UNTOLD = frozenset({"start", "bound"})


class Reason(NamedTuple):
    """``points`` is how much higher the chance is than it were without the term, in [-1, 1]; ``value`` its logit."""

    name: str
    value: float
    points: float


def reasons(prediction: Prediction, least: float = 0.01) -> tuple[Reason, ...]:
    """The terms that move the chance by at least ``least``, the weightiest first; equal ones in the order of TERMS."""
    whole = prediction.logit
    found = [
        Reason(term.name, term.value, prediction.chance - logistic(whole - term.value))
        for term in prediction.terms
        if term.name not in UNTOLD
    ]
    return tuple(sorted((one for one in found if abs(one.points) >= least), key=lambda one: -abs(one.value)))
