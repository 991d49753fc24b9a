"""Factors of polynomials over the rational numbers: by rational roots where that is enough, else by SymPy, bounded."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd
from typing import Any

from chiron.core.learning.maths.effort import spend
from chiron.core.learning.maths.polynomial import Polynomial, coefficients, content, degree, polynomial
from chiron.core.learning.maths.roots import real_roots
from chiron.core.learning.maths.tree import Negative, Node, Number, Power, Product, Quotient, names
from chiron.core.learning.maths.value import Undefined

MAXIMUM_DEGREE = 16
MAXIMUM_TERMS = 40
MAXIMUM_BITS = 200
"""Of a coefficient that SymPy is asked about."""


def is_factored(node: Node) -> bool:
    """Whether it is a product of a number and of factors that do not come apart over Q. Raises Undefined."""
    if isinstance(node, Negative):
        return is_factored(node.inner)
    if isinstance(node, Quotient):
        return is_factored(node.above) and is_factored(node.below)
    numbers = 0
    for factor in _factors(node):
        if not names(factor):
            numbers += 1
            continue
        found = polynomial(factor)
        if found is None or not is_irreducible(found):
            return False
    return numbers <= 1


def _factors(node: Node) -> Iterator[Node]:
    """Factors, powers as their bases; the exponent of a base has no bearing on whether it comes apart."""
    if isinstance(node, Product):
        for factor in node.factors:
            yield from _factors(factor)
    elif isinstance(node, Power) and isinstance(node.exponent, Number) and names(node):
        yield from _factors(node.base)
    elif isinstance(node, Negative):
        yield from _factors(node.inner)
    else:
        yield node


def is_irreducible(value: Polynomial) -> bool:
    """Whether a polynomial has no number in common and does not come apart over Q. Raises Undefined."""
    if not value or content(value.values()) != 1:
        return False
    if max(map(degree, value)) < 2:
        return True
    if len(value) == 1:
        return False
    letters = _letters(value)
    if any(all(dict(monomial).get(letter) for monomial in value) for letter in letters):
        return False
    if len(letters) == 1 and max(map(degree, value)) <= 3:
        row = [part.get((), Fraction(0)) for part in coefficients(value, letters[0])]
        return not any(root.exact is not None for root in real_roots(row))
    _, found = _sympy(value, letters).factor_list()
    return len(found) == 1 and found[0][1] == 1


def common_factor(above: Node, below: Node) -> bool:
    """Whether a fraction of polynomials can be reduced; False where it is none of polynomials. Raises Undefined."""
    one, other = polynomial(above), polynomial(below)
    if one is None or other is None or not one or not other:
        return False
    numbers = [*one.values()], [*other.values()]
    if all(number.denominator == 1 for row in numbers for number in row):
        whole = [gcd(*(number.numerator for number in row)) for row in numbers]
        if gcd(*whole) > 1:
            return True
    letters = tuple(sorted({*_letters(one)} & {*_letters(other)}))
    if not letters:
        return False
    every = tuple(sorted({*_letters(one)} | {*_letters(other)}))
    shared = _sympy(one, every).gcd(_sympy(other, every))
    return bool(shared.total_degree() > 0)


def _letters(value: Polynomial) -> tuple[str, ...]:
    return tuple(sorted({name for monomial in value for name, _ in monomial}))


def _sympy(value: Polynomial, letters: tuple[str, ...]) -> Any:
    """The polynomial for SymPy, made from its numbers, if it is small enough. Raises Undefined."""
    bits = max(max(n.numerator.bit_length(), n.denominator.bit_length()) for n in value.values())
    if len(value) > MAXIMUM_TERMS or max(map(degree, value)) > MAXIMUM_DEGREE or bits > MAXIMUM_BITS:
        raise Undefined("too-large")
    spend(60 * len(value) * (1 + max(map(degree, value))))
    from sympy import QQ, Poly, Symbol

    symbols = [Symbol(f"x{at}") for at, _ in enumerate(letters)]
    rows = {
        tuple(dict(monomial).get(letter, 0) for letter in letters): QQ(number.numerator, number.denominator)
        for monomial, number in value.items()
    }
    return Poly.from_dict(rows, *symbols, domain=QQ)
