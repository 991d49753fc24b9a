"""What the steady policy chooses, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from string import Formatter
from typing import Any

import pytest

from chiron.core.learning import POLICY as CHOSEN
from chiron.core.learning.course import Course, Template
from chiron.core.learning.mastery import Estimate, Gaussian, Observation, observed
from chiron.core.learning.memory import Memory, review
from chiron.core.learning.policies import REASONS, CourseView, Steady, policy
from chiron.core.learning.policies.steady import telling
from chiron.core.words import Move, MoveKind

from .graphs import WEB, course
from .tiny import tiny

NOW = datetime(2026, 1, 5, 16, tzinfo=UTC)
MODEL = Gaussian()
POLICY = Steady()
COURSE = course(WEB)


def answers(told: dict[str, Estimate], skill: str, credits: str, of: Course = COURSE) -> dict[str, Estimate]:
    """``credits`` such as "110": right, right, wrong, each on an item of its own."""
    for place, digit in enumerate(credits):
        seen = Observation(float(digit), NOW, f"{skill}-{len(told)}-{place}")
        told = observed(MODEL, of, skill, told, seen)
    return told


def knowing(*skills: str, of: Course = COURSE) -> dict[str, Estimate]:
    told: dict[str, Estimate] = {}
    for skill in skills:
        told = answers(told, skill, "1" * 10, of)
    return told


def view(told: dict[str, Estimate] | None = None, **more: Any) -> CourseView:
    return replace(CourseView(COURSE, MODEL, told or {}), **more)


def choose(seen: CourseView, purpose: str = "practice", skill: str | None = None) -> Move:
    move = POLICY.choose_skill(seen, purpose, NOW, skill)  # type: ignore[arg-type]
    fields = {name for _, name, _, _ in Formatter().parse(REASONS[move.reason]) if name}
    assert fields <= set(move.because), f"{move.reason} does not say {fields - set(move.because)}"
    return move


def old(days: int, **memories: int) -> dict[str, Memory]:
    """Memories of reviews so many days ago, due now or, with a negative number, not yet."""
    last = NOW - timedelta(days=days)
    return {s: replace(review(None, 3, last), due=NOW - timedelta(days=d)) for s, d in memories.items()}


def test_the_door_opens() -> None:
    assert policy("steady").version == POLICY.version
    assert policy() == policy(CHOSEN)
    with pytest.raises(LookupError, match="dice"):
        policy("dice")


def test_a_newcomer_begins_at_the_beginning() -> None:
    move = choose(view())
    assert (move.kind, move.skill, move.reason) == (MoveKind.ASK, "count", "closest-to-goal")
    assert move.because["unlocks"] == ["add"]


def test_what_is_ready_is_opened_and_what_is_not_is_left() -> None:
    move = choose(view(knowing("count", "add")))
    assert move.skill in ("minus", "times")


def test_what_was_begun_is_finished_first() -> None:
    told = answers(knowing("count", "add"), "times", "1101")
    move = choose(view(told, recent=(("times", "t0"),)))
    assert (move.skill, move.reason) == ("times", "nearly")
    assert choose(view(answers(knowing("count", "add"), "times", "1001"))).reason == "shaky"


def test_no_skill_comes_more_than_three_times_in_a_row_while_another_is_open() -> None:
    told = answers(knowing("count", "add"), "times", "000")
    assert choose(view(told, recent=(("times", "t0"),) * 2)).skill == "times"
    assert choose(view(told, recent=(("times", "t0"),) * 3)).skill == "minus"


def test_alone_it_may_go_on() -> None:
    assert choose(view(answers({}, "count", "010"), recent=(("count", "t0"),) * 6)).skill == "count"


def test_only_what_the_goal_needs() -> None:
    told = knowing("count", "add", "times", "divide")
    seen = view(told, targets=("fraction",))
    assert choose(seen).skill == "fraction"
    done = choose(replace(seen, estimates=knowing("count", "add", "times", "divide", "fraction")))
    assert (done.kind, done.reason) == (MoveKind.END, "goal-reached")


def test_unknown_targets_are_passed_over() -> None:
    assert choose(view(targets=("gone",))).skill == "count"


def test_due_reviews_are_mixed_in() -> None:
    told = knowing("count", "add")
    seen = view(told, memories=old(9, count=1, add=-5))
    move = choose(seen)
    assert (move.kind, move.skill, move.reason, move.because["days"]) == (MoveKind.REVIEW, "count", "due", 9)
    assert choose(replace(seen, session=("count",))).kind is MoveKind.ASK
    assert choose(replace(seen, session=("count", "minus", "minus"))).kind is MoveKind.REVIEW


def test_the_most_forgotten_comes_first_and_never_what_was_not_learnt() -> None:
    told = answers(knowing("count", "add"), "minus", "000")
    memories = old(3, add=1) | old(30, count=1) | old(90, minus=60)
    assert choose(view(told, memories=memories), "review").skill == "count"
    only = choose(view(told, memories=old(90, minus=60)), "review")
    assert (only.kind, only.reason) == (MoveKind.END, "nothing-due")


def test_the_same_hour_next_day_is_not_too_early() -> None:
    told, soon, later = knowing("count"), timedelta(hours=5), timedelta(hours=20)
    memory = review(None, 3, NOW - timedelta(days=2))
    assert choose(view(told, memories={"count": replace(memory, due=NOW + soon)}), "review").skill == "count"
    assert choose(view(told, memories={"count": replace(memory, due=NOW + later)}), "review").kind is MoveKind.END


def test_when_everything_is_shown_and_due_there_are_only_reviews() -> None:
    told = knowing(*WEB)
    seen = view(told, memories=old(9, **dict.fromkeys(WEB, 1)), session=("count",))
    assert choose(seen).kind is MoveKind.REVIEW
    assert choose(replace(seen, memories={})).reason == "goal-reached"


def test_what_has_lapsed_is_shown_once_more() -> None:
    told = knowing(*WEB)
    memory = replace(review(None, 3, NOW - timedelta(days=900)), due=NOW + timedelta(days=30))
    move = choose(view(told, memories={"signed": memory}, targets=("signed",)))
    assert (move.skill, move.reason) == ("signed", "back")


def test_a_chosen_skill_is_taken_and_one_that_is_gone_is_not() -> None:
    assert choose(view(), "skill", "two-step").skill == "two-step"
    assert choose(view(), "skill", "gone").skill == "count"
    assert choose(view(), "test", None).skill == "count"


def in_a_test(told: str) -> Move:
    """What a newcomer's test of a skill does after these answers."""
    return choose(view(answers({}, "count", told), session=("count",) * len(told)), "test", "count")


