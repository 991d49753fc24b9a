"""Hints as others wrote them: a plain list of any length, or none. Then the worked solution is there at once."""

from __future__ import annotations

from typing import Any

import pytest

from chiron.core.errors import InvalidInput
from chiron.core.language.answer import respond
from chiron.core.language.guard import OPEN_RUNG
from chiron.core.language.reading import read
from chiron.core.learning import commands as c
from chiron.core.learning.content import fingerprint, from_content, to_content
from chiron.core.learning.course import Course
from chiron.core.learning.decide.talk import _open_step
from chiron.core.learning.guide import unit_guide
from chiron.core.words import MoveKind, Outcome, Source
from chiron.desks.tutoring.views.practice import practice
from tests.core.learner import Learner
from tests.core.test_answer import OPEN, at, talk
from tests.core.tiny import tiny


def hinted(hints: Any) -> Course:
    """The tiny course with these hints at every step; None leaves the field out."""
    body = tiny().model_dump(mode="json")
    for skill in (each for unit in body["units"] for each in unit["skills"]):
        for step in (step for template in skill["templates"] for step in template["steps"]):
            del step["hints"]
            if hints is not None:
                step["hints"] = hints
    return Course.model_validate(body)


def working(hints: Any) -> Learner:
    ada = Learner(hinted(hints))
    ada.start("skill", "first")
    ada.study()
    return ada


FIVE = ["Look at @b.", "What was done to x?", "Undo it.", "Take @b away.", "x is @a."]


def test_a_list_is_a_ladder_of_any_length() -> None:
    ada = working(FIVE)
    names = []
    for _ in FIVE:
        view = practice(ada.state, ada.setting)
        assert view is not None
        assert not view.may_show
        said = ada.hint().words
        assert said is not None
        names.append(said.move.reason)
    assert names == ["hint:hint-1", "hint:hint-2", "hint:hint-3", "hint:hint-4", "hint:hint-5"]
    assert ada.step.hints[3] == ("hint-4", ada.step.hints[0][1].replace("Look at", "Take").replace(".", " away."))
    view = practice(ada.state, ada.setting)
    assert view is not None
    assert view.may_show
    assert view.next_rung is None
    assert ada.again() == ada.state


@pytest.mark.parametrize("hints", [None, []])
def test_without_hints_the_solution_is_there_at_once(hints: list[str] | None) -> None:
    ada = working(hints)
    view = practice(ada.state, ada.setting)
    assert view is not None
    assert view.may_show
    assert view.ladder == ()
    assert ada.hint().drafts == ()
    item, step = ada.state.item, ada.step
    assert item is not None
    ada.do(c.ShowSolution("", None, item.id, step.id))
    assert ada.state.item is not None
    assert ada.state.item.step(step.id).shown
    assert ada.again() == ada.state


def test_who_does_not_know_reads_the_solution_where_there_are_no_hints() -> None:
    ada = working([])
    item, step = ada.state.item, ada.step
    assert item is not None
    (draft,) = ada.unsure().drafts
    assert draft.kind == "step.shown"
    assert ada.state.item is not None
    assert ada.state.item.step(step.id).done


def test_who_does_not_know_gets_the_next_hint_of_a_list() -> None:
    ada = working(["Undo it."])
    (draft,) = ada.unsure().drafts
    assert draft.kind == "hint.taken"
    item, step = ada.state.item, ada.step
    assert item is not None
    ada.do(c.ShowSolution("", None, item.id, step.id))
    assert ada.state.item is not None
    assert ada.state.item.step(step.id).shown


def test_where_nobody_helps_there_is_no_solution_either() -> None:
    ada = Learner(hinted([]))
    ada.start("diagnostic")
    item = ada.state.item
    assert item is not None
    assert item.purpose == "diagnostic"
    with pytest.raises(InvalidInput):
        ada.do(c.ShowSolution("", None, item.id, ada.step.id))
    (draft,) = ada.unsure().drafts
    assert (draft.kind, draft.body["outcome"]) == ("step.attempted", Outcome.INCORRECT)


def test_the_tutor_says_the_solution_when_asked_and_not_before() -> None:
    ada = working([])
    item = ada.state.item
    assert item is not None
    made = ada.setting.generate(item.skill, item.template, item.seed)
    step = _open_step(item, made, ada.step, ada.setting)
    assert step.exhausted
    assert step.rung is None, "what gives the answer away stays guarded until somebody asks for it"

    def said(message: str) -> tuple[MoveKind, str, str]:
        context = at(0, step)
        move, words = respond(read(message, "en", (), step.view), context, None)
        return move.kind, move.reason, words[0].text

    assert said("give me a hint") == (
        MoveKind.CHECK_IN,
        "no-ladder",
        "There are no hints for this step. Give it a try, or shall we read the worked solution together?",
    )
    kind, reason, text = said("show me the solution")
    assert (kind, reason, text) == (MoveKind.SHOW, "solution-asked", ada.step.solution)


def test_a_ladder_at_its_end_still_opens_the_guard() -> None:
    step = at(4, exhausted=True).step
    assert step is not None
    assert step.rung == OPEN_RUNG
    move, said = talk("show me the solution", at(4, exhausted=True))
    assert (move.kind, said[0].text, said[0].source) == (MoveKind.SHOW, "So $x = 7$.", Source.COURSE)
    assert OPEN.step is not None
    assert OPEN.step.rung is None


def test_plain_hints_give_a_guide_no_principles() -> None:
    course = hinted(FIVE)
    assert all(skill.principles == () for skill in unit_guide(course, course.units[0]).skills)
    own = tiny()
    assert unit_guide(own, own.units[0]).skills[0].principles == ("Undo what was done.",)


def test_a_version_holds_the_hints_and_nothing_where_there_are_none() -> None:
    course = hinted(FIVE)
    content = to_content(course)
    assert from_content(content) == course
    assert fingerprint(from_content(content)) == fingerprint(course)
    step = content["units"][0]["skills"][0]["templates"][0]["steps"][0]
    assert step["hints"] == FIVE
    assert "hints" not in to_content(hinted(None))["units"][0]["skills"][0]["templates"][0]["steps"][0]
    assert fingerprint(hinted(None)) == fingerprint(hinted([]))
