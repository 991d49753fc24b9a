"""Whether an expression is simplified: what is left to do, as a note's code."""

from __future__ import annotations

from chiron.core.learning.maths.expanded import alike, is_number, nested, terms_of
from chiron.core.learning.maths.factoring import common_factor
from chiron.core.learning.maths.polynomial import Monomial, Ring, constant_of
from chiron.core.learning.maths.surds import call_left, fraction_left, power_left, under_root
from chiron.core.learning.maths.tree import (
    Absolute,
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    names,
)
from chiron.core.learning.maths.value import exact
from chiron.core.learning.maths.worked import BRACKETS, LIKE, REDUCED, WORKED, base_of, flat, left_here


def simplified(node: Node) -> str | None:
    """What is left to do anywhere in it: ``like-terms``, ``brackets-left``, ``reducible``, ``not-worked-out``.

    None where nothing is. Raises Undefined where that cannot be told within bounds.
    """
    return next((found for part in node.walk() if (found := _left(part) or left_here(part))), None)


def root_below(node: Node) -> bool:
    """Whether a number's root stands below a fraction line anywhere: ``1/sqrt(2)``, ``3/(1+sqrt(5))``, ``2^(-1/2)``.

    A letter's root may stay there: ``1/sqrt(x)`` is not any simpler as ``sqrt(x)/x``.
    """
    for part in node.walk():
        if isinstance(part, Quotient) and any(map(_is_surd, part.below.walk())):
            return True
        exponent = exact(part.exponent) if isinstance(part, Power) else None
        if exponent is not None and exponent < 0 and any(map(_is_surd, part.walk())):
            return True
    return False


def _is_surd(node: Node) -> bool:
    """Whether a part is the root of a number, by a sign or by a broken exponent."""
    if isinstance(node, Root):
        return not names(node.inner)
    exponent = exact(node.exponent) if isinstance(node, Power) else None
    return exponent is not None and exponent.denominator != 1 and isinstance(node, Power) and not names(node.base)


def _left(node: Node) -> str | None:
    if isinstance(node, Sum):
        return _sum(node)
    if isinstance(node, Negative):
        return BRACKETS if isinstance(node.inner, Negative | Sum) else None
    if isinstance(node, Product):
        return _product(node)
    if isinstance(node, Quotient):
        return _quotient(node)
    if isinstance(node, Power):
        return power_left(node)
    if isinstance(node, Root):
        return under_root(node.inner, node.degree)
    return call_left(node) if isinstance(node, Absolute | Call) else None


def _sum(node: Sum) -> str | None:
    if any(isinstance(inner, Sum) for inner in nested(node)):
        return BRACKETS
    terms = list(terms_of(node))
    if alike(terms):
        return LIKE if exact(node) is None else WORKED
    return BRACKETS if _meet(terms) else None


def _meet(terms: list[Node]) -> bool:
    """Whether a term with brackets, opened, has something like another term: ``2(x+1)+3``; not ``(x-3)^2+1``."""
    if not any(isinstance(part, Sum) for term in terms for part in term.walk()):
        return False
    ring, seen = Ring(), set[Monomial]()
    for term in terms:
        if any(isinstance(part, Power) and isinstance(part.base, Sum) for part in term.walk()):
            continue
        found = ring.ratio(term)
        if constant_of(found.below) is None:
            continue
        if not seen.isdisjoint(found.above):
            return True
        seen |= found.above.keys()
    return False


def _product(node: Product) -> str | None:
    factors = list(flat(node))
    if any(isinstance(factor, Negative) for factor in factors):
        return BRACKETS
    numbers = [factor for factor in factors if is_number(factor)]
    if len(numbers) > 1 or any(isinstance(n, Number) and n.value in (0, 1) for n in numbers):
        return WORKED
    if any(isinstance(factor, Quotient) and not is_number(factor) for factor in factors):
        return None if len(factors) == 2 and numbers else WORKED
    bases = [base_of(factor) for factor in factors if not is_number(factor)]
    roots = [base for base in bases if isinstance(base, Root) and exact(base.inner) is not None]
    return LIKE if len(set(bases)) < len(bases) or len(roots) > 1 else None


def _quotient(node: Quotient) -> str | None:
    if isinstance(node.below, Negative) or any(isinstance(part, Quotient) for part in node.parts):
        return WORKED
    if isinstance(node.above, Number) and isinstance(node.below, Number):
        return None
    return REDUCED if common_factor(node.above, node.below) or fraction_left(node) else None
