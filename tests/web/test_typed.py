"""LaTeX of a formula's field is said back as one would have typed it."""

from __future__ import annotations

import pytest

from chiron.faces.web.typed import as_typed


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        (r"1\,\frac12", "1 1/2"),
        (r"20\,C", "20 C"),
        (r"x=\frac{3x+1}{2}", "x=(3x+1)/2"),
        (r"\frac{\sqrt{2}}{x^{10}}", "(sqrt(2))/(x^10)"),
        (r"x^{n+1}", "x^{n+1}"),
        (r"2\cdot x^{n+1}", "2* x^(n+1)"),
        (r"\left(x+1\right)\times 3", "(x+1)* 3"),
        (r"x\le3\lor x\ge5", "x<=3 or x>=5"),
        (r"\unknown{2}+\frac12", r"\unknown{2}+\frac12"),
        ("3x = 12", "3x = 12"),
    ],
)
def test_the_field_s_latex_is_said_as_typed(written: str, typed: str) -> None:
    assert as_typed(written) == typed
