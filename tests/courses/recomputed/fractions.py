"""The keys of unit `fractions`, found again from what a learner reads."""

from __future__ import annotations

import re
from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import numbers, value

from .routes import Expressions, Numbers, first_maths


def simplest(item: Item) -> Fraction:
    return value(first_maths(item))


def boxed_numerator(item: Item) -> Fraction:
    top, bottom, wanted = numbers(item.prompt)
    return Fraction(next(n for n in range(1, wanted * 2) if n * bottom == top * wanted))


def shaded(item: Item) -> Fraction:
    parts, coloured = numbers(item.given)
    return Fraction(coloured, parts)


def on_the_line(item: Item) -> Fraction:
    parts, mark = re.search(r"cut into (\d+) .* mark number (\d+)", item.given).groups()  # type: ignore[union-attr]
    return sum((Fraction(1, int(parts)) for _ in range(int(mark))), Fraction())


def first_group(item: Item) -> Fraction:
    one, other = numbers(item.prompt)
    return Fraction(one, one + other)


def cups_of_the_first(item: Item) -> Fraction:
    one, other, total = numbers(item.prompt)
    return Fraction(next(n for n in range(1, total) if n * other == (total - n) * one))


def mixed_numbers(text: str) -> list[Fraction]:
    """The mixed numbers of a text, such as ``3\\frac{1}{4}``."""
    found = re.findall(r"(\d+)\\frac\{(\d+)\}\{(\d+)\}", text)
    return [int(whole) + Fraction(int(top), int(bottom)) for whole, top, bottom in found]


def fractions_of(text: str) -> list[Fraction]:
    """The plain fractions of a text."""
    return [Fraction(int(top), int(bottom)) for top, bottom in re.findall(r"\\frac\{(\d+)\}\{(\d+)\}", text)]


def rest_of_it(item: Item) -> Fraction:
    there, taken = mixed_numbers(item.prompt)
    return there - taken


def both_days(item: Item) -> Fraction:
    one, other = fractions_of(item.prompt)
    return one + other


def added_part(item: Item) -> Fraction:
    first, whole = fractions_of(item.prompt)
    return whole - first


def left_of_the_line(item: Item) -> Fraction:
    return value(first_maths(item).split("=")[0])


def small_parts(item: Item) -> Fraction:
    """Counts those with dots among all small parts of the grid that the picture's words tell of."""
    columns, rows, coloured, dotted = numbers(item.given)[:4]
    grid = [column < coloured and row < dotted for column in range(columns) for row in range(rows)]
    return Fraction(sum(grid), len(grid))


def square_metres(item: Item) -> Fraction:
    first, second = fractions_of(item.prompt)
    return numbers(item.prompt)[0] * first * second


def board(item: Item) -> Fraction:
    length, width = mixed_numbers(item.prompt)
    return length * width


def quotient(item: Item) -> Fraction:
    """The number that gives the first fraction when the second multiplies it."""
    first, second = fractions_of(item.prompt)[:2]
    return Fraction(first.numerator * second.denominator, first.denominator * second.numerator)


def whole_quotient(item: Item) -> Fraction:
    whole, top, bottom = numbers(item.prompt)
    return Fraction(next(n for n in range(1, whole * bottom + 1) if n * top == whole * bottom))


def portions(item: Item) -> Fraction:
    """Takes one portion after another until nothing more can be taken."""
    left, portion, taken = mixed_numbers(item.prompt)[0], fractions_of(item.prompt)[-1], 0
    while left >= portion:
        left, taken = left - portion, taken + 1
    return Fraction(taken)


def boxed_factor(item: Item) -> Fraction:
    known, product = fractions_of(item.prompt)
    return Fraction(product.numerator * known.denominator, product.denominator * known.numerator)


def digits_over_hundred(item: Item) -> Fraction:
    whole, digits = numbers(first_maths(item))
    assert whole == 0
    return Fraction(digits, 10 ** len(first_maths(item).partition(".")[2]))


def minutes_on_top(item: Item) -> Fraction:
    tenths_or_hundredths = first_maths(item).partition(".")[2]
    return Fraction(int(tenths_or_hundredths) * 60, 10 ** len(tenths_or_hundredths))


NUMBERS: Numbers = {
    ("equivalent-fractions", "read-a-bar"): ("fraction", shaded),
    ("equivalent-fractions", "lowest-terms"): ("simple", simplest),
    ("equivalent-fractions", "missing-numerator"): ("numerator", boxed_numerator),
    ("equivalent-fractions", "read-a-line"): ("place", on_the_line),
    ("equivalent-fractions", "part-of-a-group"): ("part", first_group),
    ("equivalent-fractions", "same-shade"): ("cups", cups_of_the_first),
    ("add-fractions", "same-pieces"): ("value", simplest),
    ("add-fractions", "one-fits-the-other"): ("value", simplest),
    ("add-fractions", "from-a-whole"): ("value", simplest),
    ("add-fractions", "what-is-left-of-it"): ("left", rest_of_it),
    ("add-fractions", "two-parts-of-a-book"): ("done", both_days),
    ("add-fractions", "less-than-a-part"): ("value", left_of_the_line),
    ("add-fractions", "what-was-added"): ("box", added_part),
    ("multiply-fractions", "two-fractions"): ("value", simplest),
    ("multiply-fractions", "whole-times-fraction"): ("value", simplest),
    ("multiply-fractions", "dotted-part"): ("part", small_parts),
    ("multiply-fractions", "part-of-a-garden"): ("area", square_metres),
    ("multiply-fractions", "area-of-a-board"): ("area", board),
    ("multiply-fractions", "kept-the-denominator"): ("value", left_of_the_line),
    ("multiply-fractions", "chain"): ("value", simplest),
    ("divide-fractions", "unit-fraction"): ("value", whole_quotient),
    ("divide-fractions", "whole-by-fraction"): ("value", whole_quotient),
    ("divide-fractions", "two-fractions"): ("value", quotient),
    ("divide-fractions", "how-many-portions"): ("count", portions),
    ("divide-fractions", "full-pieces-and-rest"): ("full", portions),
    ("divide-fractions", "turned-the-first"): ("value", quotient),
    ("divide-fractions", "missing-factor"): ("box", boxed_factor),
    ("decimals-and-fractions", "decimal-to-fraction"): ("fraction", digits_over_hundred),
    ("decimals-and-fractions", "fraction-to-decimal"): ("decimal", simplest),
    ("decimals-and-fractions", "line-as-point"): ("decimal", left_of_the_line),
    ("decimals-and-fractions", "parts-of-an-hour"): ("minutes", minutes_on_top),
}

EXPRESSIONS: Expressions = {}
