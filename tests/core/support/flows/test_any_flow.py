"""What holds of every flow that anybody could write, however a customer goes through it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
from chiron.core.support.flows.stepping import digest
from chiron.core.support.playbook.facts import Value
from chiron.core.support.playbook.playbook import Playbook

from .driving import FLOWS, FOUND, GIVEN, ORDER, RETURN, fitting, playbook
from .test_flows import Run, kinds

# -- what holds of every flow

_NOISE: st.SearchStrategy[Event] = st.sampled_from(
    [
        Began(), Heard(), Heard({"order.number": "K-1", "item": "2", "reason": "torn"}),
        Heard({"allowed.return": True}),
        Answered(True, "guess"), Answered(True, digest("return", {"order.number": "K-1", "item": "words"})),
        Answered(False, ""), Found("order", FOUND["order"]), Found("item", FOUND["item"]), Missing("order"),
        Silent("item"), Done("run/s0/1"), Failed("run/s1/1", "no"), Aside(), CameBack(),
    ]
)  # fmt: skip
BOUND = 400
"""More events than any run can take: six steps, four visits each, a few tries a visit."""


def _drive(book: Playbook, data: Any, given: dict[str, Value], noisy: bool) -> list[tuple[Event | None, Advance]]:
    """One run with events that fit, drawn at random, and now and then one that does not."""
    done = begin(book, book.flows[0].id, "run", given)
    story: list[tuple[Event | None, Advance]] = [(None, done)]
    asked = done
    for _ in range(BOUND):
        if done.state.over:
            return story
        if noisy and data.draw(st.integers(0, 2)) == 0:
            event = data.draw(_NOISE)
        else:
            event = data.draw(st.sampled_from(list(fitting(book, asked))))
        done = advance(book, done.state, given, event)
        story.append((event, done))
        if done.moves[-1].kind not in ("stay", "pause"):
            asked = done
    return story


_EVERY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@_EVERY
@given(flow=FLOWS, data=st.data(), signed_in=st.booleans())
def test_every_run_ends(flow: dict[str, Any], data: Any, signed_in: bool) -> None:
    story = _drive(playbook(flow), data, {**GIVEN, "customer.signed-in": signed_in}, noisy=False)
    assert story[-1][1].state.over


def _checked(story: list[tuple[Event | None, Advance]]) -> int:
    """How many actions were done; each of them was confirmed just before, with its values, and has a key of its own."""
    keys: list[str] = []
    asked: FlowMove | None = None
    for event, done in story:
        for move in done.moves:
            if move.kind == "act":
                assert isinstance(event, Answered)
                assert event.yes
                assert asked is not None
                assert (asked.token, asked.name, dict(asked.arguments)) == (
                    event.token,
                    move.name,
                    dict(move.arguments),
                )
                keys.append(move.token)
        # What was asked last: an unexpected event leaves it standing, anything else takes its place.
        if done.moves[-1].kind != "stay":
            asked = done.moves[-1] if done.moves[-1].kind == "confirm" else None
    assert len(keys) == len(set(keys))
    return len(keys)


@_EVERY
@given(flow=FLOWS, data=st.data())
def test_nothing_is_done_but_what_was_just_confirmed_whatever_the_flow(flow: dict[str, Any], data: Any) -> None:
    _checked(_drive(playbook(flow), data, {**GIVEN, "customer.signed-in": True}, noisy=True))


AGAIN = {**RETURN, "steps": [
    {**step, "next": "act"} if step["id"] == "act" else step for step in RETURN["steps"]
]}  # fmt: skip
"""A careless flow that does the same again and again."""
_AROUND_YES = st.one_of(
    _NOISE,
    st.sampled_from(["yes", "no", "late yes", "done", "failed", "done before"]),
    st.just(Heard({"item": "2"})),
    st.just(Heard({"reason": "mind"})),
    st.just(Aside()),
)


@settings(max_examples=150, deadline=None)
@given(events=st.lists(_AROUND_YES, max_size=12))
def test_nothing_is_done_but_what_was_just_confirmed_and_never_twice(events: list[Event | str]) -> None:
    run = Run(playbook(AGAIN)).until_confirmed()
    first, story, begun = run.last.token, [(None, run.done)], "run-1/act/1"
    told: list[tuple[Event | None, Advance]] = [*story]
    for one in events:
        token = run.done.state.token
        meant: dict[str, Event] = {
            "yes": Answered(True, token), "no": Answered(False, token), "late yes": Answered(True, first),
            "done": Done(token), "failed": Failed(token, "no"), "done before": Done(begun),
        }  # fmt: skip
        event = meant[one] if isinstance(one, str) else one
        waited = run.done.state
        run.then(event)
        told.append((event, run.done))
        if isinstance(event, Done) and run.done.moves[0].kind != "stay":
            assert (waited.waits, waited.token) == ("action", event.key)
    _checked(told)


@_EVERY
@given(flow=FLOWS, data=st.data())
def test_from_everywhere_a_person_can_be_had_and_the_matter_dropped(flow: dict[str, Any], data: Any) -> None:
    book = playbook(flow)
    for _, done in _drive(book, data, GIVEN, noisy=True):
        if done.state.over:
            continue
        person = advance(book, done.state, GIVEN, WantsPerson())
        assert person.moves[-1].kind == "hand-over"
        assert person.moves[-1].queue in {"orders", "returns"}
        assert person.state.over
        left = advance(book, done.state, GIVEN, Left())
        assert left.state.over or done.state.waits == "action"


@_EVERY
@given(flow=FLOWS, data=st.data())
def test_asking_something_else_and_coming_back_loses_nothing(flow: dict[str, Any], data: Any) -> None:
    book = playbook(flow)
    for _, done in _drive(book, data, GIVEN, noisy=False):
        if done.state.over or done.state.waits in ("look-up", "action"):
            continue
        paused = advance(book, done.state, GIVEN, Aside())
        back = advance(book, paused.state, GIVEN, CameBack())
        assert [move.kind for move in paused.moves] == ["pause"]
        assert (back.state.step, back.state.waits, back.state.learnt) == (
            done.state.step,
            done.state.waits,
            done.state.learnt,
        )
        assert (back.moves[-1].kind, back.moves[-1].name) == (done.moves[-1].kind, done.moves[-1].name)


@_EVERY
@given(flow=FLOWS, data=st.data())
def test_the_last_move_alone_waits_and_the_state_survives_its_json(flow: dict[str, Any], data: Any) -> None:
    book = playbook(flow)
    story = _drive(book, data, GIVEN, noisy=True)
    waiting = {"ask", "sign-in", "look-up", "offer", "confirm", "act", "hand-over", "end", "pause", "stay"}
    for (_, done), (event, after) in pairwise(story):
        assert all(move.kind in ("say", "quote") for move in done.moves[:-1])
        assert done.moves[-1].kind in waiting
        assert read(written(done.state)) == done.state
        assert event is not None
        assert advance(book, read(written(done.state)), GIVEN, event) == after


@pytest.mark.parametrize(
    "event", [Answered(True, ""), Answered(False, ""), Found("order", ORDER), Missing("order"), Silent("order"),
              Done("run-1/act/1"), Failed("run-1/act/1", "no"), Began(), CameBack()],
)  # fmt: skip
def test_what_nothing_waits_for_changes_nothing(event: Event) -> None:
    run = Run()
    before = run.done.state
    assert (kinds(run.then(event).done), run.done.state) == (["stay"], before)
    over = Run().then(WantsPerson()).done.state
    assert advance(run.book, over, GIVEN, event) == Advance(over, (FlowMove("stay", "over", over.step),))
