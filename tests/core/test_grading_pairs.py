"""A small share of what `make bench NAME='grading.*'` measures: nothing wrong accepted, nothing hostile graded."""

from __future__ import annotations

from random import Random

import pytest
from benchmarks.grading_hostile import BAD, LARGE, graded, steps, tried
from benchmarks.grading_ideas import recalled, rights
from benchmarks.pairs.drawn import pairs
from benchmarks.pairs.pair import FORM, RIGHT, WRONG, Pair, said
from benchmarks.pairs.terms import E, alike, fn, num, power, var

from chiron.core.learning.working.rules import RULES, Rule
from chiron.core.words import Outcome

DRAWN = pairs(20, 0.08)
STEPS = list(steps())


def test_the_pairs_are_of_many_kinds_and_both_verdicts() -> None:
    assert len(DRAWN) > 300
    assert len({pair.kind for pair in DRAWN}) >= 14
    assert {pair.verdict for pair in DRAWN} == {RIGHT, WRONG, FORM}


@pytest.mark.parametrize("kind", sorted({pair.kind for pair in DRAWN}))
def test_no_wrong_answer_is_accepted_and_no_right_one_refused(kind: str) -> None:
    for pair in DRAWN:
        if pair.kind == kind:
            found = said(pair)
            assert found.meets(pair.verdict), (pair, found)


def test_a_pair_that_is_judged_otherwise_is_seen() -> None:
    pair = Pair("numeric", {"answer": "3"}, "4", RIGHT)
    assert not said(pair).meets(RIGHT)
    assert said(pair).meets(WRONG)
    assert not said(Pair("numeric", {"answer": "3"}, "3", WRONG)).meets(WRONG)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (power(var("x"), 2), fn("abs", power(var("x"), 2)), True),
        (power(var("x"), 2), power(var("x"), 3), False),
        (num("1/3"), num("333333/1000000"), False),
        (fn("ln", power(var("x"), 2)), fn("ln", var("x")), False),
    ],
)
def test_the_numbers_tell_what_is_alike(one: E, other: E, same: bool) -> None:
    assert alike(one, other, Random(1)) is same


@pytest.mark.parametrize("name", sorted(BAD))
def test_hostile_input_is_never_graded(name: str) -> None:
    for pair in STEPS:
        found, _ = tried(pair, BAD[name])
        fair = name in LARGE and found == Outcome.INCORRECT
        assert fair or not graded(pair, found), (pair.kind, found)


@pytest.mark.parametrize("rule", RULES[::12], ids=lambda rule: rule.id)
def test_an_idea_is_named_from_the_lines_it_makes(rule: Rule) -> None:
    found = recalled(rule, 6, 9)
    assert found.lines >= 5
    assert found.tied >= 0.95 * found.lines, found.others


def test_no_right_line_of_working_is_called_wrong() -> None:
    lines, wrong = rights(1, 30)
    assert lines > 500
    assert wrong == []
