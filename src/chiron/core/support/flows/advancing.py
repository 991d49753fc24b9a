"""What follows from an event in a flow: the next moves with their reasons. Pure; it never raises on any event.

An action is done only when this very customer said yes to this very action with these very values; a person can be
asked for everywhere, and the matter dropped, left for a while and taken up again.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Any

from msgspec.structs import replace

from chiron.core.support.flows import systems
from chiron.core.support.flows.state import (
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
)
from chiron.core.support.flows.stepping import Walk, arguments_of, digest, offered, refusal
from chiron.core.support.flows.systems import onward
from chiron.core.support.playbook.facts import FactShape, Known, Value, fits, shapes
from chiron.core.support.playbook.flows import ActStep, AskStep, Flow, OfferStep
from chiron.core.support.playbook.graph import depending
from chiron.core.support.playbook.playbook import Playbook

MOST_UNCLEAR = 2
"""So many unclear answers to a yes-or-no question; then nothing is done and a person takes over."""


def begin(playbook: Playbook, flow: str, run: str, facts: Known, barred: Set[str] = frozenset()) -> Advance:
    """Begin a flow. ``run`` is a new id. Raises KeyError where the playbook has no such flow."""
    known = playbook.flow[flow]
    state = FlowState(flow=flow, run=run, step=known.steps[0].id)
    return advance(playbook, state, facts, Began(), barred)


def advance(
    playbook: Playbook, state: FlowState, facts: Known, event: Event, barred: Set[str] = frozenset()
) -> Advance:
    """What follows from an event. ``facts`` is what the case knows now; ``barred`` are offers that limits, holdouts or
    earlier answers keep back. An event that nothing waits for changes nothing ("stay").
    """
    flow = playbook.flow.get(state.flow)
    if state.over:
        return _stay(state, "over")
    if flow is None:
        return _gone(playbook, state)
    walk = Walk(playbook, flow, state, facts, barred)
    moved = _HAPPENING[type(event)](walk, event)
    return Advance(walk.state, tuple(walk.moves)) if moved else _stay(state, "not-expected")


def _stay(state: FlowState, reason: str) -> Advance:
    return Advance(state, (FlowMove("stay", reason, state.step),))


def _gone(playbook: Playbook, state: FlowState) -> Advance:
    """The playbook no longer has the flow: a person takes over."""
    queue = playbook.help_desk.queues[0].id
    move = FlowMove("hand-over", "flow-changed", state.step, queue=queue, message="hand-over")
    return Advance(replace(state, waits="over", token="", reason="flow-changed", paused=False), (move,))


# -- each returns whether the event was waited for


def _began(walk: Walk, _event: Began) -> bool:
    if walk.state.visits:
        return False
    walk.enter(walk.flow.steps[0].id, "began")
    return True


def _heard(walk: Walk, event: Heard) -> bool:
    if walk.state.waits in ("look-up", "action"):
        return False
    walk.state = replace(walk.state, paused=False)
    taken = _taken(walk, event.values)
    step = walk.flow.step(walk.state.step)
    if walk.state.waits == "sign-in":
        _signed_in(walk)
    elif isinstance(step, AskStep) and walk.state.waits == "answer":
        if step.fact in taken:
            onward(walk, step)
        else:
            _unclear(walk, step.tries, step.otherwise)
    elif walk.state.waits in ("choice", "confirmation"):
        # New values change what would be confirmed: it is put to the customer again, with a token of its own.
        if taken:
            _again(walk)
        else:
            _unclear(walk, MOST_UNCLEAR, step.declined if isinstance(step, OfferStep) else None)
    else:
        walk.hand_over("flow-changed")
    return True


def _signed_in(walk: Walk) -> None:
    if walk.facts.get("customer.signed-in") is True:
        walk.repeat("signed-in")
    else:
        _unclear(walk, MOST_UNCLEAR, None)


def _unclear(walk: Walk, most: int, otherwise: str | None) -> None:
    """Ask again, as often as may be; then the other way, or a person."""
    tries = walk.state.tries + 1
    walk.state = replace(walk.state, tries=tries)
    if tries < most:
        walk.repeat("unclear")
        return
    to = walk.other(otherwise, "not-understood")
    if to is not None:
        walk.enter(to, "not-understood")


def _answered(walk: Walk, event: Answered) -> bool:
    state = walk.state
    if state.waits not in ("choice", "confirmation"):
        return False
    walk.state = replace(state, paused=False)
    step = walk.flow.step(state.step)
    if state.paused:
        # Something else was talked about since: a yes may have been meant for that.
        walk.repeat("came-back")
    elif isinstance(step, OfferStep) and state.waits == "choice":
        _chosen(walk, step, event)
    elif isinstance(step, ActStep) and state.waits == "confirmation":
        _confirmed(walk, step, event)
    else:
        walk.hand_over("flow-changed")
    return True


def _chosen(walk: Walk, step: OfferStep, event: Answered) -> None:
    may = offered(walk, walk.playbook.offer.get(step.offer)) is None
    if event.yes and event.token == walk.state.token and may:
        onward(walk, step)
    else:
        walk.enter(step.declined, "declined")


def _confirmed(walk: Walk, step: ActStep, event: Answered) -> None:
    if not event.yes:
        if step.refused is None:
            walk.finish("refused")
        else:
            walk.enter(step.refused, "refused")
        return
    arguments = arguments_of(step, walk.facts)
    token = digest(step.action, arguments)
    if refusal(walk, step) is not None or token != walk.state.token or token != event.token:
        # What was agreed to is not what would be done now: nothing is done, and it is put to the customer anew.
        _again(walk)
        return
    key = f"{walk.state.run}/{step.id}/{walk.state.visits.get(step.id, 1)}"
    walk.move("act", "confirmed", name=step.action, arguments=arguments, token=key)
    walk.wait("action", key)


def _again(walk: Walk) -> None:
    tries = walk.state.tries + 1
    walk.state = replace(walk.state, tries=tries)
    if tries > MOST_UNCLEAR:
        walk.hand_over("not-understood")
    else:
        walk.repeat("changed")


def _aside(walk: Walk, _event: Aside) -> bool:
    if walk.state.paused or walk.state.waits in ("look-up", "action"):
        return False
    walk.state = replace(walk.state, paused=True)
    walk.move("pause", "aside")
    return True


def _came_back(walk: Walk, _event: CameBack) -> bool:
    if not walk.state.paused:
        return False
    walk.state = replace(walk.state, paused=False)
    walk.repeat("came-back")
    return True


def _left(walk: Walk, _event: Left) -> bool:
    if walk.state.waits == "action":
        return False  # it is being done; its result must be told
    walk.finish("left", "left")
    return True


def _wants_person(walk: Walk, _event: WantsPerson) -> bool:
    walk.hand_over("asked", **({"doing": walk.state.token} if walk.state.waits == "action" else {}))
    return True


_HAPPENING: dict[type[Any], Callable[[Walk, Any], bool]] = {
    Began: _began,
    Heard: _heard,
    Answered: _answered,
    Found: systems.found,
    Missing: systems.missing,
    Silent: systems.silent,
    Done: systems.done,
    Failed: systems.failed,
    Aside: _aside,
    CameBack: _came_back,
    Left: _left,
    WantsPerson: _wants_person,
}


# -- what a customer says becomes known


def _taken(walk: Walk, values: Known) -> frozenset[str]:
    """Take up what the flow asks for anywhere in it; what no longer holds with it goes. The names that were taken."""
    known = {**shapes(), **_own(walk.flow)}
    asked = {step.fact for step in walk.flow.steps if isinstance(step, AskStep)}
    taken = {name: value for name, value in values.items() if name in asked and fits(known[name], value)}
    facts = walk.facts
    changed = {name for name, value in taken.items() if facts.get(name) != value}
    gone = frozenset[str]().union(*(depending(name) for name in changed)) - set(taken)
    learnt: dict[str, Value] = {name: value for name, value in walk.state.learnt.items() if name not in gone}
    walk.state = replace(walk.state, learnt={**learnt, **taken}, doubted=walk.state.doubted - set(taken))
    return frozenset(taken)


def _own(flow: Flow) -> dict[str, FactShape]:
    """The facts that the flow declares."""
    return {one.id: FactShape(one.id, one.kind, True, tuple(each.id for each in one.choices)) for one in flow.facts}
