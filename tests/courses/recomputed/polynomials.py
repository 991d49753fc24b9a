"""The keys of unit `polynomials`, found again from what a learner reads."""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths, numbers, value

from .routes import Expressions, Numbers, first_maths


def part_added(item: Item) -> str:
    part, whole = maths(item.prompt)
    return f"({whole}) - ({part})"


def floor_left(item: Item) -> str:
    floor, _, part = maths(item.prompt)
    return f"({floor}) - ({part})"


def larger_side(item: Item) -> str:
    longer, wider = numbers(item.prompt)
    return f"(x + {longer})(x + {wider})"


def grown(item: Item) -> str:
    return f"{larger_side(item)} - x^2"


def whole_rectangle(item: Item) -> str:
    along, down = maths(item.prompt)
    return f"({along})({down})"


def missing_number(item: Item) -> Fraction:
    product = first_maths(item).split("=")[1]
    return value(product, Fraction(0)) / numbers(item.prompt)[0]


NUMBERS: Numbers = {("multiply-polynomials", "a-number-is-missing"): ("number", missing_number)}

EXPRESSIONS: Expressions = {
    ("add-polynomials", "add-two"): ("sum", first_maths),
    ("add-polynomials", "which-was-added"): ("added", part_added),
    ("add-polynomials", "floor-that-is-left"): ("left", floor_left),
    ("add-polynomials", "signs-that-stayed"): ("result", first_maths),
    ("multiply-polynomials", "term-times-bracket"): ("product", first_maths),
    ("multiply-polynomials", "numbers-in-front"): ("collected", first_maths),
    ("multiply-polynomials", "parts-of-a-rectangle"): ("whole", whole_rectangle),
    ("multiply-polynomials", "larger-square"): ("more", grown),
    ("multiply-polynomials", "two-products-only"): ("result", lambda item: first_maths(item).split("=")[0]),
}
