"""Taking a typed line apart and putting it together again: terms, factors, coefficients, places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from chiron.core.learning.maths.effort import spend
from chiron.core.learning.maths.tree import Negative, Node, Number, Power, Product, Quotient, Sum, TooLarge, integer

Place = tuple[Node, Callable[[Node], Node]]
"""A node somewhere in a tree, and what makes the whole tree with another in its stead."""


def terms(node: Node) -> list[Node]:
    """The terms that a sum adds, each with its own sign; anything else is one term. Brackets after a plus are open."""
    if isinstance(node, Sum):
        return [part for term in node.terms for part in terms(term)]
    return [node]


def total(parts: Sequence[Node]) -> Node:
    """The sum of terms; 0 of none."""
    if not parts:
        return integer(0)
    return parts[0] if len(parts) == 1 else Sum(tuple(parts))


def factors(node: Node) -> list[Node]:
    """The factors that a product multiplies; anything else is one factor."""
    if isinstance(node, Product):
        return [part for factor in node.factors for part in factors(factor)]
    return [node]


def product(parts: Sequence[Node]) -> Node:
    """The product of factors; 1 of none. Ones are left out."""
    kept = [part for part in parts if part != integer(1)]
    if not kept:
        return integer(1)
    return kept[0] if len(kept) == 1 else Product(tuple(kept))


def negated(node: Node) -> Node:
    """The same with the other sign."""
    return node.inner if isinstance(node, Negative) else Negative(node)


def number(node: Node) -> Fraction | None:
    """The number that is written, with its sign or as a fraction of numbers; None for anything else."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Negative):
        inner = number(node.inner)
        return None if inner is None else -inner
    if isinstance(node, Quotient):
        above, below = number(node.above), number(node.below)
        return above / below if above is not None and below else None
    return None


def split(term: Node) -> tuple[Fraction, tuple[Node, ...]]:
    """A term as its number and its other factors: ``-3x`` is (-3, (x,)), ``x/2`` is (1/2, (x,)), ``7`` is (7, ())."""
    spend(2)
    if isinstance(term, Negative):
        times, rest = split(term.inner)
        return -times, rest
    value = number(term)
    if value is not None:
        return value, ()
    if isinstance(term, Quotient):
        below = number(term.below)
        if below:
            times, rest = split(term.above)
            return times / below, rest
        return Fraction(1), (term,)
    if isinstance(term, Product):
        times = Fraction(1)
        others: list[Node] = []
        for factor in factors(term):
            more, rest = split(factor)
            times *= more
            others.extend(rest)
        return times, tuple(others)
    return Fraction(1), (term,)


def joined(times: Fraction, rest: Sequence[Node]) -> Node:
    """The term with this number and these factors, as it is usually written."""
    size = abs(times)
    body: Node
    if not rest:
        body = ratio(size)
    elif size.denominator == 1:
        body = product([integer(size.numerator), *rest])
    else:
        body = Quotient(product([integer(size.numerator), *rest]), integer(size.denominator))
    return Negative(body) if times < 0 else body


def ratio(value: Fraction) -> Node:
    """A number as it is written: whole, or as one fraction."""
    size = abs(value)
    body = integer(size.numerator)
    if size.denominator != 1:
        body = Quotient(body, integer(size.denominator))
    return Negative(body) if value < 0 else body


def power(node: Node) -> tuple[Node, Fraction]:
    """Base and exponent, where the exponent is a number; anything else is its own first power."""
    if isinstance(node, Power):
        exponent = number(node.exponent)
        if exponent is not None:
            return node.base, exponent
    return node, Fraction(1)


def raised(base: Node, exponent: Fraction) -> Node:
    """A power as it is usually written; a base that is more than a letter or a number keeps its nesting."""
    return base if exponent == 1 else Power(base, ratio(exponent))


def places(node: Node) -> Iterator[Place]:
    """Every node of a tree from outside in, with what puts another in its stead."""
    spend()
    yield node, lambda new: new
    for at, part in enumerate(node.parts):
        for inner, put in places(part):

            def outer(new: Node, at: int = at, put: Callable[[Node], Node] = put) -> Node:
                parts = list(node.parts)
                spend(2 + len(parts))
                parts[at] = put(new)
                return node.with_parts(parts)

            yield inner, outer


def safely(made: Iterator[Node]) -> Iterator[Node]:
    """The nodes of an iterator that keeps a tree's bounds, up to the first that does not."""
    try:
        yield from made
    except (TooLarge, ZeroDivisionError):
        return
