"""Entering the steps of a flow one after another until something must be waited for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from chiron.core.support.flows.state import FlowMove, FlowState
from chiron.core.support.playbook.actions import SHAPES
from chiron.core.support.playbook.desk import Offer
from chiron.core.support.playbook.facts import ASKED, LOOK_UPS, Known, Value, look_up
from chiron.core.support.playbook.flows import (
    ActStep,
    AskStep,
    ChooseStep,
    EndStep,
    Flow,
    HandOverStep,
    LookUpStep,
    OfferStep,
    SayStep,
    Step,
)
from chiron.core.support.playbook.playbook import Playbook

MOST_VISITS = 4
"""So often may one run enter the same step; then a person takes over."""

LOOKED_UP = frozenset(
    [one.name for look in LOOK_UPS for one in look.gives] + [one.name for act in SHAPES.values() for one in act.gives]
) - frozenset(one.name for one in ASKED)
"""What only a system can say."""


@dataclass(slots=True)
class Walk:
    """One advance. ``state`` changes as it goes; ``moves`` gather. One use."""

    playbook: Playbook
    flow: Flow
    state: FlowState
    given: Known
    barred: Set[str] = frozenset()
    moves: list[FlowMove] = field(default_factory=list)

    @property
    def facts(self) -> dict[str, Value]:
        """What is known now: what the case knows, and over it what this run found out.

        What a system says of an order or a product is believed only where this run looked it up.
        """
        given = {name: value for name, value in self.given.items() if name not in LOOKED_UP}
        return {**given, **self.state.learnt}

    @property
    def trusted(self) -> dict[str, Value]:
        """What is known, without what is doubted."""
        return {name: value for name, value in self.facts.items() if name not in self.state.doubted}

    def move(self, kind: Any, reason: str, **more: Any) -> None:
        """Choose something."""
        self.moves.append(FlowMove(kind, reason, self.state.step, **more))

    def wait(self, waits: Any, token: str = "") -> None:
        """Wait for something; ``tries`` stay."""
        self.state = replace(self.state, waits=waits, token=token)

    # -- ways to go

    def enter(self, name: str, reason: str) -> None:
        """Go to a step, and on from there as long as nothing must be waited for."""
        onward: str | None = name
        while onward is not None:
            step = self.flow.step(onward)
            if step is None:
                return self.hand_over("flow-changed")
            visits = {**self.state.visits, step.id: self.state.visits.get(step.id, 0) + 1}
            self.state = replace(self.state, step=step.id, tries=0, token="", visits=visits)
            if visits[step.id] > MOST_VISITS:
                return self.hand_over("going-round")
            onward = _ENTERING[type(step)](self, step, reason)
            reason = "next"
        return None

    def onward(self, step: Any) -> str | None:
        """The step after this one by its branches; None (and a person) where none is open."""
        facts = self.facts
        for branch in step.next:
            if branch.open(facts):
                return str(branch.to)
        self.hand_over("no-way")
        return None

    def other(self, to: str | None, reason: str, **because: Value) -> str | None:
        """Another way where there is one, else a person."""
        if to is None:
            self.hand_over(reason, **because)
        return to

    def hand_over(self, reason: str, **because: Value) -> None:
        """A person takes over, from wherever the flow stands."""
        step = self.flow.step(self.state.step)
        named = step if isinstance(step, HandOverStep) else None
        queue = named.queue if named else self.flow.queue or self.playbook.help_desk.queues[0].id
        said = (named.say if named else None) or "hand-over"
        self.move("hand-over", reason, queue=queue, message=said, because=because)
        self.state = replace(self.state, waits="over", token="", reason=reason, paused=False)

    def finish(self, reason: str, message: str | None = None) -> None:
        """The flow ends."""
        self.move("end", reason, message=message)
        self.state = replace(self.state, waits="over", token="", reason=reason, paused=False)

    # -- asking again for what waits

    def repeat(self, reason: str) -> None:
        """Say again what is waited for, by what is known now. It counts as no new visit."""
        step = self.flow.step(self.state.step)
        if step is None:
            return self.hand_over("flow-changed")
        onward = _ENTERING[type(step)](self, step, reason)
        return self.enter(onward, "next") if onward is not None else None


def digest(action: str, arguments: Known) -> str:
    """A name for an action with its very values: what was confirmed for one is confirmed for no other."""
    text = json.dumps([action, sorted(arguments.items())], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def arguments_of(step: ActStep, facts: Known) -> dict[str, Value]:
    """The values that an action is to be done with."""
    return {name: facts[name] for name in SHAPES[step.action].needs if name in facts}


def refusal(walk: Walk, step: ActStep) -> str | None:
    """Why an action may not even be put to the customer; None where it may. The order system's guard comes on top."""
    rule = walk.playbook.rule.get(step.action)
    if rule is None or rule.customer is None:
        return "not-allowed"
    if rule.proof == "signed-in" and walk.facts.get("customer.signed-in") is not True:
        return "sign-in"
    facts = walk.trusted
    if any(name not in facts for name in SHAPES[step.action].needs):
        return "fact-missing"
    closed = next((one for one in step.guard if not one.holds(facts)), None)
    return None if closed is None else f"guard:{closed.fact}"


