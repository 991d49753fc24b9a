"""What a policy makes of a learner's time: simulated learners of every family on five kinds of graph.

Seeds, graphs and settings here were not used to tune the policy. Everybody of a cell is the same person with every
chooser. The score of a cell is (policy - random) / (oracle - random) in skills known at the end.

Two references are given the learner's own parameters and must guess only the state: ``planning, true parameters`` and
``greedy, true parameters`` (``simulate.believing``). They are slow, so they are run for the first learner of each cell,
and scored against the same learner's random and oracle. They are no rivals: nobody real is known so well.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing import Pool
from random import Random
from statistics import fmean, stdev

from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.core.learning.simulate.believing import Greedy, Planning, believing
from chiron.core.learning.simulate.bound import TICKS, Plain, bound
from chiron.core.learning.simulate.graphs import GRAPHS, Nature, world
from chiron.core.learning.simulate.minds import Mind, Traits, closed_part, traits
from chiron.core.learning.simulate.oracle import Oracle
from chiron.core.learning.simulate.people import FAMILIES, person
from chiron.core.learning.simulate.references import (
    Anything,
    FixedOrder,
    OuterFringe,
    Threshold,
)
from chiron.core.learning.simulate.run import Chooser, Plan, shared
from chiron.core.learning.simulate.taught import with_policy

LEARNERS = 6
SIZES = {"chain": 12, "tree": 20, "layers": 24, "wide": 28, "bottleneck": 18}
TOLD = ("planning, true parameters", "greedy, true parameters")
BLIND = ("fixed order", "BKT threshold", "outer fringe", "steady")
NAMES = ("random", "oracle", *BLIND, "gain")
USUAL = Traits(slip=0.1, guess=0.15, ahead=0.25, unready=0.08)


def choosers(mind: Mind, seed: str) -> dict[str, Callable[[Mind], Chooser]]:
    """Everybody compared, for one learner."""
    course = mind.course
    chance = partial_chance(seed)
    return {
        "random": lambda _: Anything(course, chance()),
        "oracle": lambda m: Oracle.of(m, chance()),
        "fixed order": lambda _: FixedOrder(course, chance()),
        "BKT threshold": lambda _: Threshold(course, chance()),
        "outer fringe": lambda _: OuterFringe(course, chance()),
        "planning, true parameters": lambda m: believing(Planning, m, chance()),
        "greedy, true parameters": lambda m: believing(Greedy, m, chance()),
        "steady": lambda _: with_policy(policy("steady"), model(), course, seed),
        "gain": lambda _: with_policy(policy("gain"), model(), course, seed),
    }


def partial_chance(seed: str) -> Callable[[], Random]:
    """A stream of its own for each chooser."""
    return lambda: Random(f"{seed}/choices")


@dataclass(frozen=True)
class Cell:
    """One family on one graph."""

    family: str
    graph: str


def played(cell: Cell) -> dict[str, list[int]]:
    """Skills known at the end by chooser, a number for each learner."""
    chance = Random(f"benchmark/{cell.graph}")
    course, nature = world(GRAPHS[cell.graph](SIZES[cell.graph], chance), chance, stated=0.4)
    nature = replace(nature, items=chance.uniform(5.0, 8.0))
    # Six tenths of what a usual new learner would need for everything: time must be chosen well.
    need = sum(nature.minutes.values()) * nature.items
    plan = Plan(max(4, round(0.6 * need / 20.0)), 20.0, chance.choice((1.0, 2.0)))
    found: dict[str, list[int]] = {name: [] for name in (*NAMES, *TOLD)}
    for number in range(LEARNERS):
        seed = f"benchmark/{cell.family}/{cell.graph}/{number}"

        def made(chance: Random) -> Mind:
            return person(cell.family, course, nature, traits(chance, USUAL), chance)

        for name, chooser in choosers(made(Random(f"{seed}/person")), seed).items():
            if name in TOLD and number >= 1:
                continue
            found[name].append(len(shared(made, chooser, plan, seed).known))
    return found


def everything() -> dict[Cell, dict[str, list[int]]]:
    """Every cell, two at a time."""
    cells = [Cell(family, graph) for family in FAMILIES for graph in GRAPHS]
    with Pool(2) as pool:
        return dict(zip(cells, pool.map(played, cells, chunksize=1), strict=True))


def score(found: dict[str, list[int]], name: str) -> float:
    """(policy - random) / (oracle - random) of one cell."""
    random, oracle = fmean(found["random"]), fmean(found["oracle"])
    return (fmean(found[name]) - random) / (oracle - random)


def among_told(cells: dict[Cell, dict[str, list[int]]], family: str, name: str) -> float:
    """The same over a family's cells together, of the learners whom the references with true parameters met."""
    sums = dict.fromkeys(("random", "oracle", name), 0)
    for cell, found in cells.items():
        for one in sums if cell.family == family else ():
            sums[one] += sum(found[one][: len(found[TOLD[0]])])
    return (sums[name] - sums["random"]) / (sums["oracle"] - sums["random"])


