"""What systems say to a flow: something found or missing, no answer, an action done or not. Each returns whether it
was waited for."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from chiron.core.support.flows.state import Done, Failed, Found, Missing, Silent
from chiron.core.support.flows.stepping import Walk
from chiron.core.support.playbook.actions import SHAPES
from chiron.core.support.playbook.facts import FactShape, Known, fits, look_up
from chiron.core.support.playbook.flows import ActStep, LookUpStep
from chiron.core.support.playbook.graph import depending


def onward(walk: Walk, step: Any) -> None:
    """Go the step's open branch."""
    to = walk.onward(step)
    if to is not None:
        walk.enter(to, "next")


def found(walk: Walk, event: Found) -> bool:
    step = walk.flow.step(walk.state.step)
    asked = look_up(event.what)
    if not isinstance(step, LookUpStep) or walk.state.waits != "look-up" or step.what != event.what or asked is None:
        return False
    gone = {one.name for one in asked.gives}.union(*(depending(one.name) for one in asked.gives))
    kept = {name: value for name, value in walk.state.learnt.items() if name not in gone}
    new = {
        one.name: event.facts[one.name] for one in asked.gives if one.name in event.facts and _fits(one, event.facts)
    }
    walk.state = replace(walk.state, learnt={**kept, **new}, doubted=walk.state.doubted.difference(new), paused=False)
    if any(one.sure and one.name not in new for one in asked.gives):
        walk.hand_over("system-unclear", what=event.what)
    else:
        onward(walk, step)
    return True


def _fits(shape: FactShape, facts: Known) -> bool:
    return fits(shape, facts[shape.name])


def missing(walk: Walk, event: Missing) -> bool:
    step = walk.flow.step(walk.state.step)
    asked = look_up(event.what)
    if not isinstance(step, LookUpStep) or walk.state.waits != "look-up" or step.what != event.what or asked is None:
        return False
    gone = {one.name for one in asked.gives}.union(*(depending(name) for name in asked.needs)) - set(asked.needs)
    learnt = {name: value for name, value in walk.state.learnt.items() if name not in gone}
    walk.state = replace(walk.state, learnt=learnt, doubted=walk.state.doubted | set(asked.needs), paused=False)
    to = walk.other(step.missing, "not-found", what=event.what)
    if to is not None:
        walk.enter(to, "not-found")
    return True


def silent(walk: Walk, event: Silent) -> bool:
    step = walk.flow.step(walk.state.step)
    if not isinstance(step, LookUpStep) or walk.state.waits != "look-up" or step.what != event.what:
        return False
    walk.hand_over("system-silent", what=event.what)
    return True


def done(walk: Walk, event: Done) -> bool:
    step = walk.flow.step(walk.state.step)
    if walk.state.waits != "action" or event.key != walk.state.token:
        return False
    if not isinstance(step, ActStep):
        walk.hand_over("flow-changed")
        return True
    gives = SHAPES[step.action].gives
    new = {one.name: event.facts[one.name] for one in gives if one.name in event.facts and _fits(one, event.facts)}
    walk.state = replace(walk.state, learnt={**walk.state.learnt, **new}, token="", paused=False)
    walk.move("say", "done", message=step.done, name=step.action)
    onward(walk, step)
    return True


def failed(walk: Walk, event: Failed) -> bool:
    step = walk.flow.step(walk.state.step)
    if walk.state.waits != "action" or event.key != walk.state.token:
        return False
    walk.state = replace(walk.state, token="", paused=False)
    to = walk.other(step.failed if isinstance(step, ActStep) else None, "failed", why=event.why)
    if to is not None:
        walk.enter(to, "failed")
    return True
