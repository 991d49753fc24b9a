"""Answers in words become the form that a page would send, for every kind of step; and how such an answer weighs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chiron.core.learning.generate import ItemStep, generate
from chiron.core.learning.interactions import interaction
from chiron.core.learning.state import Attempt, StepProgress
from chiron.core.learning.told import rungs_told
from chiron.core.words import Outcome
from chiron.desks.tutoring.outside.asked import described
from chiron.desks.tutoring.outside.forms import form_of, letter
from chiron.desks.tutoring.outside.lines import ENGLISH, SPANISH, after_lead
from chiron.desks.tutoring.views.practice import StepView
from chiron.engine.grading.checks import check
from tests.web.every_kind import every_kind
from tests.web.gallery import TASKS

COURSE = every_kind()
NEW = StepProgress()


def step_of(kind: str) -> ItemStep:
    return generate(COURSE, kind, "a", 3).steps[0]


def asked_of(kind: str) -> ItemStep:
    """A step with a task from the gallery of widgets."""
    return replace(step_of("open"), kind=kind, task=TASKS[kind])


def letters(options: list[dict[str, str]]) -> dict[str, str]:
    """The letter of each option's id."""
    return {option["id"]: letter(place) for place, option in enumerate(options)}


def in_words(step: ItemStep) -> str:
    """The right answer as somebody types it who sees the question as text."""
    form = interaction(step.kind).right(step.task, step.key) or {}
    if step.kind in ("choice", "multiple-choice"):
        return ", ".join(letters(step.task["options"])[each] for each in form["answer"])
    if step.kind == "order":
        names = letters(step.task["items"])
        places = {
            int(value[0]): names[name.removeprefix("answer.")] for name, value in form.items() if "same" not in name
        }
        return ", ".join(places[place] for place in sorted(places))
    if step.kind == "match":
        names = letters(step.task["rights"])
        return "; ".join(f"{left['id']}: {names[form['answer.' + left['id']][0]]}" for left in step.task["lefts"])
    if step.kind == "cloze":
        return "; ".join(values[0] for values in form.values())
    return "\n".join(form["answer"])


@pytest.mark.parametrize(
    "kind",
    [
        "numeric",
        "expression",
        "solution-set",
        "working",
        "choice",
        "multiple-choice",
        "order",
        "match",
        "cloze",
        "text",
    ],
)
def test_a_right_answer_in_words_is_right(kind: str) -> None:
    step = step_of(kind)
    _, verdict = check(step, form_of(step, NEW, in_words(step)))
    assert verdict.outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("kind", "said", "form"),
    [
        ("multiple-choice", "B and A", {"answer": ["2", "1"]}),
        ("multiple-choice", "a and something", {"answer": [""]}),
        ("multiple-choice", "ab", {"answer": ["1", "2"]}),
        ("choice", "No solution.", {"answer": ["2"]}),
        ("choice", "(b)", {"answer": ["2"]}),
        ("choice", "x = 2", {"answer": ["1"]}),
        ("order", "c, a, b", {"answer": ["3", "1", "2"]}),
        ("order", "Divide; Multiply out; Gather", {"answer": ["3", "1", "2"]}),
        ("match", "2: a; 1: b", {"answer.1": ["2"], "answer.2": ["1"]}),
        ("match", "takes in water, takes in light", {"answer.1": ["1"], "answer.2": ["2"]}),
        ("match", "everything", {"answer.1": [""], "answer.2": [""]}),
        ("cloze", "1: sugar; 2: LIGHT", {"answer.sugar": ["sugar"], "answer.light": ["light"]}),
        ("cloze", "sugar, light", {"answer.sugar": ["sugar"], "answer.light": ["light"]}),
        ("graph", "(2, -3) and (0; 1)", {f"answer.{n}.{a}": [v] for n, a, v in
            (("1", "x", "2"), ("1", "y", "-3"), ("2", "x", "0"), ("2", "y", "1"))}),
        ("graph", "somewhere", {}),
    ],
)  # fmt: skip
def test_each_way_to_say_it_fills_the_same_fields(kind: str, said: str, form: dict[str, list[str]]) -> None:
    assert form_of(asked_of(kind), NEW, said) == form


def test_what_does_not_fit_is_unread_and_never_another_answer() -> None:
    for kind in ("choice", "multiple-choice", "order", "match", "cloze"):
        step = step_of(kind)
        for odd in ("", "zzz", "all of them", "1: a", "; ; ;", "a" * 5_000):
            form = form_of(step, NEW, odd)
            with pytest.raises(Exception, match=r".") as refused:
                check(step, form)
            assert refused.type.__name__ == "Unread", (kind, odd)


def test_a_program_comes_out_of_its_fence_and_working_goes_below_its_lines() -> None:
    assert form_of(step_of("code"), NEW, "```python\ndef twice(n):\n    return 2 * n\n```") == {
        "answer": ["def twice(n):\n    return 2 * n"]
    }
    tried = Attempt("k", datetime(2026, 11, 2, tzinfo=UTC), {"lines": [{"typed": "3x = 15"}]}, Outcome.ONWARD)
    before = StepProgress((tried,))
    assert form_of(step_of("working"), before, "x = 5") == {"answer": ["3x = 15", "x = 5"]}
    wrong = StepProgress((replace(tried, outcome=Outcome.INCORRECT),))
    assert form_of(step_of("working"), wrong, "x = 5") == {"answer": ["x = 5"]}


def test_every_kind_says_how_it_is_answered_and_shows_what_there_is_to_choose() -> None:
    seen = set()
    for step in [
        *(step_of(kind) for kind in COURSE.skills),
        asked_of("table"),
        asked_of("labelling"),
        asked_of("graph"),
    ]:
        view: Any = StepView("one", 1, step.kind, "", "current", (), step.task, None, None)
        listed, how = described(view, "es")
        assert how
        assert "respuesta" in how
        seen.add(step.kind)
        for option in (*step.task.get("options", ()), *step.task.get("rights", ()), *step.task.get("labels", ())):
            assert option["text"] in listed
    assert len(seen) == 17


def test_a_line_that_begins_as_an_answer_is_one() -> None:
    assert after_lead("Answer: x = 3") == "x = 3"
    assert after_lead("respuesta:\n7") == "7"
    assert after_lead("the answer is 3") is None
    assert set(ENGLISH) == set(SPANISH)


def test_an_answer_by_a_program_counts_as_after_a_hint() -> None:
    assert [rungs_told(n, body) for n, body in ((0, {}), (0, {"origin": "mcp/1"}), (3, {"origin": "chat/1"}))] == [
        0,
        1,
        3,
    ]
    helped = Attempt("k", datetime(2026, 11, 2, tzinfo=UTC), {}, Outcome.CORRECT, rungs=1)
    assert not StepProgress((helped,), done=True).alone
    assert StepProgress((replace(helped, rungs=0),), done=True).alone


def test_gaps_within_points_and_names_are_looked_through_once() -> None:
    wide = " " * 60_000  # Tried in every way, these would take hours.
    graph = asked_of("graph")
    assert form_of(graph, NEW, f"({wide}1{wide}") == {}
    assert form_of(graph, NEW, f"({wide}1{wide},{wide}2{wide})") == {"answer.1.x": ["1"], "answer.1.y": ["2"]}
    match = asked_of("match")
    first = next(iter(letters(match.task["rights"])))
    found = form_of(match, NEW, f"1{wide}:{wide}a{wide}b")
    assert first not in [value for values in found.values() for value in values]
