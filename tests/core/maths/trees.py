"""Random trees, as a reader would make them, and rewritings of them by identities that hold for all numbers."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

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
    Style,
    Sum,
    Written,
    integer,
)

LETTERS = ("x", "y")


def number(value: int) -> Node:
    """A whole number."""
    return Number(Fraction(value))


DECIMALS = st.integers(0, 9999).flatmap(
    lambda n: st.integers(1, 3).map(lambda places: Number(Fraction(n, 10**places), Written(Style.DECIMAL, places)))
)
MIXED = st.tuples(st.integers(1, 20), st.integers(2, 12)).flatmap(
    lambda pair: st.integers(1, pair[1] - 1).map(
        lambda above: Number(pair[0] + Fraction(above, pair[1]), Written(Style.MIXED, below=pair[1]))
    )
)
PERCENTS = st.integers(0, 200).map(lambda n: Number(Fraction(n, 100), Written(Style.PERCENT)))
SCIENTIFIC = st.tuples(st.integers(1, 99), st.integers(-5, 9)).map(
    lambda pair: Number(Fraction(pair[0], 10) * Fraction(10) ** pair[1], Written(Style.SCIENTIFIC, 1, pair[1]))
)
NAMES = st.sampled_from([Name(letter) for letter in LETTERS])
LEAVES = st.one_of(st.integers(0, 30).map(number), NAMES, NAMES, DECIMALS, st.just(Constant("pi")))
EVERY_LEAF = st.one_of(LEAVES, MIXED, PERCENTS, SCIENTIFIC, st.just(Constant("e")))


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    below = inner.filter(lambda node: not (isinstance(node, Number) and node.value == 0))
    return st.one_of(
        several.map(Sum),
        several.map(Product),
        inner.map(Negative),
        st.tuples(inner, below).map(lambda pair: Quotient(*pair)),
        st.tuples(inner, st.integers(0, 5).map(number)).map(lambda pair: Power(*pair)),
        st.tuples(inner, st.sampled_from([integer(-1), Quotient(number(1), number(2)), Name("x")])).map(
            lambda pair: Power(*pair)
        ),
        inner.map(Root),
        inner.map(lambda node: Root(node, 3)),
        inner.map(Absolute),
        st.tuples(st.sampled_from(["sin", "ln", "atan", "exp"]), inner).map(lambda pair: Call(pair[0], (pair[1],))),
        inner.map(lambda node: Call("log", (node, number(2)))),
    )


TREES = st.recursive(EVERY_LEAF, _grown, max_leaves=8)
"""Anything the reader may give for an expression."""


def _rational(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        several.map(Sum),
        several.map(Product),
        inner.map(Negative),
        st.tuples(inner, st.integers(1, 3).map(number)).map(lambda pair: Power(*pair)),
        st.tuples(inner, st.integers(1, 9).map(number)).map(lambda pair: Quotient(*pair)),
        st.tuples(inner, st.just(Sum((Name("x"), number(7))))).map(lambda pair: Quotient(*pair)),
    )


RATIONAL = st.recursive(st.one_of(st.integers(1, 9).map(number), NAMES, NAMES), _rational, max_leaves=6)
"""The four operations and whole powers."""


def _real(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        _rational(inner),
        inner.map(lambda node: Root(Sum((Power(node, number(2)), number(1))))),
        inner.map(Absolute),
        inner.map(lambda node: Call("sin", (node,))),
        inner.map(lambda node: Call("atan", (node,))),
    )


REAL = st.recursive(st.one_of(st.integers(1, 9).map(number), NAMES, NAMES), _real, max_leaves=5)
"""With roots and functions that have a value everywhere."""


def rewritten(node: Node, choose: int) -> Node:
    """Another tree of the same value, by one identity at each node, chosen by a number."""
    parts = [rewritten(part, choose // 3 + at) for at, part in enumerate(node.parts)]
    fresh = node.with_parts(parts) if parts else node
    if isinstance(fresh, Sum):
        return Sum(fresh.terms[::-1])
    if isinstance(fresh, Product):
        first, *rest = fresh.factors
        if isinstance(first, Sum) and choose % 2 and len(rest) == 1:
            return Sum(tuple(Product((term, rest[0])) for term in first.terms))
        return Product(fresh.factors[::-1])
    if isinstance(fresh, Power) and isinstance(fresh.exponent, Number) and fresh.exponent.value == 2 and choose % 3:
        return Product((fresh.base, fresh.base))
    if isinstance(fresh, Quotient) and choose % 2:
        return Product((Quotient(number(1), fresh.below), fresh.above))
    if isinstance(fresh, Absolute):
        return Absolute(Negative(fresh.inner))
    if isinstance(fresh, Call) and fresh.function == "sin" and choose % 2:
        return Negative(Call("sin", (Negative(fresh.arguments[0]),)))
    if choose % 7 == 0:
        return Negative(Negative(fresh))
    return Sum((fresh, number(3), Negative(number(3)))) if choose % 11 == 0 else fresh
