"""Whether the diagnostic separates units: a made course of 10 units with 5 skills each, at most 15 questions.

The learners are made up: they know skills up to a place in the prerequisite graph (``frontier`` in a chain, ``strands``
in a graph of several), or also forgot some (``gaps``), and answer against what they know once in ten times. A unit is
known where more than half of its skills are; it is placed right where the mean belief over its skills says the same.
The reference asks skills by chance, as many, and is read in the same way.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import mean
from typing import Any

from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate, Model, Observation, model
from chiron.core.learning.mastery.probit import cdf
from chiron.core.learning.policies.placing import Placing, next_skill
from chiron.core.learning.policies.view import CourseView

UNITS, SKILLS, MOST = 10, 5, 15
LEARNERS = 30
"""Of each kind."""
AGAINST = 0.1
"""So often an answer is against what is known."""
BEGIN = datetime(2026, 11, 1, 9, tzinfo=UTC)
STRANDS: dict[int, tuple[str, ...]] = {
    1: ("s0-2",),
    2: ("s1-4",),
    3: ("s0-4",),
    4: ("s3-4", "s1-2"),
    5: ("s4-4",),
    6: ("s5-2",),
    7: ("s3-2",),
    8: ("s7-4", "s5-4"),
    9: ("s8-4",),
}
"""What the first skill of a unit needs of others."""
CHAIN: dict[int, tuple[str, ...]] = {n: (f"s{n - 1}-4",) for n in range(1, UNITS)}
KINDS = {"frontier": CHAIN, "strands": STRANDS, "gaps": STRANDS}


def _skill(unit: int, place: int, needs: Sequence[str]) -> dict[str, Any]:
    hints = {"point": "Look.", "principle": "So it is.", "next_step": "Do it."}
    step = {"id": "a", "kind": "numeric", "prompt": "1 + 1?", "answer": "2", "hints": hints, "solution": "2"}
    template = {"id": "t", "prompt": "1 + 1", "steps": [step], "solution": "2"}
    return {
        "id": f"s{unit}-{place}",
        "title": f"Skill {unit}.{place}",
        "objective": "Do it.",
        "prerequisites": list(needs),
        "difficulty": -0.6 + 0.12 * unit,
        "templates": [template],
    }


def made(before: dict[int, tuple[str, ...]]) -> Course:
    """The course with these prerequisites between its units; within one, each skill needs the one before it."""
    units = [
        {
            "id": f"u{unit}",
            "title": f"Unit {unit}",
            "summary": "Made up.",
            "skills": [
                _skill(unit, place, [f"s{unit}-{place - 1}"] if place else before.get(unit, ()))
                for place in range(SKILLS)
            ],
        }
        for unit in range(UNITS)
    ]
    return Course.model_validate(
        {
            "format": 1,
            "id": "made",
            "title": "Made up",
            "summary": "For measuring.",
            "licence": "CC0-1.0",
            "authors": ["Chiron"],
            "audience": {"ages": [11, 16]},
            "scope": "None.",
            "objectives": ["None"],
            "goals": [{"id": "all", "title": "All", "skills": [f"s{unit}-4" for unit in range(UNITS)]}],
            "flows": {"opening": ["Hello."], "check_in": ["Well?"], "ending": ["Bye."]},
            "units": units,
        }
    )


def knows(kind: str, course: Course, chance: Random) -> set[str]:
    """The skills that one learner of a kind knows."""
    if kind == "frontier":
        return set(list(course.skills)[: chance.randint(0, UNITS * SKILLS)])
    known, far = set[str](), chance.uniform(-0.5, UNITS + 0.5)
    for unit in range(UNITS):
        share = far - unit + chance.gauss(0, 1.2)
        for place in range(min(SKILLS, max(0, int(share * SKILLS)))):
            name = f"s{unit}-{place}"
            if all(needed in known for needed in course.skills[name].prerequisites):
                known.add(name)
    return {name for name in sorted(known) if kind != "gaps" or chance.random() > 0.15}


def placed(course: Course, believed: Model, known: set[str], chance: Random, *, by_chance: bool) -> float:
    """The share of units that are placed right after the diagnostic."""
    placing, estimates, asked = Placing(), dict[str, Estimate](), list[str]()
    when = BEGIN
    while len(asked) < MOST:
        view = CourseView(course=course, model=believed, estimates=estimates, targets=course.goals[0].skills)
        name = chance.choice(list(course.skills)) if by_chance else next_skill(view, asked, when, placing)
        if name is None:
            break
        asked.append(name)
        right = (name in known) == (chance.random() >= AGAINST)
        prior = believed.estimate(course, name, estimates, when)
        seen = Observation(1.0 if right else 0.0, when, f"item{len(asked)}")
        estimates = {**estimates, name: believed.update(prior, seen)}
        when += timedelta(minutes=1)
    beliefs = believed.estimates(course, estimates, when)
    likely = {name: cdf((one.mean - placing.bar) / math.sqrt(one.variance)) for name, one in beliefs.items()}
    return mean(
        (mean(name in known for name in names) > 0.5) == (mean(likely[name] for name in names) > 0.5)
        for names in ([skill.id for skill in unit.skills] for unit in course.units)
    )


@benchmark(
    "placing.units",
    "units of a made course (10 units, 50 skills) placed right after at most 15 questions",
    "share",
    goal=Goal(0.9, at="least"),
    reference="15 questions by chance, read in the same way",
)
def units(progress: Progress) -> Figure:
    """The share over three kinds of learners."""
    believed, shares, others, notes = model(), list[float](), list[float](), list[str]()
    for kind, before in KINDS.items():
        course, mine, by_chance = made(before), list[float](), list[float]()
        for number in range(LEARNERS):
            known = knows(kind, course, Random(f"{kind}/{number}"))
            mine.append(placed(course, believed, known, Random(f"{kind}/{number}/a"), by_chance=False))
            by_chance.append(placed(course, believed, known, Random(f"{kind}/{number}/a"), by_chance=True))
        progress(f"{kind}: {mean(mine):.3f}, by chance {mean(by_chance):.3f}")
        notes.append(f"{kind} {mean(mine):.3f} (by chance {mean(by_chance):.3f})")
        shares += mine
        others += by_chance
    return Figure(mean(shares), mean(others), "; ".join(notes))
