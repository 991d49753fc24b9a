"""The keys of unit `lines`, found again from what a learner reads."""

from __future__ import annotations

import re
from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths, numbers, solved, value

from .routes import Expressions, Numbers, first_maths


def points(text: str) -> list[tuple[Fraction, Fraction]]:
    """The points that a text names, as pairs of numbers."""
    return [(Fraction(x), Fraction(y)) for x, y in re.findall(r"\((-?\d+), (-?\d+)\)", text)]


def between_corners(item: Item) -> Fraction:
    (left, _), (right, _), _ = points(item.prompt)
    return right - left


def where_at_height(item: Item) -> Fraction:
    height = maths(item.step("along").prompt)[0].split(",")[1].strip(" )")
    return solved(first_maths(item).replace("y", height))


def left_over(item: Item) -> Fraction:
    rule = first_maths(item).removesuffix("+ k").removeprefix("y =")
    ((x, y),) = points(item.prompt)
    return y - value(rule, x)


def steepness(item: Item) -> Fraction:
    (x, y), (u, v) = points(item.prompt)
    return (y - v) / (x - u)


def own_slope(item: Item) -> Fraction:
    left, right = (solved(first_maths(item).replace("y", f"({y})")) for y in (0, 1))
    return 1 / (right - left)


def in_line(item: Item) -> Fraction:
    (x, y), (u, v) = points(item.prompt)
    far = Fraction(re.findall(r"\((-?\d+), c\)", item.prompt)[0])
    return y + (v - y) * (far - x) / (u - x)


def for_each(item: Item) -> Fraction:
    few, cheap, many, dear = numbers(item.prompt)
    return Fraction(dear - cheap, many - few)


def quarter_turn(item: Item) -> Fraction:
    rule = first_maths(item).removeprefix("y =")
    return 1 / (value(rule, Fraction(0)) - value(rule, Fraction(1)))


def side_of_triangle(item: Item) -> Fraction:
    (x, y), (u, v), _ = points(item.prompt)
    return (v - y) / (u - x)


NUMBERS: Numbers = {
    ("coordinates", "fourth-corner"): ("wide", between_corners),
    ("points-of-a-line", "missing-coordinates"): ("along", where_at_height),
    ("points-of-a-line", "through-a-point"): ("number", left_over),
    ("slope", "slope-of-two-points"): ("slope", steepness),
    ("slope", "mixed-differences"): ("slope", steepness),
    ("slope-and-intercept", "bring-to-the-form"): ("slope", own_slope),
    ("line-through-points", "from-two-points"): ("slope", steepness),
    ("line-through-points", "third-point"): ("height", in_line),
    ("line-through-points", "two-receipts"): ("each", for_each),
    ("parallel-and-perpendicular", "perpendicular-slope"): ("slope", quarter_turn),
    ("parallel-and-perpendicular", "corner-of-a-triangle"): ("first", side_of_triangle),
}

EXPRESSIONS: Expressions = {}
