"""The keys of unit `integers`, found again from what a learner reads."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths, numbers

from .routes import Expressions, Numbers


def steps_to_zero(item: Item) -> Fraction:
    """Counts the steps from the number between the upright lines to zero."""
    at, steps = int(maths(item.prompt)[0].strip("|")), 0
    while at:
        at, steps = at - (1 if at > 0 else -1), steps + 1
    return Fraction(steps)


def degrees_between(item: Item) -> Fraction:
    warm, cold = (int(text) for text in maths(item.step("apart").prompt))
    return Fraction(len(range(cold, warm)))


def metres_between(item: Item) -> Fraction:
    high, low = (int(text) for text in maths(item.prompt))
    return Fraction(len(range(low, high)))


def inside_the_ends(item: Item) -> Fraction:
    low, high = re.fullmatch(r"(-\d+) < n < (\d+)", maths(item.prompt)[1]).groups()  # type: ignore[union-attr]
    return Fraction(sum(int(low) < n < int(high) for n in range(-50, 50)))


def greatest_common(item: Item) -> Fraction:
    a, b = numbers(item.prompt)
    return Fraction(max(n for n in range(1, a + 1) if a % n == 0 and b % n == 0))


def first_meeting(item: Item) -> Fraction:
    a, b = numbers(item.prompt)
    return Fraction(next(n for n in range(1, a * b + 1) if n % a == 0 and n % b == 0))


def next_by_three(item: Item) -> Fraction:
    at = numbers(item.prompt)[0]
    return Fraction(next(n for n in range(at, at + 4) if sum(map(int, str(n))) % 3 == 0))


def first_past(item: Item) -> Fraction:
    past, a, b = numbers(item.prompt)
    return Fraction(next(n for n in range(past + 1, past + a * b + 1) if n % a == 0 and n % b == 0))


def primes_of(number: int) -> list[int]:
    """Its prime factors, the smallest first, by trying every divisor."""
    smallest = next((n for n in range(2, number + 1) if number % n == 0), None)
    return [] if smallest is None else [smallest, *primes_of(number // smallest)]


def greatest_prime(item: Item) -> Fraction:
    return Fraction(primes_of(numbers(item.prompt)[0])[-1])


def fewest_teams(item: Item) -> Fraction:
    return Fraction(primes_of(numbers(item.step("fewest").prompt)[0])[0])


def longest_piece(item: Item) -> Fraction:
    one, two = (numbers(text)[0] for text in maths(item.prompt))
    return Fraction(max(n for n in range(1, one + 1) if one % n == 0 and two % n == 0))


def up_to_a_square(item: Item) -> Fraction:
    number = numbers(maths(item.prompt)[2])[0]
    return Fraction(next(n for n in range(1, number + 1) if math.isqrt(number * n) ** 2 == number * n))


NUMBERS: Numbers = {
    ("compare-integers", "distance-from-zero"): ("value", steps_to_zero),
    ("compare-integers", "coldest-first"): ("apart", degrees_between),
    ("compare-integers", "above-and-below"): ("apart", metres_between),
    ("compare-integers", "whole-numbers-between"): ("count", inside_the_ends),
    ("factors-and-multiples", "highest-common-factor"): ("factor", greatest_common),
    ("factors-and-multiples", "lowest-common-multiple"): ("multiple", first_meeting),
    ("factors-and-multiples", "identical-boxes"): ("boxes", greatest_common),
    ("factors-and-multiples", "at-the-same-time"): ("together", first_meeting),
    ("factors-and-multiples", "judged-by-the-last-digit"): ("next", next_by_three),
    ("factors-and-multiples", "first-after"): ("least", first_past),
    ("prime-factors", "greatest-prime-factor"): ("prime", greatest_prime),
    ("prime-factors", "equal-teams"): ("fewest", fewest_teams),
    ("prime-factors", "shared-primes"): ("longest", longest_piece),
    ("prime-factors", "not-a-prime"): ("greatest", greatest_prime),
    ("prime-factors", "up-to-a-square"): ("factor", up_to_a_square),
}

EXPRESSIONS: Expressions = {}
