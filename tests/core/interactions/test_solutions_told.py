"""Solutions told in words and signs: the Spanish y ("and" between statements, else the unknown), and ∅."""

from __future__ import annotations

from typing import Any

import pytest

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.interactions import interaction as kind_of
from chiron.core.learning.interactions.base import Interaction
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.show import typed
from chiron.core.learning.maths.tree import Both, Node
from chiron.core.words import Json, Outcome
from tests.core.maths.test_values import short

TWO = ("x", "y")
AND = "Both(Relation(x, 2, =), Relation(y, 3, =))"

SYSTEMS = [
    ("x = 2 y y = 3", AND),
    (r"x=2\,y\,y=3", AND),
    (r"x = 2 \text{ y } y = 3", AND),
    ("x = 2, y y = 3", AND),
    ("x = 2 Y y = 3", AND),
    ("x = 2 y Y = 3", AND),
    ("x = 2 e y = 3", AND),
    ("y = 3 y x = 2", "Both(Relation(y, 3, =), Relation(x, 2, =))"),
    ("x + y = 5", "Relation(Sum(x, y), 5, =)"),
    ("2x + 3 y = 5", "Relation(Sum(Product(2, x), Product(3, y)), 5, =)"),
    ("x = 3 y", "Relation(x, Product(3, y), =)"),
    ("y = 4", "Relation(y, 4, =)"),
    ("x y = 6", "Relation(Product(x, y), 6, =)"),
    ("x = 2 y + y = 3 y", "Chain(x, Sum(Product(2, y), y), Product(3, y), ('=', '='))"),
    ("1 < 2 y - 3 < 5", "Chain(1, Sum(Product(2, y), Negative(3)), 5, ('<', '<'))"),
    ("x > 1 y y < 3", "Both(Relation(x, 1, >), Relation(y, 3, <))"),
    ("5 y = 10 y x = 2", "Both(Relation(Product(5, y), 10, =), Relation(x, 2, =))"),
    ("y = x y y = 2x", "Both(Relation(y, x, =), Relation(y, Product(2, x), =))"),
    ("x = -2 y y = 0,5", "Both(Relation(x, Negative(2), =), Relation(y, 1/2:dec1, =))"),
    ("x + y = 5 y 2x - y = 1",
     "Both(Relation(Sum(x, y), 5, =), Relation(Sum(Product(2, x), Negative(y)), 1, =))"),
]  # fmt: skip


def spanish(letters: tuple[str, ...] = TWO, **more: Any) -> Reading:
    return Reading(",", letters, language="es", **more)


@pytest.mark.parametrize(("text", "wanted"), SYSTEMS)
def test_y_is_the_word_between_two_statements_and_the_letter_elsewhere(text: str, wanted: str) -> None:
    found = read(text, spanish())
    assert short(found.tree) == wanted
    assert not found.alternatives


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("x + y = 5 y y x = 3", 2),
        ("x = 2 y - y = 3", 2),
        ("x = 2 y -y = 3", 1),
    ],
)
def test_what_could_be_the_letter_or_the_word_is_read_as_both(text: str, ways: int) -> None:
    found = read(text, spanish())
    assert len({short(tree) for tree in (found.tree, *found.alternatives)}) == ways
    assert any(isinstance(tree, Both) for tree in (found.tree, *found.alternatives))


def test_in_english_a_y_is_never_a_word() -> None:
    tree = read("x = 2 y y = 3", Reading(letters=TWO)).tree
    assert short(tree) == "Chain(x, Product(2, y, y), 3, ('=', '='))"
    assert short(read("x = 2 and y = 3", Reading(letters=TWO)).tree) == AND


@pytest.mark.parametrize("text", ["x = 2 y y = 3", "y = 2x + 1 y x + y = 7"])
def test_what_is_shown_of_a_system_is_read_as_that_system(text: str) -> None:
    tree: Node = read(text, spanish()).tree
    assert read(typed(tree, ",", "es"), spanish()).tree == tree


def judged(
    kind: str, spec: Json, answer: str | list[str], language: str = "es"
) -> tuple[Interaction, Json, Json, Outcome]:
    interaction = kind_of(kind)
    locale = Locale(language=language, decimal="," if language == "es" else ".")
    task, key = interaction.make(interaction.Spec.model_validate(spec), {}, Chance(1), locale)
    response = interaction.read(task, {"answer": [answer] if isinstance(answer, str) else answer})
    return interaction, task, key, interaction.grade(task, key, response).outcome


SYSTEM = {"start": ["x + y = 5", "x - y = -1"], "goal": "solve", "letters": ["x", "y"]}


@pytest.mark.parametrize(
    ("language", "answer", "outcome"),
    [
        ("es", "x = 2 y y = 3", Outcome.CORRECT),
        ("es", "x = 3 y y = 2", Outcome.INCORRECT),
        ("es", "x + y = 5 y 2x = 4", Outcome.ONWARD),
        ("en", "x = 2 and y = 3", Outcome.CORRECT),
        ("en", "x = 3 and y = 2", Outcome.INCORRECT),
    ],
)
def test_a_system_is_worked_in_either_language(language: str, answer: str, outcome: Outcome) -> None:
    assert judged("working", SYSTEM, answer, language)[3] is outcome


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_way_shown_of_a_system_is_itself_right(language: str) -> None:
    interaction, task, key, _ = judged("working", SYSTEM, "x + y = 5", language)
    right = interaction.right(task, key)
    assert right is not None
    assert interaction.grade(task, key, interaction.read(task, right)).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("variables", "key", "language", "answer", "outcome"),
    [
        (["x", "y"], "x = 2 and y = 3", "es", "x = 2 y y = 3", Outcome.CORRECT),
        (["x", "y"], "x = 2 and y = 3", "es", "x = 2 y y = 4", Outcome.INCORRECT),
        (["x", "y"], "(2, 3), (4, 5)", "es", "(2; 3) y (4; 5)", Outcome.CORRECT),
        (["y"], "{2, 3}", "es", "y = 2 y y = 3", Outcome.CORRECT),
        (["y"], "{2, 3}", "es", "2 y 3", Outcome.CORRECT),
        (["y"], "{2, -3}", "es", "y = 2 y -3", Outcome.CORRECT),
        (["x", "y"], "x = 2 and y = 3", "en", "x = 2 and y = 3", Outcome.CORRECT),
    ],
)
def test_solutions_are_told_in_either_language(
    variables: list[str], key: str, language: str, answer: str, outcome: Outcome
) -> None:
    assert judged("solution-set", {"answer": key, "variables": variables}, answer, language)[3] is outcome


@pytest.mark.parametrize(
    ("language", "words"), [("en", r"$\varnothing$ (no solution)"), ("es", r"$\varnothing$ (sin solución)")]
)
@pytest.mark.parametrize("spec", [{"given": "x^2 = -4"}, {"answer": "no solution"}, {"answer": "{}"}])
def test_a_key_without_solutions_is_shown_as_the_empty_set_and_in_words(spec: Json, language: str, words: str) -> None:
    interaction, task, key, outcome = judged("solution-set", spec, "∅", language)
    assert outcome is Outcome.CORRECT
    assert interaction.answer(task, key) == words
