"""A review set: what is due, then what is not firm, over the units; never what was not met."""

from __future__ import annotations

import pytest

from chiron.core.learning.course import Course
from chiron.core.learning.decide import OldPage
from tests.core.learner import Learner
from tests.core.tiny import skill, tiny


def two_units() -> Course:
    body = tiny().model_dump(mode="json")
    body["units"].append({"id": "later", "title": "Later", "summary": "More.", "skills": [skill("fourth")]})
    return Course.model_validate(body)


def asked_wrongly(ada: Learner, name: str) -> None:
    ada.start("skill", name)
    ada.answer("1")


def test_it_asks_what_was_met_and_is_weak_from_all_units_with_hints():
    ada = Learner(two_units())
    for name in ("first", "second", "fourth"):
        asked_wrongly(ada, name)
    ada.start("set")
    asked = []
    while ada.state.item is not None:
        asked.append(ada.state.item.skill)
        assert ada.state.item.purpose == "review"
        if len(asked) == 1:
            ada.hint()
            assert ada.progress.rungs == 1
        while not ada.state.item.finished:
            ada.answer()
        ada.go_on()
    assert sorted(asked) == ["first", "fourth", "second"]
    assert {asked[0], asked[1]} & {"fourth"}
    assert ada.state.session.reason == "nothing-due"
    assert ada.again() == ada.state


def test_without_anything_met_there_is_none():
    ada = Learner(tiny())
    with pytest.raises(OldPage):
        ada.start("set")
    assert ada.state.session is None
