"""The keys of unit `equations`, found again from what a learner reads."""

from __future__ import annotations

import re
from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths, numbers, solved

from .routes import Expressions, Numbers, prompt_solved


def boxed(item: Item) -> Fraction:
    return solved(maths(item.prompt)[0].replace(r"\square", "x"))


def rope_piece(item: Item) -> Fraction:
    total, pieces, over = numbers(item.prompt)
    return Fraction(total - over, pieces)


def money_at_first(item: Item) -> Fraction:
    spent, left = numbers(item.prompt)
    return Fraction(left + spent)


def hours_of_boat(item: Item) -> Fraction:
    once, each, total = numbers(item.prompt)
    return Fraction(next(hours for hours in range(1, 100) if once + hours * each == total))


def box_in_parcel(item: Item) -> Fraction:
    parcels, rice, total = numbers(item.prompt)
    return Fraction(next(box for box in range(1, 100) if parcels * (box + rice) == total))


def visits(item: Item) -> Fraction:
    each, join, then = numbers(item.prompt)
    return Fraction(next(count for count in range(1, 100) if each * count == join + then * count))


def shared(item: Item) -> Fraction:
    k, f, total = (Fraction(n) for n in re.findall(r"\d+", item.prompt))
    return Fraction(next(n for n in range(1000) if n + f * n + k == total))


def whole_way(item: Item) -> Fraction:
    parts = [Fraction(part) for part in re.findall(r"\d+/\d+", item.prompt)]
    return Fraction(numbers(item.prompt)[-1]) / (1 - sum(parts))


def there_and_back(item: Item) -> Fraction:
    up, back, hours = numbers(item.prompt)
    return hours / (Fraction(1, up) + Fraction(1, back))


def short_sticks(item: Item) -> Fraction:
    long, short, *_ = numbers(item.prompt)
    wood, each = numbers(item.step("short").prompt)
    return Fraction(wood - long * each, short)


NUMBERS: Numbers = {
    ("what-a-solution-is", "fill-the-box"): ("box", boxed),
    ("what-a-solution-is", "rope-and-pieces"): ("length", rope_piece),
    ("what-a-solution-is", "wrong-number-named"): ("solution", prompt_solved),
    ("one-step-equations", "undo-adding"): ("solution", prompt_solved),
    ("one-step-equations", "undo-multiplying"): ("solution", prompt_solved),
    ("one-step-equations", "at-the-shop"): ("solution", money_at_first),
    ("two-step-equations", "two-steps"): ("solution", prompt_solved),
    ("two-step-equations", "which-line-next"): ("solution", prompt_solved),
    ("two-step-equations", "hire-a-boat"): ("solution", hours_of_boat),
    ("equations-with-brackets", "multiply-out-first"): ("solution", prompt_solved),
    ("equations-with-brackets", "divide-first"): ("solution", prompt_solved),
    ("equations-with-brackets", "parcels"): ("solution", box_in_parcel),
    ("equations-with-brackets", "bracket-opened-badly"): ("solution", prompt_solved),
    ("x-on-both-sides", "two-moves"): ("solution", prompt_solved),
    ("x-on-both-sides", "keeps-the-balance"): ("solution", prompt_solved),
    ("x-on-both-sides", "two-swimming-pools"): ("solution", visits),
    ("x-on-both-sides", "with-a-bracket"): ("solution", prompt_solved),
    ("equations-from-words", "shared-unequally"): ("first", shared),
    ("equations-with-fractions", "fraction-of-x"): ("solution", prompt_solved),
    ("equations-with-fractions", "three-days"): ("way", whole_way),
    ("equations-with-fractions", "there-and-back"): ("distance", there_and_back),
    ("rearrange-a-formula", "sticks-of-a-frame"): ("short", short_sticks),
}

EXPRESSIONS: Expressions = {}
