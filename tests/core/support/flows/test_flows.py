"""Flows: what is asked, confirmed and done, step by step; and what holds of every flow that anybody could write."""

from __future__ import annotations

import pytest

from chiron.core.support.flows import (
    Advance,
    Answered,
    Aside,
    Began,
    CameBack,
    Done,
    Event,
    Failed,
    FlowMove,
    FlowState,
    Found,
    Heard,
    Left,
    Missing,
    Silent,
    WantsPerson,
    advance,
    begin,
    read,
    written,
)
from chiron.core.support.flows.stepping import MOST_VISITS
from chiron.core.support.playbook.facts import Value
from chiron.core.support.playbook.playbook import Playbook

from .driving import GIVEN, ITEM, ORDER, RETURN, playbook


def kinds(done: Advance) -> list[str]:
    return [move.kind for move in done.moves]


class Run:
    """One run of a flow, event by event."""

    def __init__(self, book: Playbook | None = None, **given: Value) -> None:
        self.book = book or playbook()
        self.given = {**GIVEN, **{name.replace("__", "."): value for name, value in given.items()}}
        self.done = begin(self.book, self.book.flows[0].id, "run-1", self.given)

    def then(self, event: Event) -> Run:
        self.done = advance(self.book, self.done.state, self.given, event)
        return self

    @property
    def last(self) -> FlowMove:
        return self.done.moves[-1]

    def until_confirmed(self) -> Run:
        self.then(Heard({"order.number": "K-1"})).then(Found("order", ORDER)).then(Heard({"item": "1"}))
        return self.then(Found("item", ITEM)).then(Heard({"reason": "mind"}))


# -- the way through


def test_the_whole_way_of_a_return() -> None:
    run = Run()
    assert [(move.kind, move.message, move.name) for move in run.done.moves] == [("ask", "which-order", "order.number")]
    assert run.then(Heard({"order.number": "K-1"})).last.arguments == {"order.number": "K-1"}
    assert run.then(Found("order", ORDER)).last.name == "item"
    assert run.then(Heard({"item": "1"})).last.name == "item"
    assert run.then(Found("item", ITEM)).last.name == "reason"
    confirm = run.then(Heard({"reason": "mind"})).last
    assert (confirm.kind, confirm.name, confirm.arguments) == (
        "confirm",
        "return",
        {"order.number": "K-1", "item": "1"},
    )
    act = run.then(Answered(True, confirm.token)).last
    assert (act.kind, act.name, act.arguments, act.token) == ("act", "return", confirm.arguments, "run-1/act/1")
    facts: dict[str, Value] = {"done.return": "R-1", "done.amount": 650, "done.until": "2026-12-01"}
    run.then(Done("run-1/act/1", facts))
    assert [(move.kind, move.message) for move in run.done.moves] == [("say", "return-made"), ("offer", "offer-tenth")]
    assert run.done.state.learnt["done.return"] == "R-1"
    run.then(Answered(False, run.last.token))
    assert [(move.kind, move.reason, move.message) for move in run.done.moves] == [("end", "solved", "anything-else")]
    assert run.done.state.over


def test_what_was_said_before_it_was_asked_is_not_asked() -> None:
    run = Run(reason="mind").then(Heard({"order.number": "K-1", "item": "1"}))
    run.then(Found("order", ORDER)).then(Found("item", ITEM))
    assert run.last.kind == "confirm"


def test_a_branch_is_gone_by_what_is_known() -> None:
    run = Run().then(Heard({"order.number": "K-1"})).then(Found("order", ORDER)).then(Heard({"item": "1"}))
    run.then(Found("item", {**ITEM, "allowed.return": False})).then(Heard({"reason": "mind"}))
    assert [(move.kind, move.article or move.reason) for move in run.done.moves] == [
        ("quote", "sending-back"), ("end", "unsolved"),
    ]  # fmt: skip


def test_unclear_answers_are_asked_again_and_then_go_to_a_person() -> None:
    run = Run().then(Heard())
    assert (run.last.kind, run.last.message, run.last.reason) == ("ask", "again", "unclear")
    run.then(Heard({"order.number": "<script>"}))
    assert (run.last.kind, run.last.reason, run.last.queue) == ("hand-over", "not-understood", "returns")


