"""Who needs the teacher, mastery by skill and learner, attempts and conversation: the rules, by value."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from chiron.core.learning import commands as c
from chiron.core.learning.decide import made_item
from chiron.core.learning.mastery import model
from chiron.core.learning.state import LearnerState
from chiron.core.words import Outcome
from chiron.desks.insight import needs as rules
from chiron.desks.insight.attempts import pattern, tries
from chiron.desks.insight.conversation import conversation
from chiron.desks.insight.matrix import common, matrix
from chiron.desks.insight.needs import Class, Need, needs
from chiron.desks.insight.needs import Learner as Pupil
from tests.core.learner import Learner
from tests.core.tiny import tiny


@pytest.fixture
def ada() -> Learner:
    """Ada, with a one-step question of the first skill open."""
    for seed in range(1, 60):
        made = Learner(tiny(), seed)
        made.start("skill", "first")
        if len(made_item(made.state.item, made.setting).steps) == 1:  # type: ignore[arg-type]
            return made
    raise AssertionError("no one-step item in 60 seeds")


def mistake(ada: Learner) -> None:
    """The wrong answer that the author expects: she adds."""
    assert ada.state.item is not None
    values = dict(made_item(ada.state.item, ada.setting).parameters)
    ada.answer(str(values["c"] + values["b"]))


def room(ada: Learner, **later: float) -> Class:
    return Class(ada.frame.course, model(), ada.when + timedelta(**later))


def pupil(ada: Learner, name: str = "Ada", number: int = 1) -> Pupil:
    return Pupil(UUID(int=number), name, ada.state)


def only(found: list[Need]) -> Need:
    (need,) = found
    return need


def test_three_times_not_yet_on_an_open_question_is_stuck(ada: Learner) -> None:
    for _ in range(rules.STUCK_TRIES - 1):
        mistake(ada)
    assert needs([pupil(ada)], room(ada)) == []
    mistake(ada)
    need = only(needs([pupil(ada)], room(ada)))
    assert (need.why, need.skill, need.values["tries"]) == ("stuck", "first", 3)
    assert need.values["minutes"] >= 1


def test_the_whole_ladder_without_a_right_answer_is_stuck(ada: Learner) -> None:
    for _ in range(3):
        ada.hint()
    need = only(needs([pupil(ada)], room(ada)))
    assert (need.why, need.values["hints"], need.values["tries"]) == ("stuck", 3, 0)


def test_a_finished_question_is_no_sign_of_being_stuck(ada: Learner) -> None:
    for _ in range(3):
        mistake(ada)
    ada.answer()
    assert needs([pupil(ada)], room(ada)) == []


def test_being_stuck_for_a_week_is_being_away(ada: Learner) -> None:
    for _ in range(3):
        mistake(ada)
    need = only(needs([pupil(ada)], room(ada, days=8)))
    assert (need.why, need.values["days"]) == ("away", 8)


def test_somebody_who_never_began_is_not_away() -> None:
    nobody = Learner(tiny())
    assert needs([Pupil(UUID(int=1), "Ada", LearnerState())], room(nobody, days=30)) == []


def test_an_assignment_near_its_date_with_skills_left_is_being_behind(ada: Learner) -> None:
    due = ada.when + timedelta(days=2)
    one = replace(pupil(ada), due=due, assigned=("first", "second"))
    need = only(needs([one], room(ada)))
    assert (need.why, need.values["left"], need.values["due"]) == ("behind", 2, due.isoformat())
    assert needs([replace(one, due=ada.when + timedelta(days=9))], room(ada)) == []


def test_a_misconception_that_three_share_is_one_row_for_all_of_them() -> None:
    pupils, last = [], None
    for number in range(1, 4):
        each = Learner(tiny(), number)
        each.start("skill", "first")
        while each.step.id != "solve":
            each.answer()
        mistake(each)
        each.answer()
        pupils.append(pupil(each, f"P{number}", number))
        last = each
    assert last is not None
    found = [need for need in needs(pupils, room(last, hours=1)) if need.why == "shared"]
    assert [len(need.people) for need in found] == [3]
    assert found[0].values["misconception"] == "adds"
    assert not [need for need in needs(pupils, room(last, days=9)) if need.why == "shared"], "only what is fresh"
    counts = common(pupils, room(last))
    assert [(one.misconception.id, len(one.learners), one.times) for one in counts] == [("adds", 3, 3)]


def test_the_most_pressing_comes_first(ada: Learner) -> None:
    for _ in range(3):
        mistake(ada)
    away = Learner(tiny(), 3)
    away.start("skill", "first")
    found = needs(
        [
            replace(pupil(away, "Ben", 2), state=replace(away.state, last_event=ada.when - timedelta(days=9))),
            pupil(ada),
        ],
        room(ada),
    )
    assert [need.why for need in found] == ["stuck", "away"]


def test_the_matrix_holds_every_skill_and_everybody(ada: Learner) -> None:
    ada.answer()
    lines = matrix([pupil(ada), Pupil(UUID(int=2), "Ben", LearnerState())], room(ada))
    assert [line.skill.id for line in lines] == ["first", "second", "third"]
    assert [[cell.answers for cell in line.cells] for line in lines] == [[1, 0], [0, 0], [0, 0]]
    assert lines[0].cells[0].view.likely > lines[0].cells[1].view.likely
    assert all(line.shown == 0 for line in lines)


def test_attempts_tell_what_was_asked_and_answered(ada: Learner) -> None:
    mistake(ada)
    ada.hint()
    ada.answer()
    found = tries(ada.events, lambda _: ada.frame.course)
    assert [(one.outcome, one.hints) for one in found] == [(Outcome.INCORRECT, 0), (Outcome.CORRECT, 1)]
    assert found[0].asked.startswith("Solve")
    assert found[0].misconception == "Adds instead"
    assert found[0].answer
    assert pattern(found) is None, "once is no pattern"


def test_a_misconception_twice_is_a_pattern(ada: Learner) -> None:
    mistake(ada)
    mistake(ada)
    ada.answer("1")
    shape = pattern(tries(ada.events, lambda _: ada.frame.course))
    assert shape is not None
    assert (shape.title, shape.times, shape.of) == ("Adds instead", 2, 3)


def test_what_is_not_known_and_what_was_shown_stand_among_the_attempts() -> None:
    ada = Learner(tiny(), 5)
    ada.start("diagnostic")
    ada.unsure()
    (one,) = tries(ada.events, lambda _: ada.frame.course)
    assert (one.unsure, one.answer, one.outcome) == (True, "", Outcome.INCORRECT)


def test_the_conversation_says_who_said_what_beside_which_question(ada: Learner) -> None:
    assert ada.state.item is not None
    ada.do(c.Say("", None, ada.state.item.id, "what does x mean?"))
    ada.hint()
    (talk,) = conversation(ada.events, lambda _: ada.frame.course)
    assert [turn.who for turn in talk.turns] == ["learner", "tutor", "tutor"]
    assert talk.turns[0].pieces[0].text == "what does x mean?"
    assert talk.asked is not None
    assert talk.asked.startswith("Solve")
    assert talk.skill == "first"
