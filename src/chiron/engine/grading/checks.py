"""Reads a typed answer and runs its check. The verdict is data.

The checks that ship are quick and pure, so they run here and now; what is slow or hostile will run in bounded worker
processes behind this same function.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import interaction
from chiron.core.words import Json, Verdict


def check(step: ItemStep, form: Mapping[str, Sequence[str]]) -> tuple[Json, Verdict]:
    """The response that the form holds and what the checker says of it.

    Raises ``core.learning.interactions.Unread`` with the place when the answer cannot be read.
    """
    kind = interaction(step.kind)
    response = kind.read(step.task, form)
    return response, kind.grade(step.task, step.key, response)


def guess(step: ItemStep) -> float:
    """The chance in [0, 1) that a guess is right."""
    return interaction(step.kind).guess(step.task)
