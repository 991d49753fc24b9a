"""A learner with nobody to read it judges their own answer: marked, weak, and a person's word goes before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chiron.core.learning import commands as c
from chiron.core.learning.course import Course
from chiron.core.learning.decide import OldPage, Setting
from chiron.core.words import Outcome
from tests.core.judged import judged
from tests.core.learner import Learner
from tests.core.tiny import HINTS, tiny


def explaining() -> Course:
    """The small course, its every item to be explained in one's own words."""
    document: dict[str, Any] = tiny().model_dump(mode="json")
    for unit in document["units"]:
        for skill in unit["skills"]:
            for template in skill["templates"]:
                step = {"id": "why", "kind": "open", "prompt": "Why?", "rubric": "Says why.", "hints": HINTS}
                template["steps"] = [{**step, "solution": "Because."}]
    return Course.model_validate(document)


class Alone(Learner):
    """Ada at a school without a teacher."""

    @property
    def setting(self) -> Setting:
        return replace(super().setting, teacherless=True)


def waiting(ada: Learner) -> tuple[str, str, str]:
    """Item, step and attempt of an answer that waits for a person."""
    ada.start("skill", "first")
    item, step = ada.state.item.id, ada.step.id
    ada.answer("Because it is so.")
    (tried,) = ada.state.item.step(step).attempts
    assert tried.outcome is Outcome.PERSON
    assert ada.state.record("first").estimate is None
    return item, step, tried.key


def decided(ada: Learner, attempt: str, outcome: Outcome) -> None:
    """Dana, a teacher, decides."""
    judged(ada, attempt, outcome)


@pytest.mark.parametrize("right", [True, False])
def test_it_is_marked_and_weighs_little_beside_a_persons_word(right: bool) -> None:
    ada, ben = Alone(explaining()), Learner(explaining())
    item, step, attempt = waiting(ada)
    ada.do(c.SelfJudge("self", None, item, step, attempt, right))
    assert ada.events[-1].kind == "answer.self-judged"
    wanted = Outcome.CORRECT if right else Outcome.INCORRECT
    assert ada.events[-1].body["outcome"] == wanted.value
    *_, of_ben = waiting(ben)
    decided(ben, of_ben, wanted)
    start = ada.frame.model.estimate(ada.frame.course, "first", {}, ada.when).mean
    own, theirs = ada.state.record("first").estimate, ben.state.record("first").estimate
    assert 0 < abs(own.mean - start) < 0.5 * abs(theirs.mean - start)
    assert (own.mean > start) is right
    assert not own.alone
    assert ada.again() == ada.state


def test_a_person_who_decides_later_takes_its_place() -> None:
    ada, ben = Alone(explaining()), Learner(explaining())
    item, step, attempt = waiting(ada)
    ada.do(c.SelfJudge("self", None, item, step, attempt, True))
    decided(ada, attempt, Outcome.INCORRECT)
    *_, of_ben = waiting(ben)
    decided(ben, of_ben, Outcome.INCORRECT)
    assert ada.state.record("first").estimate.mean == pytest.approx(ben.state.record("first").estimate.mean, abs=0.02)
    assert ada.state.record("first").opportunities == 1
    assert ada.state.item.step(step).attempts[0].outcome is Outcome.INCORRECT


def test_it_is_judged_once_and_only_what_waits_for_a_person() -> None:
    ada = Alone(explaining())
    item, step, attempt = waiting(ada)
    with pytest.raises(OldPage):
        ada.do(c.SelfJudge("other", None, item, step, "no-such-try", True))
    ada.do(c.SelfJudge("once", None, item, step, attempt, True))
    before = ada.state
    with pytest.raises(OldPage):
        ada.do(c.SelfJudge("twice", None, item, step, attempt, False))
    assert ada.state == before


def test_where_somebody_reads_it_nobody_judges_themselves() -> None:
    ada = Learner(explaining())
    item, step, attempt = waiting(ada)
    with pytest.raises(OldPage, match="with your teacher"):
        ada.do(c.SelfJudge("self", None, item, step, attempt, True))
