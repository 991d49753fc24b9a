"""Numbers, ranges and formulas as question banks write them: exact, bounded, and never run as program text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.engine.library.importing.formats.moodle.formulas import Unworkable, worked_out
from chiron.engine.library.importing.formats.moodle.numbers import around, formula, number


def test_formulas() -> None:
    assert worked_out("pow({a},2) + sqrt({b c})*pi()", {"a": 3, "b c": 4}) == pytest.approx(9 + 2 * 3.14159265)
    assert worked_out("round(2.345, 2) + 010 % 3", {}) == pytest.approx(3.35)
    for bad in ("(" * 500, "{a}", "x" * 5000, "lambda: 1", "[1]", "'a'*9", "True"):
        with pytest.raises(Unworkable):
            worked_out(bad, {})


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.5", "3/2"), ("1,5", "3/2"), ("-.5", "-1/2"), ("1e3", "1000"), ("2E-2", "1/50"), ("−3", "-3"), ("+4", "4")],
)
def test_numbers(text: str, value: str) -> None:
    assert number(text) == Fraction(value)


@pytest.mark.parametrize("text", ["", "-", "x", "1.2.3", "1e999", "1 2", "0x10", "½", "1" * 70])
def test_what_is_no_number(text: str) -> None:
    assert number(text) is None


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000))
def test_a_number_as_a_formula_is_itself(value: Fraction) -> None:
    assert Fraction(formula(value)) == value


def test_ranges() -> None:
    span = around("1..5")
    assert span is not None
    assert (span.low, span.high) == (1, 5)
    assert around("3:x") is None
    assert around("a..b") is None
