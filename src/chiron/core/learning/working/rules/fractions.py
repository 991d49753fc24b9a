"""Wrong ideas about fractions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from chiron.core.learning.maths.tree import Negative, Node, Product, Quotient, Sum, integer
from chiron.core.learning.working.parts import factors, negated, number, power, product, raised, terms, total
from chiron.core.learning.working.rules.rule import Rule


def _parts(term: Node) -> tuple[Node, Node] | None:
    """Top, with the term's sign, and bottom; a whole thing is over one."""
    inner = term.inner if isinstance(term, Negative) else term
    if isinstance(inner, Quotient):
        return (negated(inner.above) if isinstance(term, Negative) else inner.above), inner.below
    return term, integer(1)


def _sums(node: Node) -> Iterator[tuple[Node, Node, Node, Node, list[Node], int]]:
    if not isinstance(node, Sum):
        return
    every = terms(node)
    for i, j in combinations(range(len(every)), 2):
        one, other = _parts(every[i]), _parts(every[j])
        if one and other and (one[1] != integer(1) or other[1] != integer(1)):
            rest = [part for at, part in enumerate(every) if at not in (i, j)]
            yield *one, *other, rest, i


def tops_and_bottoms(node: Node) -> Iterator[Node]:
    """``1/2 + 1/3`` -> ``2/5``."""
    for a, b, c, d, rest, at in _sums(node):
        if b != integer(1) and d != integer(1):
            rest.insert(at, Quotient(total([a, c]), total([b, d])))
            yield total(rest)


def tops_kept(node: Node) -> Iterator[Node]:
    """``1/2 + 1/3`` -> ``2/6``: a common bottom, the tops as they were."""
    for a, b, c, d, rest, at in _sums(node):
        if b != d and b != integer(1) and d != integer(1):
            rest.insert(at, Quotient(total([a, c]), product([b, d])))
            yield total(rest)


def whole_added_to_top(node: Node) -> Iterator[Node]:
    """``2 + 1/3`` -> ``3/3``."""
    for a, b, c, d, rest, at in _sums(node):
        if (b == integer(1)) != (d == integer(1)):
            rest.insert(at, Quotient(total([a, c]), d if b == integer(1) else b))
            yield total(rest)


def cancels_a_term(node: Node) -> Iterator[Node]:
    """``(x + 6)/6`` -> ``x``, ``(x + 6)/3`` -> ``x + 2``: one term divided, the others left."""
    if not isinstance(node, Quotient) or not isinstance(node.above, Sum):
        return
    parts = terms(node.above)
    for at, part in enumerate(parts):
        rest = [*parts[:at], *parts[at + 1 :]]
        if part == node.below or part == negated(node.below):
            yield total(rest)
            yield total([*rest[:at], integer(1), *rest[at:]])
        yield total([*parts[:at], Quotient(part, node.below), *parts[at + 1 :]])


def splits_the_bottom(node: Node) -> Iterator[Node]:
    """``6/(x + 2)`` -> ``6/x + 3``."""
    if isinstance(node, Quotient) and isinstance(node.below, Sum):
        yield total([Quotient(node.above, term) for term in terms(node.below)])


def top_and_bottom_multiplied(node: Node) -> Iterator[Node]:
    """``3 * 2/5`` -> ``6/15``."""
    parts = factors(node)
    for at, part in enumerate(parts):
        if isinstance(part, Quotient) and len(parts) == 2 and not isinstance(parts[1 - at], Quotient):
            other = parts[1 - at]
            yield Quotient(product([other, part.above]), product([other, part.below]))


def divided_straight(node: Node) -> Iterator[Node]:
    """``(1/2)/(3/4)`` -> ``3/8``: multiplied where the second is to be turned over."""
    if isinstance(node, Quotient) and isinstance(node.below, Quotient):
        top = node.above if isinstance(node.above, Quotient) else Quotient(node.above, integer(1))
        yield Quotient(product([top.above, node.below.above]), product([top.below, node.below.below]))


def wrong_one_turned(node: Node) -> Iterator[Node]:
    """``(1/2)/(3/4)`` -> ``2 * 3/4``: the first turned over, the second left."""
    if isinstance(node, Quotient) and isinstance(node.below, Quotient):
        top = node.above if isinstance(node.above, Quotient) else Quotient(node.above, integer(1))
        yield Quotient(product([top.below, node.below.above]), product([top.above, node.below.below]))


def multiplied_crosswise(node: Node) -> Iterator[Node]:
    """``(1/2) * (3/4)`` -> ``4/6``: a product worked as a division."""
    parts = factors(node)
    if isinstance(node, Quotient) and isinstance(node.above, Product):
        # As typed without brackets: 1/2 * 3/4.
        first, *rest = node.above.factors
        if isinstance(first, Quotient):
            parts = [first, Quotient(product(rest), node.below)]
    if len(parts) == 2 and all(isinstance(part, Quotient) for part in parts):
        one, other = parts
        assert isinstance(one, Quotient)
        assert isinstance(other, Quotient)
        yield Quotient(product([one.above, other.below]), product([one.below, other.above]))


def exponents_divided(node: Node) -> Iterator[Node]:
    """``x^6/x^2`` -> ``x^3``."""
    if isinstance(node, Quotient):
        (one, m), (other, n) = power(node.above), power(node.below)
        if one == other and n and m != n and number(one) is None:
            yield raised(one, m / n)


RULES = (
    Rule("tops-and-bottoms", tops_and_bottoms),
    Rule("tops-kept", tops_kept),
    Rule("whole-added-to-top", whole_added_to_top),
    Rule("cancels-a-term", cancels_a_term),
    Rule("splits-the-bottom", splits_the_bottom),
    Rule("top-and-bottom-multiplied", top_and_bottom_multiplied),
    Rule("divided-straight", divided_straight),
    Rule("wrong-one-turned", wrong_one_turned),
    Rule("multiplied-crosswise", multiplied_crosswise),
    Rule("exponents-divided", exponents_divided),
)
