"""The courses that come with Chiron, in their other languages: the same items, all words there, grades that hold."""

from __future__ import annotations

import pytest

from chiron.core.learning.course import Course
from chiron.core.learning.generate import generate
from chiron.core.learning.interactions import interaction
from chiron.core.learning.translation import in_language
from chiron.core.words import Json, Outcome
from tests.courses.shelf import COURSES, course_in

SEEDS = 3
_TIED = ("right", "ranks", "pairs", "answer")
"""What of a key names no words: ids and numbers."""


@pytest.fixture(scope="module", params=["foundations-of-algebra", "the-living-cell"])
def both(request: pytest.FixtureRequest) -> tuple[Course, list[Course]]:
    course = course_in(COURSES / request.param)
    return course, [in_language(course, tag) for tag in course.tongues[1:]]


def tied(key: Json) -> Json:
    return {name: key[name] for name in _TIED if name in key}


def test_every_item_is_the_same_and_its_right_answer_is_right(both: tuple[Course, list[Course]]) -> None:
    course, others = both
    for other in others:
        for skill, template in course.templates:
            for seed in range(SEEDS):
                one, two = generate(course, skill, template, seed), generate(other, skill, template, seed)
                assert one.parameters == two.parameters
                for step, read in zip(one.steps, two.steps, strict=True):
                    assert (step.id, step.kind, tied(step.key)) == (read.id, read.kind, tied(read.key))
                    kind = interaction(read.kind)
                    right = kind.right(read.task, read.key)
                    if right is not None and read.kind != "code":
                        verdict = kind.grade(read.task, read.key, kind.read(read.task, right))
                        assert verdict.outcome is Outcome.CORRECT, (template, step.id, right)


def test_the_living_cell_is_there_in_spanish() -> None:
    course = course_in(COURSES / "the-living-cell")
    assert course.tongues == ("en", "es")
    spanish = in_language(course, "es")
    assert spanish.title == "La célula viva"
    assert {term.term for term in spanish.glossary} >= {"célula", "ósmosis", "pared celular"}
