"""Logs and courses as they should not be: the state stays finite and right, and what was passed over is told."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.events import Draft, Event
from chiron.core.learning.course import Course
from chiron.core.learning.fitted.responses import history
from chiron.core.learning.fold import Frame, fold
from chiron.core.learning.mastery import Gaussian, Model, Observation, observed
from chiron.core.learning.memory import recall
from chiron.core.learning.policies import CourseView, policy
from chiron.core.learning.state import LearnerState, from_text, to_bytes
from tests.core.learner import ADA, SCHOOL, VERSION
from tests.core.tiny import tiny
from tests.fits.made_up import BEGIN, attempted, drafts, opened

MODEL: Model = Gaussian()
LATER = datetime(2027, 1, 1, tzinfo=UTC)


def events(made: Sequence[Draft]) -> list[Event]:
    return [Event(UUID(int=10**6 + n), SCHOOL, ADA, n, draft) for n, draft in enumerate(made, 1)]


def folded(made: Sequence[Draft], course: Course) -> LearnerState:
    frame = Frame(course, VERSION, MODEL)
    return fold(LearnerState(), events(made), lambda _: frame)


def sound(state: LearnerState, course: Course) -> None:
    """Every number finite, every variance positive, every chance in (0, 1), and the snapshot holds it."""
    for record in state.skills.values():
        if record.estimate is not None:
            assert math.isfinite(record.estimate.mean)
            assert 0 < record.estimate.variance < math.inf
    for estimate in MODEL.estimates(course, state.estimates, LATER).values():
        assert 0 < MODEL.predict(estimate, 3.0) < 1
        assert 0 < estimate.variance < math.inf
    for memory in state.memories.values():
        assert 0 < memory.stability < math.inf
        assert 1 <= memory.difficulty <= 10
        assert memory.due > memory.last
        if state.recall is not None:
            assert 0 < recall(state.recall, memory, LATER) < 1
    assert all(0 <= spent < 10**7 for spent in state.seconds.values())
    assert from_text(to_bytes(state)) == state


def without(course: Course, **changed: Any) -> Course:
    """The course with its first skill changed, as no reader of courses would let it pass."""
    unit = course.units[0]
    first = type(unit.skills[0]).model_construct(**{**_fields(unit.skills[0]), **changed})
    other = type(unit).model_construct(**{**_fields(unit), "skills": (first, *unit.skills[1:])})
    return Course.model_construct(**{**_fields(course), "units": (other, *course.units[1:])})


def _fields(part: Any) -> dict[str, Any]:
    return {name: getattr(part, name) for name in type(part).model_fields}


@given(seed=st.integers(0, 10**6), order=st.randoms(use_true_random=False), twice=st.booleans())
@settings(max_examples=40)
def test_out_of_order_and_twice_over(seed: int, order: Random, twice: bool) -> None:
    course, made = tiny(), list(drafts(tiny(), VERSION, Random(seed), 15))
    mixed = made * 2 if twice else list(made)
    order.shuffle(mixed)
    state = folded(mixed, course)
    sound(state, course)
    assert sum(record.opportunities for record in state.skills.values()) <= 15
    assert folded(mixed, course) == state, "the same log gives the same state"


def test_an_event_twice_in_its_place_is_one_answer() -> None:
    course, made = tiny(), list(drafts(tiny(), VERSION, Random(2), 10))
    doubled = [draft for each in made for draft in (each, each) if draft.kind == "step.attempted"]
    mixed = [d for m in made for d in ([m, m] if m in doubled else [m])]
    once, twice = folded(made, course), folded(mixed, course)
    assert {s: r.estimate for s, r in once.skills.items()} == {s: r.estimate for s, r in twice.skills.items()}


def test_answers_of_two_items_at_one_moment_in_different_skills_may_come_in_either_order() -> None:
    course, when = tiny(), BEGIN
    one = [opened("tiny", VERSION, "first", "one", 1, when), attempted("tiny", VERSION, "first", "one", 1, when, True)]
    two = [opened("tiny", VERSION, "third", "one", 2, when), attempted("tiny", VERSION, "third", "one", 2, when, False)]
    course = without(course)
    here, there = folded([*one, *two], course), folded([*two, *one], course)
    for skill in course.skills:
        a, b = (MODEL.estimate(course, skill, state.estimates, LATER) for state in (here, there))
        assert a.mean == pytest.approx(b.mean, abs=0.05)
        assert a.variance == pytest.approx(b.variance, abs=0.05)


def test_what_the_course_does_not_have_is_passed_over_and_told() -> None:
    course = tiny()
    strange = [
        opened("tiny", VERSION, "gone", "one", 1, BEGIN),
        attempted("tiny", VERSION, "gone", "one", 1, BEGIN, True),
        opened("tiny", VERSION, "first", "gone", 2, BEGIN),
        attempted("tiny", VERSION, "first", "gone", 2, BEGIN, True),
        attempted("tiny", VERSION, "first", "one", 3, BEGIN, True),
    ]
    state = folded(strange, course)
    sound(state, course)
    assert "gone" not in state.skills
    assert state.record("first").opportunities == 1, "of a template that is gone the event tells how hard it was"
    found = history("ada", events(strange), course)
    assert found.responses == ()
    assert found.passed == {
        "of a skill that the course no longer has": 1,
        "of a template that the course no longer has": 1,
        "of an item whose opening is not in the log": 3,
    }


def test_a_version_with_other_skills_passes_over_what_it_no_longer_has() -> None:
    old = tiny()
    made = list(drafts(old, VERSION, Random(3), 30))
    state = folded(made, old)
    fewer = without(old, id="renamed", prerequisites=())
    sound(state, fewer)
    when = made[-1].server_time
    more = [
        opened("tiny", "w" * 64, "renamed", "one", 99, when),
        attempted("tiny", "w" * 64, "renamed", "one", 99, when, True),
    ]
    frames = {VERSION: Frame(old, VERSION, MODEL), "w" * 64: Frame(fewer, "w" * 64, MODEL)}
    both = fold(
        LearnerState(), events([*made, *more]), lambda e: frames[e.draft.about.version if e.draft.about else ""]
    )
    sound(both, fewer)
    sound(both, old)
    assert both.record("renamed").opportunities == 1
    assert both.record("first") == state.record("first")


@given(back=st.integers(1, 4000), seed=st.integers(0, 1000))
@settings(max_examples=30)
def test_a_clock_set_back(back: int, seed: int) -> None:
    course, made = tiny(), list(drafts(tiny(), VERSION, Random(seed), 30))
    half = len(made) // 2
    turned = [*made[:half], *(replace(d, server_time=d.server_time - timedelta(days=back)) for d in made[half:])]
    state = folded(turned, course)
    sound(state, course)
    assert sum(record.opportunities for record in state.skills.values()) == 30
    assert history("ada", events(turned), course).passed


def test_a_circle_of_prerequisites_and_a_skill_without_items() -> None:
    course = tiny()
    names = list(course.skills)
    circle = without(course, prerequisites=(names[-1],))
    assert names[0] in circle.skills[names[1]].prerequisites
    bare = without(course, templates=())
    for odd in (circle, bare, without(circle, templates=())):
        told: dict[str, Any] = {}
        for place, skill in enumerate(names * 6):
            told = observed(MODEL, odd, skill, told, Observation(place % 2, BEGIN + timedelta(hours=place), f"{place}"))
        for estimate in MODEL.estimates(odd, told, LATER).values():
            assert math.isfinite(estimate.mean)
            assert 0 < estimate.variance < math.inf
        seen = CourseView(course=odd, model=MODEL, estimates=told, targets=(names[-1],))
        policy().choose_skill(seen, "practice", LATER)
        assert set(odd.needed_for((names[-1],))) <= set(names)


def test_the_state_of_who_answered_often_is_no_bigger() -> None:
    course = tiny()

    def size(count: int) -> int:
        chance, made = Random(1), list[Draft]()
        for seed in range(count):
            when = BEGIN + timedelta(minutes=seed % 1000)
            skill, template = chance.choice(list(course.skills)), chance.choice(["one", "two", "three"])
            made.append(opened("tiny", VERSION, skill, template, seed, when))
            made.append(attempted("tiny", VERSION, skill, template, seed, when, chance.random() < 0.7))
        state = folded(made, course)
        sound(state, course)
        return len(to_bytes(state))

    assert size(4_000) < size(400) * 1.1
