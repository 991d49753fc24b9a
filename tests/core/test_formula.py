"""The authors' formulas: exact, bounded, and never anything but a FormulaError when they are wrong."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.exact import LIMIT, FormulaError, Value, exact_root, rounded
from chiron.core.learning.formula import authored, parse

VALUES: dict[str, Value] = {
    "a": Fraction(3),
    "b": Fraction(-4),
    "q": Fraction(-3, 4),
    "name": "Ada",
    "yes": True,
    "cell": {"kind": "plant", "walls": Fraction(1)},
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1 + 2*3", Fraction(7)),
        ("-2^2", Fraction(-4)),
        ("2^-1", Fraction(1, 2)),
        ("2^3^2", Fraction(512)),
        ("2**3", Fraction(8)),
        ("(a - b)/2", Fraction(7, 2)),
        ("a - -b", Fraction(-1)),
        ("1/3 + 1/6", Fraction(1, 2)),
        ("0.1 + 0.2 == 0.3", True),
        ("0 < a < 5", True),
        ("0 < b < 5", False),
        ("a == 3 and not b == 3 or false", True),
        ("true or 1/0 == 1", True),
        ("if(b < 0, 'below', 'above')", "below"),
        ("if(a == 3, 1, 1/0)", Fraction(1)),
        ("name == 'Ada'", True),
        ('cell.kind == "plant"', True),
        ("cell.walls + 1", Fraction(2)),
        ("abs(b) + sign(b)", Fraction(3)),
        ("min(a, b, 0)", Fraction(-4)),
        ("max(a, b, 0)", Fraction(3)),
        ("gcd(12, 18) + lcm(4, 6)", Fraction(18)),
        ("floor(q) + ceil(q)", Fraction(-1)),
        ("round(5/2)", Fraction(3)),
        ("round(-5/2)", Fraction(-3)),
        ("round(2/3, 2)", Fraction(67, 100)),
        ("mod(-7, 3)", Fraction(2)),
        ("sqrt(9/16)", Fraction(3, 4)),
        ("square(2)", False),
        ("whole(6/3) and prime(7) and not prime(1)", True),
        ("num(q) + den(q)", Fraction(1)),
        ("linear(a, 'x', b)", "3x − 4"),
    ],
)
def test_a_formula_has_its_value(source: str, value: Value) -> None:
    assert parse(source).value(VALUES) == value


@pytest.mark.parametrize(
    "source",
    [
        "",
        "1 +",
        "(1",
        "1)",
        "1 2",
        "a b",
        "x",
        "1/0",
        "mod(1, 0)",
        "0^-1",
        "sqrt(2)",
        "sqrt(-1)",
        "2^0.5",
        "9^9^9^9",
        "10^41",
        "(10^30)*(10^30)",
        "gcd(1/2, 2)",
        "name + 1",
        "yes + 1",
        "a and b",
        "a == name",
        "name < 'B'",
        "cell == cell.kind",
        "cell.colour",
        "a.kind",
        "abs",
        "abs()",
        "abs(1, 2)",
        "nothing(1)",
        "if(true, 1)",
        "not",
        "a..b",
        "1 = 1",
        "a; b",
        "__import__('os')",
        "'open",
        "A",
        "1e5",
        "round(1, 99)",
        "prime(10^30)",
        "1" * 60,
        "(" * 100 + "1" + ")" * 100,
        "-" * 100 + "1",
        "not " * 100 + "true",
        "2^" * 60 + "1",
        "1+" * 600 + "1",
        "\x00",
        "١ + 1",
    ],
)
def test_what_cannot_be_worked_out_is_one_error(source: str) -> None:
    with pytest.raises(FormulaError):
        parse(source).value(VALUES)


def test_the_error_names_the_place() -> None:
    with pytest.raises(FormulaError) as caught:
        parse("a + * b")
    assert caught.value.place == 4


def test_the_names_of_a_formula_are_known() -> None:
    assert parse("a + if(b > 0, cell.kind == 'x', c)").names == {"a", "b", "c", "cell"}


def test_yaml_numbers_are_formulas_too() -> None:
    assert authored(0.1).number({}) == Fraction(1, 10)
    assert authored(-3).number({}) == -3
    assert authored(True).truth({}) is True
    with pytest.raises(FormulaError):
        authored([1])


WORDS = "a b q name cell . kind 1 0 2.5 + - * / ^ ** ( ) , < == and or not if sqrt abs round 'x' true linear frac mod"
PIECES = st.sampled_from([*WORDS.split(), " ", "99999999999"])
MODEST = st.fractions(-(10**12), 10**12, max_denominator=10**6)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_nothing_but_its_own_error(source: str) -> None:
    try:
        value = parse(source).value(VALUES)
    except FormulaError:
        return
    assert isinstance(value, Fraction | str | bool | dict)
    if isinstance(value, Fraction):
        assert abs(value.numerator) <= LIMIT
        assert value.denominator <= LIMIT


@given(MODEST, MODEST)
def test_arithmetic_is_that_of_fractions(one: Fraction, other: Fraction) -> None:
    values: dict[str, Value] = {"x": one, "y": other}
    assert parse("x + y").number(values) == one + other
    assert parse("x - y").number(values) == one - other
    assert parse("x * y").number(values) == one * other
    if other:
        assert parse("x / y").number(values) == one / other
    assert parse("(x < y) == (y > x)").truth(values)


@given(st.fractions(max_denominator=10**6))
def test_a_root_is_exact_or_none(value: Fraction) -> None:
    assert exact_root(value * value) == abs(value)
    root = exact_root(value)
    assert root is None or root * root == value


@given(st.fractions(max_denominator=10**6), st.integers(0, 6))
def test_rounding_is_near_and_symmetric(value: Fraction, places: int) -> None:
    assert abs(rounded(value, places) - value) <= Fraction(1, 2 * 10**places)
    assert rounded(-value, places) == -rounded(value, places)
