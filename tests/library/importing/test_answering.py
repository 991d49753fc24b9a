"""Printed answers made into keys: values by kind, and what must stay with a person."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.interactions import interaction
from chiron.core.words import Outcome
from chiron.engine.library.importing.answering import Key, chosen, key_of


def graded(key: Key, typed: str) -> Outcome:
    """What the kind's own grader says of something typed."""
    kind = interaction(key.kind)
    task, made = kind.make(kind.Spec.model_validate(dict(key.fields)), {}, Chance("test"), Locale())
    return kind.grade(task, made, kind.read(task, {"answer": [typed]})).outcome


@pytest.mark.parametrize(
    ("answer", "prompt", "kind", "right", "wrong"),
    [
        ("9", "Simplify", "numeric", "9", "8"),
        ("$-14$", "What is the opposite of 14?", "numeric", "-14", "14"),
        ("$x=5$", "Solve.", "numeric", "x = 5", "4"),
        ("−1,302", "Write it as a number", "numeric", "-1302", "1302"),
        ("$\\frac{3}{4}$", "Simplify", "numeric", "3/4", "4/3"),
        ("25%", "What percent?", "numeric", "25", "0.3"),
        ("\\$40", "How much?", "numeric", "40", "41"),
        ("5 yards", "How far?", "numeric", "5", "6"),
        ("$3.14$", "Round to two decimal places", "numeric", "3.14", "3.2"),
        ("$x=-3$, $x=3$", "Solve", "solution-set", "x = 3 or x = -3", "x = 4"),
        ("about 3.14", "How long?", "numeric", "3.14", "3.2"),
        ("$x\\ge 3$; $[3,\\infty)$", "Solve the inequality.", "solution-set", "x >= 3", "x > 5"),
        ("$f(-3)=-11$", "Evaluate.", "numeric", "-11", "11"),
        ("$12\\text{ cm}^{2}$", "What area?", "numeric", "12", "144"),
        ("3:4", "What ratio?", "text", "3 : 4", ""),
        ("no solution", "Solve", "solution-set", "no solution", "x = 1"),
        ("$4(b+1)$", "Find the rate", "expression", "4b + 4", "4b"),
        ("$f(x)=4x^{2}$", "Find $f$", "expression", "4x^2", "4x"),
        ("the cell membrane", "What surrounds a cell?", "text", "cell membrane", ""),
    ],
)
def test_an_answer_becomes_the_key_that_grades_it(answer: str, prompt: str, kind: str, right: str, wrong: str) -> None:
    key = key_of(answer, prompt)
    assert key is not None
    assert key.kind == kind
    assert graded(key, right) is Outcome.CORRECT
    if wrong:
        assert graded(key, wrong) is Outcome.INCORRECT


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "Answers will vary.",
        "a\n\nb",
        "![A graph](media:g)",
        "3.14 or so",
        "$\\frac{dy}{dx}=2x$",
        "$(2,-1)$",
        "`x = 1`",
    ],
)
def test_what_is_not_sure_is_left_to_a_person(answer: str) -> None:
    assert key_of(answer, "Work it out.") is None


def test_whoever_copies_the_task_is_not_right() -> None:
    key = key_of("$(x+1)(x-1)$", "Factor $x^{2}-1$")
    assert key is not None
    assert key.fields["form"] == "factored"
    assert graded(key, "x^2 - 1") is not Outcome.CORRECT


def test_a_point_is_asked_for_coordinate_by_coordinate() -> None:
    key = key_of("$(2,-1)$", "Find the vertex.")
    assert key is not None
    assert key.kind == "cloze"
    assert key.fields["gaps"] == {"a": {"answer": "2"}, "b": {"answer": "-1"}}
    assert key_of("$(2,3)$", "Where is $f$ increasing? Give the interval.").kind == "solution-set"  # type: ignore[union-attr]


def test_sentences_become_a_reference_in_english_alone() -> None:
    said = "Ionic bonds form between ions with opposite charges."
    key = key_of(said, "What makes ionic bonds different?")
    assert key is not None
    assert key.kind == "short-text"
    assert key.fields["reference"] == [said.rstrip(".")]
    assert key_of(said, "Sketch the bonds.") is None
    assert key_of(said, "¿Qué distingue los enlaces?", Locale(language="es")) is None


def test_true_and_false_become_a_choice() -> None:
    key = key_of("False", "True or false: all birds fly.")
    assert key is not None
    assert key.kind == "choice"
    assert key.fields["options"] == [{"text": "True"}, {"text": "False", "right": True}]


@pytest.mark.parametrize("sign", ["<", "$<$", "=", "$>$"])
def test_signs_of_comparison_become_a_choice_of_three(sign: str) -> None:
    key = key_of(sign, "Compare 2 and 4.")
    assert key is not None
    right = [option["text"] for option in key.fields["options"] if option.get("right")]
    assert right == [f"${sign.strip('$')}$"]
    assert key.fields["shuffle"] is False


def test_options_that_read_the_same_or_are_all_right_make_no_question() -> None:
    assert chosen(["one", "One"], [0]) is None
    assert chosen(["a", "b", "c"], [0, 1, 2]) is None
    assert chosen(["a", "b"], [5]) is None
    assert chosen(["only"], [0]) is None
    several = chosen(["red", "blue", "square"], [0, 1])
    assert several is not None
    assert several.kind == "multiple-choice"


def test_options_that_name_others_keep_their_order() -> None:
    key = chosen(["one", "two", "all of the above"], [2])
    assert key is not None
    assert key.fields["shuffle"] is False
    key = chosen(["one", "two", "three"], [2])
    assert key is not None
    assert "shuffle" not in key.fields


@given(st.fractions(-1000, 1000, max_denominator=40))
def test_any_fraction_is_graded_as_itself_and_nothing_else(value: Fraction) -> None:
    text = f"\\frac{{{value.numerator}}}{{{value.denominator}}}" if value.denominator > 1 else str(value)
    key = key_of(f"${text}$", "Work it out.")
    assert key is not None
    assert graded(key, str(value)) is Outcome.CORRECT
    assert graded(key, str(value + 1)) is not Outcome.CORRECT


@given(st.text(max_size=120))
def test_no_text_makes_it_fail(text: str) -> None:
    key_of(text, text)
