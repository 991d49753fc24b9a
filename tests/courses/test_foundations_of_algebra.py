"""The algebra unit is whole, free of faults, and its keys come out again by another path."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from fractions import Fraction

import pytest

from chiron.core.learning.course import Course, Skill
from chiron.core.learning.generate import Item, ItemStep, generate
from chiron.core.learning.interactions import interaction
from chiron.core.words import Outcome
from tests.courses.plain_maths import maths, numbers, same, solved, value
from tests.courses.shelf import Shelved

SHELVED = Shelved("foundations-of-algebra", range(25))
PICTURE = re.compile(r"^!\[[^\]]*\]\(.*\)$", re.MULTILINE)
SEEDS, SKILLS, each_skill, items = SHELVED.seeds, SHELVED.skills, SHELVED.each_skill, SHELVED.items


def course() -> Course:
    """The course, read once."""
    return SHELVED.course


def test_the_course_is_whole() -> None:
    assert len(SKILLS) >= 13
    assert len(course().glossary) >= 25
    assert 2 <= len(course().goals) <= 12


@each_skill
def test_a_skill_is_whole(skill: Skill) -> None:
    assert len(skill.templates) >= 4
    assert len(skill.misconceptions) >= 2
    steps = [step for template in skill.templates for step in template.steps]
    assert all(len(step.hints.rungs) == 4 for step in steps)
    kinds = {step.kind for step in steps}
    assert "choice" in kinds
    assert kinds & {"numeric", "expression", "solution-set"}
    assert len(kinds) >= 3
    assert any(len(template.steps) >= 2 for template in skill.templates)
    assert {template.purpose for template in skill.templates} == {"fluency", "understanding", "application", "error"}
    assert any("diagnostic" in template.use and len(template.steps) <= 2 for template in skill.templates)


@each_skill
def test_a_lesson_can_be_read_and_quoted(skill: Skill) -> None:
    assert 250 <= len(PICTURE.sub("", skill.lesson).split()) <= 475
    headings = re.findall(r"^## (.+)$", skill.lesson, re.MULTILINE)
    assert "A worked example" in headings
    assert headings[-1] == "A common slip"
    assert "?" in skill.lesson.split("##")[1], "a lesson begins with a question"


@each_skill
def test_the_words_are_calm(skill: Skill) -> None:
    texts = [PICTURE.sub("", skill.lesson), *(wrong.feedback for wrong in skill.misconceptions)]
    for template in skill.templates:
        item = generate(course(), skill.id, template.id, 1)
        texts += [item.prompt, item.solution]
        texts += [
            text for step in item.steps for text in (step.prompt, step.solution, *(hint for _, hint in step.hints))
        ]
    for text in texts:
        assert "!" not in text
        assert not re.search(r"\b(oops|obviously|simply|of course|easy)\b", text, re.IGNORECASE)
        assert text.count("$") % 2 == 0


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


def prompt_value(item: Item) -> Fraction:
    return value(maths(item.prompt)[0])


def prompt_solved(item: Item) -> Fraction:
    return solved(maths(item.prompt)[0])


def total_at_market(item: Item) -> Fraction:
    basket, count, price = numbers(item.prompt)
    return Fraction(sum([price] * count, basket))


def warmed(item: Item) -> Fraction:
    dawn, afternoon = (value(text) for text in maths(item.prompt))
    return afternoon - dawn


def at_a_value(item: Item) -> Fraction:
    given = maths(item.prompt + item.steps[-1].prompt)
    at = next(text for text in given if text.startswith("x ="))
    return value(given[0], value(at.removeprefix("x =")))


def water_left(item: Item) -> Fraction:
    full, rate, *_ = numbers(item.prompt)
    for _minute in range(numbers(item.steps[0].prompt)[0]):
        full -= rate
    return Fraction(full)


def boxed(item: Item) -> Fraction:
    return solved(maths(item.prompt)[0].replace(r"\square", "x"))


def rope_piece(item: Item) -> Fraction:
    total, pieces, over = numbers(item.prompt)
    return Fraction(total - over, pieces)


def money_at_first(item: Item) -> Fraction:
    spent, left = numbers(item.prompt)
    return Fraction(left + spent)


def hours_of_boat(item: Item) -> Fraction:
    once, each, total = numbers(item.prompt)
    return Fraction(next(hours for hours in range(1, 100) if once + hours * each == total))


def box_in_parcel(item: Item) -> Fraction:
    parcels, rice, total = numbers(item.prompt)
    return Fraction(next(box for box in range(1, 100) if parcels * (box + rice) == total))


def visits(item: Item) -> Fraction:
    each, join, then = numbers(item.prompt)
    return Fraction(next(count for count in range(1, 100) if each * count == join + then * count))


def common_factor(item: Item) -> Fraction:
    return Fraction(math.gcd(*numbers(item.prompt)))


def most_affordable(item: Item) -> Fraction:
    once, each, limit = (Fraction(n) for n in re.findall(r"\d+", item.prompt))
    return Fraction(max(n for n in range(100) if once + n * each <= limit))


def shared(item: Item) -> Fraction:
    k, f, total = (Fraction(n) for n in re.findall(r"\d+", item.prompt))
    return Fraction(next(n for n in range(1000) if n + f * n + k == total))


def greatest_below(item: Item) -> Fraction:
    sense, border = re.fullmatch(r"n (<|\\le) (.+)", maths(item.prompt)[1]).groups()  # type: ignore[union-attr]
    tried = math.ceil(Fraction(border)) + 3
    while not (tried < Fraction(border) or (sense != "<" and tried == Fraction(border))):
        tried -= 1
    return Fraction(tried)


NUMBERS: dict[tuple[str, str], tuple[str, Callable[[Item], Fraction]]] = {
    ("order-of-operations", "product-in-a-sum"): ("value", prompt_value),
    ("order-of-operations", "subtract-and-add"): ("value", prompt_value),
    ("order-of-operations", "bracket-and-power"): ("value", prompt_value),
    ("order-of-operations", "at-the-market"): ("total", total_at_market),
    ("negative-numbers", "across-zero"): ("value", prompt_value),
    ("negative-numbers", "take-away-a-negative"): ("value", prompt_value),
    ("negative-numbers", "product-then-subtract"): ("value", prompt_value),
    ("negative-numbers", "cold-morning"): ("rise", warmed),
    ("substitute-a-value", "value-in-a-line"): ("value", at_a_value),
    ("substitute-a-value", "negative-value"): ("value", at_a_value),
    ("substitute-a-value", "square-of-a-letter"): ("value", at_a_value),
    ("substitute-a-value", "water-tank"): ("left", water_left),
    ("factor-out-a-number", "factor-in-two-steps"): ("factor", common_factor),
    ("what-a-solution-is", "fill-the-box"): ("box", boxed),
    ("what-a-solution-is", "rope-and-pieces"): ("length", rope_piece),
    ("what-a-solution-is", "wrong-number-named"): ("solution", prompt_solved),
    ("one-step-equations", "undo-adding"): ("solution", prompt_solved),
    ("one-step-equations", "undo-multiplying"): ("solution", prompt_solved),
    ("one-step-equations", "at-the-shop"): ("solution", money_at_first),
    ("two-step-equations", "two-steps"): ("solution", prompt_solved),
    ("two-step-equations", "which-line-next"): ("solution", prompt_solved),
    ("two-step-equations", "hire-a-boat"): ("solution", hours_of_boat),
    ("equations-with-brackets", "multiply-out-first"): ("solution", prompt_solved),
    ("equations-with-brackets", "divide-first"): ("solution", prompt_solved),
    ("equations-with-brackets", "parcels"): ("solution", box_in_parcel),
    ("equations-with-brackets", "bracket-opened-badly"): ("solution", prompt_solved),
    ("x-on-both-sides", "two-moves"): ("solution", prompt_solved),
    ("x-on-both-sides", "keeps-the-balance"): ("solution", prompt_solved),
    ("x-on-both-sides", "two-swimming-pools"): ("solution", visits),
    ("x-on-both-sides", "with-a-bracket"): ("solution", prompt_solved),
    ("inequalities-on-a-line", "greatest-whole-number"): ("greatest", greatest_below),
    ("equations-from-words", "shared-unequally"): ("first", shared),
    ("solve-inequalities", "within-the-budget"): ("most", most_affordable),
}


@pytest.mark.parametrize(("skill", "template"), NUMBERS, ids=["/".join(name) for name in NUMBERS])
def test_numbers_come_out_again(skill: str, template: str) -> None:
    step, recomputed = NUMBERS[(skill, template)]
    for item in items(skill, template):
        assert Fraction(item.step(step).key["answer"]) == recomputed(item), item.prompt


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


def first_maths(item: Item) -> str:
    return maths(item.prompt)[0]


def less_than(item: Item) -> str:
    taken, times = numbers(item.steps[0].prompt)
    return f"{times}n - {taken}"


def from_table(item: Item) -> str:
    once, each = numbers(item.prompt)
    return f"{each}n + {once}"


def thought_of(item: Item) -> str:
    added, times = numbers(item.prompt)
    return f"{times}(n + {added})"


def taxi(item: Item) -> str:
    start, each = numbers(item.prompt)
    return f"{start} + {each}d"


def younger(item: Item) -> str:
    return f"s - {numbers(item.prompt)[0]}"


def fence(item: Item) -> str:
    return " + ".join(maths(item.prompt))


def day_out(item: Item) -> str:
    friends, museum = numbers(item.prompt)
    return f"{friends}x + {friends * museum}"


def share(item: Item) -> str:
    return f"({maths(item.prompt)[0]})/{numbers(item.prompt)[0]}"


def inside(item: Item) -> str:
    expression = first_maths(item)
    return f"({expression})/{math.gcd(*numbers(expression))}"


EXPRESSIONS: dict[tuple[str, str], tuple[str, Callable[[Item], str]]] = {
    ("letters-for-numbers", "less-than"): ("expression", less_than),
    ("letters-for-numbers", "taxi"): ("total", taxi),
    ("letters-for-numbers", "from-table-to-letter"): ("expression", from_table),
    ("letters-for-numbers", "think-of-a-number"): ("expression", thought_of),
    ("letters-for-numbers", "younger-than"): ("expression", younger),
    ("like-terms", "collect-both-kinds"): ("result", first_maths),
    ("like-terms", "lone-letter"): ("result", first_maths),
    ("like-terms", "one-term-too-few"): ("result", first_maths),
    ("like-terms", "fence-round-a-field"): ("perimeter", fence),
    ("multiply-out-brackets", "one-bracket"): ("result", first_maths),
    ("multiply-out-brackets", "minus-in-front"): ("result", first_maths),
    ("multiply-out-brackets", "two-brackets"): ("together", first_maths),
    ("multiply-out-brackets", "second-sign"): ("result", first_maths),
    ("multiply-out-brackets", "a-day-out"): ("result", day_out),
    ("factor-out-a-number", "factor-in-two-steps"): ("bracket", inside),
    ("factor-out-a-number", "a-one-stays"): ("bracket", inside),
    ("factor-out-a-number", "equal-shares"): ("share", share),
    ("factor-out-a-number", "not-divided"): ("product", first_maths),
}


@pytest.mark.parametrize(("skill", "template"), EXPRESSIONS, ids=["/".join(name) for name in EXPRESSIONS])
def test_expressions_come_out_again(skill: str, template: str) -> None:
    step, recomputed = EXPRESSIONS[(skill, template)]
    for item in items(skill, template):
        assert same(item.step(step).key["answer"], recomputed(item)), item.prompt


def test_points_come_out_again() -> None:
    for item in items("substitute-a-value", "points-of-a-rule"):
        found, rule = item.steps[0], maths(item.prompt)[0].partition("=")[2]
        right = interaction("graph").right(found.task, found.key)
        assert right is not None
        points = {(Fraction(right[f"answer.{n}.x"][0]), Fraction(right[f"answer.{n}.y"][0])) for n in (1, 2, 3)}
        asked = [Fraction(x) for x in re.findall(r"x = (-?\d+)", found.prompt)]
        assert points == {(x, value(re.sub(r"(\d*)x", lambda m, x=x: f"{m[1] or 1}({x})", rule))) for x in asked}


def test_every_skill_has_keys_recomputed() -> None:
    assert {skill for skill, _ in (*NUMBERS, *EXPRESSIONS)} == set(course().skills)


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
            truth = prompt_solved(item)
            for option in step.task["options"]:
                line = maths(option["text"])[0]
                assert (solved(line) == truth) == (option["id"] in step.key["right"]), (item.prompt, line)
