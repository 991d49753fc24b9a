"""The keys of unit `systems`, found again from what a learner reads."""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths, numbers, solved, value

from .routes import Expressions, Numbers


def rise(item: Item) -> Fraction:
    rule = maths(item.prompt)[0].partition("=")[2]
    return value(rule, Fraction(1)) - value(rule, Fraction(0))


def multiple_of_x(item: Item) -> Fraction:
    rule, other = maths(item.prompt)[:2]
    left, total = other.replace("y", f"({rule.partition('=')[2].strip()})").split("=")
    return solved(f"{left} = {total}")


def price(item: Item) -> Fraction:
    more, total, few, many = numbers(item.prompt)
    return Fraction(next(one for one in range(1, 100) if few * one + many * (one + more) == total))


def crossing(item: Item) -> Fraction:
    one, other = (rule.partition("=")[2] for rule in maths(item.prompt)[:2])
    return solved(f"{one} = {other}")


def basket(item: Item) -> Fraction:
    few, others, total, fewer, same, less = numbers(item.prompt)
    assert others == same
    return Fraction(total - less, few - fewer)


def greater(item: Item) -> Fraction:
    total, more = numbers(item.prompt)
    return Fraction(next(one for one in range(total) if one - (total - one) == more))


NUMBERS: Numbers = {
    ("common-point", "never-to-meet"): ("which", rise),
    ("elimination", "two-baskets"): ("one", basket),
    ("elimination", "sum-and-difference"): ("greater", greater),
    ("substitution", "a-multiple"): ("x", multiple_of_x),
    ("substitution", "two-prices"): ("small", price),
    ("substitution", "where-lines-cross"): ("x", crossing),
}

EXPRESSIONS: Expressions = {}
