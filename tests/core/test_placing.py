"""The diagnostic: short, informative, and right about where to begin (figures measured here, seeds fixed)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from random import Random

import pytest

from chiron.core.learning.mastery import Gaussian, Observation, observed
from chiron.core.learning.policies import CourseView, Steady
from chiron.core.learning.policies.placing import doubt
from chiron.core.learning.simulate import Walk, learner

from .graphs import WEB, course

NOW = datetime(2026, 1, 5, 16, tzinfo=UTC)
COURSE = course(WEB)
MODEL = Gaussian()
POLICY = Steady()
BAR = POLICY.placing.bar


@cache
def placed(kind: str, seeds: int = 12) -> tuple[float, float]:
    """Share of skills placed right, and mean items, over simulated learners of a kind."""
    rights, items = list[bool](), 0
    for seed in range(seeds):
        chance = Random(seed)
        who = learner(COURSE, kind, chance)
        walk = Walk(COURSE, MODEL, POLICY, NOW)
        items += walk.diagnose(who, chance)
        beliefs = MODEL.estimates(COURSE, walk.estimates, NOW)
        rights += [(beliefs[skill].mean > BAR) == who.knows(skill) for skill in WEB]
    return sum(rights) / len(rights), items / seeds


@pytest.mark.parametrize(("kind", "least"), [("strong", 0.85), ("weak", 0.85), ("mixed", 0.82), ("new", 0.95)])
def test_learners_are_placed_right(kind: str, least: float) -> None:
    share, items = placed(kind)
    assert share >= least
    assert items <= 15


def test_who_knows_nothing_is_soon_done() -> None:
    assert placed("new")[1] < 10


def test_better_than_asking_at_random() -> None:
    rights = list[bool]()
    for seed in range(12):
        chance = Random(seed)
        who = learner(COURSE, "mixed", chance)
        told = {}
        for place in range(15):
            skill = chance.choice(list(WEB))
            seen = Observation(float(who.answer(skill, chance)), NOW, str(place))
            told = observed(MODEL, COURSE, skill, told, seen)
        beliefs = MODEL.estimates(COURSE, told, NOW)
        rights += [(beliefs[skill].mean > BAR) == who.knows(skill) for skill in WEB]
    assert placed("mixed")[0] > sum(rights) / len(rights)


def run(credit: float, unsure: bool = False, targets: Sequence[str] = ()) -> list[str]:
    told, asked = {}, list[str]()
    while (skill := POLICY.next_diagnostic(CourseView(COURSE, MODEL, told, targets=tuple(targets)), asked, NOW)) and (
        len(asked) < 99
    ):
        asked.append(skill)
        told = observed(MODEL, COURSE, skill, told, Observation(credit, NOW, str(len(asked)), unsure=unsure))
    return asked


def test_it_ends_by_fifteen_and_sooner_when_sure() -> None:
    assert len(run(1.0)) <= 15
    assert len(run(0.0)) < 12
    assert len(run(0.0, unsure=True)) <= len(run(0.0))


def test_it_asks_no_skill_thrice_nor_twice_running() -> None:
    asked = run(1.0)
    assert all(asked.count(skill) <= 2 for skill in asked)
    assert all(a != b for a, b in pairwise(asked))


def test_only_what_the_goal_needs() -> None:
    assert set(run(1.0, targets=["divide"])) <= {"count", "add", "times", "divide"}


def test_the_first_question_stands_in_the_middle() -> None:
    first = run(1.0)[0]
    assert COURSE.skills[first].prerequisites
    assert COURSE.dependents[first]


def test_a_course_of_one_skill() -> None:
    one = course({"only": []})
    told, asked = {}, list[str]()
    while skill := POLICY.next_diagnostic(CourseView(one, MODEL, told), asked, NOW):
        asked.append(skill)
        told = observed(MODEL, one, skill, told, Observation(1.0, NOW, str(len(asked))))
    assert asked == ["only", "only"]


def test_doubt_is_greatest_at_the_bar() -> None:
    beliefs = MODEL.estimates(COURSE, {}, NOW)
    assert 0 <= doubt(beliefs["count"], 9.0) < doubt(beliefs["count"], beliefs["count"].mean) <= 0.6932
