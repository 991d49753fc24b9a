"""The keys of unit `functions`, found again from what a learner reads."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths, numbers, solved, value

from .routes import Expressions, Numbers


def input_of_machine(item: Item) -> Fraction:
    times, added = numbers(item.prompt)
    out = numbers(item.step("input").prompt)[0]
    return Fraction(next(n for n in range(100) if times * n + added == out))


def parked(item: Item) -> Fraction:
    short, _, middle, _, _, long, _ = numbers(item.prompt)
    hours = Fraction(re.findall(r"\d+\.\d+", item.step("price").prompt)[0])
    return Fraction(short if hours <= 1 else middle if hours <= 3 else long)


def value_at(item: Item, step: str) -> Fraction:
    """The value that a step asks for, such as ``f(-4)``, by the rule that the item gives last."""
    rule = next(text for text in reversed(maths(item.prompt + item.step(step).prompt)) if "x)" in text or "n)" in text)
    at = re.findall(r"[a-zC]\((-?[\d +]+|\d \\times \d)\)", item.step(step).prompt)[-1]
    return value(rule.split("=")[1], value(at))


def input_wanted(item: Item) -> Fraction:
    rule = maths(item.prompt)[0].split("=")[1]
    return solved(rule + "=" + maths(item.step("input").prompt)[0].split("=")[1])


def bends(item: Item) -> list[tuple[int, int]]:
    """The ends of the straight pieces that the picture is said to show."""
    assert item.picture is not None
    return [(int(x), int(y)) for x, y in re.findall(r"\((\d+), (\d+)\)", item.picture.alt)]


def steepest(item: Item) -> Fraction:
    found = bends(item)
    return max(Fraction(v - y, u - x) for (x, y), (u, v) in pairwise(found))


def first_steepness(item: Item) -> Fraction:
    (x, y), (u, v), _ = bends(item)
    return Fraction(v - y, u - x)


def caught_up(item: Item) -> Fraction:
    (x, y), (u, v), (p, q), (r, s), _ = bends(item)
    return Fraction(q - y) / (Fraction(v - y, u - x) - Fraction(s - q, r - p))


NUMBERS: Numbers = {
    ("what-a-function-is", "machine-forwards-and-back"): ("input", input_of_machine),
    ("what-a-function-is", "parking-by-the-hour"): ("price", parked),
    ("function-notation", "square-of-the-input"): ("value", lambda item: value_at(item, "value")),
    ("function-notation", "words-and-symbols"): ("cost", lambda item: value_at(item, "cost")),
    ("function-notation", "inside-or-outside"): ("value", lambda item: value_at(item, "value")),
    ("function-notation", "which-input"): ("input", input_wanted),
    ("read-a-graph", "highest-point"): ("value", lambda item: Fraction(max(y for _, y in bends(item)))),
    ("read-a-graph", "fastest-part"): ("rate", steepest),
    ("read-a-graph", "which-vase"): ("rate", first_steepness),
    ("read-a-graph", "who-is-faster"): ("overtakes", caught_up),
}

EXPRESSIONS: Expressions = {}
