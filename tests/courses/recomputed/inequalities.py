"""The keys of unit `inequalities`, found again from what a learner reads."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths

from .routes import Expressions, Numbers


def greatest_below(item: Item) -> Fraction:
    sense, border = re.fullmatch(r"n (<|\\le) (.+)", maths(item.prompt)[1]).groups()  # type: ignore[union-attr]
    tried = math.ceil(Fraction(border)) + 3
    while not (tried < Fraction(border) or (sense != "<" and tried == Fraction(border))):
        tried -= 1
    return Fraction(tried)


def most_affordable(item: Item) -> Fraction:
    once, each, limit = (Fraction(n) for n in re.findall(r"\d+", item.prompt))
    return Fraction(max(n for n in range(100) if once + n * each <= limit))


def possible_groups(item: Item) -> Fraction:
    once, each, least, most = (Fraction(n) for n in re.findall(r"\d+", item.prompt))
    return Fraction(sum(least <= once + each * people <= most for people in range(200)))


NUMBERS: Numbers = {
    ("inequalities-on-a-line", "greatest-whole-number"): ("greatest", greatest_below),
    ("solve-inequalities", "within-the-budget"): ("most", most_affordable),
    ("two-conditions", "how-many-are-possible"): ("count", possible_groups),
}

EXPRESSIONS: Expressions = {}
