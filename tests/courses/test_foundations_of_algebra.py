"""The algebra unit is whole, free of faults, and its keys come out again by another path."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

from chiron.core.learning.course import Course, Skill
from chiron.core.learning.generate import Item, ItemStep
from chiron.core.learning.interactions import interaction
from chiron.core.words import Outcome
from tests.courses.plain_maths import maths, numbers, solved, value
from tests.courses.recomputed.routes import first_maths
from tests.courses.shelf import Shelved, assert_calm, assert_whole, headings, lesson
from tests.thorough import seeds

SHELVED = Shelved("foundations-of-algebra", seeds(25))
SKILLS, each_skill, items = SHELVED.skills, SHELVED.each_skill, SHELVED.items


def course() -> Course:
    """The course, read once."""
    return SHELVED.course


def test_the_course_is_whole() -> None:
    assert len(SKILLS) >= 48
    assert len(course().glossary) >= 90
    assert 2 <= len(course().goals) <= 12


@each_skill
def test_a_skill_is_whole(skill: Skill) -> None:
    assert_whole(SHELVED.rows[skill.id])
    kinds = {step.kind for template in skill.templates for step in template.steps}
    assert "choice" in kinds
    assert kinds & {"numeric", "expression", "solution-set"}
    assert len(kinds) >= 3
    assert SHELVED.rows[skill.id].doing or "solution-set" in kinds, "nothing is done, and all is answered"
    assert any(len(template.steps) >= 2 for template in skill.templates)
    assert any("diagnostic" in template.use and len(template.steps) <= 2 for template in skill.templates)


@each_skill
def test_a_lesson_can_be_read_and_quoted(skill: Skill) -> None:
    assert 250 <= len(lesson(skill).split()) <= 450
    assert "A worked example" in headings(skill)
    assert headings(skill)[-1] == "A common slip"
    assert "?" in skill.lesson.split("##")[1], "a lesson begins with a question"


@each_skill
def test_the_words_are_calm(skill: Skill) -> None:
    for text in SHELVED.told(skill):
        assert_calm(text)
        assert text.count("$") % 2 == 0, text


@each_skill
def test_every_misconception_is_refused_and_named(skill: Skill) -> None:
    named: Counter[str] = Counter()
    for template in skill.templates:
        for item in items(skill.id, template.id):
            for step in item.steps:
                named.update(misconceptions_met(step))
    assert {wrong.id for wrong in skill.misconceptions} <= named.keys()


def misconceptions_met(step: ItemStep) -> list[str]:
    """Grade every wrong answer that the step expects: each is refused and told something."""
    kind, found = interaction(step.kind), []
    if step.kind == "working":  # tried line by line in test_working_steps.py
        return [entry["misconception"] for entry in step.key["ideas"]]
    if step.kind == "table":
        return gaps_missed(step)
    if step.kind in ("graph", "match"):
        return points_missed(step)
    if step.kind in ("order", "cloze", "labelling"):
        return parts_missed(step)
    if step.kind == "code":  # only running it tells: tests/grading and `chiron course check` do
        wrong = [one for test in step.key["tests"] for one in test["wrong"]]
        return [one["misconception"] for one in wrong if one["misconception"]]
    authored = step.key["wrong"] if isinstance(step.key["wrong"], list) else list(step.key["wrong"].values())
    for entry, typed in zip(authored, kind.mistakes(step.task, step.key), strict=True):
        verdict = kind.grade(step.task, step.key, kind.read(step.task, typed))
        assert verdict.outcome is Outcome.INCORRECT
        assert verdict.misconception == entry["misconception"]
        assert verdict.feedback, f"{typed} says nothing"
        found += [verdict.misconception] if verdict.misconception else []
    return found


def gaps_missed(step: ItemStep) -> list[str]:
    """Fill one gap at a time with what the author expects there: never right, always told something."""
    kind, found = interaction(step.kind), []
    for typed in kind.mistakes(step.task, step.key):
        verdict = kind.grade(step.task, step.key, kind.read(step.task, typed))
        assert verdict.outcome is Outcome.PARTLY
        assert verdict.feedback, f"{typed} says nothing"
        found += [verdict.misconception] if verdict.misconception else []
    return found


def parts_missed(step: ItemStep) -> list[str]:
    """Put, fill or name parts as one may by mistake: never right."""
    kind = interaction(step.kind)
    verdicts = [
        kind.grade(step.task, step.key, kind.read(step.task, typed)) for typed in kind.mistakes(step.task, step.key)
    ]
    assert all(verdict.outcome in (Outcome.PARTLY, Outcome.INCORRECT) for verdict in verdicts)
    return [verdict.misconception for verdict in verdicts if verdict.misconception]


def points_missed(step: ItemStep) -> list[str]:
    """Place points, or pair, as the author expects: never right, always told something, and every idea told apart."""
    kind = interaction(step.kind)
    verdicts = [
        kind.grade(step.task, step.key, kind.read(step.task, typed)) for typed in kind.mistakes(step.task, step.key)
    ]
    assert all(verdict.outcome in (Outcome.PARTLY, Outcome.INCORRECT) for verdict in verdicts)
    found = [verdict.misconception for verdict in verdicts if verdict.misconception]
    if step.kind == "graph":
        assert all(verdict.feedback for verdict in verdicts)
        assert len(set(found)) == len(found) == len(verdicts)
    return found


@each_skill
def test_no_hint_before_the_example_holds_the_answer(skill: Skill) -> None:
    for template in skill.templates:
        for item in items(skill.id, template.id):
            for step in item.steps:
                if step.kind == "numeric":
                    answer = str(Fraction(step.key["answer"]))
                    for rung, text in step.hints:
                        told = re.search(rf"(?<![\w/.-]){re.escape(answer)}(?![\w/(.])", text)
                        assert not told, (skill.id, template.id, step.id, rung, text)


def gaps_of(item: Item) -> list[Fraction]:
    """What the key of a table holds, row by row."""
    return [Fraction(gap["answer"]) for gap in item.step("table").key["gaps"].values()]


def heads_of(item: Item) -> list[Fraction]:
    return [value(row["head"].strip("$")) for row in item.step("table").task["rows"]]


def test_tables_come_out_again() -> None:
    for item in items("substitute-a-value", "table-of-values"):
        columns = [column.strip("$") for column in item.step("table").task["columns"]]
        assert gaps_of(item) == [value(column, head) for head in heads_of(item) for column in columns]
    for item in items("what-a-solution-is", "tries-in-a-table"):
        sides = first_maths(item).split("=")
        assert gaps_of(item) == [value(side, head) for head in heads_of(item) for side in sides]
        assert solved(first_maths(item)) in heads_of(item)
    for item in items("letters-for-numbers", "from-table-to-letter"):
        once, each = numbers(item.prompt)
        assert gaps_of(item) == [each * head + once for head in heads_of(item)]


def test_points_come_out_again() -> None:
    for item in items("substitute-a-value", "points-of-a-rule"):
        found, rule = item.steps[0], maths(item.prompt)[0].partition("=")[2]
        right = interaction("graph").right(found.task, found.key)
        assert right is not None
        points = {(Fraction(right[f"answer.{n}.x"][0]), Fraction(right[f"answer.{n}.y"][0])) for n in (1, 2, 3)}
        asked = [Fraction(x) for x in re.findall(r"x = (-?\d+)", found.prompt)]
        assert points == {(x, value(rule, x)) for x in asked}


def test_testing_a_number_tells_solutions_from_others() -> None:
    verdicts = Counter[str]()
    for item in items("what-a-solution-is", "test-a-number"):
        equation, claimed = maths(item.prompt)[:2]
        is_solution = solved(equation) == value(claimed.removeprefix("x ="))
        verdict = item.step("verdict")
        right = interaction("choice").answer(verdict.task, verdict.key)
        assert right.startswith("Yes" if is_solution else "No, the two sides")
        verdicts[right[:2]] += 1
    assert len(verdicts) == 2, "both verdicts occur"


def test_the_right_line_is_the_only_one_that_keeps_the_balance() -> None:
    for skill, template in (("two-step-equations", "which-line-next"), ("x-on-both-sides", "keeps-the-balance")):
        for item in items(skill, template):
            step = item.step("line")
            truth = solved(first_maths(item))
            for option in step.task["options"]:
                line = maths(option["text"])[0]
                assert (solved(line) == truth) == (option["id"] in step.key["right"]), (item.prompt, line)
