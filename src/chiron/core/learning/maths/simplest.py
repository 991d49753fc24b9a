"""Whether an expression is expanded, and whether it is simplified: what is left to do, as a note's code."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd

from chiron.core.learning.maths.factoring import common_factor
from chiron.core.learning.maths.polynomial import Ring, constant_of
from chiron.core.learning.maths.tree import (
    Absolute,
    Call,
    Name,
    Negative,
    Node,
    Number,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Root,
    Style,
    Sum,
)
from chiron.core.learning.maths.value import Undefined, exact


def terms_of(node: Node) -> Iterator[Node]:
    """The terms of a sum, signs left out, sums within sums taken apart."""
    if isinstance(node, Sum):
        for term in node.terms:
            yield from terms_of(term)
    elif isinstance(node, Negative | PlusMinus):
        yield from terms_of(node.inner)
    else:
        yield node


def expanded(node: Node) -> str | None:
    """``not-expanded`` unless it is a sum of single terms with like terms together. Raises Undefined."""
    if any(isinstance(inner, Sum) for inner in _nested(node)):
        return "not-expanded"
    terms = list(terms_of(node))
    if not all(map(_is_term, terms)) or _alike(terms):
        return "not-expanded"
    return None


def _nested(node: Node) -> Iterator[Node]:
    """Sums that stand in brackets within a sum."""
    if isinstance(node, Sum):
        for term in node.terms:
            inner = term
            while isinstance(inner, Negative | PlusMinus):
                inner = inner.inner
            yield inner
    elif isinstance(node, Negative | PlusMinus):
        yield node.inner


def _is_term(node: Node) -> bool:
    """A product of at most one number and of each letter at most once; no sum but within roots and functions."""
    factors = list(_factors(node))
    numbers = [factor for factor in factors if _is_number(factor)]
    bases = [factor.base if isinstance(factor, Power) else factor for factor in factors if not _is_number(factor)]
    if any(isinstance(base, Sum | Quotient | Power | Product | Negative) for base in bases):
        return False
    return len(numbers) <= 1 and len(set(bases)) == len(bases)


def _factors(node: Node) -> Iterator[Node]:
    """The factors of a term; ``3x/4`` has the factors 3/4 and x."""
    if isinstance(node, Product):
        for factor in node.factors:
            yield from _factors(factor)
    elif isinstance(node, Quotient) and isinstance(node.below, Number) and not _is_number(node):
        above = list(_factors(node.above))
        numbers = [factor for factor in above if _is_number(factor)]
        if len(numbers) < 2:
            yield Quotient(numbers[0] if numbers else Number(Fraction(1)), node.below)
        else:
            yield from numbers
        yield from (factor for factor in above if not _is_number(factor))
    else:
        yield node


def _is_number(node: Node) -> bool:
    """A number as it is written: whole, decimal, mixed, or a fraction of two."""
    if isinstance(node, Negative):
        return _is_number(node.inner)
    if isinstance(node, Quotient):
        return isinstance(node.above, Number) and isinstance(node.below, Number)
    return isinstance(node, Number)


def _alike(terms: list[Node]) -> bool:
    """Whether two of the terms could be put together. Raises Undefined."""
    ring = Ring()
    keys = set()
    for term in terms:
        found = ring.ratio(term)
        if len(found.above) != 1:
            if not found.above:
                return len(terms) > 1
            key: object = (frozenset(found.above.items()), frozenset(found.below.items()))
        else:
            below = found.below if constant_of(found.below) is None else {}
            key = (next(iter(found.above)), frozenset(below.items()))
        if key in keys:
            return True
        keys.add(key)
    return False


# -- simplified


def simplified(node: Node) -> str | None:
    """What is left to do anywhere in it: ``like-terms``, ``brackets-left``, ``reducible``, ``not-worked-out``."""
    for part in node.walk():
        try:
            found = _left(part)
        except Undefined:
            return "not-worked-out"
        if found:
            return found
    return None


def _left(node: Node) -> str | None:
    if isinstance(node, Sum):
        if any(isinstance(inner, Sum) for inner in _nested(node)):
            return "brackets-left"
        return "like-terms" if _alike(list(terms_of(node))) else None
    if isinstance(node, Negative | PlusMinus):
        if isinstance(node.inner, Negative | Sum):
            return "brackets-left"
        return None
    if isinstance(node, Product):
        return _product(node)
    if isinstance(node, Quotient):
        return _quotient(node)
    return _single(node)


def _product(node: Product) -> str | None:
    flat = list(_flat(node))
    if any(isinstance(factor, Negative) for factor in flat):
        return "brackets-left"
    numbers = [factor for factor in flat if _is_number(factor)]
    if len(numbers) > 1 or any(isinstance(n, Number) and n.value in (0, 1) for n in numbers):
        return "not-worked-out"
    if any(isinstance(factor, Quotient) and not _is_number(factor) for factor in flat):
        return None if len(flat) == 2 and numbers else "not-worked-out"
    bases = [factor.base if isinstance(factor, Power) else factor for factor in flat if not _is_number(factor)]
    named = [base for base in bases if not isinstance(base, Sum)]
    roots = [base for base in bases if isinstance(base, Root) and exact_inner(base) is not None]
    return "like-terms" if len(set(named)) < len(named) or len(roots) > 1 else None


def exact_inner(node: Root) -> Fraction | None:
    """The fraction under a root, None where it is none."""
    try:
        return exact(node.inner)
    except Undefined:
        return None


def _flat(node: Node) -> Iterator[Node]:
    if isinstance(node, Product):
        for factor in node.factors:
            yield from _flat(factor)
    else:
        yield node


def _quotient(node: Quotient) -> str | None:
    if isinstance(node.below, Negative) or any(isinstance(part, Quotient) for part in node.parts):
        return "brackets-left" if isinstance(node.below, Negative) else "not-worked-out"
    if isinstance(node.below, Number) and node.below.value == 1:
        return "not-worked-out"
    if isinstance(node.above, Number) and isinstance(node.below, Number):
        if node.above.value.denominator != 1 or node.below.value.denominator != 1:
            return "not-worked-out"
        return "reducible" if gcd(node.above.value.numerator, node.below.value.numerator) > 1 else None
    return "reducible" if common_factor(node.above, node.below) else None


def _single(node: Node) -> str | None:
    """Powers, roots, functions and absolute values."""
    if isinstance(node, Power):
        if isinstance(node.exponent, Number) and node.exponent.value in (0, 1):
            return "not-worked-out"
        return "not-worked-out" if _known(node) or isinstance(node.base, Power | Negative) else None
    if isinstance(node, Root):
        return _root(node)
    if isinstance(node, Absolute | Call):
        return "not-worked-out" if _known(node) else None
    if isinstance(node, Number) and node.written.style is Style.MIXED:
        part = node.value - node.value.__floor__()
        return None if part.denominator == node.written.below else "reducible"
    return None


def _known(node: Node) -> bool:
    return exact(node) is not None


def _root(node: Root) -> str | None:
    """A root of a number must have no square in it, one of letters no known root."""
    value = exact(node.inner)
    if value is None:
        known = (
            isinstance(node.inner, Power)
            and isinstance(node.inner.exponent, Number)
            and isinstance(node.inner.base, Name)
        )
        return "not-worked-out" if known and _exponent(node.inner) >= node.degree else None
    if value.denominator != 1:
        return "not-worked-out"
    number, factor = abs(value.numerator), 2
    while factor**node.degree <= number and factor < 1000:
        if number % factor**node.degree == 0:
            return "not-worked-out"
        factor += 1
    return "not-worked-out" if number in (0, 1) else None


def _exponent(node: Node) -> Fraction:
    if isinstance(node, Power) and isinstance(node.exponent, Number):
        return node.exponent.value
    return Fraction(0)
