"""The functions that formulas may call: exact, bounded, and total but for FormulaError."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd, lcm

from chiron.core.learning.exact import FormulaError, Value, bounded, exact_root, number, rounded, whole

MOST = 12
MAXIMUM_PLACES = 12
LARGEST_PRIME_ASKED = 10**6


def _root(value: Value) -> Value:
    root = exact_root(number(value))
    if root is None:
        raise FormulaError(f"The square root of {value} is not a fraction; ask square(...) in `where` first.")
    return root


def places(value: Value) -> int:
    """A number of decimal places from 0 to MAXIMUM_PLACES; raises FormulaError otherwise."""
    count = whole(value)
    if not 0 <= count <= MAXIMUM_PLACES:
        raise FormulaError(f"Places go from 0 to {MAXIMUM_PLACES}.")
    return count


def _round(value: Value, digits: Value = Fraction(0)) -> Value:
    return rounded(number(value), places(digits))


def _mod(value: Value, divisor: Value) -> Value:
    if number(divisor) == 0:
        raise FormulaError("Division by zero.")
    return number(value) % number(divisor)


def _prime(value: Value) -> Value:
    n = whole(value)
    if n > LARGEST_PRIME_ASKED:
        raise FormulaError(f"prime(...) answers up to {LARGEST_PRIME_ASKED}.")
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def _sign(value: Value) -> Value:
    exact = number(value)
    return Fraction((exact > 0) - (exact < 0))


FUNCTIONS: dict[str, tuple[int, int, Callable[..., Value]]] = {
    "abs": (1, 1, lambda x: abs(number(x))),
    "min": (1, MOST, lambda *xs: min(number(x) for x in xs)),
    "max": (1, MOST, lambda *xs: max(number(x) for x in xs)),
    "gcd": (1, MOST, lambda *xs: Fraction(gcd(*(whole(x) for x in xs)))),
    "lcm": (1, MOST, lambda *xs: bounded(Fraction(lcm(*(whole(x) for x in xs))))),
    "floor": (1, 1, lambda x: Fraction(number(x).__floor__())),
    "ceil": (1, 1, lambda x: Fraction(number(x).__ceil__())),
    "round": (1, 2, _round),
    "mod": (2, 2, _mod),
    "sign": (1, 1, _sign),
    "sqrt": (1, 1, _root),
    "square": (1, 1, lambda x: exact_root(number(x)) is not None),
    "whole": (1, 1, lambda x: number(x).denominator == 1),
    "prime": (1, 1, _prime),
    "num": (1, 1, lambda x: Fraction(number(x).numerator)),
    "den": (1, 1, lambda x: Fraction(number(x).denominator)),
}
"""name -> (fewest values, most values, function)."""
