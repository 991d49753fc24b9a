"""A flow as a graph: which steps can be reached, which lead to an end, what goes round for ever, what is known where.

Pure, and linear in steps and branches but for the fixed point of ``certain``, which visits each step a few times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from chiron.core.support.playbook.actions import SHAPES
from chiron.core.support.playbook.facts import GIVEN, LOOK_UPS, look_up
from chiron.core.support.playbook.flows import (
    ActStep,
    AskStep,
    Branch,
    EndStep,
    Flow,
    HandOverStep,
    LookUpStep,
    OfferStep,
    Step,
    ways,
)

Facts = frozenset[str]
_ALWAYS: Facts = frozenset(one.name for one in GIVEN if one.sure)


def reached(flow: Flow) -> frozenset[str]:
    """The steps that some way from the first one leads to."""
    return _closed({flow.steps[0].id}, {step.id: {to for _, to in ways(step)} for step in flow.steps})


def ending(flow: Flow) -> frozenset[str]:
    """The steps from which some way leads to an end or to a person."""
    back: dict[str, set[str]] = {}
    for step in flow.steps:
        for _, to in ways(step):
            back.setdefault(to, set()).add(step.id)
    return _closed({step.id for step in flow.steps if isinstance(step, EndStep | HandOverStep)}, back)


def idle(flow: Flow) -> frozenset[str]:
    """The steps that stand in a circle in which nobody is asked anything, so that it would turn for ever.

    A question that has its answer is not asked again, unless ``afresh``, or after a look-up that found nothing for it.
    """
    forgotten = {
        name
        for step in flow.steps
        if isinstance(step, LookUpStep) and step.missing is not None and (found := look_up(step.what)) is not None
        for name in found.needs
    }
    left = {
        step.id: {to for _, to in ways(step)}
        for step in flow.steps
        if not isinstance(step, OfferStep | ActStep)
        and not (isinstance(step, AskStep) and (step.afresh or step.fact in forgotten))
    }
    return frozenset(name for name, onward in left.items() if name in _closed(onward, left))


def _closed(begin: Iterable[str], onward: Mapping[str, set[str]]) -> frozenset[str]:
    found, waiting = set[str](), list(begin)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(onward.get(name, ()))
    return frozenset(found)


def certain(flow: Flow, before: Iterable[str] = (), *, trusted: bool = False) -> dict[str, Facts]:
    """What is known for certain on entering each step that can be reached, whichever way was gone.

    With ``trusted``, what a look-up found nothing for counts as unknown: it can be said, but nothing is done with it.
    """
    begin = _ALWAYS | frozenset(before)
    entered: dict[str, Facts] = {flow.steps[0].id: begin}
    waiting = [flow.steps[0].id]
    steps = {one.id: one for one in flow.steps}
    while waiting:
        step = steps.get(waiting.pop())
        if step is None:
            continue
        for to, known in _left(step, entered[step.id], trusted):
            narrowed = known if to not in entered else entered[to] & known
            if entered.get(to) != narrowed:
                entered[to] = narrowed
                waiting.append(to)
    return entered


def _left(step: Step, known: Facts, trusted: bool) -> Iterable[tuple[str, Facts]]:
    """Where a step leads, with what is known there."""
    after = learnt(step, known)
    for branch in getattr(step, "next", ()):
        yield branch.to, after | _tested(branch)
    for why, to in ways(step):
        if why != "next":
            yield to, _missed(step, known) if trusted and why == "missing" else known


def learnt(step: Step, known: Facts) -> Facts:
    """What is known once a step went well."""
    if isinstance(step, AskStep):
        return (known - depending(step.fact)) | {step.fact}
    if isinstance(step, LookUpStep):
        found = look_up(step.what)
        if found is None:
            return known
        gone = frozenset(one.name for one in found.gives).union(*(depending(one.name) for one in found.gives))
        return (known - gone) | {one.name for one in found.gives if one.sure}
    if isinstance(step, ActStep):
        return known | {one.name for one in SHAPES[step.action].gives if one.sure}
    return known


@lru_cache(maxsize=256)
def depending(fact: str) -> Facts:
    """What was looked up by a fact, and holds no longer when that changes."""
    found, waiting = set[str](), [fact]
    while waiting:
        name = waiting.pop()
        for one in LOOK_UPS:
            new = {each.name for each in one.gives} - found if name in one.needs else set()
            found |= new
            waiting.extend(new)
    return frozenset(found)


def _missed(step: Step, known: Facts) -> Facts:
    """After a look-up that found nothing, what it was given is doubted."""
    found = look_up(step.what) if isinstance(step, LookUpStep) else None
    return known if found is None else known - set(found.needs)


def _tested(branch: Branch) -> Facts:
    """What a branch's conditions show to be known."""
    return frozenset(one.fact for one in branch.when if one.known is not False)
