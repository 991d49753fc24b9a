"""What the practice page is told, by value."""

from __future__ import annotations

from dataclasses import replace

from chiron.desks.tutoring.views.practice import EACH_CHECK_IN, practice
from tests.core.learner import Learner
from tests.core.tiny import tiny


def test_the_course_opens_a_sitting_and_looks_up_from_the_work_before_every_fourth_item() -> None:
    ada = Learner(tiny())
    ada.start("skill", "first")
    shown = {}
    for done in range(2 * EACH_CHECK_IN + 1):
        assert ada.state.session is not None
        state = replace(ada.state, session=replace(ada.state.session, items=done))
        view = practice(state, ada.setting)
        assert view is not None
        shown[done] = view.check_in
    assert [done for done, words in shown.items() if words] == [0, EACH_CHECK_IN, 2 * EACH_CHECK_IN]
    assert shown[0] in tiny().flows.opening, "a sitting opens with a line of the course's"
    assert shown[EACH_CHECK_IN] == "How is it going?"


def test_what_shows_what_a_learner_can_alone_is_not_interrupted() -> None:
    ada = Learner(tiny())
    ada.start("diagnostic")
    assert ada.state.session is not None
    view = practice(replace(ada.state, session=replace(ada.state.session, items=EACH_CHECK_IN)), ada.setting)
    assert view is not None
    assert view.check_in is None
