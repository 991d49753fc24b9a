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


def twos_in_all(item: Item) -> Fraction:
    fours, eights = (int(n) for n in re.findall(r"\^(\d)", maths(item.prompt)[0]))
    return Fraction(len(bin(4**fours * 8**eights)) - 3)


def plain(item: Item) -> str:
    """The first maths of a prompt with the exponents of more than one digit in brackets."""
    text = re.sub(r"\^\{(\d+)\}", r"^(\1)", maths(item.prompt)[0])
    return re.sub(r"\\frac\{(.+?)\}\{(.+?)\}", r"(\1)/(\2)", text)


def divided_again_and_again(item: Item) -> Fraction:
    base, times = numbers(maths(item.prompt)[0])
    left = Fraction(1)
    for _ in range(times):
        left /= base
    return left


def exponent_of_x(item: Item) -> Fraction:
    first, second = (int(n) for n in re.findall(r"\^\{?(-?\d+)", maths(item.prompt)[0]))
    return Fraction(first + second if "product" in item.prompt else first - second)


def moved(text: str) -> Fraction:
    """A number in scientific notation, by writing its front number down and moving the point."""
    front, exponent = re.fullmatch(r"([\d.]+) \\times 10\^\{(-?\d+)\}", text).groups()  # type: ignore[union-attr]
    return Fraction(f"{front}e{exponent}")


def first_number(item: Item) -> Fraction:
    return Fraction(maths(item.prompt)[0].split("=")[0].strip())


def two_multiplied(item: Item) -> Fraction:
    parts = maths(item.prompt)
    one, other = parts if len(parts) == 2 else parts[0].strip("()").split(r") \times (")
    return moved(one) * moved(other)


def root_counted(item: Item) -> Fraction:
    """Adds up odd numbers until the sum below the root is reached: the n-th square is the sum of n of them."""
    wanted, total, count = sum(numbers(maths(item.prompt)[0])), 0, 0
    while total < wanted:
        total, count = total + 2 * count + 1, count + 1
    assert total == wanted
    return Fraction(count)


NUMBERS: Numbers = {
    ("scientific-notation", "a-large-number"): ("value", first_number),
    ("scientific-notation", "a-small-number"): ("value", first_number),
    ("scientific-notation", "written-out"): ("plain", lambda item: moved(maths(item.prompt)[0])),
    ("scientific-notation", "a-product"): ("result", two_multiplied),
    ("scientific-notation", "very-many-of-them"): ("total", two_multiplied),
    ("scientific-notation", "look-at-the-size"): ("value", first_number),
    ("powers-of-a-number", "work-out"): ("value", power_asked),
    ("powers-of-a-number", "power-of-a-fraction"): ("value", power_asked),
    ("powers-of-a-number", "find-the-exponent"): ("exponent", factors_counted),
    ("powers-of-a-number", "chain-of-messages"): ("second", second_round),
    ("laws-of-powers", "same-base-first"): ("all", twos_in_all),
    ("negative-and-zero-powers", "negative-power"): ("value", divided_again_and_again),
    ("negative-and-zero-powers", "laws-still-hold"): ("exponent", exponent_of_x),
    ("square-roots", "exact-root"): ("root", root_counted),
    ("square-roots", "sum-below-the-root"): ("root", root_counted),
}

EXPRESSIONS: Expressions = {
    ("laws-of-powers", "product"): ("result", plain),
    ("laws-of-powers", "power-of-a-power"): ("result", plain),
    ("laws-of-powers", "half-raised"): ("result", plain),
}
