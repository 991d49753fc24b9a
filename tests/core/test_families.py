"""The families of simulated learners, the graphs, the oracle and the bound: what they promise."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.learning.simulate.bound import Plain, bound
from chiron.core.learning.simulate.classroom import classroom
from chiron.core.learning.simulate.graphs import GRAPHS, Nature, course, world
from chiron.core.learning.simulate.minds import KNOWN, Mind, Traits, closed_part, known, traits
from chiron.core.learning.simulate.oracle import Oracle
from chiron.core.learning.simulate.people import FAMILIES, person
from chiron.core.learning.simulate.references import Anything, FixedOrder, OuterFringe, Threshold, Traced
from chiron.core.learning.simulate.run import Plan, run, shared

EVEN = Traits(slip=0.0, guess=0.0, ahead=0.0)
NEVER = replace(EVEN, unready=0.0)


def somebody(family: str, traits_: Traits = EVEN, size: int = 6, graph: str = "chain") -> Mind:
    of = course(GRAPHS[graph](size, Random(3)))
    nature = Nature(dict.fromkeys(of.skills, 0.0), dict.fromkeys(of.skills, 2.0))
    return person(family, of, nature, traits_, Random(1))


@settings(max_examples=60)
@given(st.sampled_from(sorted(GRAPHS)), st.integers(1, 60), st.integers(0, 999))
def test_graphs_have_no_circle_and_the_size_asked_for(kind: str, size: int, seed: int) -> None:
    graph = GRAPHS[kind](size, Random(seed))
    assert len(graph) == size
    seen: set[str] = set()
    for name, before in graph.items():
        assert seen.issuperset(before)
        seen.add(name)


def test_the_kinds_of_graph_are_what_they_are_called() -> None:
    made = {kind: GRAPHS[kind](40, Random(2)) for kind in GRAPHS}
    roots = {kind: sum(not before for before in graph.values()) for kind, graph in made.items()}
    assert roots["chain"] == roots["tree"] == 1
    assert roots["wide"] == 20
    most = max(sum(name in before for before in made["bottleneck"].values()) for name in made["bottleneck"])
    assert most >= 3


def test_what_the_author_states_is_near_the_truth_and_not_the_truth() -> None:
    of, nature = world(GRAPHS["wide"](60, Random(1)), Random(1))
    off = [s.difficulty - nature.difficulty[n] for n, s in of.skills.items()]
    assert 0.1 < fmean(abs(x) for x in off) < 0.6
    order = list(of.skills)
    assert all(order.index(p) < order.index(n) for n, s in of.skills.items() for p in s.prerequisites)


@pytest.mark.parametrize("family", FAMILIES)
def test_practice_teaches_who_is_ready(family: str) -> None:
    mind, chance = somebody(family), Random(5)
    assert not known(mind, "s0")
    for _ in range(25):
        mind.do("s0", 0.0, chance)
    assert known(mind, "s0")
    assert not known(mind, "s1")


@pytest.mark.parametrize("family", FAMILIES)
def test_without_the_prerequisite_nothing_is_learnt(family: str) -> None:
    mind, chance = somebody(family, NEVER), Random(5)
    for _ in range(40):
        mind.do("s1", 0.0, chance)
    assert not known(mind, "s1")


@pytest.mark.parametrize("family", FAMILIES)
def test_time_away_takes_from_what_was_learnt_and_more_from_the_forgetful(family: str) -> None:
    left = []
    for forgetting in (0.3, 4.0):
        counts = []
        for seed in range(12):
            mind, chance = somebody(family, replace(EVEN, forgetting=forgetting), graph="wide"), Random(seed)
            for skill in ("s0", "s1", "s2"):
                for _ in range(12):
                    mind.do(skill, 0.0, chance)
            before = fmean(mind.chance(s) for s in ("s0", "s1", "s2"))
            mind.rest(20.0, chance)
            counts.append(before - fmean(mind.chance(s) for s in ("s0", "s1", "s2")))
        left.append(fmean(counts))
    assert 0 <= left[0] < left[1]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_quick_learn_sooner_and_wrong_answers_take_longer(family: str) -> None:
    needed = []
    for rate in (0.5, 2.0):
        counts = []
        for seed in range(12):
            mind, chance, count = somebody(family, replace(EVEN, rate=rate)), Random(seed), 0
            while not known(mind, "s0") and count < 60:
                mind.do("s0", 0.0, chance)
                count += 1
            counts.append(count)
        needed.append(fmean(counts))
    assert needed[1] < needed[0]
    mind, chance = somebody(family), Random(1)
    done = [mind.do("s0", 0.0, chance) for _ in range(150)]
    minutes = {right: fmean(d.minutes for d in done if d.right is right) for right in {d.right for d in done}}
    assert minutes.get(False, 9.9) > minutes[True]


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_foreseen_comes_about(family: str) -> None:
    """``prospect`` against what happens to many of the same learner."""
    ends = []
    foreseen = somebody(family).prospect("s0", 8, 3.0)
    for seed in range(150):
        mind, chance = somebody(family), Random(seed)
        for _ in range(8):
            mind.do("s0", 0.0, chance)
        mind.rest(3.0, chance)
        ends.append(known(mind, "s0"))
    assert foreseen == pytest.approx(fmean(ends), abs=0.12)


def test_families_are_named() -> None:
    with pytest.raises(ValueError, match="elves"):
        person("elves", course({"a": []}), Nature({"a": 0.0}, {"a": 1.0}), EVEN, Random(1))


def test_people_differ_and_begin_with_a_closed_part() -> None:
    rates = [traits(Random(seed)).rate for seed in range(40)]
    assert min(rates) < 0.8 < 1.2 < max(rates)
    of = course(GRAPHS["layers"](30, Random(1)))
    begun = closed_part(of, 0.4, Random(2))
    assert len(begun) == 12
    assert all(begun.issuperset(of.skills[name].prerequisites) for name in begun)


PLAN = Plan(sittings=6, minutes=15.0)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_oracle_leaves_chance_behind(family: str) -> None:
    of, nature = world(GRAPHS["layers"](16, Random(4)), Random(4))
    counts: dict[str, list[int]] = {"oracle": [], "random": []}
    for seed in range(6):
        make = lambda chance: person(family, of, nature, traits(chance), chance)  # noqa: E731
        counts["oracle"].append(len(shared(make, lambda m: Oracle.of(m, Random(1)), PLAN, str(seed)).known))
        counts["random"].append(len(shared(make, lambda _: Anything(of, Random(1)), PLAN, str(seed)).known))
    assert fmean(counts["oracle"]) > fmean(counts["random"]) + 1


def test_references_do_as_they_are_called() -> None:
    of = course({"a": [], "b": ["a"], "c": []})
    nature = Nature(dict.fromkeys(of.skills, 0.0), dict.fromkeys(of.skills, 2.0))

    def first(chooser: object, items: int) -> list[str]:
        mind = person("steps", of, nature, EVEN, Random(1))
        return [i.skill for i in run(of, mind, chooser, Plan(1, 60.0), Random(2)).items][:items]  # type: ignore[arg-type]

    assert first(FixedOrder(of, Random(1), items=2), 6) == ["a", "a", "b", "b", "c", "c"]
    assert set(first(Threshold(of, Random(1)), 3)) == {"a"}
    assert "b" not in first(OuterFringe(of, Random(1)), 3)
    traced = Traced()
    before = traced.known("a")
    traced.told("a", True)
    assert traced.known("a") > before


def test_a_run_keeps_to_its_time_and_tells_it_all() -> None:
    mind = somebody("curves", size=5)
    done = run(mind.course, mind, FixedOrder(mind.course, Random(1)), PLAN, Random(1))
    spent = sum(item.minutes for item in done.items)
    assert PLAN.sittings * PLAN.minutes <= spent <= PLAN.sittings * (PLAN.minutes + 12)
    assert sum(done.minutes_by_skill().values()) == pytest.approx(spent)
    assert done.known == {n for n in mind.course.skills if mind.chance(n) >= KNOWN}


def plain(seed: int, size: int = 4) -> Plain:
    of, nature = world(GRAPHS["tree"](size, Random(seed)), Random(seed))
    return Plain(of, nature, replace(Traits(), ahead=0.0), frozenset())


def test_nobody_beats_the_bound_and_the_oracle_is_near() -> None:
    plan = Plan(3, 10.0)
    best = bound(plain(1), plan)
    runs = [run(m.course, m, Oracle.of(m, Random(n)), plan, Random(n)) for n in range(80) for m in [plain(1)]]
    reached = fmean(len(r.known) for r in runs)
    assert 0.75 * best < reached < best + 0.25


def test_the_bound_by_hand() -> None:
    """One skill, one item: the chance that it teaches, and that the night leaves it."""
    mind = Plain(course({"a": []}), Nature({"a": 0.0}, {"a": 2.0}), EVEN, frozenset())
    expected = mind.turns("a") * (1.0 - mind.lost(0.0, 1.0))
    assert bound(mind, Plan(1, 2.0)) == pytest.approx(expected)
    assert bound(mind, Plan(1, 3.0)) == pytest.approx(mind.prospect("a", 2, 1.0))


def test_the_bound_is_for_few_skills() -> None:
    with pytest.raises(ValueError, match="at most 8"):
        bound(plain(1, size=9), PLAN)


def test_a_class_is_told_by_skill_and_minute() -> None:
    of = course(GRAPHS["chain"](5, Random(1)))
    found = classroom(of, lambda mind, seed: Threshold(mind.course, Random(seed)), PLAN, 10, 3)
    curve = found.by_minute(5)
    assert [minute for minute, *_ in curve] == [18.0, 36.0, 54.0, 72.0, 90.0]
    assert all(low <= middle <= high for _, low, middle, high in curve)
    figures = {f.skill: f for f in found.skills()}
    assert list(figures) == list(of.skills)
    assert figures["s0"].met == 1.0
    assert figures["s0"].known >= figures["s4"].known
    assert sum(count for count, _ in found.by_kind().values()) == 10
    again = classroom(of, lambda mind, seed: Threshold(mind.course, Random(seed)), PLAN, 10, 3)
    assert again.known == found.known
