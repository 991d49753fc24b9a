"""Lines compared at a few points: quick, and enough to tell which wrong idea made a line.

Not what decides whether a line is right: that is ``maths.equal``.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from chiron.core.learning.maths.effort import spend
from chiron.core.learning.maths.tree import (
    Absolute,
    Alternatives,
    Name,
    Negative,
    Node,
    Number,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Relation,
    Root,
    SetOf,
    Sum,
)

_BELOW = (103, 107, 109, 113, 127)


def _spread(seed: int, n: int) -> Fraction:
    above, below = seed * (n + 3) % 101 * 8 + 5, _BELOW[n % 5]
    size = 1 if seed < 40 else 31
    return Fraction(size * (above + (above % below == 0)), below)


POINTS = tuple({"": Fraction(seed), **{chr(97 + n): _spread(seed, n) for n in range(26)}} for seed in (17, 29, 43, 71))
"""Values for letters, small and large: never whole, where denominators vanish, and spread so that different
polynomials of low degree hardly agree at all four.
"""
ENOUGH = 2
"""Points of which both lines must have a value."""
CLOSE = 1e-9
LARGEST_EXPONENT = 24
LARGEST = 10**60

Value = Fraction | float
Print = tuple[str, tuple[Value | None, ...]]
"""A line's kind with its values: two lines that say the same have the same."""


def at(node: Node, point: Mapping[str, Fraction]) -> Value:
    """The value of an expression. Raises ArithmeticError or ValueError where it has none or none is kept here."""
    spend(2)
    match node:
        case Number(value=value):
            return value
        case Name(letter=letter):
            return point[letter.lower()] if letter.lower() in point else Fraction(sum(map(ord, letter)) % 97, 11)
        case Negative(inner=inner):
            return -at(inner, point)
        case Sum(terms=parts):
            added: Value = Fraction(0)
            for part in parts:
                added += at(part, point)
            return added
        case Product(factors=parts):
            found: Value = Fraction(1)
            for part in parts:
                found *= at(part, point)
            return found
        case Quotient(above=above, below=below):
            return at(above, point) / at(below, point)
        case Power(base=base, exponent=exponent):
            return _power(at(base, point), at(exponent, point))
        case Root(inner=inner, degree=degree):
            return _root(at(inner, point), degree)
        case Absolute(inner=inner):
            return _size(at(inner, point))
    raise ValueError(f"no value of a {type(node).__name__}")


def _power(base: Value, exponent: Value) -> Value:
    if exponent == int(exponent) and _size(exponent) <= LARGEST_EXPONENT and _size(base) < LARGEST:
        found: Value = base ** int(exponent)
        return found
    return _real(float(base) ** float(exponent))


def _root(value: Value, degree: int) -> Value:
    if value < 0 and degree % 2:
        return -_root(-value, degree)
    if value < 0:
        raise ArithmeticError("no real root")
    return _real(float(value) ** (1 / degree))


def _size(value: Value) -> Value:
    return value if value >= 0 else -value


def _real(value: object) -> float:
    if not isinstance(value, float):
        raise ArithmeticError("no real value")
    return value


def fingerprint(line: Node) -> Print | None:
    """What a line says, for comparing; None where it cannot be told.

    An equation is its difference of sides up to a factor, alternatives are their product, an inequality keeps the sign
    of its factor.
    """
    try:
        if isinstance(line, Relation):
            return _relation(line)
        if isinstance(line, Alternatives | SetOf):
            return _alternatives(line)
        values = tuple(_maybe(line, point) for point in POINTS)
        return None if sum(value is not None for value in values) < ENOUGH else ("value", values)
    except (ArithmeticError, ValueError, KeyError):
        return None


def _maybe(line: Node, point: Mapping[str, Fraction]) -> Value | None:
    try:
        return at(line, point)
    except ArithmeticError:
        return None


def _difference(line: Relation) -> list[Value]:
    """Left minus right at each point."""
    return [at(line.left, point) - at(line.right, point) for point in POINTS]


def _relation(line: Relation) -> Print | None:
    if line.op == "=" and isinstance(line.right, PlusMinus):
        both = tuple(Relation("=", line.left, side) for side in (line.right.inner, Negative(line.right.inner)))
        return _alternatives(Alternatives(both))
    values = _difference(line)
    if line.op == "=":
        return "zero", _scaled(values)
    if line.op in (">", ">="):
        values = [-value for value in values]
    size = max(map(_size, values))
    return ("below" if line.op in ("<", ">") else "at most"), tuple(v / size for v in values) if size else tuple(values)


def _alternatives(line: Alternatives | SetOf) -> Print | None:
    options = line.options if isinstance(line, Alternatives) else ()
    if not options or not all(isinstance(option, Relation) and option.op == "=" for option in options):
        return None
    product: list[Value] = [Fraction(1)] * len(POINTS)
    for option in options:
        assert isinstance(option, Relation)
        product = [a * b for a, b in zip(product, _difference(option), strict=True)]
    return "zero", _scaled(product)


def _scaled(values: list[Value]) -> tuple[Value, ...]:
    """Ratios of neighbours: the same for every multiple. Nothing but zeros says that it always holds."""
    if not any(values):
        return ()
    return tuple(b / a if a else Fraction(0) for a, b in pairwise(values))


def agree(one: Print | None, other: Print | None) -> bool:
    """Whether two lines say the same, as far as a few points can tell."""
    if one is None or other is None or one[0] != other[0] or len(one[1]) != len(other[1]):
        return False
    both = [(a, b) for a, b in zip(one[1], other[1], strict=True) if a is not None and b is not None]
    return len(both) >= min(ENOUGH, len(one[1])) and all(_close(a, b) for a, b in both)


def _close(a: Value, b: Value) -> bool:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a == b
    return abs(float(a) - float(b)) <= CLOSE * (1 + abs(float(a)))
