"""Random prerequisite graphs as courses: chains, trees, layers, wide ones, ones with bottlenecks.

What an author states of a skill (difficulty, minutes) is near the truth, not the truth: ``Nature`` holds that.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from chiron.core.learning.course import Course

Graph = dict[str, list[str]]
"""Skill -> its prerequisites, every skill after those it needs."""


@dataclass(frozen=True, slots=True)
class Nature:
    """What is true of each skill: ``difficulty`` on the probit scale, ``minutes`` that one item takes a usual learner.

    ``items`` is the number of items after which a usual learner who is ready knows a skill of difficulty 0.
    """

    difficulty: Mapping[str, float]
    minutes: Mapping[str, float]
    items: float = 6.0


def chain(size: int, chance: Random) -> Graph:
    """One after the other; now and then a step needs the one before the last as well."""
    return {
        _name(i): [_name(j) for j in (i - 1, i - 2) if j >= 0 and (j == i - 1 or chance.random() < 0.2)]
        for i in range(size)
    }


def tree(size: int, chance: Random) -> Graph:
    """Each skill but the first needs one that came before it."""
    return {_name(i): [_name(chance.randrange(max(0, i - 6), i))] if i else [] for i in range(size)}


def layers(size: int, chance: Random) -> Graph:
    """Layers of three to six; a skill needs one to three of the layer before."""
    graph: Graph = {}
    before: list[str] = []
    while len(graph) < size:
        here = [_name(len(graph) + k) for k in range(min(chance.randint(3, 6), size - len(graph)))]
        for name in here:
            graph[name] = sorted(chance.sample(before, min(len(before), chance.randint(1, 3))), key=_number)
        before = here
    return graph


def wide(size: int, chance: Random) -> Graph:
    """Many beginnings, little depth: half the skills need nothing, the others one or two of those."""
    half = max(1, size // 2)
    return {
        _name(i): []
        if i < half
        else sorted({_name(chance.randrange(half)) for _ in range(chance.randint(1, 2))}, key=_number)
        for i in range(size)
    }


def bottleneck(size: int, chance: Random) -> Graph:
    """Blocks of skills, each block behind one skill that needs most of the block before."""
    graph: Graph = {}
    gate: str | None = None
    while len(graph) < size:
        block = [_name(len(graph) + k) for k in range(min(chance.randint(3, 6), size - len(graph)))]
        for name in block:
            graph[name] = [gate] if gate else []
        if len(graph) < size:
            gate = _name(len(graph))
            graph[gate] = sorted(chance.sample(block, max(1, round(0.7 * len(block)))), key=_number)
    return graph


GRAPHS: dict[str, Callable[[int, Random], Graph]] = {
    "chain": chain,
    "tree": tree,
    "layers": layers,
    "wide": wide,
    "bottleneck": bottleneck,
}
"""Every kind of graph by name: (size, chance) -> graph."""


def _name(number: int) -> str:
    return f"s{number}"


def _number(name: str) -> int:
    return int(name[1:])


def world(graph: Graph, chance: Random, stated: float = 0.4, spread: float = 0.5) -> tuple[Course, Nature]:
    """A course of that graph and what is true of its skills.

    ``spread`` is the standard deviation of true difficulty and of the logarithm of true minutes an item; ``stated``
    that of the author's error in both. Skills stand in a teaching order that respects the graph but is random
    otherwise, as a syllabus would be.
    """
    order = _order(graph, chance)
    difficulty = {name: chance.gauss(0.0, spread) for name in order}
    minutes = {name: min(max(2.0 * math.exp(chance.gauss(0.0, spread)), 0.5), 8.0) for name in order}
    told = {
        name: (
            min(max(round(difficulty[name] + chance.gauss(0.0, stated), 1), -3.0), 3.0),
            min(max(round(6.0 * minutes[name] * math.exp(chance.gauss(0.0, stated))), 1), 120),
        )
        for name in order
    }
    return course({name: graph[name] for name in order}, told), Nature(difficulty, minutes)


def _order(graph: Graph, chance: Random) -> list[str]:
    """A random order in which every skill comes after what it needs."""
    done: list[str] = []
    waiting = set(graph)
    while waiting:
        ready = sorted((n for n in waiting if not waiting.intersection(graph[n])), key=_number)
        done.append(chance.choice(ready))
        waiting.remove(done[-1])
    return done


_STEP = {
    "id": "s",
    "kind": "numeric",
    "prompt": "?",
    "hints": {"point": "Look.", "principle": "Think.", "next_step": "Do."},
    "solution": "1",
    "answer": "1",
}
_EASIER = (-0.3, 0.0, 0.3)


def course(graph: Mapping[str, Sequence[str]], told: Mapping[str, tuple[float, int]] | None = None) -> Course:
    """A course without texts. ``told`` gives the stated difficulty and minutes of a skill; 0 and 12 else."""
    skills = [
        {
            "id": name,
            "title": name,
            "objective": name,
            "prerequisites": list(before),
            "difficulty": (told or {}).get(name, (0.0, 12))[0],
            "minutes": (told or {}).get(name, (0.0, 12))[1],
            "templates": [
                {"id": f"t{i}", "prompt": "?", "steps": [_STEP], "solution": "1", "difficulty": d}
                for i, d in enumerate(_EASIER)
            ],
        }
        for name, before in graph.items()
    ]
    return Course.model_validate(
        {
            "format": 1,
            "id": "simulated",
            "title": "Simulated",
            "summary": "Simulated",
            "licence": "CC0-1.0",
            "authors": ["Chiron"],
            "audience": {"ages": (11, 14)},
            "scope": "-",
            "objectives": ["-"],
            "goals": [{"id": "all", "title": "All", "skills": list(graph)}],
            "flows": {"opening": ["-"], "check_in": ["-"], "ending": ["-"]},
            "units": [{"id": "all", "title": "All", "summary": "-", "skills": skills}],
        }
    )


def nature_of(course: Course, chance: Random, error: float = 0.3) -> Nature:
    """What may be true of an author's course: near what the author states, with so large an error in both."""
    return Nature(
        {n: s.difficulty + chance.gauss(0.0, error) for n, s in course.skills.items()},
        {n: max(0.3, s.minutes / 6.0 * math.exp(chance.gauss(0.0, error))) for n, s in course.skills.items()},
    )
