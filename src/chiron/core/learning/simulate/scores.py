"""How good predictions are, and the reference that peers ship."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence


def log_loss(predictions: Iterable[tuple[float, bool]]) -> float:
    """Mean negative log likelihood in nats. Raises ZeroDivisionError on none."""
    losses = [-math.log(max(p if right else 1 - p, 1e-12)) for p, right in predictions]
    return sum(losses) / len(losses)


def auc(predictions: Sequence[tuple[float, bool]]) -> float:
    """Area under the ROC curve by ranks (Mann-Whitney), ties counted half; .5 when one class is missing."""
    ordered = sorted(predictions, key=lambda pair: pair[0])
    rights = sum(right for _, right in ordered)
    wrongs = len(ordered) - rights
    if not rights or not wrongs:
        return 0.5
    ranks, start = 0.0, 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end][0] == ordered[start][0]:
            end += 1
        ranks += sum(right for _, right in ordered[start:end]) * (start + end + 1) / 2
        start = end
    return (ranks - rights * (rights + 1) / 2) / (rights * wrongs)


def moving_average(answers: Iterable[tuple[str, bool]], window: int = 5) -> list[tuple[float, bool]]:
    """The reference that peers ship: the share right of the last five answers in the skill, held off 0 and 1."""
    kept: dict[str, list[bool]] = {}
    predictions = []
    for skill, right in answers:
        last = kept.setdefault(skill, [])
        predictions.append(((sum(last[-window:]) + 0.5) / (len(last[-window:]) + 1), right))
        last.append(right)
    return predictions
