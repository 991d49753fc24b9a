"""The keys of unit `factoring`, found again from what a learner reads."""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths, numbers, value

from .routes import Expressions, Numbers, first_maths


def total_width(item: Item) -> str:
    """Each area of the picture's words divided by the height."""
    assert item.picture is not None
    height, square, plain = numbers(item.picture.alt)
    return f"{square // height}x + {plain // height}"


def picture_price(item: Item) -> Fraction:
    glass, wood = maths(item.prompt)[1:3]
    side = Fraction(numbers(item.steps[1].prompt)[0])
    return value(glass, side) + value(wood, side)


NUMBERS: Numbers = {("factor-out-a-term", "price-of-a-picture"): ("price", picture_price)}

EXPRESSIONS: Expressions = {
    ("factor-out-a-term", "a-one-stays"): ("product", first_maths),
    ("factor-out-a-term", "two-letters"): ("product", first_maths),
    ("factor-out-a-term", "the-missing-widths"): ("width", total_width),
    ("factor-out-a-term", "not-finished"): ("product", first_maths),
}
