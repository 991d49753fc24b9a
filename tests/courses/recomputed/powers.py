"""The keys of unit `powers`, found again from what a learner reads."""

from __future__ import annotations

import re
from fractions import Fraction
from math import prod

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths, numbers

from .routes import Expressions, Numbers


def written_out(text: str) -> Fraction:
    """A power with a whole or fractional base in brackets, by repeated multiplication."""
    found = re.fullmatch(r"(?:\\left\()?(-?)(?:\\frac\{(\d+)\}\{(\d+)\}|(\d+))(?:\\right\))?\^\{?(\d+)\}?", text)
    assert found, text
    minus, top, bottom, whole, times = found.groups()
    base = Fraction(int(top), int(bottom)) if top else Fraction(int(whole))
    return prod([-base if minus else base] * int(times), start=Fraction(1))


def power_asked(item: Item) -> Fraction:
    return written_out(maths(item.prompt)[0])


def factors_counted(item: Item) -> Fraction:
    base, product = numbers(item.prompt)[:2]
    count = 0
    while product > 1:
        product, rest = divmod(product, base)
        assert rest == 0
        count += 1
    return Fraction(count)


def second_round(item: Item) -> Fraction:
    each = numbers(item.prompt)[0]
    return Fraction(sum([each] * each))


NUMBERS: Numbers = {
    ("powers-of-a-number", "work-out"): ("value", power_asked),
    ("powers-of-a-number", "power-of-a-fraction"): ("value", power_asked),
    ("powers-of-a-number", "find-the-exponent"): ("exponent", factors_counted),
    ("powers-of-a-number", "chain-of-messages"): ("second", second_round),
}

EXPRESSIONS: Expressions = {}
