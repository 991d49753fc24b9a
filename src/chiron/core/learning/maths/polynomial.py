"""Polynomials and quotients of them with rational coefficients, in letters and in what is no polynomial by itself.

A root or an absolute value is a generator whose square (or higher power) is known; of π, a logarithm or a
sine nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm

from chiron.core.learning.maths.effort import spend
from chiron.core.learning.maths.tree import (
    Absolute,
    Call,
    Constant,
    Name,
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
from chiron.core.learning.maths.value import Undefined, bounded, exact, exact_root

Monomial = tuple[tuple[str, int], ...]
"""Generators with their exponents, sorted; the number 1 is empty."""
Polynomial = Mapping[Monomial, Fraction]
"""No zeros among the coefficients."""

ONE: Polynomial = {(): Fraction(1)}
MAXIMUM_TERMS = 300
MAXIMUM_DEGREE = 40


@dataclass(frozen=True, slots=True)
class Ratio:
    """above / below; ``below`` is not zero."""

    above: Polynomial
    below: Polynomial = field(default_factory=lambda: ONE)


@dataclass(frozen=True, slots=True)
class Generator:
    """``power`` of it is ``value``; a ``value`` of None says that nothing is known. ``node``: what it stands for."""

    node: Node
    power: int
    value: Ratio | None
    even: bool = False
    """Whether its inner must not be below zero."""


class Ring:
    """Turns trees into ratios and remembers the generators met; one use."""

    def __init__(self) -> None:
        self.generators: dict[str, Generator] = {}

    def ratio(self, node: Node) -> Ratio:
        """The tree as a ratio. Raises Undefined: it divides by zero, or grows too large."""
        if isinstance(node, Number):
            return Ratio(constant(node.value))
        if isinstance(node, Name):
            return Ratio({((node.letter, 1),): Fraction(1)})
        if isinstance(node, Negative):
            inner = self.ratio(node.inner)
            return Ratio(scaled(inner.above, Fraction(-1)), inner.below)
        if isinstance(node, Sum):
            return self.sum(node)
        if isinstance(node, Product):
            found = self.ratio(node.factors[0])
            for factor in node.factors[1:]:
                found = ratio_times(found, self.ratio(factor))
            return found
        if isinstance(node, Quotient):
            return divided(self.ratio(node.above), self.ratio(node.below))
        return self.special(node)

    def sum(self, node: Sum) -> Ratio:
        found = self.ratio(node.terms[0])
        for term in node.terms[1:]:
            other = self.ratio(term)
            if found.below == other.below:
                found = Ratio(added(found.above, other.above), found.below)
            else:
                left, right = times(found.above, other.below), times(other.above, found.below)
                found = Ratio(added(left, right), times(found.below, other.below))
        return found

    def special(self, node: Node) -> Ratio:
        if isinstance(node, Power):
            return self.power(node)
        if isinstance(node, Root):
            return self.root(node.inner, node.degree, 1)
        if isinstance(node, Absolute):
            inner = self.ratio(node.inner)
            return self.generator(Generator(node, 2, ratio_times(inner, inner)))
        if isinstance(node, Constant | Call):
            value = exact(node)
            return Ratio(constant(value)) if value is not None else self.generator(Generator(node, 0, None))
        raise Undefined("no-number")

    def power(self, node: Power) -> Ratio:
        exponent = exact(node.exponent)
        if exponent is None:
            return self.generator(Generator(node, 0, None))
        if exponent.denominator > MAXIMUM_DEGREE or abs(exponent) > MAXIMUM_DEGREE:
            raise Undefined("too-large")
        if exponent.denominator != 1:
            return self.root(node.base, exponent.denominator, exponent.numerator)
        base = self.ratio(node.base)
        found = Ratio(raised(base.above, abs(int(exponent))), raised(base.below, abs(int(exponent))))
        return divided(Ratio(ONE), found) if exponent < 0 else found

    def root(self, inner: Node, degree: int, exponent: int) -> Ratio:
        value = exact(inner)
        if value is not None and (known := exact_root(value, degree)) is not None:
            found = Ratio(constant(known))
        else:
            found = self.generator(Generator(Root(inner, degree), degree, self.ratio(inner), degree % 2 == 0))
        whole = Ratio(raised(found.above, abs(exponent)), ONE)
        return divided(Ratio(ONE), whole) if exponent < 0 else whole

    def generator(self, made: Generator) -> Ratio:
        spend(len(self.generators))
        for name, known in self.generators.items():
            if known.node == made.node:
                return Ratio({((name, 1),): Fraction(1)})
        name = f"#{len(self.generators):02}"
        self.generators[name] = made
        return Ratio({((name, 1),): Fraction(1)})

    def opaque(self, letter: str) -> bool:
        """Whether a generator of which nothing is known has this letter in it."""
        return any(made.value is None and letter in names(made.node) for made in self.generators.values())


def polynomial(node: Node) -> Polynomial | None:
    """The tree as a polynomial in letters alone, None where it is none. Raises Undefined."""
    ring = Ring()
    found = ring.ratio(node)
    below = constant_of(found.below)
    if ring.generators or below is None:
        return None
    return scaled(found.above, 1 / below)


def constant(value: Fraction) -> Polynomial:
    """A number as a polynomial."""
    return {(): value} if value else {}


def constant_of(value: Polynomial) -> Fraction | None:
    """The number that a polynomial is, None where it has letters."""
    if not value:
        return Fraction(0)
    return value.get(()) if len(value) == 1 else None


def added(*every: Polynomial) -> Polynomial:
    """The sum."""
    found: dict[Monomial, Fraction] = {}
    for value in every:
        spend(1 + len(value))
        for monomial, number in value.items():
            found[monomial] = found.get(monomial, Fraction(0)) + number
    return _kept(found)


def scaled(value: Polynomial, by: Fraction) -> Polynomial:
    """The polynomial times a number."""
    return {monomial: number * by for monomial, number in value.items()} if by else {}


def times(one: Polynomial, other: Polynomial) -> Polynomial:
    """The product. Raises Undefined where it grows too large."""
    if len(one) * len(other) > 4 * MAXIMUM_TERMS:
        raise Undefined("too-large")
    spend(2 + 2 * len(one) * len(other))
    found: dict[Monomial, Fraction] = {}
    for left, number in one.items():
        for right, by in other.items():
            monomial = _joined(left, right)
            found[monomial] = found.get(monomial, Fraction(0)) + number * by
    return _kept(found)


def _joined(left: Monomial, right: Monomial) -> Monomial:
    if not left or not right:
        return left or right
    found = dict(left)
    for name, exponent in right:
        found[name] = found.get(name, 0) + exponent
    return tuple(sorted(found.items()))


def _kept(value: dict[Monomial, Fraction]) -> Polynomial:
    found = {monomial: bounded(number) for monomial, number in value.items() if number}
    if len(found) > MAXIMUM_TERMS or any(degree(monomial) > MAXIMUM_DEGREE for monomial in found):
        raise Undefined("too-large")
    return found


def degree(monomial: Monomial) -> int:
    """The sum of its exponents."""
    return sum(exponent for _, exponent in monomial)


def raised(value: Polynomial, exponent: int) -> Polynomial:
    """The power."""
    found = ONE
    for _ in range(exponent):
        found = times(found, value)
    return found


def ratio_times(one: Ratio, other: Ratio) -> Ratio:
    """The product."""
    return Ratio(times(one.above, other.above), times(one.below, other.below))


def divided(one: Ratio, other: Ratio) -> Ratio:
    """The quotient. Raises Undefined for division by zero."""
    if not other.above:
        raise Undefined("zero")
    return Ratio(times(one.above, other.below), times(one.below, other.above))


def coefficients(value: Polynomial, name: str) -> list[Polynomial]:
    """As a polynomial in one generator: the coefficient of its 0th power, 1st power, and so on."""
    found: dict[int, dict[Monomial, Fraction]] = {}
    for monomial, number in value.items():
        exponent = dict(monomial).get(name, 0)
        rest = tuple(pair for pair in monomial if pair[0] != name)
        found.setdefault(exponent, {})[rest] = number
    return [found.get(exponent, {}) for exponent in range(max(found, default=0) + 1)]


def content(numbers: Iterable[Fraction]) -> Fraction:
    """The largest number that divides all, above zero; 1 for none."""
    every = [number for number in numbers if number]
    if not every:
        return Fraction(1)
    return Fraction(gcd(*(n.numerator for n in every)), lcm(*(n.denominator for n in every)))
