"""The keys of unit `lines`, found again from what a learner reads."""

from __future__ import annotations

import re
from fractions import Fraction

from chiron.core.learning.generate import Item

from .routes import Expressions, Numbers


def points(text: str) -> list[tuple[Fraction, Fraction]]:
    """The points that a text names, as pairs of numbers."""
    return [(Fraction(x), Fraction(y)) for x, y in re.findall(r"\((-?\d+), (-?\d+)\)", text)]


def between_corners(item: Item) -> Fraction:
    (left, _), (right, _), _ = points(item.prompt)
    return right - left


NUMBERS: Numbers = {
    ("coordinates", "fourth-corner"): ("wide", between_corners),
}

EXPRESSIONS: Expressions = {}
