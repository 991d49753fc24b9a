"""Flows: steps that nothing leads to, ways that lead nowhere, circles without end, facts that nothing fills."""

from __future__ import annotations

from collections import Counter

from chiron.core.support.playbook.actions import SHAPES
from chiron.core.support.playbook.facts import ASKED, LOOK_UPS, FactShape, look_up
from chiron.core.support.playbook.flows import (
    ActStep,
    AskStep,
    Branch,
    EndStep,
    Flow,
    HandOverStep,
    LookUpStep,
    OfferStep,
    SayStep,
    Step,
    ways,
)
from chiron.core.support.playbook.graph import certain, ending, idle, reached
from chiron.engine.library import faults as where
from chiron.engine.library.playbooks.conditions import condition_faults, own_facts, vocabulary
from chiron.engine.library.playbooks.looking import Look, meant

_SAID = ("say", "again", "confirm", "done", "message")
"""The fields of steps that name a message."""


def flow_faults(look: Look) -> None:
    """Tell the faults of every flow."""
    answered = {intent.flow for intent in look.playbook.intents}
    for path, flow in look.every("flows"):
        _declared(look, path, flow)
        _named_twice(look, path, flow)
        sound = _ways(look, path, flow)
        for number, step in enumerate(flow.steps):
            _step(look, (*path, "steps", number), flow, step)
        if sound:
            _graph(look, path, flow)
            _known_there(look, path, flow)
        if flow.id not in answered and "intents" not in look.shaped.unread and "intents" not in look.shaped.left_out:
            look.note(path, f"No intent leads to the flow {flow.id!r}.", "Let one name it, or take the flow out.")
    _alike(look)


def _declared(look: Look, path: where.Path, flow: Flow) -> None:
    """The flow's own facts."""
    asked = {step.fact for step in flow.steps if isinstance(step, AskStep)}
    for number, fact in enumerate(flow.facts):
        here = (*path, "facts", number)
        if fact.id in own_facts() or fact.id.partition(".")[0] in ("limit", "delivery", "loyalty", "offer", "desk"):
            look.fault(here, f"Chiron has a fact {fact.id!r} of its own.", "Give this one another name.")
        if (fact.kind == "choice") is not bool(fact.choices):
            look.fault(here, f"{fact.id!r}: a choice has choices, and nothing else has.", "Correct kind or choices.")
        for name, many in Counter(choice.id for choice in fact.choices).items():
            if many > 1:
                look.fault((*here, "choices"), f"The choice {name!r} stands twice.", "Keep one of them.")
        if fact.id not in asked:
            look.fault(here, f"No step asks for {fact.id!r}.", "Ask for it, or take it out.")


def _alike(look: Look) -> None:
    """A fact of two flows is one fact: what one asked, the other need not."""
    seen: dict[str, tuple[FactShape, str]] = {}
    for path, flow in look.every("flows"):
        for number, fact in enumerate(flow.facts):
            shape = FactShape(fact.id, fact.kind, True, tuple(one.id for one in fact.choices))
            other = seen.setdefault(fact.id, (shape, flow.id))
            if other[0] != shape:
                message = f"{fact.id!r} is something else in the flow {other[1]!r}."
                look.fault((*path, "facts", number), message, "Give both the same kind and choices, or two names.")


def _named_twice(look: Look, path: where.Path, flow: Flow) -> None:
    for name, many in Counter([step.id for step in flow.steps]).items():
        if many > 1:
            look.fault((*path, "steps"), f"The step {name!r} stands {many} times.", "Give each an id of its own.")
    for name, many in Counter([fact.id for fact in flow.facts]).items():
        if many > 1:
            look.fault((*path, "facts"), f"The fact {name!r} stands {many} times.", "Keep one of them.")


def _ways(look: Look, path: where.Path, flow: Flow) -> bool:
    """Whether every way leads to a step, and every step has a way."""
    names = {step.id for step in flow.steps}
    sound = len(names) == len(flow.steps)
    for number, step in enumerate(flow.steps):
        here = (*path, "steps", number)
        for field, to in ways(step):
            if to not in names:
                sound = False
                look.fault((*here, field), f"There is no step {to!r}.", meant(to, names))
        branches = getattr(step, "next", ())
        for at, branch in enumerate(branches):
            _branch(look, (*here, "next", at), flow, branch, last=at == len(branches) - 1)
    return sound


