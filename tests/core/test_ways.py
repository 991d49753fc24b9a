"""In which way a skill is practised: examples for who is new or fails on, steps worked in between, alone for others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chiron.core.learning import commands as c
from chiron.core.learning.course import Course
from chiron.core.learning.policies.ways import WAYS, in_its_way, way
from chiron.core.words import Move, MoveKind

from .learner import Learner
from .tiny import tiny


def hard() -> Course:
    """The tiny course, harder than its learners expect of themselves."""
    body = tiny().model_dump(mode="json")
    for each in body["units"][0]["skills"]:
        each["difficulty"] = 0.4
    return Course.model_validate(body)


@pytest.mark.parametrize(
    ("chance", "credits", "expected"),
    [
        (0.3, (), ("example", "new")),
        (0.6, (), ("alone", "")),
        (0.3, (0.0,), ("faded", "wrong")),
        (0.3, (0.0, 0.0), ("faded", "wrong")),
        (0.3, (1.0, 0.0, 0.0, 0.0), ("example", "wrong")),
        (0.3, (0.5,), ("faded", "new")),
        (0.3, (1.0,), ("alone", "")),
        (0.8, (1.0, 1.0, 0.0), ("alone", "")),
        (0.8, (0.0, 0.0, 0.0), ("example", "wrong")),
    ],
)
def test_the_way_follows_the_evidence(chance: float, credits: tuple[float, ...], expected: tuple[str, str]) -> None:
    assert way(chance, credits) == expected
    assert expected[0] == "alone" or ":".join(expected) in WAYS


def test_who_is_stuck_gets_an_example_at_the_first_wrong_answer() -> None:
    assert way(0.6, (1.0, 0.0), stuck=True) == ("example", "wrong")
    assert way(0.9, (1.0, 1.0), stuck=True) == ("alone", "")


def test_only_practice_has_a_way_and_a_move_that_says_its_own_keeps_it() -> None:
    ada = Learner(hard())
    ada.start("skill", "first")
    seen = ada.seen
    asked = Move(MoveKind.ASK, "chosen", {}, "first")
    assert in_its_way(asked, seen, "skill", ada.when).because["way"] == "example"
    for move, purpose in (
        (asked, "test"),
        (asked, "review"),
        (replace(asked, kind=MoveKind.REVIEW), "practice"),
        (replace(asked, reason="challenge"), "practice"),
        (replace(asked, because={"way": "alone"}), "practice"),
    ):
        assert in_its_way(move, seen, purpose, ada.when) == move  # type: ignore[arg-type]


def test_an_example_comes_before_a_newcomers_item_and_is_read_once() -> None:
    ada = Learner(hard())
    ada.start("skill", "first")
    item = ada.state.item
    assert item is not None
    assert item.because["way"] == "example"
    assert item.example == item.because["example"] != item.seed
    shown = ada.setting.generate(item.skill, item.template, item.because["example"])
    assert shown.prompt != ada.setting.generate(item.skill, item.template, item.seed).prompt
    ada.study()
    assert ada.state.item is not None
    assert (ada.state.item.studied, ada.state.item.example) == (True, None)
    assert not ada.do(c.Study("", None, item.id)).drafts
    assert ada.state.skills == {}, "reading is no evidence"


def test_who_answers_on_an_old_page_is_past_the_example() -> None:
    ada = Learner(hard())
    ada.start("skill", "first")
    ada.answer("0")
    assert ada.state.item is not None
    assert ada.state.item.example is None
    assert ada.again() == ada.state


def test_steps_that_are_worked_are_done_and_are_no_evidence() -> None:
    ada = Learner(hard())
    ada.start("skill", "first")
    for _ in range(8):
        while ada.state.item is not None and not ada.state.item.finished:
            ada.answer("0")
            while ada.state.item is not None and not ada.state.item.finished:
                ada.answer()
        ada.go_on()
        item = ada.state.item
        if item is not None and item.because.get("given"):
            break
    assert item is not None
    assert item.because["way"] == "faded"
    assert [s.given and s.done for s in item.steps.values()] == [True]
    before = ada.state.record("first").opportunities
    ada.answer()
    assert ada.state.item is not None
    assert ada.state.item.finished
    assert ada.state.record("first").opportunities == before + 1
    assert ada.state.recent[-1].right is True
    assert ada.again() == ada.state


def test_a_template_that_makes_one_item_only_has_no_example() -> None:
    body = hard().model_dump(mode="json")
    for each in body["units"][0]["skills"][0]["templates"]:
        each.update(parameters={"a": {"integer": [2, 2]}, "b": {"integer": [3, 3]}, "c": {"compute": "a + b"}})
    ada = Learner(Course.model_validate(body))
    ada.start("skill", "first")
    assert ada.state.item is not None
    assert ada.state.item.because["way"] == "alone"
    assert ada.state.item.example is None


def test_every_item_says_with_what_chance_it_was_chosen() -> None:
    ada = Learner(tiny())
    for purpose in ("diagnostic", "practice"):
        ada.start(purpose)
        for _ in range(3):
            if ada.state.item is not None:
                ada.answer()
                while ada.state.item is not None and not ada.state.item.finished:
                    ada.answer()
                ada.go_on()
        ada.do(c.Finish(""))
    opened = [draft for draft in ada.drafts if draft.kind == "item.opened"]
    assert len(opened) > 4
    for draft in opened:
        told = draft.body["because"]
        assert draft.made.policy
        assert told["chance"] + sum(told.get("others", {}).values()) == pytest.approx(1.0, abs=1e-3)


def trying(ada: Learner, items: int = 20) -> None:
    """Item after item that does not come, until the sitting is over."""
    for _ in range(items):
        if ada.state.session is None or ada.state.session.ended is not None:
            return
        while ada.state.item is not None and not ada.state.item.finished:
            step, item = ada.step, ada.state.item
            if ada.progress.rungs < len(step.hints):
                ada.hint()
            else:
                ada.do(c.ShowSolution("", None, item.id, step.id))
        ada.go_on()


def test_a_break_is_offered_and_going_on_anyway_keeps_what_was_left() -> None:
    ada = Learner(tiny())
    ada.pace = timedelta(minutes=4)
    ada.do(c.Start("", None, "practice", None, minutes=170))
    trying(ada)
    session = ada.state.session
    assert session is not None
    assert (session.reason, session.items) == ("break", 4)
    assert 25 <= session.because["minutes"] <= 170
    ada.do(c.GoOn(""))
    again = ada.state.session
    assert again is not None
    assert (again.ended, again.length) == (None, session.length - 4)
    assert again.minutes is not None
    assert again.minutes < 170 - 25
    assert not ada.do(c.GoOn("")).drafts, "one sitting is open already"
    assert ada.again() == ada.state


def test_a_rest_counts_as_the_break() -> None:
    ada = Learner(tiny())
    ada.pace = timedelta(minutes=4)
    ada.do(c.Start("", None, "practice", None, minutes=170))
    trying(ada, 3)
    assert ada.seen.hours.worked is not None
    assert ada.seen.hours.worked >= 25
    ada.when += timedelta(minutes=30)
    ada.hint()
    assert ada.seen.hours.worked == 0


def test_a_sitting_ends_within_the_minutes_that_the_learner_has() -> None:
    ada = Learner(tiny())
    ada.pace = timedelta(minutes=2)
    ada.do(c.Start("", None, "practice", None, minutes=9))
    for _ in range(20):
        while ada.state.item is not None and not ada.state.item.finished:
            ada.answer()
        if ada.state.item is not None:
            ada.go_on()
    session = ada.state.session
    assert session is not None
    assert (session.reason, session.because["minutes"]) == ("time", 9)
    assert ada.state.clock.sitting <= 9 * 60 + 240, "at most one item of two steps more"
    assert session.items > 1
