"""What was typed comes back as maths: the same, only better set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.interactions.typeset import typeset


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("4x - 2", "$4x - 2$"),
        ("4X−2", "$4x - 2$"),
        ("3*(x-2)", r"$3 \cdot (x - 2)$"),
        ("-2(3-x)(x+1)", "$-2(3 - x)(x + 1)$"),
        ("x^2", "$x^{2}$"),
        ("x²", "$x^{2}$"),
        ("x**12 + 1", "$x^{12} + 1$"),
        ("(x+1)^2", "$(x + 1)^{2}$"),
        ("x*-3", r"$x \cdot -3$"),
        ("x/2", r"$\frac{x}{2}$"),
        ("(x+1)/2", r"$\frac{x + 1}{2}$"),
        ("½x", r"$\frac{1}{2}x$"),
        ("1 1/2", r"$1\frac{1}{2}$"),
        ("0,5", "$0{,}5$"),
        ("50%", r"$50\%$"),
        ("x = 3", "$x = 3$"),
        ("3 × 10⁴", r"$3 \cdot 10^{4}$"),
        ("1 000", r"$1\,000$"),
        ("١٢", "$12$"),
    ],
)
def test_typed_maths_is_set_as_maths(typed: str, shown: str) -> None:
    assert typeset(typed, ("x",)) == shown


@pytest.mark.parametrize("typed", ["5 cm", "3y", "1/", "(x", "x)", "$x$", "x^", "\\frac{1}{2}", "1 = /"])
def test_what_is_not_known_stands_as_typed(typed: str) -> None:
    assert not typeset(typed, ("x",)).startswith("$")


def test_a_minus_is_a_true_one_also_before_a_unit() -> None:
    assert typeset("-5 cm") == "−5 cm"


@given(st.text(max_size=60))
def test_no_text_breaks_it_or_opens_other_maths(typed: str) -> None:
    shown = typeset(typed, ("x", "y"))
    assert shown.count("$") in (0, 2) or "\\$" in shown