def offered(walk: Walk, offer: Offer | None) -> str | None:
    """Why an offer may not be made now; None where it may. Complaints and consent need no author to think of them."""
    facts = walk.facts
    if offer is None or not offer.guards:
        return "no-offer"
    if facts.get("case.open-complaint") is not False:
        return "complaint"
    if facts.get("customer.offers-agreed") is not True:
        return "consent"
    if facts.get("mood") in ("angry", "sad"):
        return "mood"
    if offer.id in walk.barred:
        return "barred"
    closed = next((one for one in (*offer.for_whom, *offer.guards) if not one.holds(facts)), None)
    return None if closed is None else f"guard:{closed.fact}"


# -- the kinds of step: each returns the next step, or None where something is waited for or the flow is over


def _ask(walk: Walk, step: AskStep, reason: str) -> str | None:
    known = step.fact in walk.trusted
    waiting = reason in ("came-back", "unclear")
    if known and not step.afresh and not waiting:
        return walk.onward(step)
    said = step.again if reason == "unclear" and step.again else step.say
    walk.move("ask", "unknown" if reason == "next" else reason, message=said, name=step.fact)
    walk.wait("answer")
    return None


def _look_up(walk: Walk, step: LookUpStep, reason: str) -> str | None:
    found = look_up(step.what)
    facts = walk.trusted
    if found is None or any(name not in facts for name in found.needs):
        return walk.other(None, "fact-missing", what=step.what)
    if found.signed_in and facts.get("customer.signed-in") is not True:
        walk.move("sign-in", "needed", message="sign-in", name=step.what)
        walk.wait("sign-in")
        return None
    walk.move("look-up", reason, name=step.what, arguments={name: facts[name] for name in found.needs})
    walk.wait("look-up")
    return None


def _offer(walk: Walk, step: OfferStep, reason: str) -> str | None:
    offer = walk.playbook.offer.get(step.offer)
    why = offered(walk, offer)
    if why is not None or offer is None:
        return step.declined
    token = digest(offer.id, {})
    walk.move("offer", reason, message=offer.message, name=offer.id, token=token)
    walk.wait("choice", token)
    return None


def _act(walk: Walk, step: ActStep, reason: str) -> str | None:
    why = refusal(walk, step)
    if why == "sign-in":
        walk.move("sign-in", "needed", message="sign-in", name=step.action)
        walk.wait("sign-in")
        return None
    if why is not None:
        return walk.other(step.failed, why, action=step.action)
    arguments = arguments_of(step, walk.facts)
    token = digest(step.action, arguments)
    walk.move("confirm", reason, message=step.confirm, name=step.action, arguments=arguments, token=token)
    walk.wait("confirmation", token)
    return None


def _say(walk: Walk, step: SayStep, reason: str) -> str | None:
    if step.article is not None:
        walk.move("quote", reason, article=step.article)
    else:
        walk.move("say", reason, message=step.message)
    return walk.onward(step)


def _choose(walk: Walk, step: ChooseStep, _reason: str) -> str | None:
    return walk.onward(step)


def _hand_over(walk: Walk, step: HandOverStep, _reason: str) -> str | None:
    walk.hand_over("step", **({"why": step.why} if step.why else {}))
    return None


def _end(walk: Walk, step: EndStep, _reason: str) -> str | None:
    walk.finish("solved" if step.solved else "unsolved", step.say)
    return None


_ENTERING: dict[type[Step], Callable[[Walk, Any, str], str | None]] = {
    AskStep: _ask,
    LookUpStep: _look_up,
    OfferStep: _offer,
    ActStep: _act,
    SayStep: _say,
    ChooseStep: _choose,
    HandOverStep: _hand_over,
    EndStep: _end,
}
