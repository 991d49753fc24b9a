"""Steps worked line by line: Chiron's way leads to the goal, and each named idea is what its rule makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from string import ascii_letters

import pytest

from chiron.core.learning.generate import Item, ItemStep
from chiron.core.learning.interactions import interaction
from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.show import typed
from chiron.core.learning.maths.tree import Node
from chiron.core.learning.working.rules import RULES, SLIPS
from chiron.core.words import Outcome, Verdict
from tests.courses.plain_maths import maths, true_at, true_where, value, value_where
from tests.courses.shelf import Shelved

SHELVED = Shelved("foundations-of-algebra", range(12))
WORKED = [
    (skill.id, template.id, step.id)
    for skill in SHELVED.skills
    for template in skill.templates
    for step in template.steps
    if step.kind == "working"
]
BY_NAME = {rule.id: rule for rule in (*RULES, *SLIPS)}
KIND = interaction("working")
each_working = pytest.mark.parametrize(("skill", "template", "step"), WORKED, ids=["/".join(name) for name in WORKED])


def steps(skill: str, template: str, step: str) -> Iterator[tuple[Item, ItemStep]]:
    """The step in some items."""
    for item in SHELVED.items(skill, template):
        yield item, item.step(step)


def graded(step: ItemStep, lines: list[str]) -> Verdict:
    """What the checker says to lines as they are typed."""
    return KIND.grade(step.task, step.key, KIND.read(step.task, {"answer": lines}))


def way(step: ItemStep) -> list[str]:
    """Chiron's lines after the one to begin with."""
    right = KIND.right(step.task, step.key)
    assert right is not None
    return right["answer"]


def tree(line: str) -> Node:
    """A line as the checker sees it."""
    return read(line, Reading()).tree


def test_the_skills_that_can_be_worked_by_lines_are() -> None:
    assert {skill for skill, _, _ in WORKED} >= {
        "one-step-equations",
        "two-step-equations",
        "equations-with-brackets",
        "x-on-both-sides",
        "order-of-operations",
        "negative-numbers",
        "substitute-a-value",
        "like-terms",
        "multiply-out-brackets",
        "factor-out-a-number",
    }


@each_working
def test_every_line_of_the_way_is_right_and_only_the_last_is_the_end(skill: str, template: str, step: str) -> None:
    for item, made in steps(skill, template, step):
        lines = way(made)
        for count in range(1, len(lines) + 1):
            wanted = Outcome.CORRECT if count == len(lines) else Outcome.ONWARD
            assert graded(made, lines[:count]).outcome is wanted, (item.prompt, lines[:count])


@each_working
def test_the_way_ends_where_plain_arithmetic_does(skill: str, template: str, step: str) -> None:
    for item, made in steps(skill, template, step):
        start, last = made.task["start"][0], way(made)[-1]
        if made.task["goal"] == "solve" and "=" in start and not set(start) & set("<>≤≥"):
            assert_solves(made.task["start"], last, made.task["letters"])
        elif made.task["goal"] == "solve":
            points = [Fraction(point, 2) for point in range(-40, 41)]
            assert [true_at(last, at) for at in points] == [true_at(start, at) for at in points], item.prompt
            assert len({true_at(start, at) for at in points}) == 2, "the border lies among the points"
        else:
            for at in map(Fraction, (-3, 0, 2, 7)):
                assert value(last, at) == value(start, at), item.prompt


def assert_solves(starts: list[str], last: str, letters: list[str]) -> None:
    """Each solution of the last line makes every equation true, whatever other letters are; none is there twice."""
    others = {letter: Fraction(n) for n, letter in enumerate(ascii_letters, 3)}
    found: list[dict[str, Fraction]] = []
    for way_out in last.split(" or "):
        sides = [one.replace(" ", "").split("=") for one in way_out.split(" and ")]
        named = dict(pair if pair[0] in letters else pair[::-1] for pair in sides)
        assert sorted(named) == sorted(letters)
        found.append({letter: value_where(named[letter], others) for letter in letters})
        assert all(true_where(start, {**others, **found[-1]}) for start in starts), (starts, last)
    assert all(one not in found[:n] for n, one in enumerate(found)), last


SELDOM = {("by-lines", "not-turned"): 3, ("letter-on-both-sides", "not-turned"): -1}
"""Ideas that Chiron's own way meets in few draws: where the number in front is negative, or on another way only."""


@each_working
def test_each_named_idea_is_what_its_rule_makes(skill: str, template: str, step: str) -> None:
    """In most draws a wrong line that the rule makes on the way is told with the author's misconception."""
    told: Counter[str] = Counter()
    feedback = {wrong.id: wrong.feedback for wrong in SHELVED.course.skills[skill].misconceptions}
    named: dict[str, str] = {}
    for _, made in steps(skill, template, step):
        named = {entry["rule"]: entry["misconception"] for entry in made.key["ideas"]}
        for rule, misconception in named.items():
            verdicts = [graded(made, lines) for lines in wrong_lines(made, rule)]
            assert all(verdict.outcome is not Outcome.CORRECT for verdict in verdicts)
            met = [verdict for verdict in verdicts if verdict.misconception == misconception]
            assert all(verdict.feedback == feedback[misconception] for verdict in met)
            told[rule] += bool(met)
    least = {rule: SELDOM.get((template, rule), len(SHELVED.seeds) / 2) for rule in named}
    assert {rule: told[rule] for rule in named if told[rule] <= least[rule]} == {}


def wrong_lines(step: ItemStep, rule: str) -> Iterator[list[str]]:
    """Right lines of the way, and after them a wrong one that the rule makes of the last."""
    starts, lines = step.task["start"], way(step)
    start = " and ".join(starts)
    for count, above in enumerate([start, *lines[:-1]]):
        for made in BY_NAME[rule].lines(tree(above)):
            if same(tree(start), made).equal is False:
                yield [*lines[:count], typed(made)]


@each_working
def test_no_hint_holds_a_line_of_the_way(skill: str, template: str, step: str) -> None:
    for item, made in steps(skill, template, step):
        lines = [line.replace("*", "").replace(" ", "") for line in way(made)]
        if made.task["goal"] == "work-out":
            lines = lines[:-1]  # the plain number at the end is looked for below, where it stands alone
        for rung, text in made.hints:
            plain = text.replace(r"\times", "").replace(" ", "")
            found = [line for line in lines if f"${line}$" in plain]
            assert not found, (item.prompt, rung, text, found)


@each_working
def test_what_is_said_as_the_next_step_is_not_the_line_itself(skill: str, template: str, step: str) -> None:
    for item, made in steps(skill, template, step):
        said = made.key["next"]
        assert said, item.prompt
        assert f"${way(made)[0]}$" not in said, (item.prompt, said)


@each_working
def test_a_way_is_neither_trifling_nor_endless(skill: str, template: str, step: str) -> None:
    """One equation takes six lines at most; a second one may take two more."""
    counts = [(len(way(made)), 4 + 2 * len(made.task["start"])) for _, made in steps(skill, template, step)]
    assert all(1 <= lines <= most for lines, most in counts), counts


@each_working
def test_the_line_to_begin_with_stands_in_the_problem(skill: str, template: str, step: str) -> None:
    for item, made in steps(skill, template, step):
        shown = [tree(text) for text in maths(f"{item.prompt}\n{made.prompt}")]
        for start in made.task["start"]:
            assert tree(start) in shown, (start, item.prompt)
