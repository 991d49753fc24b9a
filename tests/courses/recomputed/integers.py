"""The keys of unit `integers`, found again from what a learner reads."""

from __future__ import annotations

import re
from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths

from .routes import Expressions, Numbers


def steps_to_zero(item: Item) -> Fraction:
    """Counts the steps from the number between the upright lines to zero."""
    at, steps = int(maths(item.prompt)[0].strip("|")), 0
    while at:
        at, steps = at - (1 if at > 0 else -1), steps + 1
    return Fraction(steps)


def degrees_between(item: Item) -> Fraction:
    warm, cold = (int(text) for text in maths(item.step("apart").prompt))
    return Fraction(len(range(cold, warm)))


def metres_between(item: Item) -> Fraction:
    high, low = (int(text) for text in maths(item.prompt))
    return Fraction(len(range(low, high)))


def inside_the_ends(item: Item) -> Fraction:
    low, high = re.fullmatch(r"(-\d+) < n < (\d+)", maths(item.prompt)[1]).groups()  # type: ignore[union-attr]
    return Fraction(sum(int(low) < n < int(high) for n in range(-50, 50)))


NUMBERS: Numbers = {
    ("compare-integers", "distance-from-zero"): ("value", steps_to_zero),
    ("compare-integers", "coldest-first"): ("apart", degrees_between),
    ("compare-integers", "above-and-below"): ("apart", metres_between),
    ("compare-integers", "whole-numbers-between"): ("count", inside_the_ends),
}

EXPRESSIONS: Expressions = {}
