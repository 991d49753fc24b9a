"""Simulated learners on the way through a course that comes with Chiron: do they arrive, and after how many items?

Three kinds of learner (usual, weak reader, fast) of every family of simulated people, the same person with either
chooser: Chiron's default policy with its default learner model, which are misspecified for all of them, and the fixed
order of the course, six items a skill and then again from the first. A goal is reached with the item after which 95 %
of its skills, with all that they need, are truly known at once; the fixed order then goes through these skills only.
``courses.path`` are the goals that select a part of a course, ``courses.path.whole`` is the whole of it. What is true
of the skills is near what the authors state of them, so this measures the graph and the policy, and says nothing of how
well the texts teach.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from random import Random
from statistics import fmean, stdev

from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.core.learning.course import Course
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.core.learning.simulate.graphs import nature_of
from chiron.core.learning.simulate.minds import KINDS, Mind, traits
from chiron.core.learning.simulate.people import FAMILIES, person
from chiron.core.learning.simulate.references import FixedOrder
from chiron.core.learning.simulate.run import Plan, Run, shared
from chiron.core.learning.simulate.taught import Taught
from chiron.core.words import MoveKind
from chiron.engine.library.reading import read_course

ROOT = Path(__file__).parents[1] / "courses"
COURSES = ("foundations-of-algebra", "the-living-cell")
WAYS = ("usual", "weak-reader", "fast")
EACH = 2
"""Learners of a kind and family on the way to the whole of a course; to each other goal one."""
SHARE = 0.95
MINUTES = 20.0


@dataclass(frozen=True, slots=True)
class Way:
    """One learner's items to the goal with the policy and in the fixed order; None where it was not reached."""

    goal: str
    kind: str
    ours: int | None
    fixed: int | None
    given_up: int
    """Skills that the policy sent to a person."""
    most: int
    """Items done in the fixed order."""


def read(name: str) -> Course:
    """A course that comes with Chiron."""
    return read_course(ROOT / name)


def reached(run: Run, skills: int) -> int | None:
    """The number of the item after which enough of so many skills is known at once."""
    enough = math.ceil(SHARE * skills)
    return next((number for number, item in enumerate(run.items, 1) if item.known >= enough), None)


def targets(course: Course, goal: str) -> tuple[str, ...]:
    """The skills that a goal names; none for the whole course."""
    return next((one.skills for one in course.goals if one.id == goal), ())


def walked(job: tuple[str, str, str, str, int]) -> Way:
    """One learner, twice."""
    name, goal, kind, family, number = job
    course = read(name)
    aims = targets(course, goal)
    needed = course.needed_for(aims) if aims else tuple(course.skills)
    nature = nature_of(course, Random(f"path/{name}"))
    seed = f"path/{name}/{goal}/{kind}/{family}/{number}" if goal else f"path/{name}/{kind}/{family}/{number}"

    def made(chance: Random) -> Mind:
        return person(family, course, nature, traits(chance, KINDS[kind]), chance)

    # Enough time for a slow learner to do everything four times over.
    minutes = sum(nature.minutes[skill] for skill in needed)
    need = 4.0 * minutes * nature.items * KINDS[kind].pace / KINDS[kind].rate
    plan = Plan(math.ceil(need / MINUTES), MINUTES, 1.0)
    told: list[Taught] = []

    def ours(_: Mind) -> Taught:
        told.append(Taught(course, policy(), model(), Random(f"{seed}/templates"), targets=aims))
        return told[-1]

    def order(_: Mind) -> FixedOrder:
        return FixedOrder(course, Random(f"{seed}/choices"), names=needed)

    mine = shared(made, ours, plan, seed, needed)
    fixed = shared(made, order, plan, seed, needed)
    given_up = sum(move.kind is MoveKind.REFER for move in told[-1].moves)
    return Way(
        f"{name}/{goal}", kind, reached(mine, len(needed)), reached(fixed, len(needed)), given_up, len(fixed.items)
    )


def parts(name: str) -> list[str]:
    """The goals that select a part of a course."""
    course = read(name)
    return [goal.id for goal in course.goals if len(course.needed_for(goal.skills)) < len(course.skills)]


@benchmark(
    "courses.path",
    "simulated learners' items to the goals that a course offers, Chiron's policy over the fixed order",
    "ratio",
    goal=Goal(0.75, at="most"),
)
def path(progress: Progress) -> Figure:
    """Every goal but the whole of both courses, three kinds of learner, every family; paired by learner."""
    return _figure([(name, goal) for name in COURSES for goal in parts(name)], 1, progress)


@benchmark(
    "courses.path.whole",
    "simulated learners' items until 95 % of a whole course is known, Chiron's policy over the fixed order",
    "ratio",
    goal=Goal(0.75, at="most"),
)
def whole(progress: Progress) -> Figure:
    """Both courses, three kinds of learner, every family; paired by learner."""
    return _figure([(name, "") for name in COURSES], EACH, progress)


def _figure(aims: list[tuple[str, str]], each: int, progress: Progress) -> Figure:
    jobs = [
        (name, goal, kind, family, n)
        for name, goal in aims
        for kind in WAYS
        for family in FAMILIES
        for n in range(each)
    ]
    with Pool(int(os.environ.get("CHIRON_BENCH_PROCESSES", "2"))) as pool:
        ways = pool.map(walked, jobs, chunksize=1)
    for name, goal in aims:
        progress(f"{name}/{goal}: {_said([way for way in ways if way.goal == f'{name}/{goal}'])}")
    for kind in WAYS:
        progress(f"{kind}: {_said([way for way in ways if way.kind == kind])}")
    lost = sum(way.ours is None for way in ways)
    given_up = sum(way.given_up for way in ways)
    mean, low, high = ratio(ways)
    late = sum(way.fixed is None for way in ways)
    note = (
        f"{len(ways)} learners; 95 % interval {low:.2f} to {high:.2f}; did not arrive: {lost}, {late} in the fixed "
        f"order (counted as if at its last item); skills given up: {given_up}"
    )
    return Figure(mean, 1.0, note)


def ratio(ways: list[Way]) -> tuple[float, float, float]:
    """Geometric mean of ours over fixed, with its 95 % interval; who did not arrive counts as at the last item."""
    logs = [math.log((way.ours or way.most) / (way.fixed or way.most)) for way in ways]
    half = 2.01 * stdev(logs) / math.sqrt(len(logs))
    return math.exp(fmean(logs)), math.exp(fmean(logs) - half), math.exp(fmean(logs) + half)


def _said(ways: list[Way]) -> str:
    mean, low, high = ratio(ways)
    ours = fmean(way.ours or way.most for way in ways)
    fixed = fmean(way.fixed or way.most for way in ways)
    arrived = sum(way.ours is not None for way in ways)
    return f"{ours:.0f} items over {fixed:.0f}, {mean:.2f} ({low:.2f} to {high:.2f}); {arrived} of {len(ways)} arrive"