def test_what_is_not_found_is_asked_again_and_may_be_named() -> None:
    run = Run().then(Heard({"order.number": "K-2"})).then(Missing("order"))
    assert [(move.kind, move.message) for move in run.done.moves] == [("say", "no-such-order"), ("ask", "which-order")]
    assert run.done.state.learnt["order.number"] == "K-2"
    assert run.then(Heard({"order.number": "K-1"})).last.kind == "look-up"
    assert run.done.state.doubted == frozenset()


def test_a_number_that_is_never_found_ends_with_a_person() -> None:
    run = Run()
    for _ in range(MOST_VISITS + 1):
        run.then(Heard({"order.number": "K-2"})).then(Missing("order"))
    assert (run.done.state.over, run.done.state.reason) == (True, "going-round")


def test_a_system_that_does_not_answer_goes_to_a_person() -> None:
    run = Run().then(Heard({"order.number": "K-1"})).then(Silent("order"))
    assert (run.last.kind, run.last.reason, dict(run.last.because)) == ("hand-over", "system-silent", {"what": "order"})


def test_a_system_that_says_half_of_it_is_not_believed() -> None:
    run = Run().then(Heard({"order.number": "K-1"})).then(Found("order", {"order.status": "delivered"}))
    assert (run.last.kind, run.last.reason) == ("hand-over", "system-unclear")
    run = Run().then(Heard({"order.number": "K-1"})).then(Found("order", {**ORDER, "order.status": "eaten"}))
    assert run.last.reason == "system-unclear"


def test_another_order_number_takes_away_what_was_known_of_the_first() -> None:
    run = Run().then(Heard({"order.number": "K-1"})).then(Found("order", ORDER))
    assert "order.total" in run.done.state.learnt
    run.then(Heard({"order.number": "K-9"}))
    assert "order.total" not in run.done.state.learnt
    assert run.done.state.learnt["order.number"] == "K-9"


def test_what_a_system_says_is_believed_only_where_this_run_asked_it() -> None:
    """A case that remembers an order of last week, or a message that claims to, allows nothing."""
    run = Run(allowed__return=True, order__status="delivered", reason="mind")
    run.then(Heard({"order.number": "K-1", "allowed.return": True, "item": "1"})).then(Found("order", ORDER))
    run.then(Found("item", {**ITEM, "allowed.return": False}))
    assert [move.kind for move in run.done.moves] == ["quote", "end"]


# -- doing


@pytest.mark.parametrize("said", [Heard(), Heard({"reason": "mind"}), Answered(True, "other"), Began(), Done("x")])
def test_nothing_but_yes_to_these_very_values_does_anything(said: Event) -> None:
    run = Run().until_confirmed()
    assert run.last.kind == "confirm"
    run.then(said)
    assert "act" not in kinds(run.done)


def test_values_that_change_before_yes_are_confirmed_anew() -> None:
    run = Run().until_confirmed()
    first = run.last
    run.then(Heard({"item": "2"}))
    assert run.last.kind == "hand-over"  # what was looked up of the other line holds no longer, and nothing allows it
    run = Run().until_confirmed()
    run.done = Advance(read(written(run.done.state)), run.done.moves)
    state = run.done.state
    changed = FlowState(
        **{name: getattr(state, name) for name in state.__struct_fields__} | {"learnt": {**state.learnt, "item": "2"}}
    )
    done = advance(run.book, changed, run.given, Answered(True, first.token))
    assert [move.kind for move in done.moves] == ["confirm"]
    assert done.moves[0].token != first.token


def test_a_guard_that_closes_before_yes_does_nothing() -> None:
    book = playbook({**RETURN, "steps": [
        {**step, "guard": [{"fact": "mood", "is_not": "angry"}, *step["guard"]]} if step["id"] == "act" else step
        for step in RETURN["steps"]
    ]})  # fmt: skip
    run = Run(book).until_confirmed()
    token = run.last.token
    run.given["mood"] = "angry"
    run.then(Answered(True, token))
    assert (run.last.kind, run.last.queue) == ("hand-over", "orders")


def test_no_goes_the_other_way_and_failure_too() -> None:
    run = Run().until_confirmed()
    assert (run.then(Answered(False, run.last.token)).last.reason, run.done.state.over) == ("unsolved", True)
    run = Run().until_confirmed()
    run.then(Answered(True, run.last.token)).then(Failed("run-1/act/1", "window-over"))
    assert (run.last.kind, run.last.queue) == ("hand-over", "orders")