def over_fixed(cells: dict[Cell, dict[str, list[int]]], family: str) -> tuple[float, float]:
    """Mean and half-width of the 95 % interval of skills known more than with the fixed order, paired by learner."""
    pairs = [
        mine - theirs
        for cell, found in cells.items()
        if cell.family == family
        for mine, theirs in zip(found["gain"], found["fixed order"], strict=True)
    ]
    return fmean(pairs), 2.02 * stdev(pairs) / math.sqrt(len(pairs))


@benchmark(
    "policy.known",
    "skills known at the end, (policy - random) / (oracle - random), mean over four families x five graphs",
    "share",
    goal=Goal(0.55, at="least"),
    reference="the best of fixed order, BKT threshold, outer fringe, steady",
)
def known(progress: Progress) -> Figure:
    """Parameters of policy and model are the defaults: misspecified for every family."""
    cells = everything()
    means = {name: fmean(score(found, name) for found in cells.values()) for name in NAMES}
    for name in NAMES:
        by = ", ".join(
            f"{family} {fmean(score(found, name) for cell, found in cells.items() if cell.family == family):.2f}"
            for family in FAMILIES
        )
        progress(f"{name}: {means[name]:.3f} ({by})")
    for name in (*TOLD, "gain"):
        shares = {family: among_told(cells, family, name) for family in FAMILIES}
        by = ", ".join(f"{family} {share:.2f}" for family, share in shares.items())
        progress(f"{name}, one learner a cell: {fmean(shares.values()):.3f} ({by})")
    for family in FAMILIES:
        more, width = over_fixed(cells, family)
        progress(
            f"{family}: {more:+.2f} skills over the fixed order, 95 % from {more - width:.2f} to {more + width:.2f}"
        )
    spread = stdev([score(found, "gain") for found in cells.values()]) / math.sqrt(len(cells))
    best = max(means[name] for name in BLIND)
    lows = {family: more - width for family, (more, width) in ((f, over_fixed(cells, f)) for f in FAMILIES)}
    worst = min(lows, key=lows.__getitem__)
    note = f"standard error over cells {spread:.3f}; skills over the fixed order, low end of the 95 % interval in the "
    return Figure(means["gain"], best, note + f"worst family ({worst}): {lows[worst]:+.2f}")


def plain(graph: str, seed: int) -> tuple[Plain, Plan]:
    """A learner for whom the bound is exact, on a course of eight skills, with half the time it needs."""
    chance = Random(f"bound/{graph}/{seed}")
    course, nature = world(GRAPHS[graph](8, chance), chance)
    nature = Nature(nature.difficulty, nature.minutes, chance.uniform(4.0, 7.0))
    who = traits(chance, USUAL)
    mind = Plain(course, nature, who, closed_part(course, who.ahead, chance))
    need = sum(mind.cost(name) for name in course.skills) * nature.items
    return mind, Plan(max(2, round(0.6 * need / 15.0)), 15.0, 1.0)


def beside_bound(job: tuple[str, int]) -> tuple[float, ...]:
    """The bound, and the mean of gain, oracle and random over ten runs of the same learner, of planning over two."""
    graph, seed = job
    mind, plan = plain(graph, seed)
    assert plan.minutes * TICKS == round(plan.minutes * TICKS)
    found: dict[str, list[int]] = {"gain": [], "oracle": [], "random": [], TOLD[0]: []}
    for number in range(10):
        key = f"bound/{graph}/{seed}/{number}"
        by_name = choosers(mind, key)
        for name, counts in found.items():
            if name in TOLD and number >= 2:
                continue
            counts.append(len(shared(lambda _: plain(graph, seed)[0], by_name[name], plan, key).known))
    return bound(mind, plan), *map(fmean, found.values())


@benchmark(
    "policy.bound",
    "skills known at the end beside the best for a fully observed learner (dynamic programming, eight skills)",
    "share",
    goal=Goal(0.8, at="least"),
)
def beside_the_bound(progress: Progress) -> Figure:
    """Five graphs, three learners each, ten runs a learner."""
    progress("dynamic programming over sets of known skills")
    with Pool(2) as pool:
        rows = pool.map(beside_bound, [(graph, seed) for graph in GRAPHS for seed in range(3)], chunksize=1)
    best, ours, oracle, random, told = (fmean(row[place] for row in rows) for place in range(5))
    note = (
        f"known: bound {best:.2f}, gain {ours:.2f}, oracle {oracle:.2f}, random {random:.2f} of 8, "
        f"who knows the learner's parameters and guesses the state {told:.2f}; "
        f"over random: {(ours - random) / (best - random):.2f} of the bound's gain"
    )
    return Figure(ours / best, None, note)
