"""What no finished line leaves, whatever its form: numbers still to be worked out, a letter times itself."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd

from chiron.core.learning.maths.tree import (
    Absolute,
    Call,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Style,
    Sum,
    names,
)
from chiron.core.learning.maths.value import exact

LIKE, WORKED, REDUCED, BRACKETS = "like-terms", "not-worked-out", "reducible", "brackets-left"


def left_over(node: Node, reduced: bool = True) -> str | None:
    """What is left to do on numbers alone anywhere in it: ``1 + 1``, ``2 * 3``, ``5^1``, ``sqrt(4)``, ``x * x``.

    ``reduced``: fractions must be in lowest terms too. A note's code, None where nothing is. Raises Undefined where
    that cannot be told.
    """
    return next((found for part in node.walk() if (found := left_here(part, reduced))), None)


def left_here(part: Node, reduced: bool = True) -> str | None:
    """The same of one node, whatever is left within its parts."""
    if isinstance(part, Sum):
        return _sum(part)
    if isinstance(part, Product):
        return _product(part)
    if isinstance(part, Quotient):
        return _quotient(part, reduced)
    if isinstance(part, Power):
        return WORKED if exact(part.exponent) in (0, 1) or exact(part) is not None else None
    if isinstance(part, Root | Absolute | Call):
        return WORKED if exact(part) is not None else None
    if isinstance(part, Negative):
        return BRACKETS if isinstance(part.inner, Negative) else None
    if reduced and isinstance(part, Number) and part.written.style is Style.MIXED:
        proper = (part.value % 1).denominator == part.written.below and not part.written.beyond
        return None if proper else REDUCED
    return None


def signless(node: Node) -> Node:
    """What stands behind the signs."""
    while isinstance(node, Negative):
        node = node.inner
    return node


def flat(node: Node) -> Iterator[Node]:
    """The factors of a product, products within taken apart."""
    if isinstance(node, Product):
        for factor in node.factors:
            yield from flat(factor)
    else:
        yield node


def base_of(factor: Node) -> Node:
    """What a factor is a power of."""
    return factor.base if isinstance(factor, Power) else factor


def _sum(node: Sum) -> str | None:
    values = [value for term in node.terms if (value := exact(signless(term))) is not None]
    if 0 in values:
        return WORKED
    if len(values) < 2:
        return None
    return LIKE if names(node) else WORKED


def _product(node: Product) -> str | None:
    factors = list(flat(node))
    values = [value for factor in factors if (value := exact(signless(factor))) is not None]
    if len(values) > 1 or any(abs(value) in (0, 1) for value in values):
        return WORKED
    letters = [base_of(factor) for factor in factors if isinstance(base_of(factor), Name)]
    return LIKE if len(set(letters)) < len(letters) else None


def _quotient(node: Quotient, reduced: bool) -> str | None:
    above, below = exact(signless(node.above)), exact(signless(node.below))
    if below is not None and abs(below) == 1:
        return WORKED
    if above is not None and below is not None and (above.denominator != 1 or below.denominator != 1):
        return WORKED
    if not reduced:
        return None
    return REDUCED if gcd(_times(node.above), _times(node.below)) > 1 or (above == 0) else None


def _times(node: Node) -> int:
    """The whole number that a side of a fraction is multiplied by; 1 where it has none."""
    values = [value for factor in flat(signless(node)) if (value := exact(factor)) is not None]
    whole = [value.numerator for value in values if value.denominator == 1 and value]
    return whole[0] if len(whole) == 1 else 1
