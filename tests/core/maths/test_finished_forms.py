"""Required forms, line by line: what is finished passes, what leaves work to do is not yet there, and why."""

from __future__ import annotations

import pytest

from chiron.core.learning.interactions.base import NOTES
from chiron.core.learning.maths.forms import FormName, Untold, lacking
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.tree import Node

FINISHED: dict[FormName, str] = {
    "simplified": (
        "3x+1 | 1+3x | x^2 | 2sqrt(3) | x/2 | 3x/4 | (3/4)x | 3/4 x | -x | -3x+2 | (x+1)/(x-2) | x^2+2x+1 | "
        "2(x+1) | (x+1)(x-2) | x^(1/2) | sqrt(x) | sqrt(x+1) | sqrt(x^2+1) | 2^x | x^-1 | 1/x | x^(-2) | x^a | "
        "sqrt(2)/2 | 1/2 | 7 | -5 | 2x sqrt(3) | pi/2 | 2pi | x sqrt(x) | (x+1)^2 | {1,3} | {1/2, -3} | sqrt(6) | "
        "1+sqrt(2) | (1+sqrt(5))/2 | (-1+sqrt(5))/2 | -1/2 | x | 5/(x+1) | x^2y | 3xy-2x | sin(x) | log(2) | "
        "ln(2) | e^2 | e^x | pi^2 | x=3 | abs(x) | abs(x-1) | x^2/3 | -(x+1)/2 | 2^(x+1) | 1/sqrt(x) | a/b | "
        "x^3/(y) | x y/2 | cbrt(2) | root(3)(2) | 1.5x | 0.5 | -x/2 | (x-1)/2 | x^2-1 | sqrt(2)+sqrt(3) | "
        "sqrt(2)x+1 | x>=-3 | x^(2/3) | 2x^(1/2) | 4sqrt(x) | 1/(2x) | 3/(2sqrt(x))"
    ),
    "simplified-roots-below": (
        "1/sqrt(2) | 3/(1+sqrt(5)) | 2^(-1/2) | x/sqrt(3) | sqrt(2)/2 | 5/cbrt(2) | x+1/sqrt(7) | -1/sqrt(3) | "
        "2/sqrt(5) | x/(2sqrt(3)) | 1/(1+sqrt(2)) | (1+sqrt(2))^-1 | 3x+1 | 1/sqrt(x) | {1/sqrt(2), 3} | "
        "3/(2sqrt(7)) | pi/sqrt(2)"
    ),
    "expanded": (
        "3x-6 | -6+3x | x^2+2x+1 | x^3 | 5 | x | -x | x/2+1 | 3x/4-1/2 | 2xy+3 | sqrt(2)x+1 | x sqrt(3)-2 | "
        "x^2y-xy^2 | 1/2x^2 + 1/3 | x^2-1 | 2+3x | 0.5x+1.25 | ab+a | 1/x+1 | x^-1+2 | sin(x)+1 | -3x^2+2 | "
        "a^2-2ab+b^2 | 4-x^2"
    ),
    "factored": (
        "2(x+1)(x-3) | (x-3)*2*(1+x) | -2(3-x)(x+1) | x(x+1) | x^2(x+1) | (x+1)^2 | (x+1)(x+1) | 3(x+2) | -(x-1) | "
        "x^2+1 | x+1 | 2x | (x-y)(x+y) | a(b+2) | 1/2(x+1)(x-2) | (x+1)(x-1)/2 | 4(x+1)^2 | x | 7 | x(2x+3) | "
        "(2x+1)(x-3) | (3-x)(x+1) | 2xy(x+3)"
    ),
    "single-fraction": (
        "(x+1)/(x-2) | -(x+1)/(2-x) | 3/4 | (2x+2)/(2x-4) | x/2 | (3x+1)/6 | 5 | x | -3/x | (x+1)/(x(x-1)) | "
        "2/(3x) | (a+b)/(ab) | (x^2+1)/x^2 | 1/(x+1)^2 | 7/12 | (x+y)/(x-y)"
    ),
    "by-degree": (
        "x^2+6x+9 | 3x+1 | -x^2+1 | x^3-x | 5 | x | 2x^2y+xy+1 | x/2+1 | -3x+4 | x^4+x^2+1 | a^2+2ab+b^2 | 4x | "
        "x^2-1 | 1/2x^2-3 | x^5+1"
    ),
    "standard-line": (
        "2x+3y=6 | x-y=1 | 4x+6y=12 | x+y=0 | 3x=6 | x-2y=-5 | 5x+y=10 | y=3 | 7x-3y=2 | 2x+y=-1 | a+b=3 | a-2b=7 | "
        "x+4y=9 | 10x+10y=5 | x=0"
    ),
    "equals-zero": (
        "x^2+2x+1=0 | x^2-1=0 | 3x+1=0 | -x^2+4=0 | x^2=0 | x^3-x=0 | 2x^2-5x+3=0 | x^2+x=0 | x^2-3x-4=0 | "
        "5x^2-2=0 | x/2+1=0 | x^2-6x+9=0 | x-1=0 | 4x^2-4x+1=0 | x^4-1=0"
    ),
    "solved": (
        "x=3 | y=2x+1 | 3=x | x=3 or x=-3 | x>2 | -1<x<4 | y=x^2 | x=1/2 | x=sqrt(2) | x=±3 | x=-3 | y=-x/2+1 | "
        "a=b+2 | x=(1+sqrt(5))/2 | x<=-7 | y=(x+1)/2"
    ),
    "exact": (
        "2sqrt(3) | 1/3 | pi | 2pi/3 | 5 | sqrt(12) | 12^(1/2) | -7/2 | x/3 | e^2 | ln(2) | 1+sqrt(2) | {1/3,2} | "
        "x=1/3 | sin(1) | 3 1/2"
    ),
    "lowest-terms": "1/2 | -1/2 | 3 | -3 | 3/4 | 7/3 | 0 | 12/5 | x=1/2 | {1/2,3} | (1/2,2/3) | 2/9 | -7/9 | 6/7 | 5/8",
}
"""Each of them lacks nothing."""
UNFINISHED: dict[FormName, dict[str, str]] = {
    "simplified": {
        "not-worked-out": (
            "12^(1/2) | x^(3-2)+3 | sqrt(x^4) | {1+1,3} | 1+1 | 2*3 | x^(1+1) | sqrt(4) | sqrt(12) | sqrt(x^2) | "
            "1x | x*1 | x^1 | x^0 | x/1 | 3-(-2) | 2(3x) | 2*x*3 | (x^2)^3 | (2x)^2 | (-x)^2 | 2^3 | abs(-3) | "
            "abs(3) | 4^(1/2) | 8^(1/3) | sqrt(8)x | 1/2+1/3 | {sqrt(4),1} | x=1+1 | 1/(1/2) | (1/2)/x | sin(0) | "
            "cos(0) | log(100) | ln(e) | e^0 | sqrt(x)^2 | cbrt(x^3) | cbrt(8) | sqrt(x^6) | (x^2)^(1/2) | "
            "sqrt(4x) | sqrt(4x^2) | sqrt(16+9) | 2^(1+1) | x(3-2) | sqrt(12)/2 | sqrt(4/9) | sqrt(1/2) | "
            "27^(1/3) | (1+1)/x | x/(2/3) | 2+sqrt(9) | sqrt(50)+1 | 1*sqrt(2) | (3)(4) | (2)(x)(3) | 4 1/2+1 | "
            "abs(-x) | x^(2*3) | sqrt(2)^2 | 3/-4 | x/-2 | 2^-1 | 3^(-2) | (1/2)^2 | (2/3)^-1"
        ),
        "reducible": (
            "2/4 | 2/4x | (2/4)x | 2x/4 | (2x+2)/4 | x/x | x^2/x | 6/3 | (x^2-1)/(x-1) | x^(4/2) | x^(2/4) | "
            "{2/4,3} | x=6/3 | 2sqrt(3)/4 | (x+x)/2 | x^(6/3) | (4x)/(6y) | (x+1)/(2x+2) | 2/(4x) | 5/5 | 0/3"
        ),
        "like-terms": (
            "x*x | x x | 2x+3x | x^2*x | x+0 | 0x+3 | (x+1)(x+1) | sqrt(2)sqrt(3) | sqrt(2)*sqrt(2) | x/2+x/3 | "
            "x^3*x^-3 | 2x+3-1 | sqrt(x)*sqrt(x) | abs(x)*abs(x) | 3+2x+1 | pi+pi | x pi x | 2^(1/2)*2^(1/2) | "
            "2^x*2^x | x^a*x^b | e^x e^x | x^2-x^2+1 | sqrt(x+x)"
        ),
        "root-below": (
            "1/sqrt(2) | 3/(1+sqrt(5)) | 2^(-1/2) | x/sqrt(3) | 5/cbrt(2) | x+1/sqrt(7) | -1/sqrt(3) | "
            "(1+sqrt(2))^-1 | x/(2sqrt(3)) | {1/sqrt(2), 3} | 2/3^(1/2)"
        ),
        "brackets-left": "--3 | -(-x) | x+(y+1) | x-(-3) | 2(x+1)+3 | -(-3)",
    },
    "expanded": {
        "not-expanded": (
            "3(x-2) | 2x+x-6 | (x+1)(x-1) | (x+1)^2 | x*x+1 | 3*2x+1 | x^2+2x+3x | 3+2x+1 | (1+1)x+3 | x(x+1) | "
            "-(x+1) | 2x-(x+1) | x^2*x | 2x*3 | 1x+0 | x+0 | 0x+3 | (x+1)/2 | (2x)^2+1 | x-(-3)*2 | 1+1 | x+1-1 | "
            "(x^2)^2 | x+(y+1)"
        ),
        "reducible": "2/4x+1 | 4/2x | x+6/3 | 6x/3 + 1 | (2x)/4+1",
        "not-worked-out": "x^(3-2)+3 | x^(1+1)+1 | x^1+3 | x^2+sqrt(4) | x^2^1 | 2^2x+1 | abs(-3)x | x/1+3",
    },
    "factored": {
        "not-factored": (
            "(2x+2)(x-3) | 2x^2-4x-6 | 2(x^2-2x-3) | x^2-1 | 2*3(x+1) | 3x+6 | (x+1)(x^2-1) | x^2+x | 4x+2y | "
            "(x+1)^(1+1) | (2x+2)^2 | (2*x+3*2)(x-1)"
        ),
        "not-worked-out": (
            "(1+1)(x+3) | sqrt(4)(x+1) | x^(3-2)(x+1) | (x^1+1)(x+2) | (x+1)*1 | 2^2(x+1) | (x+1)(x+sqrt(9)) | 1(x+1)"
        ),
        "like-terms": "(x+1+1)(x-3) | x*x(x+1) | x(x+1)+2 | (x+2-3)(x+1) | ((x+1)(x+2)+3) | x^2 x(x+1)",
        "reducible": "2/4(x+1) | (x+6/3)(x-1) | 6/3(x+1)",
    },
    "single-fraction": {
        "not-single-fraction": (
            "1+3/(x-2) | 1/x+1/y | 1/2x+1 | (1/2)/x | x/(1/2) | x/2+x/3 | (x+1)/x*2/3 | x^-1 | (x/2)/3 | 3 1/2 | "
            "1/2+1/3 | x+1/2 | (x+1)x^-1 | (1/2)x | -(1+1/x)"
        ),
        "not-worked-out": "(1+1)/x | (2*3)/x | sqrt(4)/x | x/(3-2) | (x+1)/1 | 2^2/x | (x+sqrt(9))/2",
        "like-terms": "x*x/(x+1) | (x+2+1)/x | (3+2x+1)/x",
        "decimal-left": "0.75 | 0.5x/3 | (1.5x+1)/2 | x/0.5 | -2.5 | 50%",
    },
    "by-degree": {
        "not-by-degree": "9+6x+x^2 | 1+3x | x^2+x^3 | 1-x | x+x^2",
        "not-expanded": "3+2x+1 | (x+1)^2 | x*x+1 | x^2+2x+4x | 2x+3-1 | x^2+2*3x+9 | x^2+0x+1 | (1+1)x^2+1",
        "not-worked-out": "x^(1+1)+1 | 1x^2+1 | x^2+6x+3^2 | x^2+6x^1+9 | x^2+6x+9x^0",
        "reducible": "2/4x+1 | x^2+6/3",
    },
    "standard-line": {
        "not-standard": (
            "y=2x+1 | 3y+2x=6 | -2x+3y=6 | x/2+y=1 | 2x+3y-6=0 | 2x+3y=6+x | 2x+x+3y=6 | 2(x+y)=6 | 2*3x+y=1 | "
            "2x=6-3y | 6=2x+3y | 0x+y=2 | x^2+y=1 | 2x+3y=1/2 | 2x+0y=3"
        ),
        "not-worked-out": "2x+3y=3+3 | 1x+y=2 | 2x+3y=2*3 | x^1+y=2 | x+y=sqrt(4)",
        "reducible": "2x+3y=12/2 | 4/2x+y=1",
    },
    "equals-zero": {
        "not-standard": (
            "x^2=1 | (x+1)^2=0 | x^2+2x=-1 | x^2+2x+1+1=0 | x*x+1=0 | x^2+1=1-1 | x^2+2x+x=0 | x(x+1)=0 | "
            "x^2+2*3x+1=0 | x^2+2x+1=x | 0=x | x^2+x^2-1=0 | x^2-(1+1)=0 | x^2+0x-1=0"
        ),
        "not-by-degree": "1+2x+x^2=0",
        "not-worked-out": "x^2+1x+1=0 | x^(1+1)-1=0 | x^2-sqrt(4)=0",
        "reducible": "x^2+6/3=0 | x^2+2/4x+1=0",
    },
    "solved": {
        "not-solved": "2x=6 | x=x+1 | x+1=3 | -1<2x<4 | -x=3 | x^2=9",
        "not-worked-out": (
            "x=1+1 | x=6-3 | x=2*3 | x=3 or x=1+1 | x>2+1 | -1<x<2+2 | x=sqrt(4) | y=2*3x | x=3^2 | x=1+sqrt(4) | x=2±3"
        ),
        "like-terms": "y=2x+3+1",
        "reducible": "x=6/3 | x=12/4 | x=2/4 | x=(1+3)/2 | x=(1±3)/2 | x=(1±sqrt(9))/2",
    },
    "exact": {
        "decimal-left": (
            "3.46 | 0.5 | x+0.5 | {0.5,1} | 50% | 1e3 | x=0.25 | sqrt(0.5) | 0.5x | 3.14 | 2*1.5 | 1/0.5 | -0.1 | "
            "x^0.5 | (0.3,1) | [0.1,2]"
        ),
    },
    "lowest-terms": {
        "not-simplest": (
            "2/4 | 6/3 | 0.5 | 1 1/2 | 1+1 | 4/1 | 3/3 | 0/2 | x=2/4 | {2/4,3} | (1/2,2/4) | -6/8 | sqrt(4) | "
            "1/2+1/2 | 2*3 | 50% | 1e3 | (1/2)/3 | {1+1,3}"
        ),
    },
}
"""The note that says what is left to do: every line that gets it."""


def known(typed: str) -> Node:
    """The tree of a line in these letters."""
    return read(typed, Reading(".", ("x", "y", "a", "b"), lists=True)).tree


@pytest.mark.parametrize("form", FINISHED)
def test_what_is_finished_lacks_nothing(form: FormName) -> None:
    lines = FINISHED[form].split(" | ")
    assert len(lines) >= 15
    assert {line: found for line in lines if (found := lacking(known(line), form))} == {}


@pytest.mark.parametrize("form", UNFINISHED)
def test_what_leaves_work_to_do_says_what(form: FormName) -> None:
    wanted = {line: note for note, lines in UNFINISHED[form].items() for line in lines.split(" | ")}
    assert len(wanted) >= 15
    assert {line: lacking(known(line), form) for line in wanted} == wanted
    assert NOTES.keys() >= UNFINISHED[form].keys()


@pytest.mark.parametrize("typed", ["x^17-1", "(x^17-1)(x+1)", "(x+y+1)^30+x"])
def test_a_form_that_cannot_be_told_within_bounds_is_no_grade(typed: str) -> None:
    with pytest.raises(Untold):
        lacking(known(typed), "factored")
