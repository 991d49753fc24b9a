"""A course that comes with Chiron, as its tests see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from chiron.core.learning.course import Course, Skill
from chiron.core.learning.generate import Item, generate
from chiron.engine.library.reading import read_course

COURSES = Path(__file__).parents[2] / "courses"


@dataclass(frozen=True)
class Shelved:
    """The course of a name, read once; ``seeds`` are those of which items are tried."""

    name: str
    seeds: range

    @cached_property
    def course(self) -> Course:
        """The course."""
        return read_course(COURSES / self.name)

    @property
    def skills(self) -> tuple[Skill, ...]:
        """Its skills in teaching order."""
        return tuple(self.course.skills.values())

    @property
    def each_skill(self) -> pytest.MarkDecorator:
        """Runs a test once for each skill."""
        return pytest.mark.parametrize("skill", self.skills, ids=[skill.id for skill in self.skills])

    def items(self, skill: str, template: str) -> list[Item]:
        """Some items of a template."""
        return [generate(self.course, skill, template, seed) for seed in self.seeds]
