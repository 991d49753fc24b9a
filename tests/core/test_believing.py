"""The references that know a learner's parameters and believe what they know: what the filter promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from statistics import fmean

import pytest

from chiron.core.learning.simulate.believing import Greedy, Planning, believing, copied
from chiron.core.learning.simulate.graphs import GRAPHS, Nature, course, world
from chiron.core.learning.simulate.minds import Mind, Traits, known, traits
from chiron.core.learning.simulate.people import FAMILIES, person
from chiron.core.learning.simulate.references import Anything
from chiron.core.learning.simulate.run import BEGIN, Plan, shared


def somebody(family: str, ahead: float = 0.5) -> Mind:
    of = course({"a": [], "b": ["a"], "c": [], "d": ["c"]})
    nature = Nature(dict.fromkeys(of.skills, 0.0), dict.fromkeys(of.skills, 2.0))
    return person(family, of, nature, Traits(slip=0.1, guess=0.1, ahead=ahead), Random(1))


def chances(chooser: object, skill: str) -> float:
    return sum(w for w, who in zip(chooser.weights, chooser.people, strict=True) if known(who, skill))  # type: ignore[attr-defined]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_right_answer_in_what_is_hard_speaks_for_what_it_needs(family: str) -> None:
    """Everybody begins with a closed part: whoever knows b knows a."""
    right, wrong = (believing(Planning, somebody(family), Random(1), 200) for _ in range(2))
    for chooser, answer in ((right, True), (wrong, False)):
        chooser.begin(BEGIN)
        chooser.told("b", "t1", answer, 2.0, BEGIN + timedelta(minutes=2))
    assert chances(right, "b") > chances(wrong, "b")
    assert chances(right, "a") > chances(wrong, "a")
    assert sum(right.weights) == pytest.approx(1.0)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_copy_goes_its_own_way(family: str) -> None:
    who = somebody(family, 0.0)
    before, other = who.chance("a"), copied(who)  # type: ignore[arg-type]
    chance = Random(2)
    for _ in range(20):
        other.do("a", 0.0, chance)  # type: ignore[attr-defined]
    assert who.chance("a") == before
    assert other.chance("a") > before or known(who, "a")


@pytest.mark.parametrize("family", ["steps", "rises"])
def test_knowing_the_parameters_is_worth_much_more_than_chance(family: str) -> None:
    of, nature = world(GRAPHS["layers"](10, Random(4)), Random(4))
    plan = Plan(6, 15.0)
    found: dict[str, list[int]] = {"planning": [], "greedy": [], "random": []}
    for seed in range(3):
        make = lambda c: person(family, of, nature, replace(traits(c), forgetting=1.0), c)  # noqa: E731
        for name, made in (
            ("planning", lambda m: believing(Planning, m, Random(seed), 60, 8)),  # noqa: B023
            ("greedy", lambda m: believing(Greedy, m, Random(seed), 60, 8)),  # noqa: B023
            ("random", lambda m: Anything(of, Random(seed))),  # noqa: B023
        ):
            found[name].append(len(shared(make, made, plan, seed).known))
    assert fmean(found["planning"]) > fmean(found["random"]) + 1
    assert fmean(found["greedy"]) > fmean(found["random"])
