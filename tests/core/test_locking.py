"""What holds where teachers set several things, and that no policy goes beyond it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from chiron.core.learning.locking import NOTHING, Locked, Rule, strictest
from chiron.core.learning.mastery import model
from chiron.core.learning.policies import CourseView, Lock, Policy, Purpose, Steady
from chiron.core.learning.trying import Tried
from chiron.core.words import Move, MoveKind
from tests.core.tiny import tiny

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
COURSE = tiny()


@dataclass(frozen=True, slots=True)
class Rude(Steady):
    """A stranger's policy that has never heard of locks and always asks the last skill."""

    steady: Steady = field(default_factory=Steady)

    def choose_skill(self, view: CourseView, purpose: Purpose, when: datetime, skill: str | None = None) -> Move:
        if purpose != "practice":
            return self.steady.choose_skill(view, purpose, when, skill)
        return Move(MoveKind.ASK, "fresh", {"skill": "third"}, "third")


@dataclass(frozen=True, slots=True)
class Drawing(Steady):
    """Draws the last skill with chance .5 beside the two others, and says so."""

    def choose_skill(self, view: CourseView, purpose: Purpose, when: datetime, skill: str | None = None) -> Move:
        chances = {"chance": 0.5, "others": {"first": 0.3, "second": 0.2}}
        return Move(MoveKind.ASK, "fresh", {"skill": "third", **chances}, "third")


def view(**changes: object) -> CourseView:
    return CourseView(course=COURSE, model=model(), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rules", "lock"),
    [
        ((), Lock()),
        ((Rule(pace=3), Rule(pace=1), Rule()), Lock((), 1)),
        ((Rule(pace=0), Rule(pace=5)), Lock((), 0)),
        ((Rule(in_order=True), Rule()), Lock(("first", "second", "third"))),
        (
            (Rule(ceiling=("first", "second")), Rule(ceiling=("second", "third"))),
            Lock((), None, frozenset({"second"})),
        ),
        ((Rule(True, None, ("third", "first")),), Lock(("first", "third"), None, frozenset({"first", "third"}))),
        ((Rule(ceiling=("first",)), Rule(ceiling=("third",))), Lock((), None, NOTHING)),
        ((Rule(ceiling=("gone",)),), Lock((), None, NOTHING)),
    ],
)
def test_the_strictest_holds(rules: tuple[Rule, ...], lock: Lock) -> None:
    assert strictest(rules, COURSE) == lock
    assert strictest(tuple(reversed(rules)), COURSE) == lock


@pytest.mark.parametrize("policy", [Steady(), Rude()])
def test_no_policy_goes_beyond_a_ceiling(policy: Policy) -> None:
    move = Locked(policy, Lock(ceiling=frozenset({"second"}))).choose_skill(view(), "practice", NOW)
    assert (move.kind, move.skill, move.because["locked"]) == (MoveKind.ASK, "second", True)
    shut = Locked(policy, Lock(ceiling=NOTHING)).choose_skill(view(), "practice", NOW)
    assert (shut.kind, shut.reason, shut.skill) == (MoveKind.END, "locked", None)
    assert Locked(policy, Lock(pace=0)).choose_skill(view(), "practice", NOW).reason == "locked"


def test_a_move_in_the_place_of_another_still_tells_its_trial() -> None:
    move = Locked(Tried(Rude(), "7", "rude"), Lock(ceiling=frozenset({"first"}))).choose_skill(view(), "practice", NOW)
    assert (move.skill, move.because["trial"], move.because["arm"]) == ("first", "7", "rude")
    assert "chance" not in move.because


@pytest.mark.parametrize(
    ("ceiling", "skill", "chance", "others"),
    [
        (("first", "second"), "first", 0.8, {"second": 0.2}),
        (("second",), "second", 1.0, {}),
        (("third",), "third", 0.5, {"first": 0.3, "second": 0.2}),
    ],
)
def test_a_move_in_the_place_of_another_has_the_chance_of_all_that_is_closed(
    ceiling: tuple[str, ...], skill: str, chance: float, others: dict[str, float]
) -> None:
    move = Locked(Drawing(), Lock(ceiling=frozenset(ceiling))).choose_skill(view(), "practice", NOW)
    assert (move.skill, move.because["chance"]) == (skill, pytest.approx(chance))
    assert move.because.get("others", {}) == others


def test_the_order_comes_before_a_policys_wish() -> None:
    ordered = Locked(Rude(), Lock(order=("first", "second", "third")))
    assert ordered.choose_skill(view(), "practice", NOW).skill == "first"
    assert ordered.ready(view(), NOW) <= {"first"}


def test_an_order_waits_for_nothing_that_the_goal_does_not_need() -> None:
    ordered = Locked(Steady(), Lock(order=("first", "second", "third")))
    assert ordered.under(view(targets=("first",))).lock.order == ("first",)
    free = ordered.under(view(targets=("second",))).lock.order
    assert free == tuple(n for n in ("first", "second", "third") if n in COURSE.needed_for(("second",)))


def test_a_chosen_skill_that_is_closed_is_taken_as_none_chosen() -> None:
    shut = Locked(Steady(), Lock(ceiling=frozenset({"first"})))
    assert shut.choose_skill(view(), "skill", NOW, "third").skill == "first"
    assert shut.choose_skill(view(), "test", NOW, "third").skill == "first"
    assert shut.choose_skill(view(), "skill", NOW, "first").reason == "chosen"
    assert shut.refuses(view(), "skill", "third", NOW)
    assert shut.refuses(view(), "test", "third", NOW)
    ordered = Locked(Steady(), Lock(order=("first", "second", "third")))
    assert ordered.refuses(view(), "skill", "third", NOW)
    assert not ordered.refuses(view(), "test", "third", NOW), "who knows it may show it"
    assert not ordered.refuses(view(), "skill", "first", NOW)


def test_it_stands_in_the_log_under_the_policys_own_name() -> None:
    locked = Locked(Steady(), Lock(pace=1))
    assert locked.version == Steady().version
    assert locked.next_diagnostic(view(), (), NOW) == Steady().next_diagnostic(view(), (), NOW)
    assert locked.length(20) == Steady().length(20)
