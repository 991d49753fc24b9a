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


def around(item: Item) -> Fraction:
    """The other side is the area divided by the known side, both at the value of the letter."""
    area, side = maths(item.prompt)[:2]
    at = Fraction(numbers(item.steps[1].prompt)[0])
    return 2 * (value(side, at) + value(area, at) / value(side, at))


def band(item: Item) -> Fraction:
    outer, inner = numbers(item.prompt)
    return Fraction(outer * outer - inner * inner)


def cut_sheet(item: Item) -> str:
    corner = numbers(item.prompt)[0]
    return f"x^2 - {corner * corner}"


def outer_product(item: Item) -> Fraction:
    """First and last coefficient from three values: f(1) + f(-1) - 2 f(0) is twice the first."""
    at = [value(first_maths(item), Fraction(point)) for point in (-1, 0, 1)]
    return (at[2] + at[0] - 2 * at[1]) / 2 * at[1]


def other_side(item: Item) -> Fraction:
    area, side = maths(item.prompt)[-2:]
    at = Fraction(numbers(item.steps[1].prompt)[0])
    return value(area, at) / value(side, at)


def middle_as_written(item: Item) -> Fraction:
    written = first_maths(item).split("=")[1]
    return (value(written, Fraction(1)) - value(written, Fraction(-1))) / 2


NUMBERS: Numbers = {
    ("factor-with-a-leading-number", "product-and-pair"): ("product", outer_product),
    ("factor-with-a-leading-number", "a-mosaic"): ("length", other_side),
    ("factor-with-a-leading-number", "middle-does-not-fit"): ("middle", middle_as_written),
    ("difference-of-squares", "a-square-frame"): ("area", band),
    ("factor-out-a-term", "price-of-a-picture"): ("price", picture_price),
    ("factor-a-trinomial", "the-other-side"): ("fence", around),
}

EXPRESSIONS: Expressions = {
    ("factor-out-a-term", "a-one-stays"): ("product", first_maths),
    ("factor-out-a-term", "two-letters"): ("product", first_maths),
    ("factor-out-a-term", "the-missing-widths"): ("width", total_width),
    ("factor-out-a-term", "not-finished"): ("product", first_maths),
    ("factor-a-trinomial", "two-positive-numbers"): ("product", first_maths),
    ("factor-a-trinomial", "common-factor-first"): ("product", first_maths),
    ("factor-a-trinomial", "pairs-in-a-table"): ("product", first_maths),
    ("factor-a-trinomial", "half-of-it-fits"): ("product", lambda item: first_maths(item).split("=")[0]),
    ("difference-of-squares", "x-squared-minus-a-number"): ("product", first_maths),
    ("difference-of-squares", "common-factor-first"): ("product", first_maths),
    ("difference-of-squares", "the-cut-corner"): ("rectangle", cut_sheet),
    ("difference-of-squares", "minus-in-both"): ("right", lambda item: first_maths(item).split("=")[0]),
    ("factor-with-a-leading-number", "factor-in-pairs"): ("whole", first_maths),
    ("factor-with-a-leading-number", "middle-does-not-fit"): ("product", lambda item: first_maths(item).split("=")[0]),
}
