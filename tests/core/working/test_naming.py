"""Every wrong idea is found again in the lines that it makes, and no right line is called wrong."""

from __future__ import annotations

import pytest

from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.reading import read
from chiron.core.learning.maths.show import typed
from chiron.core.learning.maths.tree import TooLarge
from chiron.core.learning.working.goals import Goal, Working
from chiron.core.learning.working.judging import State, judge
from chiron.core.learning.working.rules import RULES, SLIPS
from chiron.core.learning.working.words import en, es

from .starts import EVERY, start

RULE_IDS = [rule.id for rule in (*RULES, *SLIPS)]


def test_there_are_words_for_each_idea_in_each_language() -> None:
    assert len(set(RULE_IDS)) == len(RULE_IDS) >= 40
    assert set(en.IDEAS) == set(es.IDEAS) == set(RULE_IDS)
    assert set(en.STEPS) == set(es.STEPS)
    assert set(en.WITNESS) == set(es.WITNESS)


@pytest.mark.parametrize(("goal", "shape"), EVERY)
def test_a_line_that_an_idea_makes_is_wrong_and_explained(goal: Goal, shape: str) -> None:
    task = start(goal, shape, 3)
    for rule in RULES:
        for wrong in list(rule.lines(task.start))[:3]:
            try:
                if same(task.start, wrong).equal is not False:
                    continue
            except TooLarge:
                continue
            (found,) = judge(task, [wrong])
            if found.state is State.PART:
                continue
            assert found.state is State.WRONG
            assert rule.id in {idea.rule for idea in found.ideas}, (typed(task.start), typed(wrong))


@pytest.mark.parametrize(
    ("begin", "goal", "wrong", "idea"),
    [
        ("3x + 5 = 20", "solve", "3x = 25", "sign-kept-moving"),
        ("3x + 5 = 20", "solve", "8x = 20", "unlike-terms"),
        ("3x = 12", "solve", "x = 9", "subtracts-the-coefficient"),
        ("3x = 12", "solve", "x = 36", "done-again"),
        ("5 - x = 2", "solve", "x = -3", "minus-lost-dividing"),
        ("x/3 + 2 = 5", "solve", "x + 2 = 15", "multiplies-part-of-a-side"),
        ("3x + 6 = 12", "solve", "x + 6 = 4", "divides-part-of-a-side"),
        ("-2x < 6", "solve", "x < -3", "not-turned"),
        ("2x < -6", "solve", "x > -3", "turned-for-nothing"),
        ("2x <= 6", "solve", "x < 3", "edge-changed"),
        ("x^2 = 9", "solve", "x = 3", "lost-negative-root"),
        ("x^2 = 3x", "solve", "x = 3", "divides-by-the-letter"),
        ("(x - 2)(x + 3) = 0", "solve", "x = -2 or x = 3", "zero-product-sign"),
        ("(x - 2)(x + 3) = 6", "solve", "x - 2 = 6 or x + 3 = 6", "product-equals-number"),
        ("2(x + 3)", "expand", "2x + 3", "first-term-only"),
        ("-2(x - 3)", "expand", "-2x - 6", "sign-lost-in-bracket"),
        ("(x + 3)^2", "expand", "x^2 + 9", "squares-each-term"),
        ("(x + 3)^2", "expand", "x^2 + 3x + 9", "middle-not-doubled"),
        ("(x + 2)(x + 3)", "expand", "x^2 + 6", "firsts-and-lasts"),
        ("x^2 * x^3", "simplify", "x^6", "exponents-multiplied"),
        ("(x^2)^3", "simplify", "x^5", "exponents-added"),
        ("(2x)^3", "simplify", "2x^3", "first-factor-only"),
        ("2x + 3x", "simplify", "5x^2", "powers-in-a-sum"),
        ("5x - x", "simplify", "5", "letter-taken-away"),
        ("(x + 6)/3", "simplify", "x + 2", "cancels-a-term"),
        ("1/2 + 1/3", "work-out", "2/5", "tops-and-bottoms"),
        ("1/2 + 1/3", "work-out", "2/6", "tops-kept"),
        ("2 + 3 * 4", "work-out", "20", "left-to-right"),
        ("5 - (-3)", "work-out", "2", "minus-of-a-negative"),
        ("3 - 8", "work-out", "5", "taken-the-other-way"),
        ("2^-3", "work-out", "-8", "negative-exponent-as-sign"),
        ("sqrt(9 + 16)", "work-out", "7", "root-of-each-term"),
        ("6x + 9", "factor", "3(2x + 9)", "factor-left-behind"),
        ("x^2 - 9", "factor", "(x - 3)^2", "squares-as-square"),
        ("x^2 + x - 6", "factor", "(x - 3)(x + 2)", "factor-signs"),
    ],
)
def test_a_well_known_mistake_gets_its_name(begin: str, goal: str, wrong: str, idea: str) -> None:
    task = Working(read(begin).tree, Goal(goal), ("x",) if goal == "solve" else ())
    (found,) = judge(task, [read(wrong).tree])
    assert found.state is State.WRONG
    assert found.ideas[0].rule == idea


def test_a_number_to_try_shows_a_line_false_without_the_solution() -> None:
    task = Working(read("3x + 5 = 20").tree, Goal.SOLVE, ("x",))
    (found,) = judge(task, [read("3x = 25").tree])
    assert found.witness is not None
    assert found.witness.kind == "sides"
    assert (found.witness.left, found.witness.right) == (30, 20)
    assert 5 not in found.witness.at.values()


def test_the_value_that_is_asked_for_is_no_counterexample() -> None:
    (found,) = judge(Working(read("1/2 + 1/3").tree, Goal.WORK_OUT), [read("2/5").tree])
    assert found.state is State.WRONG
    assert found.witness is None
