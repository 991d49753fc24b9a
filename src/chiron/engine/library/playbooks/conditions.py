"""Conditions over typed facts: the fact exists, one thing is asked of it, and that can be so."""

from __future__ import annotations

from functools import lru_cache

from chiron.core.support.playbook.actions import SHAPES
from chiron.core.support.playbook.constants import constants
from chiron.core.support.playbook.facts import FactShape, shapes
from chiron.core.support.playbook.flows import Condition, Flow
from chiron.core.support.playbook.playbook import Playbook
from chiron.engine.library import faults as where
from chiron.engine.library.playbooks.looking import Look, meant

OFFERED = (
    FactShape("offer.title", "text"),
    FactShape("offer.value", "text"),
    FactShape("offer.products", "texts"),
    FactShape("offer.until", "date", sure=False),
    FactShape("offer.reason", "text", sure=False),
)
"""What the words of an offer may name."""
_NUMBERS = ("whole", "money")
_FACTS = "docs/reference/playbooks.md lists the facts."


def vocabulary(playbook: Playbook, flow: Flow | None = None) -> dict[str, FactShape]:
    """Every fact that may be known, by name; with a flow, its own facts, else those of all flows."""
    flows = playbook.flows if flow is None else (flow,)
    own = {
        fact.id: FactShape(fact.id, fact.kind, True, tuple(each.id for each in fact.choices))
        for one in flows
        for fact in one.facts
    }
    return {**own, **own_facts(), **{name: shape for name, (shape, _) in constants(playbook).items()}}


@lru_cache(maxsize=1)
def own_facts() -> dict[str, FactShape]:
    """Every fact that Chiron itself knows how to fill."""
    return {**shapes(), **{one.name: one for each in SHAPES.values() for one in each.gives}}


def condition_faults(look: Look, path: where.Path, one: Condition, flow: Flow | None = None) -> None:
    """Tell what is wrong with a condition."""
    known = vocabulary(look.playbook, flow)
    shape = known.get(one.fact)
    if shape is None:
        look.fault((*path, "fact"), f"No fact is called {one.fact!r}.", meant(one.fact, known, _FACTS))
        return
    tests = one.tests
    if len(tests) != 1 and set(tests) != {"at_least", "at_most"}:
        remedy = "Write one of is, is_not, one_of, at_least, at_most, known."
        look.fault(path, f"One thing must be asked of {one.fact!r}, and {len(tests)} are.", remedy)
        return
    if {"at_least", "at_most"} & set(tests):
        if shape.kind not in _NUMBERS:
            look.fault(path, f"{one.fact!r} is no number, but a {shape.kind}.", "Compare it by is or one_of.")
        elif one.at_least is not None and one.at_most is not None and one.at_least > one.at_most:
            look.fault(path, "No number is at least that and at most that.", "Correct one of them.")
        return
    for value in (one.is_, one.is_not, *one.one_of):
        if value is not None and not _can_be(shape, value):
            look.fault(path, f"{one.fact!r} can never be {value!r}: it is a {_told(shape)}.", "Correct the value.")


def _can_be(shape: FactShape, value: object) -> bool:
    if shape.kind == "flag":
        return isinstance(value, bool)
    if shape.kind in _NUMBERS:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str) and (not shape.choices or value in shape.choices)


def _told(shape: FactShape) -> str:
    return f"{shape.kind} out of {', '.join(shape.choices)}" if shape.choices else shape.kind
