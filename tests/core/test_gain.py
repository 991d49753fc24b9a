"""What the gain policy chooses, why, and with what chance; and what a teacher's lock leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from string import Formatter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiron.core.learning.mastery import Estimate, Gaussian, Observation, observed
from chiron.core.learning.memory import review
from chiron.core.learning.policies import REASONS, CourseView, Gain, Hours, Lock, policy
from chiron.core.learning.policies import outlook as sights
from chiron.core.learning.policies.outlook import Sight
from chiron.core.learning.policies.tracing import Prospect, Record, prospect
from chiron.core.learning.policies.ways import weary
from chiron.core.learning.simulate.graphs import course as shaped
from chiron.core.words import Move, MoveKind

from .graphs import WEB, course
from .test_simulate import graphs

NOW = datetime(2026, 1, 5, 16, tzinfo=UTC)
MODEL = Gaussian()
POLICY = Gain()
COURSE = course(WEB)


def told(view: CourseView, skill: str, credits: str, begin: datetime = NOW) -> CourseView:
    """The view after answers in a skill such as "110", a minute apart."""
    estimates, given = dict(view.estimates), view.answers.get(skill, ())
    for place, digit in enumerate(credits):
        when = begin + timedelta(minutes=place)
        seen = Observation(float(digit), when, f"{skill}-{len(given)}")
        estimates = observed(MODEL, view.course, skill, estimates, seen)
        given = (*given, (when, float(digit)))
    recent = (*view.recent, *(((skill, "t0"),) * len(credits)))[-24:]
    return replace(view, estimates=estimates, answers={**view.answers, skill: given}, recent=recent)


def knowing(*skills: str, view: CourseView | None = None) -> CourseView:
    seen = view or CourseView(COURSE, MODEL)
    for skill in skills:
        seen = told(seen, skill, "1" * 10, NOW - timedelta(hours=1))
    return replace(seen, recent=())


def choose(seen: CourseView, purpose: str = "practice", skill: str | None = None, when: datetime = NOW) -> Move:
    move = POLICY.choose_skill(seen, purpose, when, skill)  # type: ignore[arg-type]
    fields = {name for _, name, _, _ in Formatter().parse(REASONS[move.reason]) if name}
    assert fields <= set(move.because), f"{move.reason} does not say {fields - set(move.because)}"
    return move


def test_the_door_opens() -> None:
    assert policy("gain").version == "gain@6"


def test_skills_that_nobody_answered_and_that_are_stated_as_hard_are_worked_out_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names, worked = [f"s{n}" for n in range(48)], list[Record]()
    whole = shaped({n: [names[k - 1]] if k else [] for k, n in enumerate(names)}, dict.fromkeys(names[40:], (0.5, 12)))
    view, real = told(CourseView(whole, MODEL), "s0", "10"), prospect

    def counted(record: Record, *rest: Any) -> Prospect:
        worked.append(record)
        return real(record, *rest)

    monkeypatch.setattr(sights, "prospect", counted)
    seen = sights.outlook(view, view.beliefs(NOW), NOW, Sight())
    assert len(worked) == 3, "s0, the other usual ones, the eight harder ones"
    assert set(seen.beliefs) == set(names)
    assert seen.beliefs["s1"].gain > seen.beliefs["s41"].gain > 0.0


def test_a_newcomer_begins_at_the_beginning() -> None:
    move = choose(CourseView(COURSE, MODEL))
    assert (move.kind, move.skill, move.reason) == (MoveKind.ASK, "count", "closest-to-goal")


def test_what_is_ready_is_opened_and_what_is_not_is_left() -> None:
    assert choose(knowing("count", "add")).skill in ("minus", "times")


def test_only_what_the_goal_needs() -> None:
    seen = replace(knowing("count", "add", "times", "divide"), targets=("fraction",))
    assert choose(seen).skill == "fraction"
    done = choose(replace(knowing("count", "add", "times", "divide", "fraction"), targets=("fraction",)))
    assert (done.kind, done.reason) == (MoveKind.END, "goal-reached")


def test_the_cheaper_of_two_like_skills_comes_first() -> None:
    seen = knowing("count", "add")
    dear = {"minus": 9.0, "times": 1.0}
    assert choose(replace(seen, minutes=dear)).skill == "times"
    assert choose(replace(seen, minutes={"minus": 1.0, "times": 9.0})).skill == "minus"


def test_a_skill_that_opens_many_comes_before_one_that_opens_none() -> None:
    of = course({"gate": [], "alone": [], **{f"after{n}": ["gate"] for n in range(6)}})
    equal = dict.fromkeys(of.skills, 2.0) | {"gate": 5.0, "alone": 4.0}
    assert choose(CourseView(of, MODEL, minutes=equal)).skill == "gate"


def test_who_fails_for_want_of_something_goes_back_to_it() -> None:
    chain = course({"a": [], "b": ["a"]})
    seen = told(told(CourseView(chain, MODEL), "a", "11", NOW - timedelta(hours=2)), "b", "000000")
    move = choose(seen, when=NOW + timedelta(minutes=9))
    assert (move.skill, move.reason, move.because["for"]) == ("a", "prerequisite-weak", "b")


def test_three_wrong_in_a_row_call_for_a_worked_example() -> None:
    one = course({"a": []})
    assert choose(told(CourseView(one, MODEL), "a", "000")).reason == "example"


def test_a_right_answer_is_checked_after_a_night() -> None:
    one = course({"a": []})
    seen = told(CourseView(one, MODEL), "a", "111")
    assert choose(seen, when=NOW + timedelta(minutes=9)).reason in ("nearly", "shaky")
    assert choose(seen, when=NOW + timedelta(days=1)).reason == "check"


def test_due_reviews_are_mixed_in() -> None:
    memory = replace(review(None, 3, NOW - timedelta(days=9)), due=NOW - timedelta(days=1))
    seen = replace(knowing("count", "add"), memories={"count": memory})
    move = choose(seen)
    assert (move.kind, move.skill, move.reason) == (MoveKind.REVIEW, "count", "due")
    assert choose(replace(seen, session=("count",))).kind is MoveKind.ASK
    assert choose(replace(seen, session=("count", "minus", "minus", "minus"))).kind is MoveKind.REVIEW
    assert choose(seen, "review").kind is MoveKind.REVIEW


def test_tests_and_chosen_skills_are_as_ever() -> None:
    assert choose(CourseView(COURSE, MODEL), "skill", "two-step").reason == "chosen"
    assert choose(CourseView(COURSE, MODEL), "test", "count").reason == "test"
    assert choose(CourseView(COURSE, MODEL), "skill", "gone").skill == "count"


def test_a_wheel_that_spins_ends_with_a_person() -> None:
    seen = told(knowing("count"), "add", "0" * 12)
    seen = replace(seen, targets=("add",), session=("add",) * 3, recent=(("add", "t0"),) * 12)
    move = choose(seen, when=NOW + timedelta(minutes=20))
    assert (move.kind, move.skill, move.reason) == (MoveKind.REFER, "add", "stuck")
    after = choose(replace(seen, referred=frozenset({"add"})), when=NOW + timedelta(minutes=20))
    assert after.kind is MoveKind.ASK


def test_who_has_worked_long_and_badly_is_offered_a_break_whoever_chooses() -> None:
    seen = told(CourseView(COURSE, MODEL), "count", "1000000")
    tired = replace(seen, session=("count",) * 7, hours=Hours(worked=30.0))
    move = weary(tired)
    assert move
    assert (move.kind, move.reason, move.because["minutes"]) == (MoveKind.END, "break", 30)
    assert weary(replace(tired, hours=Hours(worked=10.0))) is None
    assert weary(replace(tired, hours=Hours())) is None
    assert choose(tired).kind is MoveKind.ASK


def test_without_answers_the_model_alone_is_believed() -> None:
    """An engine that passes on no single answers still gets sensible choices."""
    seen = replace(knowing("count", "add"), answers={})
    assert choose(seen).skill in ("minus", "times")


def test_a_circle_of_prerequisites_is_no_dead_end() -> None:
    of = course({"a": ["b"], "b": ["a"], "c": ["c", "gone"]})
    assert choose(CourseView(of, MODEL)).skill in of.skills


def walked(view: CourseView, seed: int, items: int = 25) -> list[Move]:
    """A sitting with answers as they fall; each move is checked."""
    chance, moves, when = Random(seed), list[Move](), NOW
    for _ in range(items):
        move = choose(replace(view, draw=chance.random()), when=when)
        moves.append(move)
        if move.kind not in (MoveKind.ASK, MoveKind.REVIEW) or move.skill is None:
            if move.kind is MoveKind.REFER and move.skill:
                view = replace(view, referred=view.referred | {move.skill})
                continue
            break
        when += timedelta(minutes=2)
        view = told(view, move.skill, "1" if chance.random() < 0.6 else "0", when)
        view = replace(view, session=(*view.session, move.skill))
    return moves


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(), st.integers(0, 10_000))
def test_moves_stay_in_the_course_and_say_their_chances(graph: dict[str, list[str]], seed: int) -> None:
    view = CourseView(course(graph), MODEL)
    moves = walked(view, seed)
    for move in moves:
        assert move.reason in REASONS
        assert move.skill is None or move.skill in graph
        if move.kind is MoveKind.ASK and "chance" in move.because:
            others: Mapping[str, float] = move.because.get("others", {})
            assert move.because["chance"] > 0
            assert move.skill not in others
            assert set(others) <= set(graph)
            assert move.because["chance"] + sum(others.values()) == pytest.approx(1.0, abs=1e-3)
    assert moves == walked(view, seed)


def test_draws_follow_the_chances_that_are_told() -> None:
    of = course({f"s{n}": [] for n in range(4)})
    view = CourseView(of, MODEL)
    counts = dict.fromkeys(of.skills, 0)
    for place in range(400):
        move = choose(replace(view, draw=(place + 0.5) / 400))
        counts[move.skill or ""] += 1
    first = choose(replace(view, draw=0.0))
    assert first.because["others"]
    expected = {first.skill: first.because["chance"], **first.because["others"]}
    assert {n: c / 400 for n, c in counts.items() if c} == pytest.approx(expected, abs=0.01)


def test_without_a_draw_the_best_is_sure() -> None:
    move = choose(CourseView(course({"a": [], "b": []}), MODEL))
    assert move.because["chance"] == 1.0
    assert "others" not in move.because


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(), st.integers(0, 10_000), st.data())
def test_locks_are_kept(graph: dict[str, list[str]], seed: int, data: st.DataObject) -> None:
    names = sorted(graph)
    ceiling = frozenset(data.draw(st.sets(st.sampled_from(names))))
    order = tuple(data.draw(st.permutations(names)))[: data.draw(st.integers(0, len(names)))]
    pace = data.draw(st.none() | st.integers(1, 2))
    moves = walked(CourseView(course(graph), MODEL, lock=Lock(order, pace, ceiling)), seed)
    asked = [move.skill for move in moves if move.kind is MoveKind.ASK]
    assert not ceiling or set(asked) <= ceiling
    assert pace is None or len(set(asked)) <= pace
    first = {n: asked.index(n) for n in set(asked) & set(order)}
    assert [n for n in order if n in first] == sorted(first, key=first.__getitem__)


def test_a_ceiling_that_is_reached_says_so() -> None:
    seen = replace(CourseView(COURSE, MODEL), targets=("fraction",), lock=Lock(ceiling=frozenset({"signed"})))
    assert choose(seen).reason == "locked"
    assert choose(seen, "skill", "fraction").reason == "locked"


def test_an_order_goes_on_when_a_skill_is_settled() -> None:
    lock = Lock(order=("count", "add", "times", "minus"))
    assert choose(replace(knowing("count", "add"), lock=lock)).skill == "times"
    assert choose(replace(knowing("count", "add", "times"), lock=lock)).skill in ("minus", "divide")


def test_beliefs_are_the_learners_own_and_nothing_else() -> None:
    """The same view gives the same move: nothing is kept from one learner to the next."""
    seen = told(CourseView(COURSE, MODEL), "count", "101")
    before = choose(seen)
    walked(CourseView(course({f"s{n}": [] for n in range(5)}), MODEL), 3)
    assert choose(seen) == before
    estimate: Estimate = seen.estimates["count"]
    assert estimate.evidence == 3