def _branch(look: Look, path: where.Path, flow: Flow, branch: Branch, *, last: bool) -> None:
    if last and branch.when:
        look.fault(path, "Where none of the conditions is so, there is no way.", "End with a branch without `when`.")
    if not last and not branch.when:
        look.fault(path, "The branches after this one are never gone.", "Give it conditions, or put it last.")
    for number, one in enumerate(branch.when):
        condition_faults(look, (*path, "when", number), one, flow)


def _step(look: Look, path: where.Path, flow: Flow, step: Step) -> None:
    """What a step names."""
    for field in _SAID:
        name = getattr(step, field, None)
        if name is not None:
            look.refer((*path, field), "messages", (name,))
    if isinstance(step, AskStep):
        _asked(look, path, flow, step)
    elif isinstance(step, LookUpStep):
        names = {one.name for one in LOOK_UPS}
        if step.what not in names:
            look.fault((*path, "what"), f"Nothing called {step.what!r} can be looked up.", meant(step.what, names))
    elif isinstance(step, OfferStep):
        look.refer((*path, "offer"), "offers", (step.offer,))
    elif isinstance(step, ActStep):
        _act(look, path, flow, step)
    elif isinstance(step, SayStep):
        look.refer((*path, "article"), "articles", (step.article,))
        if (step.message is None) is (step.article is None):
            look.fault(path, "A step says one message or one article.", "Write `message` or `article`.")
    elif isinstance(step, HandOverStep):
        queues = {queue.id for queue in look.playbook.help_desk.queues}
        if step.queue not in queues:
            look.fault((*path, "queue"), f"There is no queue {step.queue!r}.", meant(step.queue, queues))


def _asked(look: Look, path: where.Path, flow: Flow, step: AskStep) -> None:
    names = {fact.id for fact in flow.facts} | {one.name for one in ASKED}
    if step.fact not in names:
        remedy = meant(step.fact, names, "Declare it among the flow's `facts`.")
        look.fault((*path, "fact"), f"{step.fact!r} is nothing that a customer is asked for.", remedy)


def _act(look: Look, path: where.Path, flow: Flow, step: ActStep) -> None:
    rule = look.playbook.rule.get(step.action)
    if rule is None and step.action not in look.shaped.left_out.get("actions", ()):
        message = f"Nothing in playbook.yaml allows the action {step.action!r}."
        look.fault((*path, "action"), message, "Write its rule below `actions`, with limits.")
    elif rule is not None and rule.customer is None:
        message = f"Customers may not have {step.action!r} done."
        look.fault((*path, "action"), message, "Give the customer limits in playbook.yaml, or hand over.")
    for number, one in enumerate(step.guard):
        condition_faults(look, (*path, "guard", number), one, flow)


def _graph(look: Look, path: where.Path, flow: Flow) -> None:
    found, ends, turning = reached(flow), ending(flow), idle(flow)
    for number, step in enumerate(flow.steps):
        here = (*path, "steps", number)
        if step.id not in found:
            look.fault(here, f"No way leads to the step {step.id!r}.", "Let a step go there, or take it out.")
        elif step.id not in ends:
            remedy = "Let a way lead to a step of kind end or hand-over."
            look.fault(here, f"From the step {step.id!r} no way leads to an end.", remedy)
        elif step.id in turning:
            message = f"The step {step.id!r} stands in a circle in which the customer is asked nothing."
            look.fault(here, message, "Ask, offer or confirm something in it, or write `afresh: true` at its question.")


def _known_there(look: Look, path: where.Path, flow: Flow) -> None:
    """What steps need must be known by then, whichever way was gone."""
    known = certain(flow, trusted=True)
    words = vocabulary(look.playbook, flow)
    for number, step in enumerate(flow.steps):
        here = (*path, "steps", number)
        if step.id not in known or isinstance(step, EndStep):
            continue
        needed: tuple[str, ...] = ()
        if isinstance(step, LookUpStep) and (found := look_up(step.what)) is not None:
            needed = found.needs
        elif isinstance(step, ActStep):
            needed = SHAPES[step.action].needs
        for name in needed:
            if name not in known[step.id] and name in words:
                look.fault(here, f"{name!r} may be unknown here, and is needed.", "Ask for it, or look it up, before.")
