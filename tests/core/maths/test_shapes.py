"""Required forms: what is in the form lacks nothing, what is not says what it lacks."""

from __future__ import annotations

import pytest

from chiron.core.learning.interactions.base import NOTES
from chiron.core.learning.maths.forms import FormName, figures_lacking, lacking, places_lacking
from chiron.core.learning.maths.reading import read

KEPT: dict[FormName, tuple[str, ...]] = {
    "simplified": (
        "2x+3", "2(x+1)", "2/3", "(x+1)/(x-1)", "2sqrt(2)", "3x/2", "(3/2)x", "3x^2y - 2xy^2", "5", "-3/4", "x/y",
        "x=3",
        "{1/2, 2}", "sqrt(x+1)", "2π", "sin(2x)",
    ),
    "expanded": ("x^2+2x+1", "3x/4+1", "a^2-b^2", "-x^2+1", "√2 x+1", "2xy", "7"),
    "factored": ("(x+1)(x-1)", "x^2+1", "2(x+1)", "x(x+1)", "-(x+1)(x+2)", "(x+1)^2", "x^4+1", "(a-b)(a+b)", "x^2",
    "3x"),
    "single-fraction": ("(x+1)/2", "(x+y)/(xy)", "-3/x"),
    "by-degree": ("x^2+x+1", "-x^3+2"),
    "standard-line": ("2x+3y=6", "x-y=0"),
    "equals-zero": ("x^2+x+1=0",),
    "solved": ("x=3", "3=x", "x=1 or x=2", "-1<x<3", "y=2x+1"),
    "set-up": ("2x+3=9", "2x=6", "x=x/2+3", "5x<=36", "y=2x+1", "x(x+2)=24"),
    "exact": ("1/2", "√2", "2π"),
    "lowest-terms": ("1/2", "3", "-3/4", "x=1/2"),
    "integer": ("3", "-3"),
    "decimal": ("0.5", "3"),
    "mixed": ("1 1/2", "1/2", "2", "-1 1/2"),
    "scientific": ("3.0e4", "3 × 10^4", "-1.5e-3"),
}  # fmt: skip
LACKING: dict[FormName, dict[str, str]] = {
    "simplified": {
        "x+x": "like-terms", "2x+3x": "like-terms", "(x+1)+2": "brackets-left", "4/6": "reducible",
        "x/x^2": "reducible",
        "(x^2-1)/(x-1)": "reducible", "sqrt(8)": "not-worked-out", "2*3x": "not-worked-out", "x*x": "like-terms",
        "1x": "not-worked-out", "2^3": "not-worked-out", "x^1": "not-worked-out", "-(x+1)": "brackets-left",
        "2x/4": "reducible", "sin(0)": "not-worked-out", "2+3": "not-worked-out", "√2*√3": "like-terms",
        "1 2/4": "reducible",
        "x=4/6": "reducible",
    },
    "expanded": {"(x+1)^2": "", "2(x+1)": "", "x*x": "", "2x+3x": "", "x(x+1)": "", "x^2+(2x+1)": "", "2*3x": ""},
    "factored": {
        "x-x": "", "x^2-1": "", "2x+2": "", "x^2+x": "", "(2x+2)(x-1)": "", "x^4-1": "", "x^2y-y": "", "a^2-b^2": "",
    "2*3(x+1)": ""},
    "single-fraction": {"x/2+1": "", "1/x+1/y": "", "x^-1": ""},
    "by-degree": {"1+x": "", "x(x+1)": "not-expanded"},
    "standard-line": {"y=2x+1": "not-standard", "3y+2x=6": "not-standard", "-2x+y=1": "not-standard",
    "x/2+y=1": "not-standard"},
    "equals-zero": {"x^2=3": "not-standard"},
    "set-up": {"x=3": "already-solved", "3=x": "already-solved", "x=(9-3)/2": "already-solved",
               "x<=7": "already-solved", "1<x<3": "already-solved"},
    "solved": {"2x=6": "", "x=x+1": "", "y+1=x+2": ""},
    "exact": {"0.5": "decimal-left"},
    "lowest-terms": {"2/4": "not-simplest", "4/1": "not-simplest", "0.5": "not-simplest"},
    "integer": {"3.0": "", "6/2": ""},
    "decimal": {"1/2": ""},
    "mixed": {"3/2": "not-mixed", "1 2/4": "not-simplest"},
    "scientific": {"30e3": "", "30000": ""},
}  # fmt: skip


@pytest.mark.parametrize(("form", "typed"), [(form, typed) for form, every in KEPT.items() for typed in every])
def test_a_form_that_is_kept_lacks_nothing(form: FormName, typed: str) -> None:
    assert lacking(read(typed).tree, form) is None


@pytest.mark.parametrize(
    ("form", "typed", "note"), [(form, typed, note) for form, every in LACKING.items() for typed, note in every.items()]
)
def test_a_form_that_is_not_kept_says_what_it_lacks(form: FormName, typed: str, note: str) -> None:
    assert lacking(read(typed).tree, form) == (note or f"not-{form}")
    assert (note or f"not-{form}") in NOTES


@pytest.mark.parametrize(
    ("typed", "figures"),
    [("3.0", 2), ("0.050", 2), ("3.00e8", 3), ("300", 1), ("300", 2), ("300", 3), ("-1.20", 3), ("105", 3)],
)
def test_significant_figures_are_counted_as_written(typed: str, figures: int) -> None:
    assert figures_lacking(read(typed).tree, figures) is None


@pytest.mark.parametrize(("typed", "figures"), [("3", 2), ("123", 2), ("0.05", 2), ("300", 4), ("1.20", 2)])
def test_too_few_and_too_many_figures_are_said(typed: str, figures: int) -> None:
    assert figures_lacking(read(typed).tree, figures) == "significant-figures"


def test_decimal_places_are_counted_as_written() -> None:
    assert places_lacking(read("2.50").tree, 2) is None
    assert places_lacking(read("2.5").tree, 2) == "decimal-places"
    assert places_lacking(read("5/2").tree, 2) == "not-decimal"
