"""What the formula's field (MathLive) writes, as recorded from it: read as the plain text that it stands for."""

from __future__ import annotations

import pytest

from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.show import tex

WRITTEN = [
    (r"3x+5-5=20-5", "3x + 5 - 5 = 20 - 5"),
    (r"x=\frac12", "x = 1/2"),
    (r"x=\frac{x+1}{12}", "x = (x + 1)/12"),
    (r"1\,\frac12", "1 1/2"),
    (r"1\frac12", "1 1/2"),
    (r"x^2+1", "x^2 + 1"),
    (r"x^{10}", "x^10"),
    (r"2^{x+1}", "2^(x + 1)"),
    (r"2^{\left(x+1\right)}", "2^(x + 1)"),
    (r"\sqrt2", "sqrt(2)"),
    (r"\sqrt{x+1}", "sqrt(x + 1)"),
    (r"\sqrt{10}^2", "sqrt(10)^2"),
    (r"\sqrt[3]{12}^{2}", "cbrt(12)^2"),
    (r"\frac{1}{10}^{2}", "(1/10)^2"),
    (r"\left(x+1\right)\left(x-2\right)", "(x + 1)(x - 2)"),
    (r"\left|x\right|=3", "|x| = 3"),
    (r"-2<x\le3", "-2 < x <= 3"),
    (r"x\ge-\frac13", "x >= -1/3"),
    (r"x\ne2", "x != 2"),
    (r"x=2\,\lor \,x=3", "x = 2 or x = 3"),
    (r"x=2\lor x=3", "x = 2 or x = 3"),
    (r"x=1\land y=2", "x = 1 and y = 2"),
    (r"x=\pm3", "x = ±3"),
    (r"2\cdot x", "2*x"),
    (r"2\times3", "2*3"),
    (r"0.5x", "0.5x"),
    (r"2\pi", "2pi"),
    (r"\left\lbrace-3,\,3\right\rbrace", "{-3, 3}"),
    (r"\left\lbrack2,3\right\rbrack", "[2, 3]"),
    (r"\left(-\infty,3\right\rbrack", "(-inf, 3]"),
]


def meaning(text: str, decimal: str = ".") -> str:
    """The one meaning of a text, as TeX."""
    found = read(text, Reading(decimal, ("x", "y"), pair="interval"))  # type: ignore[arg-type]
    assert not found.alternatives
    return tex(found.tree, decimal)


@pytest.mark.parametrize(("written", "plain"), WRITTEN)
def test_a_formula_is_read_as_the_plain_text_is(written: str, plain: str) -> None:
    assert meaning(written) == meaning(plain)


def test_a_decimal_comma_comes_in_brackets_of_its_own() -> None:
    assert meaning(r"x=0{,}5", ",") == meaning("x = 0,5", ",")
