"""Values in texts: in prose, in maths, and with a decimal comma."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.exact import FormulaError, Value
from chiron.core.learning.interactions.numeric.reading import read_number
from chiron.core.learning.interactions.one_number import worth
from chiron.core.learning.printing import Mode, Style, decimal, fraction, mixed
from chiron.core.learning.replacement import fill, fill_markup, pattern

VALUES: dict[str, Value] = {
    "a": Fraction(3), "b": Fraction(-4), "one": Fraction(1), "minus": Fraction(-1), "zero": Fraction(0),
    "q": Fraction(-3, 4), "h": Fraction(7, 2), "name": "Ada", "cell": {"kind": "plant"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("no replacement $x$", "no replacement $x$"),
        ("@a, @b, @q.", "3, −4, −3/4."),
        ("$@a, @b, @q$", r"$3, -4, -\frac{3}{4}$"),
        ("$$@q$$ @q", r"$$-\frac{3}{4}$$ −3/4"),
        (r"\$@q", r"\$−3/4"),
        ("@name has @{a + 1}", "Ada has 4"),
        ("a@@b.org @@{x}", "a@b.org @{x}"),
        ("@{cell.kind}", "plant"),
        ("@{if(a > 2, 'many', 'few')}", "many"),
        ("@{if(a > 2, '}', 'few')}", "}"),
        ("$@a @{signed(b)} @{signed(a)}$", "$3 - 4 + 3$"),
        ("@{coef(one)}x @{coef(minus)}x @{coef(a)}x", "x −x 3x"),
        ("@{term(zero, 'x')} @{term(minus, 'x')} @{term(a, 'x')}", "0 −x 3x"),
        ("$x^2 @{plus(b, 'x')} @{plus(one, 'x')} @{plus(a)}$", "$x^2 - 4x + x + 3$"),
        ("$x^2@{plus(zero, 'x')}$", "$x^2$"),
        ("$@{linear(a, 'x', b)}, @{linear(one, 'x', zero)}, @{linear(zero, 'x', a)}$", "$3x - 4, x, 3$"),
        ("$5 - @{paren(b)} + @{paren(a)}$", "$5 - (-4) + 3$"),
        ("@{mixed(h)} $@{mixed(h)}$ @{mixed(a)} @{mixed(q)}", r"3 1/2 $3\frac{1}{2}$ 3 −3/4"),
        ("@{decimal(h)} @{decimal(1/3, 2)} @{decimal(-1/2)} @{decimal(2, 2)}", "3.5 0.33 −0.5 2.00"),
        ("@{percent(3/4)} $@{percent(q)}$", r"75% $-75\%$"),
    ],
)
def test_values_are_written_as_people_write(text: str, filled: str) -> None:
    assert fill(text, VALUES) == filled


def test_the_courses_decimal_sign_is_used() -> None:
    assert fill("@{decimal(h)} $@{decimal(h)}$", VALUES, ",") == "3,5 $3{,}5$"


def test_plain_texts_are_for_our_own_parsers() -> None:
    assert fill("@q*x @{signed(b)} $@{decimal(h)}$", VALUES, ",", plain=True) == "-(3/4)*x - 4 $3.5$"


@pytest.mark.parametrize(
    "text", ["@", "@ a", "@A", "@{a", "@{}", "@{a +}", "mail@Ada", "@unknown", "@cell", "@{decimal(1/3)}"]
)
def test_a_stray_sign_or_unknown_name_is_an_error(text: str) -> None:
    with pytest.raises(FormulaError):
        fill(text, VALUES)


def test_the_place_of_a_stray_sign_is_told() -> None:
    with pytest.raises(FormulaError) as caught:
        pattern("ab @ cd")
    assert caught.value.place == 3


@given(st.text(max_size=80))
def test_any_text_is_filled_or_refused(text: str) -> None:
    try:
        fill(text, VALUES)
    except FormulaError:
        assert "@" in text


@given(st.text(alphabet=st.characters(blacklist_characters="@"), max_size=80))
def test_a_text_without_the_sign_stays(text: str) -> None:
    assert fill(text, VALUES) == text


@given(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**6))
def test_printed_numbers_are_read_back(value: Fraction) -> None:
    prose = Style(Mode.TEXT)
    assert worth(read_number(fraction(value, prose)).number) == value
    # From three digits on, 1 100/201 could also be a thousand and a hundred over 201.
    if value.denominator < 100:
        assert worth(read_number(mixed(prose, value)).number) == value


@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.sampled_from(".,"))
def test_printed_decimals_are_read_back(digits: int, places: int, sign: str) -> None:
    value = Fraction(digits, 10**places)
    style = Style(Mode.TEXT, sign)
    assert worth(read_number(decimal(style, value), sign).number) == value
    assert worth(read_number(decimal(style, value, Fraction(8)), sign).number) == value


@pytest.mark.parametrize(
    ("drawing", "filled"),
    [
        ('<rect x="@{if(a > b, 10, 20)}" y="@c"/>', '<rect x="10" y="-2"/>'),
        ("<rect x='@{if(a < b, 10, 20)}' y='@c'/>", "<rect x='20' y='-2'/>"),
        ("<text x=\"@c\">@{if(a > b and b < a, 'up', 'down')} @c</text>", '<text x="-2">up −2</text>'),
        ('<rect x="@{if(a >= b, -1, 1)}"/><text>@{decimal(1/2)}</text>', '<rect x="-1"/><text>0,5</text>'),
        ('<rect x="@{decimal(1/2)}"/><text>@c</text>', '<rect x="0.5"/><text>−2</text>'),
        ("<!-- don't: @c > 0 --><g id='x > @c'>@c</g>", "<!-- don't: -2 > 0 --><g id='x > -2'>−2</g>"),
        ("<text>a@@b @c</text>", "<text>a@b −2</text>"),
    ],
)
def test_a_formula_that_compares_is_filled_in_wherever_it_stands_in_a_drawing(drawing: str, filled: str) -> None:
    values = {"a": Fraction(3), "b": Fraction(2), "c": Fraction(-2)}
    assert fill_markup(drawing, values, ",") == filled


def test_a_formula_of_a_drawing_that_is_not_closed_is_told() -> None:
    with pytest.raises(FormulaError, match="not closed"):
        fill_markup('<rect x="@{if(a > b, 1, 2)"/>', {"a": Fraction(3), "b": Fraction(2)})
