"""The keys of unit `functions`, found again from what a learner reads."""

from __future__ import annotations

import re
from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import numbers

from .routes import Expressions, Numbers


def input_of_machine(item: Item) -> Fraction:
    times, added = numbers(item.prompt)
    out = numbers(item.step("input").prompt)[0]
    return Fraction(next(n for n in range(100) if times * n + added == out))


def parked(item: Item) -> Fraction:
    short, _, middle, _, _, long, _ = numbers(item.prompt)
    hours = Fraction(re.findall(r"\d+\.\d+", item.step("price").prompt)[0])
    return Fraction(short if hours <= 1 else middle if hours <= 3 else long)


NUMBERS: Numbers = {
    ("what-a-function-is", "machine-forwards-and-back"): ("input", input_of_machine),
    ("what-a-function-is", "parking-by-the-hour"): ("price", parked),
}

EXPRESSIONS: Expressions = {}
