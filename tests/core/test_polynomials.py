"""Reading and comparing polynomials, against their values at points."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.interactions import UNREAD, Unread
from chiron.core.learning.interactions.polynomials import (
    Node,
    Polynomial,
    factors,
    is_expanded,
    read_polynomial,
    written,
)

XY = ("x", "y")
POINTS = [(Fraction(2), Fraction(-3)), (Fraction(1, 2), Fraction(5)), (Fraction(-7), Fraction(1, 3))]


def at(value: Polynomial, point: tuple[Fraction, ...]) -> Fraction:
    """The polynomial's value at a point."""
    total = Fraction(0)
    for exponents, number in value.items():
        for base, exponent in zip(point, exponents, strict=True):
            number *= base**exponent
        total += number
    return total


def expressions() -> st.SearchStrategy[tuple[str, str]]:
    """(as typed, as Python) pairs, by independent means."""
    leaves = st.one_of(
        st.integers(0, 9).map(lambda n: (str(n), f"F({n})")),
        st.sampled_from([("x", "x"), ("y", "y")]),
        st.integers(1, 9).map(lambda n: (f"{n}x", f"(F({n})*x)")),
    )

    def grown(inner: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
        pairs = st.tuples(inner, inner)
        return st.one_of(
            pairs.map(lambda p: (f"{p[0][0]} + {p[1][0]}", f"({p[0][1]} + {p[1][1]})")),
            pairs.map(lambda p: (f"({p[0][0]}) − ({p[1][0]})", f"({p[0][1]} - {p[1][1]})")),
            pairs.map(lambda p: (f"({p[0][0]})({p[1][0]})", f"({p[0][1]} * {p[1][1]})")),
            pairs.map(lambda p: (f"({p[0][0]})*({p[1][0]})", f"({p[0][1]} * {p[1][1]})")),
            inner.map(lambda p: (f"({p[0]})^2", f"({p[1]})**2")),
            inner.map(lambda p: (f"({p[0]})²", f"({p[1]})**2")),
            inner.map(lambda p: (f"({p[0]})/4", f"({p[1]})/4")),
            inner.map(lambda p: (f"-({p[0]})", f"(-{p[1]})")),
        )

    return st.recursive(leaves, grown, max_leaves=8)


def tried(typed: str) -> Node | Unread:
    """What is read, or why not."""
    try:
        return read_polynomial(typed, XY)
    except Unread as unread:
        return unread


@given(expressions())
def test_reading_agrees_with_values_at_points(pair: tuple[str, str]) -> None:
    typed, python = pair
    found = tried(typed)
    if isinstance(found, Unread):
        assert found.reason in ("too-large", "too-long")
        return
    for x, y in POINTS:
        assert at(found.value, (x, y)) == eval(python, {"F": Fraction, "x": x, "y": y})


@given(expressions())
def test_what_is_written_is_read_back(pair: tuple[str, str]) -> None:
    try:
        found = read_polynomial(pair[0], XY)
        again = read_polynomial(written(found.value, XY), XY)
    except Unread:
        return
    assert again.value == found.value
    assert is_expanded(again)


@given(st.text(max_size=60) | st.lists(st.sampled_from("xy0123456789+-*/^()²½ ."), max_size=40).map("".join))
def test_any_text_is_read_or_asked_again(typed: str) -> None:
    found = tried(typed)
    assert isinstance(found, Node) or found.reason in UNREAD


@pytest.mark.parametrize(
    ("typed", "expanded"),
    [
        ("3x - 6", True),
        ("-6 + 3x", True),
        ("x^2 + x/2", True),
        ("x*y", True),
        ("3x/2", True),
        ("5", True),
        ("(1/2)x", True),
        ("x*(-3)", True),
        ("(1/2)(1/2)x", False),
        ("0", True),
        ("-(x + 1)", True),
        ("3(x - 2)", False),
        ("x + x", False),
        ("2*3x", False),
        ("x*x", False),
        ("3x - 6 + 0", False),
        ("(x+1)^2", False),
    ],
)
def test_expanded_form(typed: str, expanded: bool) -> None:
    assert is_expanded(read_polynomial(typed, XY)) is expanded


def test_factors_are_the_same_in_any_order_and_sign() -> None:
    asked = factors(read_polynomial("6x(x - 1)(2 - y)", XY))
    for typed in ("6(y-2)(1-x)x", "-x*6*(x-1)*(y-2)", "2x*3(x-1)(2-y)"):
        assert factors(read_polynomial(typed, XY)) == asked
    assert factors(read_polynomial("3x(2x - 2)(2 - y)", XY)) is None
    assert factors(read_polynomial("6(x^2 - x)(2 - y)", XY)) != asked


@pytest.mark.parametrize("typed", ["9^9^9", "(x+y)^24*(x+y)^24", "((((((x+1)^20)+y)^20)+1)^20)", "x" * 301, "(" * 300])
def test_hostile_expressions_are_refused(typed: str) -> None:
    with pytest.raises(Unread):
        read_polynomial(typed, XY)
