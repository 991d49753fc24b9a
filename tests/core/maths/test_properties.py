"""What must hold for every tree: shown and read again, rewritten and the same, changed and not the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.maths.trees import RATIONAL, REAL, TREES, number, rewritten

from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.forms import lacking
from chiron.core.learning.maths.modular import at_point
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.roots import real
from chiron.core.learning.maths.show import tex, typed
from chiron.core.learning.maths.solve import Undecided, holds, solutions
from chiron.core.learning.maths.tree import (
    Alternatives,
    Chain,
    Interval,
    Name,
    Negative,
    Node,
    Number,
    PlusMinus,
    Point,
    Product,
    Relation,
    SetOf,
    Sum,
    TooLarge,
    Union,
    integer,
    rational,
)
from chiron.core.learning.maths.value import Undefined, exact
from chiron.core.learning.unread import Unread

OPS = st.sampled_from(["=", "<", "<=", ">", ">="])
POINTS = [{"x": Fraction(2), "y": Fraction(-3)}, {"x": Fraction(1, 2), "y": Fraction(5)}]


def readable(node: Node) -> bool:
    """Whether the reader's own bounds let it pass: no power of numbers that grows too large, no division by 0."""
    for part in node.walk():
        try:
            exact(part)
        except Undefined:
            return False
    return True


BEYOND = ("too-large", "too-deep")
"""Bounds of the reader that are tighter than those of trees."""


def tried(text: str, reading: Reading) -> Node | str:
    """The tree, or why it was refused."""
    try:
        return read(text, reading).tree
    except Unread as refused:
        return refused.reason


def read_back(text: str, reading: Reading, node: Node) -> bool:
    """Whether a shown tree is among the readings of its text."""
    found = read(text, reading)
    return node in (found.tree, *found.alternatives)


@given(TREES.filter(readable), st.sampled_from([".", ","]))
@settings(max_examples=300, deadline=None)
def test_what_is_shown_reads_back_as_the_same_tree(node: Node, decimal: str) -> None:
    reading = Reading(decimal="," if decimal == "," else ".", letters=("x", "y"))
    for shown in (typed(node, decimal), tex(node, decimal)):
        found = tried(shown, reading)
        assert found == node or found in BEYOND


SETS = st.one_of(
    st.tuples(OPS, TREES.filter(readable), TREES.filter(readable)).map(lambda t: Relation(*t)),
    st.lists(st.integers(-9, 9).map(integer), min_size=1, max_size=4).map(lambda m: SetOf(tuple(m))),
    st.tuples(st.integers(-9, 9).map(integer), st.integers(-9, 9).map(integer), st.booleans(), st.booleans()).map(
        lambda t: Interval(*t)
    ),
    st.just(Union((Interval(integer(0), integer(1), True, True), SetOf((integer(5),))))),
    st.just(Chain(("<", "<="), (integer(-1), Name("x"), number(4)))),
    st.just(Alternatives((Relation("=", Name("x"), number(1)), Relation("=", Name("x"), integer(-1))))),
    st.just(Relation("=", Name("x"), PlusMinus(number(3)))),
    st.just(Point((integer(2), integer(-3)))),
)


@given(SETS)
@settings(max_examples=150, deadline=None)
def test_statements_read_back_as_they_are_shown(node: Node) -> None:
    reading = Reading(letters=("x", "y"))
    for shown in (typed(node), tex(node)):
        assert tried(shown, reading) in BEYOND or read_back(shown, reading, node)


@given(REAL, st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_a_rewriting_is_the_same(node: Node, choose: int) -> None:
    try:
        other = rewritten(node, choose)
    except TooLarge:
        return
    assert same(node, other).equal is True


@given(RATIONAL, RATIONAL)
@settings(max_examples=200, deadline=None)
def test_expressions_that_differ_at_a_point_are_not_the_same(one: Node, other: Node) -> None:
    found = same(one, other)
    values = [(at_point(one, place), at_point(other, place)) for place in POINTS]
    if any(left != right for left, right in values if left is not None and right is not None):
        assert found.equal is False
    if found.equal is False and found.witness:
        place = {name: Fraction(value) for name, value in found.witness.place}
        assert (at_point(one, place), at_point(other, place)) == (found.witness.left, found.witness.right)
        assert found.witness.left != found.witness.right


@given(REAL, st.integers(1, 5))
@settings(max_examples=80, deadline=None)
def test_a_change_by_a_number_is_seen(node: Node, by: int) -> None:
    assert same(node, Sum((node, number(by)))).equal is False


@given(st.lists(st.fractions(-9, 9, max_denominator=6), min_size=1, max_size=4, unique=True))
@settings(max_examples=60, deadline=None)
def test_the_roots_of_a_product_are_its_solutions(roots: list[Fraction]) -> None:
    factors = tuple(Sum((Name("x"), Negative(rational(root)))) for root in roots)
    product = factors[0] if len(factors) == 1 else Product(factors)
    found = solutions(Relation("=", product, number(0)), "x").numbers
    assert found is not None
    assert [root.exact for root in found] == sorted(roots)


def in_one_letter(node: Node) -> Node:
    """The tree with x for y."""
    if isinstance(node, Name):
        return Name("x")
    return node.with_parts([in_one_letter(part) for part in node.parts]) if node.parts else node


@given(RATIONAL.map(in_one_letter), OPS, st.fractions(-5, 5, max_denominator=4))
@settings(max_examples=80, deadline=None)
def test_solutions_hold_and_nothing_else_does(node: Node, op: str, value: Fraction) -> None:
    relation = Relation(op, node, number(2))  # type: ignore[arg-type]
    left = at_point(node, {"x": value})
    try:
        inside = solutions(relation, "x")
    except Undecided:
        return
    true = left is not None and {
        "=": left == 2, "<": left < 2, "<=": left <= 2, ">": left > 2, ">=": left >= 2,
    }[op]  # fmt: skip
    tree = inside.tree()
    if tree is not None:
        assert holds(tree, "x", real(value)) is true


@given(RATIONAL)
@settings(max_examples=100, deadline=None)
def test_forms_never_fail(node: Node) -> None:
    for form in ("simplified", "expanded", "factored", "single-fraction", "by-degree"):
        assert lacking(node, form) is None or isinstance(lacking(node, form), str)


def test_numbers_have_no_sign() -> None:
    with pytest.raises(ValueError, match="Negative"):
        Number(Fraction(-1))
