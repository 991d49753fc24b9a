"""Reading the numbers that people type."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.interactions import UNREAD, Unread
from chiron.core.learning.interactions.numbers import Number, Shape, read_number

SMALL = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("typed", "value", "shape"),
    [
        ("3", 3, Shape.INTEGER),
        ("+3", 3, Shape.INTEGER),
        ("−3", -3, Shape.INTEGER),
        ("–3", -3, Shape.INTEGER),
        (" - 3 ", -3, Shape.INTEGER),
        ("3.", 3, Shape.INTEGER),
        ("３", 3, Shape.INTEGER),
        ("٣", 3, Shape.INTEGER),
        ("1,000", 1000, Shape.INTEGER),
        ("1\u202f000", 1000, Shape.INTEGER),
        ("12,345,678.5", Fraction(24691357, 2), Shape.DECIMAL),
        (".5", Fraction(1, 2), Shape.DECIMAL),
        ("0.50", Fraction(1, 2), Shape.DECIMAL),
        ("1/2", Fraction(1, 2), Shape.FRACTION),
        ("1 / 2", Fraction(1, 2), Shape.FRACTION),
        ("1⁄2", Fraction(1, 2), Shape.FRACTION),
        ("½", Fraction(1, 2), Shape.FRACTION),
        ("-1/2", Fraction(-1, 2), Shape.FRACTION),
        ("1/-2", Fraction(-1, 2), Shape.FRACTION),
        ("1.5/2", Fraction(3, 4), Shape.FRACTION),
        ("1 1/2", Fraction(3, 2), Shape.MIXED),
        ("1½", Fraction(3, 2), Shape.MIXED),
        ("-1 1/2", Fraction(-3, 2), Shape.MIXED),
        ("50%", Fraction(1, 2), Shape.PERCENT),
        ("50 %", Fraction(1, 2), Shape.PERCENT),
        ("1e3", 1000, Shape.POWER),
        ("1.5E-1", Fraction(3, 20), Shape.POWER),
        ("3.0 x 10^4", 30000, Shape.POWER),
        ("3×10⁻²", Fraction(3, 100), Shape.POWER),
        ("3*10^(-2)", Fraction(3, 100), Shape.POWER),
        ("(3)", 3, Shape.INTEGER),
        ("-(1/2)", Fraction(-1, 2), Shape.FRACTION),
    ],
)
def test_a_number_is_read(typed: str, value: Fraction, shape: Shape) -> None:
    found = read_number(typed)
    assert (found.value, found.shape) == (value, shape)


@pytest.mark.parametrize(
    ("typed", "reason", "place"),
    [
        ("", "empty", None),
        ("   ", "empty", None),
        ("x", "unreadable", 0),
        ("3 x", "unreadable", 2),
        ("0,5", "decimal-sign", 1),
        ("1,00", "decimal-sign", 1),
        ("1,0000", "decimal-sign", 1),
        ("1.2.3", "decimal-sign", 3),
        ("1/0", "zero-denominator", 2),
        ("1 1/0", "zero-denominator", 4),
        ("1/0.0", "zero-denominator", 2),
        ("1 000/3", "ambiguous", 0),
        ("1+1", "not-one-number", 1),
        ("3²", "not-one-number", 1),
        ("1/2/3", "not-one-number", 3),
        ("--3", "not-one-number", 1),
        ("3 4", "not-one-number", 2),
        ("±3", "unreadable", 0),
        ("-", "unreadable", 1),
        ("((3)", "bracket", 0),
        ("3)", "not-one-number", 1),
        ("1e99", "too-large", 1),
        ("9" * 60, "too-large", 0),
        ("9" * 101, "too-long", 100),
        ("(" * 50, "unreadable", 8),
        ("3\x00", "unreadable", 1),
        ("\x1b[31m3", "unreadable", 0),
        ("__import__('os')", "unreadable", 0),
    ],
)
def test_what_cannot_be_read_is_asked_again(typed: str, reason: str, place: int | None) -> None:
    with pytest.raises(Unread) as caught:
        read_number(typed)
    assert (caught.value.reason, caught.value.place) == (reason, place)


@pytest.mark.parametrize(("typed", "value"), [("0,5", 0.5), ("1.000", 1000), ("1.000,5", 1000.5), ("1 000,5", 1000.5)])
def test_a_decimal_comma(typed: str, value: float) -> None:
    assert read_number(typed, ",").value == Fraction(value)


@pytest.mark.parametrize("typed", ["£5", "5£", "5 £", "-£5", "£-5"])
def test_a_currency_stands_on_either_side(typed: str) -> None:
    assert abs(read_number(typed, unit="£").value) == 5


def tried(typed: str, decimal: str = ".", unit: str | None = None, variable: str | None = None) -> Number | Unread:
    """What is read, or why not."""
    try:
        return read_number(typed, decimal, unit, variable)
    except Unread as unread:
        return unread


@given(st.text(max_size=40), st.sampled_from(".,"))
def test_any_text_is_read_or_asked_again(typed: str, decimal: str) -> None:
    found = tried(typed, decimal, "cm", "x")
    assert isinstance(found, Number) or found.reason in UNREAD


@given(st.lists(st.sampled_from("0123456789.,/ -+%()eE^*x½"), max_size=16).map("".join))
def test_nearly_numbers_are_read_or_asked_again(typed: str) -> None:
    found = tried(typed)
    assert isinstance(found, Number) or found.place is None or 0 <= found.place <= len(typed)


@given(SMALL, st.integers(1, 10**6), st.booleans(), st.sampled_from(["/", " / ", "⁄", "∕"]))
def test_fractions_round_trip(above: int, below: int, minus: bool, sign: str) -> None:
    value = Fraction(-above if minus else above, below)
    assert read_number(f"{'−' if minus else ''}{above}{sign}{below}").value == value


@given(SMALL, st.integers(1, 99), st.integers(1, 99))
def test_mixed_numbers_round_trip(whole: int, above: int, below: int) -> None:
    assert read_number(f"{whole} {above}/{below}").value == whole + Fraction(above, below)


@given(SMALL)
def test_grouped_numbers_round_trip(whole: int) -> None:
    assert read_number(f"{whole:,}").value == whole
    assert read_number(f"{whole:,}".replace(",", "."), ",").value == whole
    assert read_number(f"{whole:,}".replace(",", " ")).value == whole


@given(st.integers(-999, 999), st.integers(-20, 20))
def test_powers_of_ten_round_trip(digits: int, power: int) -> None:
    value = Fraction(digits) * Fraction(10) ** power
    for typed in (f"{digits}e{power}", f"{digits} x 10^{power}", f"{digits}·10^({power})"):
        assert read_number(typed).value == value
