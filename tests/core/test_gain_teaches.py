"""With simulated learners and fixed seeds: gain teaches more than a fixed order, in every family."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from statistics import fmean

import pytest

from chiron.core.learning.mastery import model
from chiron.core.learning.policies import policy
from chiron.core.learning.simulate.graphs import GRAPHS, world
from chiron.core.learning.simulate.minds import Mind, Traits, traits
from chiron.core.learning.simulate.people import FAMILIES, person
from chiron.core.learning.simulate.references import FixedOrder
from chiron.core.learning.simulate.run import Chooser, Plan, shared
from chiron.core.learning.simulate.taught import with_policy
from chiron.core.words import MoveKind

PLAN = Plan(sittings=6, minutes=20.0)
KINDS = ("wide", "layers", "tree")


def known(family: str, made: Callable[[Mind, str], Chooser]) -> float:
    """Skills known at the end, the mean of nine learners on three graphs of 16 skills."""
    counts = []
    for kind in KINDS:
        chance = Random(f"test/{kind}")
        of, nature = world(GRAPHS[kind](16, chance), chance)
        for number in range(3):
            seed = f"test/{family}/{kind}/{number}"
            make = lambda c: person(family, of, nature, traits(c, Traits(slip=0.1, guess=0.15)), c)  # noqa: B023, E731
            counts.append(len(shared(make, lambda mind: made(mind, seed), PLAN, seed).known))  # noqa: B023
    return fmean(counts)


@pytest.mark.parametrize("family", FAMILIES)
def test_gain_teaches_more_than_a_fixed_order(family: str) -> None:
    gain = known(family, lambda mind, seed: with_policy(policy("gain"), model(), mind.course, seed))
    fixed = known(family, lambda mind, seed: FixedOrder(mind.course, Random(seed)))
    assert gain >= 1.1 * fixed


def test_a_simulated_class_never_meets_a_dead_end() -> None:
    """Moves are items, or a person once for a skill; a sitting ends early only when the goal is reached."""
    chance = Random("test/ends")
    of, nature = world(GRAPHS["bottleneck"](12, chance), chance)
    for family in FAMILIES:
        mind = person(family, of, nature, Traits(rate=0.3, ahead=0.0), Random(2))
        chooser = with_policy(policy("gain"), model(), of, family)
        shared(lambda _, mind=mind: mind, lambda _, chooser=chooser: chooser, Plan(5, 20.0), family)
        ends = {move.reason for move in chooser.moves if move.kind is MoveKind.END}
        assert ends <= {"goal-reached"}
        referred = [move.skill for move in chooser.moves if move.kind is MoveKind.REFER]
        assert len(referred) == len(set(referred))
