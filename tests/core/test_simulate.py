"""Simulated learners take the whole loop: they reach their goal, in order, in bounded time, without a dead end."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Gaussian
from chiron.core.learning.policies import REASONS, Purpose, Steady
from chiron.core.learning.simulate import Learner, Walk, auc, learner, log_loss, moving_average
from chiron.core.words import MoveKind

from .graphs import WEB, course

NOW = datetime(2026, 1, 5, 16, tzinfo=UTC)
MODEL = Gaussian()
POLICY = Steady()


def walked(of: Course, who: Learner, seed: int, targets: tuple[str, ...] = (), sittings: int = 120) -> Walk:
    """The loop with a day between sittings, checked at each choice, until the policy ends it."""
    chance, walk = Random(seed), Checked(of, MODEL, POLICY, NOW, targets)
    walk.diagnose(who, chance)
    for _ in range(sittings):
        if not walk.sitting(who, chance):
            break
        walk.pause(who, 1)
    return walk


class Checked(Walk):
    """A walk that checks what was chosen against what was believed at that moment."""

    def _item(self, who: Learner, skill: str, purpose: Purpose, chance: Random) -> None:
        if purpose == "practice":
            move, seen = self.moves[-1], self.view()
            assert move.reason in REASONS
            for before in self.course.skills[skill].prerequisites if move.kind is MoveKind.ASK else ():
                assert seen.skill(before, self.when).likely >= POLICY.settings.ready
        super()._item(who, skill, purpose, chance)


@pytest.mark.parametrize("kind", ["strong", "mixed", "weak", "new"])
def test_learners_reach_their_goal_and_truly_know_it(kind: str) -> None:
    web = course(WEB)
    who = learner(web, kind, Random(4))
    walk = walked(web, who, 4, ("both-sides",))
    assert walk.moves[-1].reason == "goal-reached"
    assert who.knows("both-sides")
    needed = web.needed_for(("both-sides",))
    assert sum(map(who.knows, needed)) >= 0.9 * len(needed)
    assert walk.items <= 30 * len(needed)


def test_who_knows_more_needs_less() -> None:
    web = course(WEB)
    strong, new = (walked(web, learner(web, kind, Random(4)), 4, ("both-sides",)) for kind in ("strong", "new"))
    assert strong.items < 0.5 * new.items


def test_who_never_gets_it_is_sent_to_a_person_and_still_has_something_to_do() -> None:
    web = course(WEB)
    who = learner(web, "weak", Random(0), rate=0.0)
    walk = walked(web, who, 0, sittings=25)
    assert any(move.kind is MoveKind.REFER for move in walk.moves)
    assert all(move.kind is not MoveKind.END for move in walk.moves)


def test_predictions_beat_the_moving_average() -> None:
    """Held-out in time: each answer is predicted before it is seen."""
    web, ours, theirs = course(WEB), list[tuple[float, bool]](), list[tuple[float, bool]]()
    for seed in range(8):
        chance = Random(seed)
        who = learner(web, "mixed", chance)
        walk = Walk(web, MODEL, POLICY, NOW)
        walk.diagnose(who, chance)
        for _ in range(8):
            walk.sitting(who, chance)
            walk.pause(who, 2)
        ours += walk.predictions
        skills = [skill for skill, _ in walk.recent]
        theirs += moving_average(zip(skills, (right for _, right in walk.predictions), strict=True))
    assert len(ours) == len(theirs) > 200
    assert log_loss(ours) < 0.95 * log_loss(theirs)
    assert auc(ours) > auc(theirs) + 0.03


def test_auc_and_log_loss_by_hand() -> None:
    said = [(0.9, True), (0.8, False), (0.7, True), (0.1, False)]
    assert auc(said) == 0.75
    assert auc([(0.5, True), (0.5, False)]) == 0.5
    assert auc([(0.5, True)]) == 0.5
    assert log_loss([(0.5, True), (0.5, False)]) == pytest.approx(0.6931, abs=1e-4)


def test_kinds_are_named() -> None:
    with pytest.raises(ValueError, match="gifted"):
        learner(course(WEB), "gifted", Random(1))


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, list[str]]:
    """Random acyclic prerequisite graphs, listed in any order."""
    size = draw(st.integers(1, 9))
    edges = {
        f"s{i}": sorted(draw(st.sets(st.integers(0, i - 1).map(lambda n: f"s{n}"), max_size=3))) if i else []
        for i in range(size)
    }
    return {name: edges[name] for name in draw(st.permutations(sorted(edges)))}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(), st.integers(0, 999), st.sampled_from(["strong", "mixed", "weak"]), st.floats(0.1, 0.4))
def test_no_graph_is_a_dead_end(graph: dict[str, list[str]], seed: int, kind: str, rate: float) -> None:
    of = course(graph)
    who = learner(of, kind, Random(seed), rate=rate, forgetting=0.0)
    walk = walked(of, who, seed)
    assert walk.moves[-1].reason == "goal-reached", walk.moves[-1]
    assert sum(map(who.knows, graph)) >= 0.6 * len(graph)
