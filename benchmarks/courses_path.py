"""Simulated learners on the way through a course that comes with Chiron: do they arrive, and after how many items?

Three kinds of learner (usual, weak reader, fast) of every family of simulated people, the same person with either
chooser: Chiron's default policy with its default learner model, which are misspecified for all of them, and the fixed
order of the course, six items a skill and then again from the first. The goal is reached with the item after which 95 %
of the course's skills are truly known at once. What is true of the skills is near what the authors state of them, so
this measures the graph and the policy, and says nothing of how well the texts teach.
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
from chiron.core.learning.simulate.taught import Taught, with_policy
from chiron.core.words import MoveKind
from chiron.engine.library.reading import read_course

ROOT = Path(__file__).parents[1] / "courses"
COURSES = ("foundations-of-algebra", "the-living-cell")
WAYS = ("usual", "weak-reader", "fast")
EACH = 2
"""Learners of a kind and family in a course."""
SHARE = 0.95
MINUTES = 20.0


@dataclass(frozen=True, slots=True)
class Way:
    """One learner's items to the goal with the policy and in the fixed order; None where it was not reached."""

    course: str
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


def reached(run: Run, course: Course) -> int | None:
    """The number of the item after which enough is known at once."""
    enough = math.ceil(SHARE * len(course.skills))
    return next((number for number, item in enumerate(run.items, 1) if item.known >= enough), None)


def walked(job: tuple[str, str, str, int]) -> Way:
    """One learner, twice."""
    name, kind, family, number = job
    course = read(name)
    nature = nature_of(course, Random(f"path/{name}"))
    seed = f"path/{name}/{kind}/{family}/{number}"

    def made(chance: Random) -> Mind:
        return person(family, course, nature, traits(chance, KINDS[kind]), chance)

    # Enough time for a slow learner to do everything four times over.
    need = 4.0 * sum(nature.minutes.values()) * nature.items * KINDS[kind].pace / KINDS[kind].rate
    plan = Plan(math.ceil(need / MINUTES), MINUTES, 1.0)
    told: list[Taught] = []

    def ours(_: Mind) -> Taught:
        told.append(with_policy(policy(), model(), course, seed))
        return told[-1]

    mine = shared(made, ours, plan, seed)
    fixed = shared(made, lambda _: FixedOrder(course, Random(f"{seed}/choices")), plan, seed)
    given_up = sum(move.kind is MoveKind.REFER for move in told[-1].moves)
    return Way(name, kind, reached(mine, course), reached(fixed, course), given_up, len(fixed.items))


@benchmark(
    "courses.path",
    "simulated learners' items until 95 % of a course is known, Chiron's policy over the fixed order",
    "ratio",
    goal=Goal(0.75, at="most"),
)
def path(progress: Progress) -> Figure:
    """Both courses, three kinds of learner, every family; paired by learner on the logarithmic scale."""
    jobs = [(c, kind, family, n) for c in COURSES for kind in WAYS for family in FAMILIES for n in range(EACH)]
    with Pool(int(os.environ.get("CHIRON_BENCH_PROCESSES", "2"))) as pool:
        ways = pool.map(walked, jobs, chunksize=1)
    for name in COURSES:
        for kind in WAYS:
            here = [way for way in ways if (way.course, way.kind) == (name, kind)]
            progress(f"{name}, {kind}: {_said(here)}")
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
