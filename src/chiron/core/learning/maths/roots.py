"""Real numbers where polynomials vanish: exact where they are fractions, else to 60 digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import gcd, isqrt
from typing import Any

from chiron.core.learning.maths.effort import spend
from chiron.core.learning.maths.numeric import context
from chiron.core.learning.maths.polynomial import content
from chiron.core.learning.maths.value import Undefined, exact_root

DIGITS = 60
MAXIMUM_DEGREE = 24
MAXIMUM_TRIED = 400
"""Fractions that are tried as roots; what is missed is found as a number of 60 digits."""
MAXIMUM_NUMERIC_DEGREE = 10
"""Of what is left when the rational roots are out: roots to 60 digits take 25 ms at degree 10."""


@dataclass(frozen=True, slots=True)
class Real:
    """A real number: ``near`` to DIGITS digits, ``exact`` where it is known to be a fraction."""

    near: Any
    exact: Fraction | None = None

    def same(self, other: Real) -> bool:
        """Whether they are equal, irrational ones as far as 30 digits show."""
        spend(3)
        if self.exact is not None and other.exact is not None:
            return self.exact == other.exact
        return bool(abs(self.near - other.near) <= max(1, abs(self.near)) * context(DIGITS).mpf(10) ** -30)


def real(value: Fraction) -> Real:
    """A fraction as a real number."""
    return Real(context(DIGITS).mpf(value.numerator) / value.denominator, value)


def real_roots(polynomial: Sequence[Fraction]) -> list[Real]:
    """All real roots, each once, by rising coefficients; none for a constant. Raises Undefined beyond the degree.

    Rational roots are found exactly among the divisors, the rest as roots of what is left without multiple ones.
    """
    left = _trimmed(list(polynomial))
    found: list[Real] = []
    if len(left) - 1 > MAXIMUM_DEGREE:
        raise Undefined("too-large")
    if left and left[0] == 0:
        found.append(real(Fraction(0)))
        while left[0] == 0:
            left = left[1:]
    if len(left) > 3:
        left = _square_free(left)
        for root in _rational_roots(left):
            found.append(real(root))
            left = _without(left, root)
    return sorted([*found, *_rest(left)], key=lambda root: root.near)


def _rest(left: list[Fraction]) -> list[Real]:
    if len(left) < 2:
        return []
    if len(left) == 2:
        return [real(-left[0] / left[1])]
    return _quadratic(left) if len(left) == 3 else _numeric(left)


def _trimmed(values: list[Fraction]) -> list[Fraction]:
    while values and values[-1] == 0:
        values.pop()
    return values


def _quadratic(values: Sequence[Fraction]) -> list[Real]:
    c, b, a = values
    inside = b * b - 4 * a * c
    if inside < 0:
        return []
    if inside == 0:
        return [real(-b / (2 * a))]
    root = exact_root(inside, 2)
    if root is not None:
        return [real((-b + sign * root) / (2 * a)) for sign in (-1, 1)]
    mp = context(DIGITS)
    surd = mp.sqrt(mp.mpf(inside.numerator) / inside.denominator)
    near = [(real(-b).near + sign * surd) / real(2 * a).near for sign in (-1, 1)]
    return [Real(value) for value in near]


def _numeric(values: Sequence[Fraction]) -> list[Real]:
    mp = context(DIGITS)
    if len(values) - 1 > MAXIMUM_NUMERIC_DEGREE:
        raise Undefined("too-large")
    spend(120 * len(values) ** 2)
    whole = [real(value).near for value in reversed(values)]
    try:
        every = mp.polyroots(whole, maxsteps=120, extraprec=200)
    except mp.NoConvergence:
        raise Undefined("too-large") from None
    edge = mp.mpf(10) ** -25
    return [Real(mp.re(root)) for root in every if abs(mp.im(root)) < edge * max(1, abs(root))]


def _square_free(values: list[Fraction]) -> list[Fraction]:
    """The polynomial without its multiple roots: divided by what it has in common with its derivative."""
    derivative = [number * power for power, number in enumerate(values)][1:]
    one, other = values, derivative
    while other:
        one, other = other, _primitive(_trimmed(_divided(one, other)[1]))
    return _primitive(_divided(values, one)[0])


def _primitive(values: list[Fraction]) -> list[Fraction]:
    shared = content(values)
    return [value / shared for value in values]


def _divided(one: list[Fraction], other: list[Fraction]) -> tuple[list[Fraction], list[Fraction]]:
    left = list(one)
    spend(len(one) * len(other))
    found = [Fraction(0)] * max(1, len(one) - len(other) + 1)
    for shift in range(len(one) - len(other), -1, -1):
        factor = left[shift + len(other) - 1] / other[-1]
        found[shift] = factor
        for at, number in enumerate(other):
            left[shift + at] -= factor * number
    return found, left[: len(other) - 1]


def _without(values: list[Fraction], root: Fraction) -> list[Fraction]:
    return _divided(values, [-root, Fraction(1)])[0]


def _rational_roots(values: list[Fraction]) -> list[Fraction]:
    whole = _primitive(values)
    above, below = _divisors(int(whole[0])), _divisors(int(whole[-1]))
    tried = islice(((p, q) for q in below for p in above if gcd(p, q) == 1), MAXIMUM_TRIED)
    signed = (Fraction(sign * p, q) for p, q in tried for sign in (1, -1))
    return sorted(root for root in signed if not _value(whole, root))


def _value(values: Sequence[Fraction], point: Fraction) -> Fraction:
    spend(len(values))
    found = Fraction(0)
    for value in reversed(values):
        found = found * point + value
    return found


def _divisors(value: int) -> list[int]:
    """Up to 60 divisors of a number with small ones; of a large number just those below 1000."""
    size = abs(value)
    small = [n for n in range(1, min(isqrt(size), 1000) + 1) if size % n == 0]
    return sorted({*small, *(size // n for n in small)})[:60]
