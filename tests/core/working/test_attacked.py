"""Lines that state the goal without the work, and ways through a system that are nobody's plan."""

from __future__ import annotations

import pytest

from chiron.core.learning.maths.reading import read
from chiron.core.learning.maths.tree import Both
from chiron.core.learning.working.goals import Goal, Working
from chiron.core.learning.working.judging import State, judge


@pytest.mark.parametrize(
    ("goal", "begin", "line"),
    [
        ("factor", "x^2+3x+2", "(x^2+3x+2)/1"),
        ("factor", "x^2+3x+2", "(x^2+3x+2)x/x"),
        ("factor", "x^2+3x+2", "sqrt(x^2+3x+2)^2"),
        ("solve", "3x+5=20", "x=(20-5)/3*1"),
        ("solve", "3x+5=20", "x=2*2.5"),
        ("solve", "3x+5=20", "x=5^1"),
        ("solve", "3x+5=20", "x=abs(5)"),
        ("simplify", "x^2*x^3", "x^(2+3)"),
        ("expand", "(x+1)^2", "x^(1+1)+2x+1"),
    ],
)
def test_what_is_left_to_work_out_is_not_final(goal: str, begin: str, line: str) -> None:
    (found,) = judge(Working(read(begin).tree, Goal(goal), ("x",) if goal == "solve" else ()), [read(line).tree])
    assert found.state in (State.ONWARD, State.IDLE)


@pytest.mark.parametrize(("line", "state"), [("2x=4", "part"), ("x=2", "part"), ("y=1", "part"), ("x=1", "wrong")])
def test_a_line_that_is_true_of_a_system_is_on_the_way(line: str, state: str) -> None:
    system = Both((read("x+y=3").tree, read("x-y=1").tree))
    (found,) = judge(Working(system, Goal.SOLVE, ("x", "y")), [read(line).tree])
    assert found.state == state


def test_no_idea_is_named_for_a_line_without_the_letter() -> None:
    (found,) = judge(Working(read("3x+5=20").tree, Goal.SOLVE, ("x",)), [read("0=1").tree])
    assert found.state is State.WRONG
    assert found.ideas == ()
