"""What people really type: each with the key and the verdict that is due."""

from __future__ import annotations

import pytest

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.interactions import Unread, interaction

R, W, U = "right", "wrong", "unread"
"""Accepted; not accepted; asked again."""

NUMERIC = [
    ("1/2", "1/2", R), ("½", "1/2", R), (".5", "1/2", R), ("0.5", "1/2", R), ("0,5", "1/2", R), ("0.50", "1/2", R),
    ("50%", "1/2", R), ("50 %", "1/2", R), ("5e-1", "1/2", R), ("2/4", "1/2", R), ("\\frac12", "1/2", R),
    ("\\frac{1}{2}", "1/2", R), ("$\\frac{1}{2}$", "1/2", R), ("1÷2", "1/2", R), ("1⁄2", "1/2", R),
    ("x = 1/2", "1/2", R),
    ("1/2 = x", "1/2", R), ("X=0.5", "1/2", R), ("-1/2", "1/2", W), ("0.05", "1/2", W), ("2", "1/2", W),
    ("1.2", "1/2", W),
    ("1/2/1", "1/2", U), ("half", "1/2", U), ("", "1/2", U), ("1 1/2", "3/2", R), ("1½", "3/2", R),
    ("1 ½", "3/2", R),
    ("1\\frac{1}{2}", "3/2", R), ("11/2", "3/2", W), ("3/2", "3/2", R), ("1.5", "3/2", R), ("150%", "3/2", R),
    ("1e3", "1000", R),
    ("1,000", "1000", R), ("1 000", "1000", R), ("1000.0", "1000", R), ("10^3", "1000", U),
    ("1 x 10^3", "1000", R), ("1×10³", "1000", R),
    ("1.0 \\times 10^{3}", "1000", R), ("100", "1000", W), ("10000", "1000", W), ("−3", "-3", R), ("–3", "-3", R),
    ("-3", "-3", R), ("(-3)", "-3", R),
    ("- 3", "-3", R), ("3-", "-3", U), ("3", "-3", W), ("0.888", "8/9", W), ("8/9", "8/9", R), ("0.9", "0.888", W),
    ("0.8880", "0.888", R),
    ("3x", "3", U), ("3 cm", "3", U), ("2+1", "3", U), ("three", "3", U), ("3.", "3", R), ("+3", "3", R),
    ("03", "3", R), ("3;4", "3", U),
    ("1e", "1", W), ("1/0", "1", U), ("٣", "3", R), ("３", "3", R), ("3°", "3", U), ("1'000", "1000", U),
]  # fmt: skip
EXPRESSION = [
    ("3x+4", "3x + 4", R), ("3x - 4", "3x + 4", W), ("4+3x", "3x + 4", R), ("x3+4", "3x + 4", R),
    ("3*x+4", "3x + 4", R), ("3·x + 4", "3x + 4", R),
    ("3 x + 4", "3x + 4", R), ("3×x + 4", "3x + 4", R), ("3X+4", "3x + 4", R), ("= 3x+4", "3x + 4", R),
    ("3x+4=0", "3x + 4", U), ("3x+4x", "3x + 4", W),
    ("7x", "3x + 4", W), ("3y+4", "3x + 4", U), ("3x + + 4", "3x + 4", R), ("2(x+1)", "2x + 2", R),
    ("2*(x+1)", "2x + 2", R), ("(x+1)2", "2x + 2", R),
    ("2(x+1", "2x + 2", U), ("2x+1", "2x + 2", W), ("2[x+1]", "2x + 2", R), ("2\\left(x+1\\right)", "2x + 2", R),
    ("x^2", "x^2", R), ("x²", "x^2", R),
    ("x**2", "x^2", R), ("x*x", "x^2", R), ("xx", "x^2", R), ("x2", "x^2", W), ("2x", "x^2", W),
    ("x^{2}", "x^2", R), ("x^3", "x^2", W),
    ("|x|", "sqrt(x^2)", R), ("abs(x)", "sqrt(x^2)", R), ("√x", "sqrt(x)", R), ("sqrt x", "sqrt(x)", R),
    ("\\sqrt{x}", "sqrt(x)", R),
    ("x^(1/2)", "sqrt(x)", R), ("x^.5", "sqrt(x)", R), ("x/2", "1/2*x", R), ("0.5x", "1/2*x", R),
    ("½x", "1/2*x", R), ("(1/2)x", "1/2*x", R),
    ("\\frac{x}{2}", "1/2*x", R), ("1/(2x)", "1/2*x", W), ("1/2x", "1/2*x", U), ("2/x", "1/2*x", W),
    ("2pi", "2*pi", R), ("2π", "2*pi", R),
    ("2\\pi", "2*pi", R), ("6.28", "2*pi", W), ("6.283185307", "2*pi", W), ("sin x", "sin(x)", R),
    ("sin(x)", "sin(x)", R), ("\\sin x", "sin(x)", R),
    ("cos(x)", "sin(x)", W), ("sin^2 x", "sin(x)^2", R), ("sin²(x)", "sin(x)^2", R), ("(sin x)^2", "sin(x)^2", R),
    ("1-cos^2(x)", "sin(x)^2", R),
    ("sin(x^2)", "sin(x)^2", W), ("ln x", "ln(x)", R), ("log(x)", "ln(x)", W), ("e^x", "exp(x)", R),
    ("exp(x)", "e^x", R), ("2^x", "e^x", W),
    ("(x+3)(x-3)", "x^2 - 9", R), ("(x-3)^2", "x^2 - 9", W), ("-(9-x^2)", "x^2 - 9", R), ("x^2-3^2", "x^2 - 9", R),
    ("1/x + 1/x", "2/x", R),
    ("x^-1", "1/x", R), ("x⁻¹", "1/x", R), ("x^{-1}", "1/x", R), ("-x", "1/x", W), ("√12", "2*sqrt(3)", R),
    ("2√3", "2*sqrt(3)", R), ("3.464", "2*sqrt(3)", W),
    ("√6", "2*sqrt(3)", W), ("x+1,", "x + 1", R), ("x + 1.", "x + 1", R), ("$x+1$", "x + 1", R),
    ("x + l", "x + 1", U), ("x plus 1", "x + 1", U),
]  # fmt: skip
SETS = [
    ("x = 3 or x = -3", "{-3, 3}", R), ("{-3, 3}", "{-3, 3}", R), ("{3,-3}", "{-3, 3}", R), ("±3", "{-3, 3}", R),
    ("+-3", "{-3, 3}", R), ("+/-3", "{-3, 3}", R),
    ("x=±3", "{-3, 3}", R), ("x=3, x=-3", "{-3, 3}", R), ("x = 3, -3", "{-3, 3}", R), ("3 and -3", "{-3, 3}", R),
    ("-3;3", "{-3, 3}", R), ("3", "{-3, 3}", W),
    ("x = 3", "{-3, 3}", W), ("{3}", "{-3, 3}", W), ("{-3, 3, 0}", "{-3, 3}", W), ("9", "{-3, 3}", W),
    ("x^2 = 9", "{-3, 3}", U), ("no solution", "{-3, 3}", W),
    ("x > 2", "(2, oo)", R), ("2 < x", "(2, oo)", R), ("(2, ∞)", "(2, oo)", R), ("(2, inf)", "(2, oo)", R),
    ("]2; oo[", "(2, oo)", R), ("x ≥ 2", "(2, oo)", W),
    ("x >= 2", "(2, oo)", W), ("[2, ∞)", "(2, oo)", W), ("x < 2", "(2, oo)", W), ("{x | x > 2}", "(2, oo)", R),
    ("1 ≤ x < 4", "[1, 4)", R), ("4 > x >= 1", "[1, 4)", R),
    ("x>=1 and x<4", "[1, 4)", R), ("[1,4)", "[1, 4)", R), ("[1,4]", "[1, 4)", W), ("(1,4)", "[1, 4)", W),
    ("x < 1 or x >= 4", "[1, 4)", W),
    ("x<1 or x>=4", "(-oo, 1) ∪ [4, oo)", R), ("(-∞,1)U[4,∞)", "(-oo, 1) ∪ [4, oo)", R),
    ("]-oo; 1[ U [4; oo[", "(-oo, 1) ∪ [4, oo)", R),
    ("∅", "no solution", R), ("{}", "no solution", R), ("none", "no solution", R), ("0", "no solution", W),
    ("{0}", "no solution", W),
    ("all real numbers", "all real numbers", R), ("R", "all real numbers", R), ("x in R", "all real numbers", R),
    ("ℝ", "all real numbers", R),
    ("ℝ \\ {2}", "x != 2", R), ("R - {2}", "x != 2", R), ("\\mathbb{R}\\setminus\\{2\\}", "x != 2", R),
    ("x ≠ 2", "x != 2", R), ("x = 2", "x != 2", W),
]  # fmt: skip
QUANTITY = [
    ("12 cm", ("12", "cm"), R), ("12cm", ("12", "cm"), R), ("0.12 m", ("12", "cm"), R), ("120mm", ("12", "cm"), R),
    ("12", ("12", "cm"), W), ("12 m", ("12", "cm"), W),
    ("12 kg", ("12", "cm"), W), ("12 CM", ("12", "cm"), U), ("3.0 x 10^4 m/s", ("30000", "m/s"), R),
    ("30 km/s", ("30000", "m/s"), R), ("30000 ms^-1", ("30000", "m/s"), U),
    ("30000 m s^-1", ("30000", "m/s"), R), ("9.81 m/s²", ("9.81", "m/s^2"), R), ("9.81 m/s", ("9.81", "m/s^2"), W),
    ("9.810001 m/s^2", ("9.81", "m/s^2"), W),
]  # fmt: skip


def verdict(kind: str, step: dict[str, object], typed: str) -> str:
    found = interaction(kind)
    task, key = found.make(found.Spec.model_validate(step), {}, Chance(1), Locale())
    try:
        return R if found.grade(task, key, found.read(task, {"answer": [typed]})).credit == 1 else W
    except Unread:
        return U


@pytest.mark.parametrize(("typed", "key", "due"), NUMERIC)
def test_numbers(typed: str, key: str, due: str) -> None:
    assert verdict("numeric", {"answer": key, "variable": "x"}, typed) == due


@pytest.mark.parametrize(("typed", "key", "due"), EXPRESSION)
def test_expressions(typed: str, key: str, due: str) -> None:
    assert verdict("expression", {"answer": key, "variables": ["x"]}, typed) == due


@pytest.mark.parametrize(("typed", "key", "due"), SETS)
def test_sets(typed: str, key: str, due: str) -> None:
    assert verdict("solution-set", {"answer": key}, typed) == due


@pytest.mark.parametrize(("typed", "key", "due"), QUANTITY)
def test_quantities(typed: str, key: tuple[str, str], due: str) -> None:
    assert verdict("quantity", {"answer": key[0], "unit": key[1]}, typed) == due
