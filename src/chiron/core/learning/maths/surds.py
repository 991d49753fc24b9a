"""What is left to do with roots, powers and functions in an expression that should be simplified."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from chiron.core.learning.maths.polynomial import Ring, constant_of, content
from chiron.core.learning.maths.tree import (
    Absolute,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
)
from chiron.core.learning.maths.value import exact, exact_root
from chiron.core.learning.maths.worked import WORKED, base_of, flat, signless

_TRIED = 1000
"""A number whose square divides what is under a root is looked for below it."""
_TURNS = (1, 2, 3, 4, 6)
"""The sine of π over these is known to pupils."""
_KNOWN_SIDES = {
    "asin": (Fraction(1, 2), Fraction(1)),
    "acos": (Fraction(1, 2), Fraction(1)),
    "atan": (Fraction(1),),
}


def power_left(node: Power) -> str | None:
    """``(2x)^2``, ``(x^2)^3``, ``sqrt(x)^2``, ``12^(1/2)``, ``e^(ln x)``. Raises Undefined."""
    base, exponent = node.base, exact(node.exponent)
    if isinstance(base, Power | Negative):
        return WORKED
    if exponent is None:
        inner = node.exponent
        logs = _is_e(base) and isinstance(inner, Call) and inner.function == "ln"
        return WORKED if logs else None
    if isinstance(base, Root) and abs(exponent) >= base.degree:
        return WORKED
    if exponent.denominator == 1:
        sums = any(isinstance(part, Sum) for part in base.parts)
        return WORKED if isinstance(base, Product | Quotient) and not sums else None
    if exact(base) is not None and abs(exponent) > 1:
        return WORKED
    return under_root(base, exponent.denominator) if exponent.denominator <= 100 else None


def under_root(inner: Node, degree: int) -> str | None:
    """What comes out of a root of this degree: ``sqrt(12)``, ``sqrt(x^4)``, ``sqrt(4x + 8)``. Raises Undefined."""
    value = exact(inner)
    if value is not None:
        return WORKED if value.denominator != 1 or _comes_out(value.numerator, degree) else None
    if isinstance(inner, Sum):
        return WORKED if _comes_out(_content(inner), degree) else None
    sides = inner.parts if isinstance(inner, Quotient) else (inner,)
    for factor in (factor for side in sides for factor in flat(signless(side))):
        number, exponent = exact(factor), exact(factor.exponent) if isinstance(factor, Power) else None
        if number is not None and number.denominator == 1 and abs(number) != 1 and _comes_out(number.numerator, degree):
            return WORKED
        if isinstance(factor, Root) or (exponent is not None and exponent >= degree):
            return WORKED
    return None


def _comes_out(number: int, degree: int) -> bool:
    """Whether a factor of a whole number comes out of its root, or a root of smaller degree is the same."""
    number = abs(number)
    if number in (0, 1):
        return True
    if any(degree % less == 0 and exact_root(Fraction(number), less) is not None for less in range(2, degree)):
        return True
    factor = 2
    while factor < _TRIED and factor**degree <= number:
        if number % factor**degree == 0:
            return True
        factor += 1
    return False


def _content(node: Sum) -> int:
    """The whole number that divides every term; 2 where there is none, which stays under any root."""
    found = Ring().ratio(node)
    if constant_of(found.below) is None or not found.above:
        return 2
    common = content(found.above.values()) / (constant_of(found.below) or 1)
    return common.numerator if common.denominator == 1 and abs(common) > 1 else 2


def call_left(node: Call | Absolute) -> str | None:
    """``ln(e^x)``, ``sin(pi/6)``, ``|-x|``. Raises Undefined."""
    if isinstance(node, Absolute):
        return WORKED if isinstance(node.inner, Negative | Absolute) else None
    inner = node.arguments[0]
    if node.function in ("ln", "log"):
        base = base_of(inner)
        natural = node.function == "ln" and _is_e(base)
        tens = node.function == "log" and len(node.arguments) == 1 and isinstance(inner, Power) and exact(base) == 10
        return WORKED if natural or tens else None
    if node.function in ("sin", "cos", "tan", "sec", "csc", "cot"):
        turn = _half_turns(inner)
        return WORKED if turn is not None and turn.denominator in _TURNS else None
    value = exact(inner)
    return WORKED if value is not None and abs(value) in _KNOWN_SIDES.get(node.function, ()) else None


def _is_e(node: Node) -> bool:
    return isinstance(node, Constant) and node.name == "e"


def _half_turns(node: Node) -> Fraction | None:
    """How many times π a number is; None where it is no such multiple."""
    if not any(isinstance(part, Constant) for part in node.walk()) or any(isinstance(p, Name) for p in node.walk()):
        return None
    ring = Ring()
    found = ring.ratio(node)
    below = constant_of(found.below)
    if below is None or len(found.above) != 1:
        return None
    monomial, times = next(iter(found.above.items()))
    pi = [name for name, made in ring.generators.items() if made.node == Constant("pi")]
    return times / below if pi and monomial == ((pi[0], 1),) else None


def fraction_left(node: Quotient) -> bool:
    """Whether top and bottom share a number or a base though they have roots: ``2sqrt(3)/4``, ``x/sqrt(x)``.

    Raises Undefined.
    """
    above, below = list(flat(signless(node.above))), list(flat(signless(node.below)))
    if {_radicand(one) for one in above if exact(one) is None} & {
        _radicand(one) for one in below if exact(one) is None
    }:
        return True
    roots = [exact(one.inner) or Fraction(1) for one in above if isinstance(one, Root)]
    roots_below = [exact(one.inner) or Fraction(1) for one in below if isinstance(one, Root)]
    times = _whole(node.above)
    shared = gcd(times, _whole(node.below)) > 1
    return shared or any(
        gcd(one.numerator, low.numerator) > 1 for one in (*roots, Fraction(times)) for low in roots_below
    )


def _radicand(factor: Node) -> Node:
    """What a factor is a power or a root of."""
    inner = base_of(factor)
    return inner.inner if isinstance(inner, Root) else inner


def _whole(node: Node) -> int:
    """The whole number that divides every term of a side; 1 where it has fractions in it."""
    found = Ring().ratio(node)
    if constant_of(found.below) != 1 or not found.above:
        return 1
    common = content(found.above.values())
    return common.numerator if common.denominator == 1 else 1
