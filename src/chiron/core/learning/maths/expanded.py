"""Whether an expression is expanded: a sum of single terms."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from chiron.core.learning.maths.polynomial import Ring, constant_of
from chiron.core.learning.maths.tree import (
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
)


def terms_of(node: Node) -> Iterator[Node]:
    """The terms of a sum, signs left out, sums within sums taken apart."""
    if isinstance(node, Sum):
        for term in node.terms:
            yield from terms_of(term)
    elif isinstance(node, Negative):
        yield from terms_of(node.inner)
    else:
        yield node


def expanded(node: Node) -> str | None:
    """``not-expanded`` unless it is a sum of single terms with like terms together. Raises Undefined."""
    if any(isinstance(inner, Sum) for inner in nested(node)):
        return "not-expanded"
    terms = list(terms_of(node))
    if not all(map(_is_term, terms)) or alike(terms):
        return "not-expanded"
    return None


def nested(node: Node) -> Iterator[Node]:
    """Sums that stand in brackets within a sum."""
    if isinstance(node, Sum):
        for term in node.terms:
            inner = term
            while isinstance(inner, Negative):
                inner = inner.inner
            yield inner
    elif isinstance(node, Negative):
        yield node.inner


def _is_term(node: Node) -> bool:
    """A product of at most one number and of each letter at most once; no sum but within roots and functions."""
    factors = list(_factors(node))
    numbers = [factor for factor in factors if is_number(factor)]
    bases = [factor.base if isinstance(factor, Power) else factor for factor in factors if not is_number(factor)]
    below = [base.below for base in bases if isinstance(base, Quotient)]
    if any(isinstance(base, Sum | Power | Product | Negative) for base in bases) or any(map(_has_sum, below)):
        return False
    if below:
        return len(factors) == 1 and isinstance(factors[0], Quotient) and all(map(_is_term, factors[0].parts))
    return len(numbers) <= 1 and len(set(bases)) == len(bases)


def _has_sum(node: Node) -> bool:
    return any(isinstance(part, Sum) for part in node.walk())


def _factors(node: Node) -> Iterator[Node]:
    """The factors of a term; ``3x/4`` has the factors 3/4 and x."""
    if isinstance(node, Product):
        for factor in node.factors:
            yield from _factors(factor)
    elif isinstance(node, Quotient) and isinstance(node.below, Number) and not is_number(node):
        above = list(_factors(node.above))
        numbers = [factor for factor in above if is_number(factor)]
        if len(numbers) < 2:
            yield Quotient(numbers[0] if numbers else Number(Fraction(1)), node.below)
        else:
            yield from numbers
        yield from (factor for factor in above if not is_number(factor))
    else:
        yield node


def is_number(node: Node) -> bool:
    """A number as it is written: whole, decimal, mixed, or a fraction of two."""
    if isinstance(node, Negative):
        return is_number(node.inner)
    if isinstance(node, Quotient):
        return isinstance(node.above, Number) and isinstance(node.below, Number)
    return isinstance(node, Number)


def alike(terms: list[Node]) -> bool:
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
