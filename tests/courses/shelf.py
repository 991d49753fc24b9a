"""A course that comes with Chiron, as its tests see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

from chiron.core.learning.course import Course, Skill
from chiron.core.learning.generate import Item, generate
from chiron.engine.library.checking import Looked
from chiron.engine.library.faults import Places
from chiron.engine.library.reading import read_course
from chiron.engine.library.whole import Row, report

PICTURE = re.compile(r"^!\[[^\]]*\]\(.*\)$", re.MULTILINE)
PUSHING = re.compile(r"\b(oops|obviously|simply|of course|easy)\b", re.IGNORECASE)
COURSES = Path(__file__).parents[2] / "courses"
FOLDERS = sorted(path.parent for path in COURSES.glob("*/course.yaml"))
each_course = pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])


@cache
def course_in(folder: Path) -> Course:
    """The course of a folder, read once by all tests of a process, which share its items as well."""
    return read_course(folder)


@dataclass(frozen=True)
class Shelved:
    """The course of a name, read once; ``seeds`` are those of which items are tried."""

    name: str
    seeds: range

    @property
    def course(self) -> Course:
        """The course."""
        return course_in(COURSES / self.name)

    @property
    def skills(self) -> tuple[Skill, ...]:
        """Its skills in teaching order."""
        return tuple(self.course.skills.values())

    @property
    def each_skill(self) -> pytest.MarkDecorator:
        """Runs a test once for each skill."""
        return pytest.mark.parametrize("skill", self.skills, ids=[skill.id for skill in self.skills])

    @cached_property
    def rows(self) -> dict[str, Row]:
        """What ``chiron course report`` says of each skill, by its id."""
        return {row.skill: row for row in report(Looked(self.course, Places(), (), (), ())).rows}

    def items(self, skill: str, template: str) -> list[Item]:
        """Some items of a template."""
        return [generate(self.course, skill, template, seed) for seed in self.seeds]

    def told(self, skill: Skill) -> list[str]:
        """What a learner reads of a skill: the lesson, what is said to mistakes, and an item of each template."""
        texts = [lesson(skill), *(wrong.feedback for wrong in skill.misconceptions)]
        for template in skill.templates:
            item = generate(self.course, skill.id, template.id, 1)
            texts += [item.prompt, item.solution]
            texts += [
                text for step in item.steps for text in (step.prompt, step.solution, *(hint for _, hint in step.hints))
            ]
        return texts


def lesson(skill: Skill) -> str:
    """A lesson without the words of its pictures."""
    return PICTURE.sub("", skill.lesson)


def headings(skill: Skill) -> list[str]:
    """What stands above the sections of a lesson."""
    return re.findall(r"^## (.+)$", skill.lesson, re.MULTILINE)


def assert_calm(text: str) -> None:
    """Assert that a text neither shouts nor tells a learner that it is nothing."""
    assert "!" not in text, text
    assert not PUSHING.search(text), text


def assert_whole(row: Row) -> None:
    """Assert that a skill has all that is promised of each: ``chiron course report`` misses nothing, by our numbers."""
    assert row.missing == ()
    assert row.templates >= 4
    assert row.purposes == "FUAE", "fluency, understanding, application, error"
    assert row.transfer >= 2
    assert row.misconceptions >= 3
    assert row.rungs, "a ladder is not of point, principle, next step and worked example"