def test_a_test_of_a_newcomer_who_is_always_right_ends_with_the_skill_shown() -> None:
    moves = [in_a_test("1" * n) for n in range(9)]
    asked = next(n for n, move in enumerate(moves) if move.kind is MoveKind.END)
    assert 3 < asked <= 8
    assert MODEL.view(answers({}, "count", "1" * asked)["count"], None, NOW).state == "demonstrated"
    assert [move.because.get("left") for move in moves[:asked]] == [8 - n for n in range(asked)]
    assert moves[asked].reason == "tested"


def test_a_test_ends_as_soon_as_it_can_show_the_skill_no_more() -> None:
    assert in_a_test("00").kind is MoveKind.ASK
    assert in_a_test("000").kind is in_a_test("100").kind is MoveKind.END
    assert in_a_test("1" * 8).kind is MoveKind.END


def guessed(*options: int) -> Template:
    """A template of choices with so many options each."""
    hints = dict.fromkeys(("point", "principle", "next_step", "worked_example"), "x")
    steps = [
        {"id": f"s{n}", "kind": "choice", "prompt": "?", "hints": hints, "solution": "x", "options": [{}] * count}
        for n, count in enumerate(options)
    ]
    return Template.model_validate({"id": "guessed", "prompt": "?", "steps": steps, "solution": "x"})


def test_what_can_be_guessed_tells_less() -> None:
    assert telling(guessed(2)) < telling(guessed(4)) < telling(guessed(9)) < 1
    assert telling(guessed(4)) == pytest.approx(0.6)


