"""The courses that come with Chiron: no fault, whole skills, and items whose keys are right."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.learning.content import from_content, to_content
from chiron.core.learning.course import Course
from chiron.core.learning.generate import generate
from chiron.core.learning.interactions import interaction
from chiron.core.words import Outcome
from chiron.engine.library.checking import check
from tests.courses.shelf import FOLDERS, Shelved, assert_whole, course_in, each_course


@cache
def again(folder: Path) -> Course:
    """The same course by way of JSON whose keys are sorted, as PostgreSQL keeps it."""
    return from_content(json.loads(json.dumps(to_content(course_in(folder)), sort_keys=True)))


def test_there_is_one_of_numbers_and_one_of_prose() -> None:
    assert {"foundations-of-algebra", "the-living-cell"} <= {folder.name for folder in FOLDERS}


@each_course
def test_a_sample_course_has_no_fault(folder: Path) -> None:
    """A few items of each template with the seeds from 0; thousands in ``make test-full`` and ``make bench``."""
    assert [str(fault) for fault in check(folder, samples=6, closely=2)] == []


@each_course
def test_a_sample_course_is_whole(folder: Path) -> None:
    made = course_in(folder)
    resources = [*made.resources, *(resource for skill in made.skills.values() for resource in skill.resources)]
    assert all(resource.licence for resource in resources)
    assert all(len(lines) >= 4 for lines in (made.flows.opening, made.flows.check_in, made.flows.ending))
    assert {name for goal in made.goals for name in made.needed_for(goal.skills)} == set(made.skills)
    words = Counter(word.casefold() for term in made.glossary for word in (term.term, *term.also))
    assert [word for word, times in words.items() if times > 1] == []


@pytest.mark.slow
@each_course
def test_a_sample_course_has_no_rare_fault(folder: Path) -> None:
    assert [str(fault) for fault in check(folder, samples=3000)] == []


@each_course
def test_every_skill_is_whole(folder: Path) -> None:
    for row in Shelved(folder.name, range(0)).rows.values():
        assert_whole(row)
        assert row.words >= 250, row.skill


@each_course
@settings(max_examples=60, deadline=None)
@given(data=st.data(), seed=st.integers(0, 2**31))
def test_a_key_is_right_and_mistakes_are_not(folder: Path, data: st.DataObject, seed: int) -> None:
    skill, template = data.draw(st.sampled_from(sorted(course_in(folder).templates)))
    item = generate(course_in(folder), skill, template, seed)
    assert item == generate(again(folder), skill, template, seed)
    assert json.loads(json.dumps(item.parameters)) == item.parameters
    for step in item.steps:
        kind = interaction(step.kind)
        right = kind.right(step.task, step.key)
        if right is not None:
            assert kind.grade(step.task, step.key, kind.read(step.task, right)).outcome is Outcome.CORRECT
        for wrong in kind.mistakes(step.task, step.key):
            assert kind.grade(step.task, step.key, kind.read(step.task, wrong)).outcome is not Outcome.CORRECT
