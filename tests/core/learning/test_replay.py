"""Every turn of a log is decided again as it was; and what was decided otherwise is told."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from uuid import UUID

import pytest

from chiron.core.events import Draft, Event
from chiron.core.learning import commands as c
from chiron.core.learning.fold import fold
from chiron.core.learning.policies import Policy, policy
from chiron.core.learning.replay import Replayed, replay
from chiron.core.learning.state import LearnerState
from chiron.core.learning.turns import Turn, find, turns
from tests.core.learner import ADA, SCHOOL, Learner
from tests.core.tiny import tiny


@pytest.fixture(scope="module")
def ada() -> Learner:
    """A goal, a diagnostic left, practice with hints, talk, thumbs, a report, a skipped item, an end and one more."""
    ada = Learner(tiny())
    ada.do(c.SetGoal("", None, "all", "the exam", "2027-06-30", 90))
    ada.start("diagnostic")
    ada.answer()
    ada.go_on()
    ada.unsure()
    ada.do(c.Start("", None, "practice", None, True, 40))
    for number in range(9):
        practise(ada, number)
        if sitting(ada) and number == 5:
            ada.do(c.Skip("", None, open_item(ada)))
    if sitting(ada):
        ada.do(c.Finish(""))
    ada.do(c.OneMore(""))
    ada.do(c.Say("", None, open_item(ada), "I want to die"))
    ada.do(c.Resume(""))
    ada.do(c.Report("", None, "item", None, open_item(ada), None, None, "odd"))
    return ada


def practise(ada: Learner, number: int) -> None:
    """One item, every third with talk, a hint, a try taken back; some with a wrong answer."""
    ada.study()
    if number % 3 == 1:
        ada.do(c.Say("", None, open_item(ada), "what is a balance?"))
        ada.hint()
    if number % 2:
        ada.answer("1")
        ada.do(c.Undo("", None, open_item(ada), ada.step.id))
    while ada.state.item is not None and not ada.state.item.finished:
        ada.answer()
    ada.go_on()


def open_item(ada: Learner) -> str:
    assert ada.state.item is not None
    return ada.state.item.id


def sitting(ada: Learner) -> bool:
    return ada.state.session is not None and ada.state.session.ended is None


def again(ada: Learner, turn: Turn, chosen: Policy | None = None) -> Replayed:
    before = fold(LearnerState(), (e for e in ada.events if e.seq < turn.first.seq), lambda _: ada.frame)
    # Another chance and other ids than then: what they gave is told by the log.
    setting = replace(ada.setting, chance=Random(99), new_id=lambda: UUID(int=3), policy=chosen or ada.policy)
    return replay(turn, before, setting)


def test_every_turn_is_decided_again_as_it_was(ada: Learner) -> None:
    every = turns(ada.events)
    assert sum(len(turn.events) for turn in every) == len(ada.events), "no event belongs to no turn"
    kinds = {turn.first.kind for turn in every}
    assert {"goal.set", "session.started", "item.opened", "step.attempted", "message.said", "hint.taken"} <= kinds
    assert {"step.undone", "item.left", "session.ended", "lesson.resumed", "report.made"} <= kinds
    for turn in every:
        assert again(ada, turn) == Replayed("same"), (turn.first.kind, turn.first.body)


def test_another_policy_is_named_and_what_it_would_choose_is_told(ada: Learner) -> None:
    steady = policy("steady")
    found = [again(ada, turn, steady) for turn in turns(ada.events) if turn.one("item.opened")]
    assert all(one.newer == (("policy", ada.policy.version, steady.version),) for one in found)
    told = {difference.field for one in found for difference in one.differences}
    assert told & {"because", "reason", "events"}, "another policy gives other reasons"


def test_a_changed_event_is_found(ada: Learner) -> None:
    (turn, *_) = [turn for turn in turns(ada.events) if turn.first.kind == "step.attempted"]
    body = {**turn.first.body, "finishes": not turn.first.body["finishes"], "took": {"decide": 1.0}}
    changed = replace(turn.first, draft=replace(turn.first.draft, body=body))
    (difference,) = again(ada, replace(turn, events=(changed, *turn.events[1:]))).differences
    assert (difference.kind, difference.field) == ("step.attempted", "finishes")


def test_what_can_not_be_made_any_more_is_gone(ada: Learner) -> None:
    turn = next(turn for turn in turns(ada.events) if turn.first.kind == "step.attempted")
    found = replay(turn, LearnerState(), ada.setting)
    assert found.found == "gone"
    assert found.why


def test_what_others_did_is_no_turn_and_what_a_model_said_joins_its_own(ada: Learner) -> None:
    said = next(turn for turn in turns(ada.events) if turn.first.kind == "message.said" and turn.said)
    after = len(ada.events)
    dana, body = UUID(int=9), dict(said.said.body) if said.said else {}

    def event(n: int, draft: Draft) -> Event:
        return Event(UUID(int=n), SCHOOL, ADA, after + n, draft)

    later = replace(said.first.draft, kind="words.said", body={**body, "provenance": "model:x"}, key="t/worded")
    decided = replace(said.first.draft, kind="grade.decided", body={"item": ""}, key="g", actor=dana)
    written = replace(said.first.draft, kind="words.said", body={**body, "turn": "new"}, key="w", actor=dana)
    every = turns([*ada.events, event(1, decided), event(2, later), event(3, written)])
    assert len(every) == len(turns(ada.events))
    found = find(every, str(said.talk))
    assert found is not None
    assert found.events == said.events
    assert found.said is not None
    assert found.said.body["provenance"] == "model:x"
    assert find(every, str(UUID(int=2))) == found
    assert find(every, "nothing") is None
