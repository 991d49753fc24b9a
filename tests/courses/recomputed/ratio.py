"""The keys of unit `ratio`, found again from what a learner reads."""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import numbers

from .routes import Expressions, Numbers


def missing_part(item: Item) -> Fraction:
    first, second, grown = numbers(item.prompt)
    return Fraction(second, first) * grown


def second_share(item: Item) -> Fraction:
    first, second, total = numbers(item.prompt)
    return Fraction(total) - Fraction(total * first, first + second)


def second_fraction(item: Item) -> Fraction:
    first, second = numbers(item.prompt)
    return 1 - Fraction(first, first + second)


def in_all(item: Item) -> Fraction:
    first, second, more = numbers(item.prompt)
    return Fraction(next(n for n in range(1, 10_000) if n * second - n * first == more * (first + second)))


NUMBERS: Numbers = {
    ("ratios", "missing-part"): ("missing", missing_part),
    ("ratios", "share-the-pay"): ("share", second_share),
    ("ratios", "fraction-of-all"): ("fraction", second_fraction),
    ("ratios", "known-difference"): ("all", in_all),
}

EXPRESSIONS: Expressions = {}
