"""The keys of unit `quadratics`, found again from what a learner reads."""

from __future__ import annotations

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


NUMBERS: Numbers = {
    ("solve-by-factoring", "sides-of-a-plot"): ("width", plot_width),
    ("solve-by-factoring", "back-on-the-ground"): ("time", back_at_the_hand),
}

EXPRESSIONS: Expressions = {
    ("solve-by-factoring", "back-on-the-ground"): ("product", lambda item: maths(item.prompt)[1]),
}
