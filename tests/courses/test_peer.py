"""The second way to the keys, by which ``courses.faults`` looks: it finds a formula that is wrong in rare draws."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from benchmarks.courses_peer import Unclear, disagreements, solved, value

from chiron.core.learning.generate import generate
from chiron.engine.library.reading import read_course
from tests.library.example import write_example


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        (r"3 + 4 \times 5", 23),
        (r"\frac{3}{4} - (-2)^2", Fraction(-13, 4)),
        (r"7 \div 2", Fraction(7, 2)),
        ("2(3 + 1)", 8),
    ],
)
def test_a_calculation_is_worked_out(text: str, worth: Fraction) -> None:
    assert value(text) == worth


@pytest.mark.parametrize("text", ["3x + 2", "2^{99}", "a + b", "__import__", "9^9^9"])
def test_what_is_no_calculation_is_left_alone(text: str) -> None:
    with pytest.raises(Unclear):
        value(text)


def test_an_equation_is_solved_by_a_line() -> None:
    assert solved(r"3x + 5 = 20") == 5
    with pytest.raises(Unclear):
        solved("x^2 = 4")


@pytest.mark.parametrize(("answer", "found"), [("total", False), ("if(mod(a*b, 17) == 1, total + 1, total)", True)])
def test_a_key_that_is_wrong_in_rare_draws_stands_out(tmp_path: Path, answer: str, found: bool) -> None:
    course = read_course(write_example(tmp_path, carrying=("answer: total\n", f"answer: {answer}\n")))
    told, numbers, routes, begun = disagreements(generate(course, "carrying", "sum", seed) for seed in range(200))
    assert (numbers, routes, begun) == (1, 1, 1)
    assert bool(told) is found
