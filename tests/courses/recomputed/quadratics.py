"""The keys of unit `quadratics`, found again from what a learner reads."""

from __future__ import annotations

import math
from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths, numbers, value

from .routes import Expressions, Numbers


def plot_width(item: Item) -> Fraction:
    """The only whole width up to the area that gives it."""
    longer, area = numbers(item.prompt)
    (width,) = [tried for tried in range(1, area) if tried * (tried + longer) == area]
    return Fraction(width)


def back_at_the_hand(item: Item) -> Fraction:
    """The first whole second after the throw at which the height is 0 again."""
    height = maths(item.prompt)[1]
    return next(at for at in map(Fraction, range(1, 100)) if value(height, at) == 0)


def below_the_root(item: Item) -> Fraction:
    return Fraction(math.isqrt(numbers(item.steps[-1].prompt)[0]))


def side_before(item: Item) -> Fraction:
    wider, area = numbers(item.prompt)
    return Fraction(next(side for side in range(area) if (side + wider) ** 2 == area))


def seconds_of_fall(item: Item) -> Fraction:
    height, above = maths(item.prompt)[-1], numbers(item.steps[0].prompt)[0]
    return next(at for at in map(Fraction, range(100)) if value(height, at) == above)


def under_the_root(item: Item) -> Fraction:
    left = maths(item.prompt)[0].partition("=")[0]
    below, middle, above = (value(left, Fraction(at)) for at in (-1, 0, 1))
    return ((above - below) / 2) ** 2 - 4 * ((above + below) / 2 - middle) * middle


def frame_width(item: Item) -> Fraction:
    high, wide, area = numbers(item.prompt)
    return Fraction(next(frame for frame in range(area) if (high + 2 * frame) * (wide + 2 * frame) == area))


def largest_area(item: Item) -> Fraction:
    half = numbers(item.prompt)[0] // 2
    return Fraction(max(side * (half - side) for side in range(half)))


NUMBERS: Numbers = {
    ("parabolas", "largest-run"): ("area", largest_area),
    ("quadratic-formula", "how-many-by-the-discriminant"): ("discriminant", under_the_root),
    ("quadratic-formula", "frame-round-a-picture"): ("width", frame_width),
    ("solve-by-roots", "exact-roots"): ("below", below_the_root),
    ("solve-by-roots", "wider-on-two-sides"): ("side", side_before),
    ("solve-by-roots", "falling-drop"): ("time", seconds_of_fall),
    ("solve-by-factoring", "sides-of-a-plot"): ("width", plot_width),
    ("solve-by-factoring", "back-on-the-ground"): ("time", back_at_the_hand),
}

EXPRESSIONS: Expressions = {
    ("solve-by-factoring", "back-on-the-ground"): ("product", lambda item: maths(item.prompt)[1]),
}
