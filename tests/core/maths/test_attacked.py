"""Wrong answers written to pass, and right ones that look like them."""

from __future__ import annotations

import pytest

from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.reading import read


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("x+1", "x+2^61"),
        ("x+1", "x*2^61+1"),
        ("x/3", "1537228672809129301x"),
        ("sqrt(x+2)", "sqrt(x+2)+2305843009213693951"),
        ("y=x+1", "y=x+2^61"),
        ("x+1", "x+1+sin(3003 pi x)"),
        ("x", "floor(3003x)/3003"),
        ("sin(x)", "cos(6006 pi x) sin(x)"),
        ("sqrt(2)", "1.4142135623730950488016887242"),
        ("7", "7+e^-100"),
        ("x^2", "x^(2+10^-30)"),
        ("abs(x)", "sqrt(x)^2"),
        ("abs(x)", "e^(ln(x))"),
    ],
)
def test_an_answer_written_to_pass_does_not(key: str, typed: str) -> None:
    assert same(read(key).tree, read(typed).tree).equal is not True


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("x+1", "(x^2-1)/(x-1)"),
        ("sqrt(x)", "x^(1/2)"),
        ("sqrt(x)^2", "x"),
        ("ln(x^2)", "2ln(abs(x))"),
        ("sqrt(x^2)", "abs(x)"),
        ("y=x+1", "2y=2x+2"),
        ("(x+1)^20", "(x+1)^19*(x+1)"),
        ("sin(2x)", "2sin(x)cos(x)"),
    ],
)
def test_a_right_answer_still_passes(key: str, typed: str) -> None:
    assert same(read(key).tree, read(typed).tree).equal is True
