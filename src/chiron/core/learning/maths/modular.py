"""A tree's fingerprint: its value in a finite field at points drawn from seeds.

A rational expression of degree d that is not zero vanishes at a point drawn from a field of p elements with chance at
most d/p (Schwartz 1980, Zippel 1979). With p = 2^61 - 1, degrees below 10^5 and three draws, two unequal expressions
pass for equal with chance below 10^-39, but for those written for it with multiples of p: so ``equal`` looks again.
Whatever is not rational, a root, a sine, is drawn by its kind and its inner fingerprint: equal fingerprints are equal
expressions, unequal ones then say nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from hashlib import blake2b

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
from chiron.core.learning.maths.value import Undefined, exact

PRIME = 2**61 - 1
DRAWS = 3


def fingerprint(node: Node) -> tuple[int, ...] | None:
    """Values of the tree in the field at DRAWS points; None where it divides by zero there. Raises Undefined."""
    found: list[int] = []
    for draw in range(DRAWS):
        try:
            found.append(_value(node, draw))
        except ZeroDivisionError:
            return None
    return tuple(found)


def is_rational(node: Node) -> bool:
    """Whether only the four operations and whole powers are in it, so that unequal fingerprints prove it unequal."""
    for part in node.walk():
        if isinstance(part, Root | Absolute | Call | Constant):
            return False
        if isinstance(part, Power):
            exponent = _exponent(part)
            if exponent is None or exponent.denominator != 1:
                return False
    return True


@lru_cache(maxsize=1024)
def drawn(*what: object) -> int:
    """An element of the field, the same one for the same things everywhere."""
    return int.from_bytes(blake2b(repr(what).encode(), digest_size=16).digest(), "big") % PRIME


def _exponent(node: Power) -> Fraction | None:
    try:
        return exact(node.exponent)
    except Undefined:
        return None


def _value(node: Node, draw: int) -> int:
    spend()
    if isinstance(node, Number):
        return in_field(node.value)
    if isinstance(node, Name):
        return drawn("letter", node.letter, draw)
    if isinstance(node, Constant):
        return drawn("constant", node.name)
    if isinstance(node, Sum):
        return sum(_value(term, draw) for term in node.terms) % PRIME
    if isinstance(node, Negative):
        return -_value(node.inner, draw) % PRIME
    if isinstance(node, Product):
        found = 1
        for factor in node.factors:
            found = found * _value(factor, draw) % PRIME
        return found
    if isinstance(node, Quotient):
        return _value(node.above, draw) * inverse(_value(node.below, draw)) % PRIME
    return _opaque(node, draw)


def _opaque(node: Node, draw: int) -> int:
    if isinstance(node, Power):
        return _power(node, draw)
    inner = [_value(part, draw) for part in node.parts]
    if isinstance(node, Root):
        return drawn("root", node.degree, inner[0])
    if isinstance(node, Absolute):
        return drawn("absolute", min(inner[0], PRIME - inner[0]))
    if isinstance(node, Call):
        if node.function == "exp":
            return drawn("power", drawn("constant", "e"), inner[0])
        return drawn("call", node.function, *inner)
    raise Undefined("no-number")


def _power(node: Power, draw: int) -> int:
    base = _value(node.base, draw)
    exponent = _exponent(node)
    if exponent is None:
        return drawn("power", base, _value(node.exponent, draw))
    if exponent.denominator != 1:
        base = drawn("root", exponent.denominator, base)
    if exponent < 0:
        base = inverse(base)
    return pow(base, abs(exponent.numerator), PRIME)


def in_field(value: Fraction) -> int:
    """A fraction as an element of the field."""
    return (value.numerator if value.denominator == 1 else value.numerator * inverse(value.denominator)) % PRIME


def inverse(value: int) -> int:
    """One over it. Raises ZeroDivisionError."""
    if value % PRIME == 0:
        raise ZeroDivisionError
    return pow(value, -1, PRIME)


def at_point(node: Node, place: Mapping[str, Fraction]) -> Fraction | None:
    """The exact value at a point; None where there is none to be had."""
    try:
        return exact(node, place)
    except Undefined:
        return None