def test_a_result_is_taken_once_and_only_under_its_key() -> None:
    run = Run().until_confirmed()
    run.then(Answered(True, run.last.token)).then(Done("run-0/act/1"))
    assert kinds(run.done) == ["stay"]
    assert "act" not in kinds(run.then(Answered(True, run.done.state.token)).done)
    run.then(Done("run-1/act/1")).then(Done("run-1/act/1"))
    assert kinds(run.done) == ["stay"]


def test_a_yes_after_something_else_is_asked_for_again() -> None:
    run = Run().until_confirmed()
    token = run.last.token
    run.then(Aside()).then(Answered(True, token))
    assert [(move.kind, move.reason) for move in run.done.moves] == [("confirm", "came-back")]
    assert run.then(Answered(True, run.last.token)).last.kind == "act"


@pytest.mark.parametrize("action", ["refund", "voucher", "cancel"])
def test_what_the_rules_do_not_give_to_this_customer_is_not_even_asked(action: str) -> None:
    book = playbook({**RETURN, "steps": [
        {**step, "action": action} if step["id"] == "act" else step for step in RETURN["steps"]
    ]})  # fmt: skip
    run = Run(book).until_confirmed()
    # Cancelling asks for a sign-in; the others are for agents, or for nobody.
    assert run.last.kind == ("sign-in" if action == "cancel" else "hand-over")
    if action == "cancel":
        run.given["customer.signed-in"] = True
        assert run.then(Heard()).last.kind == "confirm"


# -- offers


@pytest.mark.parametrize(
    "changed",
    [
        {"case.open-complaint": True}, {"customer.offers-agreed": False}, {"mood": "angry"}, {"mood": "sad"},
        {"mood": "worried"},
    ],
)  # fmt: skip
def test_no_offer_where_it_does_not_belong(changed: dict[str, Value]) -> None:
    run = Run().until_confirmed()
    run.given.update(changed)
    run.then(Answered(True, run.last.token)).then(Done("run-1/act/1"))
    assert kinds(run.done) == ["say", "end"]


def test_no_offer_that_is_barred_and_none_without_knowing() -> None:
    run = Run().until_confirmed()
    run.then(Answered(True, run.last.token))
    for known, barred in ((run.given, {"tenth"}), ({"mood": "happy"}, set[str]())):
        assert kinds(advance(run.book, run.done.state, known, Done("run-1/act/1"), barred)) == ["say", "end"]


# -- leaving, aside, persons


def test_something_else_and_back() -> None:
    run = Run().then(Aside())
    assert (kinds(run.done), run.done.state.paused) == (["pause"], True)
    assert kinds(run.then(Aside()).done) == ["stay"]
    run.then(CameBack())
    assert [(move.kind, move.name, move.reason) for move in run.done.moves] == [("ask", "order.number", "came-back")]
    assert kinds(run.then(CameBack()).done) == ["stay"]


def test_an_answer_also_brings_back() -> None:
    run = Run().then(Aside()).then(Heard({"order.number": "K-1"}))
    assert (run.last.kind, run.done.state.paused) == ("look-up", False)


def test_a_person_takes_over_and_is_told_what_is_being_done() -> None:
    run = Run().until_confirmed()
    run.then(Answered(True, run.last.token)).then(WantsPerson())
    assert (run.last.kind, run.last.reason, dict(run.last.because)) == ("hand-over", "asked", {"doing": "run-1/act/1"})


def test_one_cannot_leave_while_something_is_done() -> None:
    run = Run().until_confirmed()
    assert run.then(Answered(True, run.last.token)).then(Left()).last.kind == "stay"
    assert run.then(Done("run-1/act/1")).then(Left()).last.reason == "left"


def test_a_playbook_that_changed_meanwhile_hands_over() -> None:
    run = Run()
    without = playbook({**RETURN, "id": "other"})
    assert advance(without, run.done.state, GIVEN, Heard()).moves[0].reason == "flow-changed"
    other = playbook({**RETURN, "steps": [{"id": "x", "kind": "end"}]})
    assert advance(other, run.done.state, GIVEN, Heard()).moves[0].reason == "flow-changed"