def test_a_test_and_a_diagnostic_leave_out_what_tells_little() -> None:
    told = tiny().model_dump(mode="json", exclude_defaults=True)
    first = told["units"][0]["skills"][0]
    plain = tiny().skills["first"].templates[0]
    first["templates"] = [first["templates"][0], guessed(2).model_dump(mode="json", exclude_defaults=True)]
    made = Course.model_validate(told)
    assert {t.id for t in made.skills["first"].templates} == {plain.id, "guessed"}

    def chosen(purpose: str) -> set[str]:
        estimate = MODEL.estimate(made, "first", {}, NOW)
        return {POLICY.choose_template(made, "first", purpose, (), estimate, Random(n)) for n in range(40)}

    assert chosen("test") == chosen("diagnostic") == {plain.id}
    assert chosen("practice") == {plain.id, "guessed"}


SPINNING = (("add", "t0"),) * 10


def test_a_wheel_that_spins_steps_back_to_what_it_builds_on() -> None:
    told = answers(answers({}, "count", "1111"), "add", "0" * 12)
    move = choose(view(told, recent=SPINNING))
    assert (move.skill, move.reason, move.because["for"]) == ("count", "prerequisite-weak", "add")


def test_then_a_person_is_asked_once_and_the_learner_goes_on() -> None:
    told = answers(knowing("count"), "add", "0" * 12)
    seen = view(told, recent=SPINNING, targets=("add",))
    assert choose(seen).reason == "keep-going"  # never as the first thing in a sitting
    move = choose(replace(seen, session=("add",) * 3))
    assert (move.kind, move.skill, move.reason) == (MoveKind.REFER, "add", "stuck")
    after = choose(replace(seen, session=("add",) * 3, referred=frozenset({"add"})))
    assert (after.kind, after.skill, after.reason) == (MoveKind.ASK, "add", "keep-going")


def test_another_way_is_taken_where_there_is_one() -> None:
    told = answers(knowing("count", "add"), "times", "0" * 12)
    recent = (("times", "t0"),) * 10
    move = choose(view(told, recent=recent, referred=frozenset({"times"})))
    assert (move.skill, move.reason, move.because["for"]) == ("minus", "another-way", "times")


def test_after_very_many_tries_a_person_is_asked_anyway() -> None:
    told = answers(answers({}, "count", "1111"), "add", "0" * 26)
    assert choose(view(told, recent=SPINNING, session=("add",) * 4)).kind is MoveKind.REFER


def test_a_circle_of_prerequisites_is_no_dead_end() -> None:
    ring = course({"a": ["c"], "b": ["a"], "c": ["b"]})
    assert choose(CourseView(ring, MODEL)).kind is MoveKind.ASK


def test_every_reason_can_be_said() -> None:
    for pattern in REASONS.values():
        names = {name for _, name, _, _ in Formatter().parse(pattern) if name}
        assert pattern.format(**dict.fromkeys(names, "x")).endswith((".", ":"))


@pytest.mark.parametrize("purpose", ["practice", "review", "skill", "test", "diagnostic"])
def test_templates_vary_and_are_never_the_last_one(purpose: str) -> None:
    estimate, chance, recent = MODEL.estimate(COURSE, "add", {}, NOW), Random(3), list[tuple[str, str]]()
    for _ in range(60):
        found = POLICY.choose_template(COURSE, "add", purpose, recent, estimate, chance)  # type: ignore[arg-type]
        assert not recent or recent[-1][1] != found
        recent.append(("add", found))
    counts = [sum(t == f"t{i}" for _, t in recent) for i in range(3)]
    assert min(counts) >= 10


def test_templates_suit_the_level() -> None:
    told = knowing("add")
    chosen = {
        who: [POLICY.choose_template(COURSE, "add", "practice", (), e, Random(seed)) for seed in range(300)]
        for who, e in (("new", MODEL.estimate(COURSE, "add", {}, NOW)), ("sure", told["add"]))
    }
    assert chosen["sure"].count("t2") > 1.3 * chosen["new"].count("t2")


def test_a_skill_without_templates_for_the_purpose_takes_another() -> None:
    estimate = MODEL.estimate(COURSE, "add", {}, NOW)
    for uses in (["practice"], ["transfer"]):
        for purpose in ("practice", "review", "test", "diagnostic", "skill"):
            only = course(WEB, templates=1, uses=uses)
            assert POLICY.choose_template(only, "add", purpose, [("add", "t0")], estimate, Random(1)) == "t0"


def test_a_sitting_is_about_six_items() -> None:
    assert [POLICY.length(m) for m in (None, 0, 12, 20, 600, float("nan"))] == [6, 3, 6, 10, 15, 6]
