"""The keys of unit `systems`, found again from what a learner reads."""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths, value

from .routes import Expressions, Numbers


def rise(item: Item) -> Fraction:
    rule = maths(item.prompt)[0].partition("=")[2]
    return value(rule, Fraction(1)) - value(rule, Fraction(0))


NUMBERS: Numbers = {
    ("common-point", "never-to-meet"): ("which", rise),
}

EXPRESSIONS: Expressions = {}
