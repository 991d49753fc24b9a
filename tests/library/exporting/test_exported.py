"""What an export says of what it cannot hold, and how it writes numbers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.course import Course
from chiron.engine.library.exporting import anki, gift, moodle
from chiron.engine.library.exporting.exported import Exported, Left, decimal
from chiron.engine.library.reading import read_course
from tests.library.example import write_example


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder: Path = write_example(tmp_path_factory.mktemp("course") / "example")
    return read_course(folder)


def beside(course: Course, pages: bool = False) -> tuple[Left, ...]:
    return Exported(b"", 0, (), ()).beside(course, pages).left


def test_what_is_no_question_is_named_by_whoever_has_no_place_for_it(course: Course) -> None:
    lessons = {skill.id for unit in course.units for skill in unit.skills if skill.lesson}
    assert lessons
    for made in (moodle.export(course, 1), gift.export(course, 1), anki.export(course, 1)):
        assert lessons <= {one.key for one in made.left}
    assert not lessons & {one.key for one in beside(course, pages=True)}
    texts = [Left(one.id, "It is a text to read, and no question.") for unit in course.units for one in unit.readings]
    assert set(texts) <= set(beside(course))
    assert {*course.resources_by_id, *course.languages} <= {one.key for one in beside(course, pages=True)}


@pytest.mark.parametrize(
    ("value", "text", "whole"),
    [
        (Fraction(1, 4), "0.25", True),
        (Fraction(-3), "-3", True),
        (Fraction(10**20), "1" + "0" * 20, True),
        (Fraction(1, 10**11), "0.00000000001", True),
        (Fraction(1, 3), "0.333333333333333", False),
        (Fraction(1, 3 * 10**12), "0.000000000000333333333333333", False),
        (Fraction(2 * 10**15, 3), "666666666666667", False),
    ],
)
def test_numbers_are_decimals(value: Fraction, text: str, whole: bool) -> None:
    assert decimal(value) == (text, whole)


@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6))
def test_a_decimal_is_the_number_or_next_to_it(value: Fraction) -> None:
    text, whole = decimal(value)
    assert "e" not in text.lower()
    off = abs(Fraction(text) - value)
    assert off == 0 if whole else off <= abs(value) / 10**14
