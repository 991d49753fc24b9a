"""Whether everything in a line that could be worked out is worked out."""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.maths.tree import Absolute, Call, Node, Number, Power, Product, Quotient, Root, Style, Sum
from chiron.core.learning.working.parts import factors, number


def plain(node: Node) -> bool:
    """Whether no operation on numbers alone is left: ``2 * 3``, ``5^1``, ``|-3|``, ``x^(1 + 1)``, ``2 5/4``."""
    return not any(_left_to_do(part) for part in node.walk())


def _left_to_do(part: Node) -> bool:
    if isinstance(part, Number) and part.written.style is Style.MIXED:
        return bool(part.written.beyond) or (part.value % 1).denominator != part.written.below
    if isinstance(part, Power):
        exponent = number(part.exponent)
        return exponent is not None and (exponent == 1 or number(part.base) is not None)
    if isinstance(part, Product):
        return sum(number(factor) is not None for factor in factors(part)) > 1
    if isinstance(part, Sum):
        return sum(number(term) is not None for term in part.terms) > 1
    if isinstance(part, Absolute | Call):
        return all(number(inner) is not None for inner in part.parts)
    if isinstance(part, Quotient):
        return number(part.below) == Fraction(1) or (isinstance(part.below, Number) and _same_number(part))
    return isinstance(part, Root) and (number(part.inner) or Fraction(1, 2)) in (Fraction(0), Fraction(1))


def _same_number(part: Quotient) -> bool:
    above = number(part.above)
    return above is not None and above.denominator == 1 and above == number(part.below)
