"""LaTeX of a formula's field is said back as one would have typed it."""

from __future__ import annotations

import pytest

from chiron.faces.web.typed import as_typed, fragment
from chiron.faces.web.unread import marked


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


@pytest.mark.parametrize(
    ("text", "place", "shown"),
    [
        (r"\frac{3}{4", 10, ("(3)/(4", "", "")),
        (r"x+\frac{\placeholder{}}{2}", 2, ("x+", "", "(())/(2)")),
        (r"\sqrt{2", 7, ("√(2", "", "")),
        (r"3\cdot\frac12$", 13, ("3*1/2", "$", "")),
        ("3x + {", 5, ("3x + ", "{", "")),
    ],
)
def test_the_place_of_what_cannot_be_read_shows_no_latex(text: str, place: int, shown: tuple[str, str, str]) -> None:
    found = marked(text, place)
    assert found is not None
    assert (found.before, found.here, found.after) == shown


@pytest.mark.parametrize("text", [r"\frac{", r"}\right)", r"\unknown{\text{a}", "\\", r"\frac1", "a\\\\b{}"])
def test_no_piece_of_latex_shows_a_backslash_or_a_brace(text: str) -> None:
    assert not set(fragment(text)) & set("\\{}")
