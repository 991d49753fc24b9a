"""The keys of unit `ratio`, found again from what a learner reads."""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import numbers

from .routes import Expressions, Numbers


def missing_part(item: Item) -> Fraction:
    first, second, grown = numbers(item.prompt)
    return Fraction(second, first) * grown


def second_share(item: Item) -> Fraction:
    first, second, total = numbers(item.prompt)
    return Fraction(total) - Fraction(total * first, first + second)


def second_fraction(item: Item) -> Fraction:
    first, second = numbers(item.prompt)
    return 1 - Fraction(first, first + second)


def in_all(item: Item) -> Fraction:
    first, second, more = numbers(item.prompt)
    return Fraction(next(n for n in range(1, 10_000) if n * second - n * first == more * (first + second)))


def with_one(item: Item) -> Fraction:
    total, many = numbers(item.prompt)
    return Fraction(total, many)


def price_in_large_bag(item: Item) -> Fraction:
    _, _, kilograms, price = numbers(item.prompt)
    return Fraction(price, kilograms)


def price_of_one(item: Item) -> Fraction:
    kilograms, price = numbers(item.prompt)[:2]
    return Fraction(price, kilograms)


def time_for_another(item: Item) -> Fraction:
    total, time = numbers(item.prompt)
    return Fraction(time, total) * numbers(item.steps[1].prompt)[0]


def part_asked(item: Item) -> Fraction:
    percent, whole = numbers(item.prompt)
    return Fraction(whole) / 100 * percent


def hectares(item: Item) -> Fraction:
    whole, percent = numbers(item.prompt)
    return Fraction(whole) - Fraction(whole) / 100 * (100 - percent)


def whole_from_part(item: Item) -> Fraction:
    part, percent = numbers(item.prompt)
    return Fraction(part, percent) * 100


def after_change(item: Item) -> Fraction:
    amount, percent = numbers(item.prompt)
    return Fraction(amount * (100 + (percent if "rises" in item.prompt else -percent)), 100)


def price_before(item: Item) -> Fraction:
    percent, after = numbers(item.prompt)[:2]
    return next(Fraction(was) for was in range(1, 10_000) if was * (100 - percent) == 100 * after)


def members_before(item: Item) -> Fraction:
    now, percent = numbers(item.prompt)
    return next(Fraction(was) for was in range(1, 10_000) if was * (100 + percent) == 100 * now)


NUMBERS: Numbers = {
    ("ratios", "missing-part"): ("missing", missing_part),
    ("ratios", "share-the-pay"): ("share", second_share),
    ("ratios", "fraction-of-all"): ("fraction", second_fraction),
    ("ratios", "known-difference"): ("all", in_all),
    ("rates", "per-one"): ("rate", with_one),
    ("rates", "best-buy"): ("large", price_in_large_bag),
    ("rates", "other-rate"): ("price", price_of_one),
    ("rates", "another-amount"): ("time", time_for_another),
    ("percentages", "part-of-whole"): ("part", part_asked),
    ("percentages", "protected-land"): ("part", hectares),
    ("percentages", "find-the-whole"): ("whole", whole_from_part),
    ("percent-change", "new-amount"): ("new", after_change),
    ("percent-change", "taken-off-again"): ("before", price_before),
    ("percent-change", "members-before"): ("before", members_before),
}

EXPRESSIONS: Expressions = {}
