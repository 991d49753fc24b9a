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


def seats(item: Item) -> Fraction:
    rows, each = numbers(item.prompt)
    return Fraction(sum([each] * rows))


def completed(item: Item) -> Fraction:
    """The last number with which the polynomial touches 0 without going below, as a square does."""
    first = first_maths(item).split("+ \\square")[0]
    return -min(value(first, Fraction(at)) for at in range(-20, 21))


NUMBERS: Numbers = {
    ("multiply-polynomials", "a-number-is-missing"): ("number", missing_number),
    ("squares-of-brackets", "rows-of-seats"): ("seats", seats),
    ("squares-of-brackets", "make-it-a-square"): ("number", completed),
}

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
    ("squares-of-brackets", "square-of-a-sum"): ("square", first_maths),
    ("squares-of-brackets", "number-before-the-letter"): ("square", first_maths),
    ("squares-of-brackets", "plus-times-minus"): ("product", first_maths),
    ("squares-of-brackets", "strips-forgotten"): ("result", lambda item: first_maths(item).split("=")[0]),
}
