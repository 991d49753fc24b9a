"""Drawings graded against arithmetic of their own: whatever is on the line is right, whatever is not is never."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.exact import FormulaError
from chiron.core.learning.interactions import interaction
from chiron.core.learning.interactions.graph.lines import Line, equation, stated
from chiron.core.words import Json, Outcome, Verdict

GRAPH = interaction("graph")
SMALL = st.fractions(min_value=-9, max_value=9, max_denominator=6)


def made(**step: Any) -> tuple[Json, Json]:
    return GRAPH.make(GRAPH.Spec.model_validate(step), {}, Chance(1), Locale())


def made_with_room(**step: Any) -> tuple[Json, Json]:
    return made(x=[-10, 10], y={"range": [-100, 100], "step": 10, "snap": 1}, **step)


def judged(task: Json, key: Json, *points: tuple[Fraction, Fraction], **more: str) -> Verdict:
    form = {
        f"answer.{n}.{axis}": [str(value)] for n, p in enumerate(points, 1) for axis, value in zip("xy", p, strict=True)
    }
    return GRAPH.grade(task, key, GRAPH.read(task, form | {f"answer.{name}": [value] for name, value in more.items()}))


@given(SMALL, SMALL, SMALL, SMALL, SMALL, SMALL)
def test_two_points_are_right_exactly_when_both_are_on_the_line(
    m: Fraction, k: Fraction, x1: Fraction, x2: Fraction, off1: Fraction, off2: Fraction
) -> None:
    sign = "-" if k < 0 else "+"
    task, key = made_with_room(line=f"y = ({m})x {sign} {abs(k)}")
    one, other = (x1, m * x1 + k + off1), (x2, m * x2 + k + off2)
    assume(one != other and all(abs(p[1]) <= 100 for p in (one, other)))
    assert (judged(task, key, one, other).outcome is Outcome.CORRECT) == (not off1 and not off2)


@given(SMALL, SMALL, st.sampled_from(["<", "<=", ">", ">="]), SMALL, SMALL, st.sampled_from(["solid", "dashed"]))
def test_a_half_plane_is_right_by_side_and_edge(
    m: Fraction, k: Fraction, sign: str, x: Fraction, off: Fraction, edge: str
) -> None:
    assume(off)
    text = f"y {sign} ({m})x {'-' if k < 0 else '+'} {abs(k)}"
    task, key = made_with_room(line=text)
    verdict = judged(task, key, (Fraction(0), k), (Fraction(1), m + k), (x, m * x + k + off), edge=edge)
    right = (off > 0) == (sign[0] == ">") and (edge == "dashed") == (len(sign) == 1)
    assert (verdict.outcome is Outcome.CORRECT) == right
    assert verdict.parts == ({} if right else {"1": True, "2": True, **{n: verdict.parts[n] for n in ("3", "edge")}})


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=5, unique=True), st.randoms())
def test_points_are_right_in_any_order(points: list[tuple[int, int]], random: Any) -> None:
    task, key = made(points=[list(point) for point in points])
    exact = [(Fraction(x), Fraction(y)) for x, y in points]
    mixed = random.sample(exact, len(exact))
    assert judged(task, key, *mixed).outcome is Outcome.CORRECT
    moved = [(mixed[0][0], mixed[0][1] + Fraction(1, 2)), *mixed[1:]]
    verdict = judged(task, key, *moved)
    assert verdict.outcome is (Outcome.PARTLY if len(points) > 1 else Outcome.INCORRECT)
    assert list(verdict.parts.values()) == [False] + [True] * (len(points) - 1)


@given(SMALL, SMALL, SMALL)
def test_an_equation_says_its_line(a: Fraction, b: Fraction, c: Fraction) -> None:
    assume(a or b)
    line = Line.of(a, b, c)
    text = equation(stated(f"({a})x + ({b})y = {c}"))
    for part in (r"\frac{", "}{"):
        text = text.replace(part, {r"\frac{": "((", "}{": ")/("}[part])
    assert stated(text.replace("}", "))")).line == line


@pytest.mark.parametrize(
    "text", ["y", "y = x^2", "xy = 1", "1 = 2", "y = z", "x < y < 2", "y = 2x +", "y != x", "y = |x|"]
)
def test_what_is_no_straight_line_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        made(line=text)


@pytest.mark.parametrize(
    "step",
    [
        {"points": [[1, 2]], "x": [3, 3]},
        {"points": [[1, 2]], "x": {"range": [0, 9], "step": 0}},
        {"points": [[1, 2]], "x": {"range": [0, 1000], "step": 1}},
        {"points": [[1, 2]], "x": {"range": [0, 9], "snap": "1/1000"}},
    ],
)
def test_an_axis_that_cannot_be_drawn_is_refused(step: Json) -> None:
    with pytest.raises(FormulaError):
        made(**step)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"points": [[11, 2]]}, "cannot be dragged to"),
        ({"points": [["1/2", 2]]}, "cannot be dragged to"),
        ({"points": [[1, 2], [1, 2]]}, "the same"),
        ({"points": [[1, 2]], "wrong": [{"points": [[1, 2]], "feedback": "No."}]}, "the right ones"),
        ({"line": "y = x + 1/2"}, "fewer than two places"),
        ({"line": "y = x", "wrong": [{"line": "2y = 2x", "feedback": "No."}]}, "the right one"),
    ],
)
def test_the_checker_names_what_cannot_be_drawn(step: Json, words: str) -> None:
    spec = GRAPH.Spec.model_validate(step)
    faults = GRAPH.faults(spec, *made(**step))
    assert len(faults) == 1
    assert words in faults[0]
