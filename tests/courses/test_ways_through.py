"""Simulated learners of three kinds go through both courses: nobody meets a gap, and who gets there is told so.

They forget and slip little and learn quickly, so that a way is short; how long one is, is measured (``courses.path``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.core.learning.simulate.graphs import nature_of
from chiron.core.learning.simulate.minds import KINDS, Mind, known
from chiron.core.learning.simulate.people import person
from chiron.core.learning.simulate.run import Now, Plan, run
from chiron.core.learning.simulate.taught import Taught, with_policy
from chiron.core.words import MoveKind
from tests.courses.shelf import course_in, each_course

SITTINGS = 100


@dataclass
class Watched:
    """Chiron's choices for a learner, and the items that were asked before what they need was known."""

    taught: Taught
    mind: Mind
    early: list[str] = field(default_factory=list)

    def begin(self, when: datetime) -> None:
        """A sitting begins."""
        self.taught.begin(when)

    def choose(self, now: Now) -> tuple[str, str] | None:
        """Nothing more once the goal was reached."""
        if any(move.kind is MoveKind.END for move in self.taught.moves):
            return None
        chosen = self.taught.choose(now)
        if chosen and not all(known(self.mind, name) for name in self.mind.course.skills[chosen[0]].prerequisites):
            self.early.append(chosen[0])
        return chosen

    def told(self, skill: str, template: str, right: bool, minutes: float, when: datetime) -> None:
        """What came of it."""
        self.taught.told(skill, template, right, minutes, when)


def learner(course: Course, kind: str) -> Mind:
    """A quick one of a kind."""
    nature = nature_of(course, Random(f"ways/{course.id}"))
    quick = replace(KINDS[kind], rate=3.0 * KINDS[kind].rate, pace=0.7, forgetting=0.05, slip=0.05)
    return person("steps", course, nature, quick, Random(f"ways/{kind}"))


@pytest.mark.parametrize("kind", ["usual", "weak-reader", "fast"])
@each_course
def test_a_learner_gets_from_the_start_to_the_goal_without_a_gap(kind: str, folder: Path) -> None:
    course = course_in(folder)
    mind = learner(course, kind)
    chooser = Watched(with_policy(policy(), model(), course, kind), mind)
    done = run(course, mind, chooser, Plan(SITTINGS), Random(kind))
    moves = chooser.taught.moves
    assert [move.reason for move in moves if move.kind is MoveKind.END] == ["goal-reached"]
    assert done.items[-1].known >= 0.95 * len(course.skills)
    assert len(chooser.early) <= 0.1 * len(done.items)
    assert sum(move.kind is MoveKind.REFER for move in moves) <= 0.1 * len(course.skills)
