"""The way that Chiron would go: every line says the same as the first, each is nearer, and the last is the goal."""

from __future__ import annotations

import pytest

from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.reading import read
from chiron.core.learning.maths.show import tex, typed
from chiron.core.learning.working.goals import Goal, Working
from chiron.core.learning.working.judging import State, judge
from chiron.core.learning.working.wording import step_words

from .starts import EVERY, start


@pytest.mark.parametrize(("goal", "shape"), EVERY)
@pytest.mark.parametrize("seed", range(6))
def test_the_way_is_right_to_its_end(goal: Goal, shape: str, seed: int) -> None:
    task = start(goal, shape, seed)
    line = task.start
    for step in task.ahead(task.start):
        assert same(task.start, step.line).equal is True, (typed(line), step.name, typed(step.line))
        line = step.line
        for language in ("en", "es"):
            assert "@" not in step_words(step, language)
    assert task.final(line), typed(line)
    assert task.next_step(line) is None


@pytest.mark.parametrize(("goal", "shape"), EVERY)
@pytest.mark.parametrize("seed", range(6))
def test_the_way_is_judged_onward_and_final(goal: Goal, shape: str, seed: int) -> None:
    task = start(goal, shape, seed)
    lines = [step.line for step in task.ahead(task.start)]
    found = judge(task, lines)
    assert [one.state for one in found[:-1]] == [State.ONWARD] * (len(lines) - 1), [typed(line) for line in lines]
    assert found[-1].state is State.FINAL


@pytest.mark.parametrize(("goal", "shape"), EVERY)
def test_what_is_shown_reads_back(goal: Goal, shape: str) -> None:
    task = start(goal, shape, 1)
    for step in task.ahead(task.start):
        assert same(read(typed(step.line)).tree, step.line).equal is True
        assert tex(step.line)


@pytest.mark.parametrize(
    ("begin", "words"),
    [
        ("3x + 5 = 20", "Subtract $5$ from both sides."),
        ("3x = 15", "Divide both sides by $3$."),
        ("-3x < 15", "Divide both sides by $-3$. That number is negative, so turn the inequality sign."),
        ("5x = 2x + 9", "Subtract $2 x$ from both sides, so that the letter stands on one side only."),
        ("(x - 2)(x + 3) = 0", "A product is 0 when one of its factors is 0. Set each factor equal to 0."),
    ],
)
def test_the_next_step_is_said_from_the_line_itself(begin: str, words: str) -> None:
    step = Working(read(begin).tree, Goal.SOLVE, ("x",)).next_step(read(begin).tree)
    assert step is not None
    assert step_words(step, "en") == words
