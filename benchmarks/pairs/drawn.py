"""The whole set of pairs of a seed."""

from __future__ import annotations

from random import Random

from benchmarks.pairs.expressions import expressions, in_forms
from benchmarks.pairs.lines import workings
from benchmarks.pairs.numbers import numbers, quantities
from benchmarks.pairs.pair import Pair
from benchmarks.pairs.picked import picked, placed, worded
from benchmarks.pairs.sets import sets

MATHEMATICAL = ("expression", "numeric", "solution-set")
"""Kinds whose pairs other checkers of mathematics can be given too."""
SIZES = (
    (expressions, 30), (in_forms, 60), (numbers, 250), (quantities, 90), (sets, 60),
    (workings, 70), (picked, 20), (worded, 25), (placed, 25),
)  # fmt: skip


def pairs(seed: int, share: float = 1.0) -> list[Pair]:
    """Every kind's pairs; ``share`` of the usual number. About 3,000 for the whole."""
    found: list[Pair] = []
    for make, size in SIZES:
        found += make(Random(f"{seed}/{make.__name__}"), max(1, round(size * share)))
    return found
