"""A second way to the answers: reads what a learner reads, and knows nothing of parameters or formulas."""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

MATHS = re.compile(r"\$([^$]*)\$")
POINTS = tuple(Fraction(value) for value in (-3, 0, 1, 2, 7))


def maths(text: str) -> list[str]:
    """What stands between dollar signs."""
    return MATHS.findall(text)


def numbers(text: str) -> list[int]:
    """The whole numbers of a text in order, without signs."""
    return [int(found) for found in re.findall(r"\d+", text)]


def value(expression: str, at: Fraction = Fraction(0)) -> Fraction:
    """The value of an expression in one letter, LaTeX or plain, where the letter is ``at``."""
    return value_where(expression, defaultdict(lambda: at))


def value_where(expression: str, letters: Mapping[str, Fraction]) -> Fraction:
    """The value of an expression, LaTeX or plain, where each single letter has the value that stands for it."""
    text = re.sub(r"\\frac\{([^}]*)\}\{([^}]*)\}", r"((\1)/(\2))", expression)
    text = text.replace(r"\times", "*").replace(r"\cdot", "*").replace(r"\div", "/").replace("^", "**").replace(" ", "")
    text = re.sub(r"(?<=[\dA-Za-z)])(?=[A-Za-z(])", "*", text)
    text = re.sub(r"[A-Za-z]", r"at['\g<0>']", text)
    text = re.sub(r"\d+", r"F(\g<0>)", text)
    found: Fraction = eval(text.replace("**F(2)", "**2"), {"__builtins__": {}, "F": Fraction, "at": letters})
    return found


def true_where(equation: str, letters: Mapping[str, Fraction]) -> bool:
    """Whether an equation holds where each single letter has the value that stands for it."""
    left, right = equation.split("=")
    return value_where(left, letters) == value_where(right, letters)


def same(one: str, other: str) -> bool:
    """Whether two expressions agree at more points than polynomials of degree 4 could."""
    return all(value(one, point) == value(other, point) for point in POINTS)


SIGNS = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, "=": operator.eq}


def true_at(condition: str, point: Fraction) -> bool:
    """Whether an equation or inequality in one letter, plain or LaTeX, holds where the letter is ``point``."""
    plain = re.sub(r"\\le(?![a-z])|≤", "<=", re.sub(r"\\ge(?![a-z])|≥", ">=", condition))
    sign = next(sign for sign in SIGNS if sign in plain)
    left, right = plain.split(sign)
    return bool(SIGNS[sign](value(left, point), value(right, point)))


def solved(equation: str) -> Fraction:
    """The solution of a linear equation in one letter, by the straight line through two points."""
    left, right = equation.split("=")
    at_0, at_1 = (value(left, at) - value(right, at) for at in (Fraction(0), Fraction(1)))
    return -at_0 / (at_1 - at_0)
