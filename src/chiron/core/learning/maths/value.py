"""What a tree is worth where that is a fraction; ``numeric`` has the rest.

Everything is bounded: no number grows beyond MAXIMUM_BITS, no exponent beyond MAXIMUM_EXPONENT.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import factorial

from chiron.core.learning.maths.effort import spend
from chiron.core.learning.maths.tree import (
    Absolute,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
)

MAXIMUM_BITS = 1_400
MAXIMUM_EXPONENT = 200

Place = Mapping[str, Fraction]
"""A point: letter -> value."""


class Undefined(Exception):
    """There is no value here: ``zero`` (division by it), ``domain``, ``too-large``, ``letter`` or ``no-number``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def exact(node: Node, place: Place | None = None) -> Fraction | None:
    """The value as a fraction, None where it is none or not known to be. Raises Undefined."""
    spend()
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        return place.get(node.letter) if place else None
    if isinstance(node, Constant):
        return None
    if isinstance(node, Power):
        return _exact_power(node, place)
    parts = [exact(part, place) for part in node.parts]
    values = [part for part in parts if part is not None]
    if len(values) < len(parts):
        return None
    return _combined(node, values)


def _combined(node: Node, values: list[Fraction]) -> Fraction | None:
    if isinstance(node, Sum):
        return bounded(sum(values, Fraction(0)))
    if isinstance(node, Negative):
        return -values[0]
    if isinstance(node, Product):
        found = values[0]
        for value in values[1:]:
            found = bounded(found * value)
        return found
    if isinstance(node, Quotient):
        if not values[1]:
            raise Undefined("zero")
        return bounded(values[0] / values[1])
    if isinstance(node, Absolute):
        return abs(values[0])
    if isinstance(node, Root):
        return exact_root(values[0], node.degree)
    if isinstance(node, Call):
        return _exact_call(node.function, values)
    raise Undefined("no-number")


def bounded(value: Fraction) -> Fraction:
    """The number itself. Raises Undefined where it is beyond the bounds."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAXIMUM_BITS:
        raise Undefined("too-large")
    return value


def _exact_power(node: Power, place: Place | None) -> Fraction | None:
    exponent = exact(node.exponent, place)
    base = exact(node.base, place)
    if base is None or exponent is None:
        return None
    return rational_power(base, exponent)


def rational_power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """The power if it is a fraction; 0^0 and division by zero are undefined. Raises Undefined."""
    if base == 0 and exponent <= 0:
        raise Undefined("zero")
    if exponent.denominator > 100:
        return None
    root = exact_root(base, exponent.denominator) if exponent.denominator > 1 else base
    times = exponent.numerator
    if base in (0, 1):
        return base
    bits = max(base.numerator.bit_length(), base.denominator.bit_length()) * abs(times) / exponent.denominator
    if abs(times) > MAXIMUM_EXPONENT * exponent.denominator or bits > MAXIMUM_BITS + 64:
        raise Undefined("too-large")
    if root is None:
        return None
    return bounded(root**times)


def exact_root(value: Fraction, degree: int) -> Fraction | None:
    """The real root if it is a fraction. Raises Undefined for an even root below zero."""
    if value < 0:
        if degree % 2 == 0:
            raise Undefined("domain")
        below = exact_root(-value, degree)
        return None if below is None else -below
    above, under = _whole_root(value.numerator, degree), _whole_root(value.denominator, degree)
    if above**degree != value.numerator or under**degree != value.denominator:
        return None
    return Fraction(above, under)


def _whole_root(value: int, degree: int) -> int:
    """The largest whole number whose power is at most ``value``, by Newton's method."""
    if value < 2:
        return value
    found = 1 << -(-value.bit_length() // degree)
    while True:
        step = ((degree - 1) * found + value // found ** (degree - 1)) // degree
        if step >= found:
            return found
        found = step


def _exact_call(name: str, values: list[Fraction]) -> Fraction | None:
    value = values[0]
    if name == "factorial":
        if value.denominator != 1 or value < 0:
            raise Undefined("domain")
        if value > 170:
            raise Undefined("too-large")
        return Fraction(factorial(int(value)))
    if name in ("floor", "ceil"):
        return Fraction(value.__floor__() if name == "floor" else value.__ceil__())
    if name in ("ln", "log"):
        return _exact_logarithm(value, values[1] if len(values) > 1 else Fraction(10), name)
    return _AT_ZERO.get(name) if value == 0 else None


_AT_ZERO = {name: Fraction(0) for name in ("sin", "tan", "asin", "atan", "sinh", "tanh")} | {
    name: Fraction(1) for name in ("cos", "cosh", "sec", "exp")
}


def _exact_logarithm(value: Fraction, base: Fraction, name: str) -> Fraction | None:
    if value <= 0:
        raise Undefined("domain")
    if value == 1:
        return Fraction(0)
    if name == "ln":
        return None
    if base <= 0 or base == 1:
        raise Undefined("domain")
    found, times = Fraction(1), 0
    step = base if (value > 1) == (base > 1) else 1 / base
    while times < 64 and found != value and (found < value) == (value > 1):
        found, times = found * step, times + 1
    if found != value:
        return None
    return Fraction(times if step == base else -times)
