"""How well a fit predicts: what an operator compares fits by, a researcher asks for, and an author mends items by.

Area under the curve, log loss and calibration are over all answers; ABROCA (Gardner, Brooks & Baker 2019) is between
each group's ROC curve and everybody else's. An item is an outlier where its answers fall further from what was expected
of these very learners than chance allows (a standardized residual, as infit in Rasch models: Wright & Masters 1982).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

import msgspec

from chiron.core.learning.fitted.scoring import area, between, calibration, calibration_error, log_loss
from chiron.core.learning.prediction.features import features
from chiron.core.learning.prediction.filter import absorb, begin, logistic
from chiron.core.learning.prediction.fit import Answers
from chiron.core.learning.prediction.parameters import Parameters
from chiron.core.learning.prediction.predict import logit
from chiron.core.learning.prediction.state import Graded

FAR = 3.0
"""Standard errors from which an item is shown as an outlier."""
Replayed = list[tuple[Graded, float]]
"""Answers with the chance that was said of each before it was given."""


class ItemRow(msgspec.Struct, frozen=True):
    """One item for its author. ``right`` and ``expected`` are shares, ``away`` their distance in standard errors;
    ``agreement`` is the correlation of chances and outcomes: low where able learners get the item wrong."""

    item: str
    answers: int
    right: float
    expected: float
    away: float
    agreement: float
    outlier: bool


class Report(msgspec.Struct, frozen=True):
    """Figures of a fit on answers; None where there are too few to say. ``bins`` hold mean chance, share right and
    count; ``groups`` each group's ABROCA against all others."""

    version: str
    learners: int
    answers: int
    auc: float | None
    log_loss: float | None
    calibration_error: float | None
    bins: tuple[tuple[float, float, int], ...]
    groups: dict[str, float | None]
    items: tuple[ItemRow, ...]


def replay(parameters: Parameters, answers: Sequence[Graded]) -> Iterator[float]:
    """The chance said of each of one learner's answers before it; guessing is left out."""
    learner = begin(settings=parameters.settings)
    material, settings, weights = parameters.material, parameters.settings, parameters.weights
    for seen in answers:
        yield logistic(logit(weights, features(learner, material, settings, seen)))
        absorb(learner, material, settings, seen)


def report(parameters: Parameters, answers: Answers, groups: Mapping[str, str] | None = None) -> Report:
    """The report on answers that the fit has not learnt from. ``groups`` gives learners' groups, where declared."""
    told = {who: list(zip(theirs, replay(parameters, theirs), strict=True)) for who, theirs in answers.items()}
    pairs = [(chance, seen.right >= 0.5) for theirs in told.values() for seen, chance in theirs]
    return Report(
        version=parameters.version,
        learners=sum(1 for theirs in told.values() if theirs),
        answers=len(pairs),
        auc=area(pairs),
        log_loss=log_loss(pairs),
        calibration_error=calibration_error(pairs),
        bins=calibration(pairs),
        groups=_groups(told, groups or {}),
        items=_items(told),
    )


def _groups(told: Mapping[str, Replayed], groups: Mapping[str, str]) -> dict[str, float | None]:
    found = {}
    for group in sorted(set(groups.values())):
        inside: list[tuple[float, bool]] = []
        outside: list[tuple[float, bool]] = []
        for who, theirs in told.items():
            pairs = [(chance, seen.right >= 0.5) for seen, chance in theirs]
            (inside if groups.get(who) == group else outside).extend(pairs)
        found[group] = between(inside, outside)
    return found


def _items(told: Mapping[str, Replayed]) -> tuple[ItemRow, ...]:
    by_item: dict[str, list[tuple[float, float]]] = {}
    for theirs in told.values():
        for seen, chance in theirs:
            if seen.item:
                by_item.setdefault(seen.item, []).append((chance, float(seen.right)))
    return tuple(_item(item, pairs) for item, pairs in sorted(by_item.items()))


def _item(item: str, pairs: Sequence[tuple[float, float]]) -> ItemRow:
    count = len(pairs)
    right, expected = sum(y for _, y in pairs) / count, sum(p for p, _ in pairs) / count
    error = sqrt(sum(p * (1.0 - p) for p, _ in pairs)) / count
    away = (right - expected) / error
    both = sum((p - expected) * (y - right) for p, y in pairs)
    spread = sqrt(sum((p - expected) ** 2 for p, _ in pairs) * sum((y - right) ** 2 for _, y in pairs))
    return ItemRow(item, count, right, expected, away, both / spread if spread > 1e-12 else 0.0, abs(away) >= FAR)
