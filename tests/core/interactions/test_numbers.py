"""The numbers that people type: what is read, what is asked again, and that the short way reads as the long one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.interactions import UNREAD, Unread
from chiron.core.learning.interactions.mathematics import _plain
from chiron.core.learning.interactions.numeric.reading import Typed, read_number
from chiron.core.learning.interactions.one_number import worth
from chiron.core.learning.maths.reading import Reading, read

SMALL = st.integers(0, 10**9)


def value(typed: str, decimal: str = ".", unit: str | None = None, variable: str | None = None) -> Fraction:
    return worth(read_number(typed, decimal, unit, variable).number)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("3", 3),
        ("+3", 3),
        ("−3", -3),
        ("–3", -3),
        (" - 3 ", -3),
        ("3.", 3),
        ("1,000", 1000),
        ("1\u202f000", 1000),
        ("12,345,678.5", Fraction(24691357, 2)),
        (".5", Fraction(1, 2)),
        ("0,5", Fraction(1, 2)),
        ("0.50", Fraction(1, 2)),
        ("1/2", Fraction(1, 2)),
        ("1 / 2", Fraction(1, 2)),
        ("1⁄2", Fraction(1, 2)),
        ("½", Fraction(1, 2)),
        ("-1/2", Fraction(-1, 2)),
        ("1/-2", Fraction(-1, 2)),
        ("1.5/2", Fraction(3, 4)),
        ("1 1/2", Fraction(3, 2)),
        ("1½", Fraction(3, 2)),
        ("-1 1/2", Fraction(-3, 2)),
        ("50%", Fraction(1, 2)),
        ("50 %", Fraction(1, 2)),
        ("1e3", 1000),
        ("1.5E-1", Fraction(3, 20)),
        ("3.0 x 10^4", 30000),
        ("3×10⁻²", Fraction(3, 100)),
        ("3*10^(-2)", Fraction(3, 100)),
        ("(3)", 3),
        ("-(1/2)", Fraction(-1, 2)),
        (r"\frac{1}{2}", Fraction(1, 2)),
        (r"-\frac12", Fraction(-1, 2)),
        ("x = 3", 3),
    ],
)
def test_a_number_is_read(typed: str, wanted: Fraction) -> None:
    assert value(typed) == wanted


NO_NUMBERS = (
    *("", "x", "3 x", "1/0", "1 1/0", "1/0.0", "1+1", "3²", "1/2/3", "--3", "3 4", "±3", "-", "((3)", "3)", "1e999"),
    *("9" * 201, "9" * 90, "(" * 150, "3\x00", "\x1b[31m3", "__import__('os')", "9**9**9**9", "factorial(10^9)"),
    *("1 000/3", "√4", "3!", "1.2.3", "{1}", "1 < 2", r"\frac{1}{"),
)


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_number_is_asked_again(typed: str) -> None:
    with pytest.raises(Unread) as caught:
        read_number(typed)
    assert caught.value.place is None or 0 <= caught.value.place <= len(typed)


@pytest.mark.parametrize(("typed", "letter"), [("3x = 12", "x"), ("x + 3", None), ("3y = 12", "x")])
def test_a_letter_of_the_problem_is_not_called_foreign(typed: str, letter: str | None) -> None:
    with pytest.raises(Unread) as caught:
        read_number(typed, variable=letter)
    assert (caught.value.reason == "letter-left") == (letter is not None and letter in typed)


@pytest.mark.parametrize(
    ("typed", "wanted"), [("0,5", 0.5), ("1.000.000", 10**6), ("1.000,5", 1000.5), ("1 000,5", 1000.5)]
)
def test_a_decimal_comma(typed: str, wanted: float) -> None:
    assert value(typed, ",") == Fraction(wanted)


@pytest.mark.parametrize("typed", ["£5", "5£", "5 £", "-£5", "£-5"])
def test_a_currency_stands_on_either_side(typed: str) -> None:
    assert abs(value(typed, unit="£")) == 5


def tried(typed: str, decimal: str = ".", unit: str | None = None, variable: str | None = None) -> Typed | Unread:
    """What is read, or why not."""
    try:
        return read_number(typed, decimal, unit, variable)
    except Unread as unread:
        return unread


@given(st.text(max_size=40), st.sampled_from(".,"))
def test_any_text_is_read_or_asked_again(typed: str, decimal: str) -> None:
    found = tried(typed, decimal, "cm", "x")
    assert isinstance(found, Typed) or found.reason in UNREAD


@given(st.lists(st.sampled_from("0123456789.,/ -+%()eE^*x½"), max_size=16).map("".join))
def test_nearly_numbers_are_read_or_asked_again(typed: str) -> None:
    found = tried(typed)
    assert isinstance(found, Typed) or found.place is None or 0 <= found.place <= len(typed)


@given(st.lists(st.sampled_from("0123456789./-−, "), max_size=12).map("".join), st.sampled_from([".", ","]))
def test_the_short_way_reads_what_the_reader_reads(typed: str, decimal: str) -> None:
    """Plain numbers do not go through the whole grammar: node for node and place for place it must be the same."""
    short = _plain(typed, decimal)
    if short is not None:
        found = read(typed, Reading("," if decimal == "," else ".", ()))
        assert found.tree == short
        assert [part.span for part in found.tree.walk()] == [part.span for part in short.walk()]
        assert not found.alternatives


@given(SMALL, st.integers(1, 10**6), st.booleans(), st.sampled_from(["/", " / ", "⁄", "∕", "÷"]))
def test_fractions_round_trip(above: int, below: int, minus: bool, sign: str) -> None:
    wanted = Fraction(-above if minus else above, below)
    assert value(f"{'−' if minus else ''}{above}{sign}{below}") == wanted


@given(st.integers(1, 10**9), st.integers(1, 99), st.integers(1, 99))
def test_mixed_numbers_round_trip(whole: int, above: int, below: int) -> None:
    above, below = min(above, below), max(above, below) + 1
    assert value(f"{whole} {above}/{below}") == whole + Fraction(above, below)


@given(SMALL)
def test_grouped_numbers_round_trip(whole: int) -> None:
    assert value(f"{whole:,}") == whole
    assert value(f"{whole:,}".replace(",", " ")) == whole


@given(st.integers(-999, 999), st.integers(-20, 20))
def test_powers_of_ten_round_trip(digits: int, power: int) -> None:
    wanted = Fraction(digits) * Fraction(10) ** power
    for typed in (f"{digits}e{power}", f"{digits} x 10^{power}", f"{digits}·10^({power})"):
        assert value(typed) == wanted
