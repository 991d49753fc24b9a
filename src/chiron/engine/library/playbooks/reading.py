"""From a folder of files to a Playbook, or to every fault of its shape with file, line and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from chiron.core.errors import BrokenPlaybook
from chiron.core.support.playbook import actions, catalogue, desk, flows, knowledge
from chiron.core.support.playbook.parts import Part
from chiron.core.support.playbook.playbook import Playbook
from chiron.core.words import Json
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.playbooks.gathering import BASE, REFERENCE, Gathered, gather

SHAPES: dict[str, Any] = {
    "delivery": desk.Delivery,
    "actions": actions.ActionRule,
    "categories": catalogue.Category,
    "attributes": catalogue.Attribute,
    "uses": catalogue.Use,
    "products": catalogue.Product,
    "articles": knowledge.Article,
    "intents": knowledge.Intent,
    "outside": knowledge.Example,
    "flows": flows.Flow,
    "stages": desk.Stage,
    "offers": desk.Offer,
    "guidelines": desk.Guideline,
    "macros": desk.Macro,
    "messages": desk.Message,
}
"""The shape of each kind of thing, in the order in which they are read."""
_ADAPTERS = {kind: TypeAdapter[Any](shape) for kind, shape in SHAPES.items()}
_STEPS = frozenset(("ask", "look-up", "offer", "act", "say", "choose", "hand-over", "end"))
_MONEY = frozenset(("price", "most", "free_from", "points_per", "worth", "budget"))


@dataclass(slots=True)
class Shaped:
    """A playbook without its broken things, None where its own fields are broken.

    ``at`` tells where each thing stands, by kind in the playbook's order; ``left_out`` are the ids of those that are
    broken, by kind: nothing may be said of what refers to them.
    """

    playbook: Playbook | None
    places: Places
    faults: list[Fault]
    at: dict[str, list[where.Path]] = field(default_factory=dict)
    left_out: dict[str, set[str]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    overlay_places: dict[str, Places] = field(default_factory=dict)


def read_playbook(path: Path) -> Playbook:
    """Read a playbook's folder. Raises BrokenPlaybook with ``details['faults']``, a list of Fault.

    Only the shape is looked at; ``checking.check`` tells whether the playbook holds together.
    """
    shaped = open_playbook(path)
    if shaped.playbook is None or shaped.faults:
        first = sorted(shaped.faults)[0]
        more = f" ({len(shaped.faults) - 1} more)" if len(shaped.faults) > 1 else ""
        raise BrokenPlaybook(f"{first}{more}", faults=sorted(shaped.faults))
    return shaped.playbook


def open_playbook(path: Path) -> Shaped:
    """As much of a playbook as can be read, with every fault of what cannot."""
    found = gather(path)
    done = Shaped(None, found.places, found.faults, unread=frozenset(found.unread))
    done.overlay_places = found.overlay_places
    if found.head is None:
        return done
    lists = {kind: tuple(_shaped(kind, found, done)) for kind in SHAPES}
    try:
        head = Playbook.model_validate(found.head)
    except ValidationError as error:
        known = tuple(Playbook.model_fields)
        done.faults.extend(told(found.places, one, (), known) for one in error.errors())
        return done
    done.playbook = head.model_copy(update={**lists, "overlays": found.overlays})
    return done


def _shaped(kind: str, found: Gathered, done: Shaped) -> list[Any]:
    made = []
    known = tuple(SHAPES[kind].model_fields) if isinstance(SHAPES[kind], type) else ()
    for number, one in enumerate(found.lists.get(kind, ())):
        path: where.Path = (kind, number)
        try:
            made.append(_ADAPTERS[kind].validate_python(one))
            done.at.setdefault(kind, []).append(path)
        except ValidationError as error:
            done.faults.extend(told(found.places, each, path, known) for each in error.errors())
            if isinstance(one, dict) and (name := one.get("id", one.get("action"))) is not None:
                done.left_out.setdefault(kind, set()).add(str(name))
    return made


def told(places: Places, error: Any, prefix: where.Path, known: Sequence[str]) -> Fault:
    """One of pydantic's errors in plain words, at its place."""
    path = (*prefix, *_way(error["loc"]))
    name = path[-1] if path else BASE
    kind, given = error["type"], error.get("input")
    if kind == "missing":
        return places.fault(path, f"`{name}` is missing.", "Write it.")
    if kind == "extra_forbidden":
        near = get_close_matches(str(name), [*known, *_fields(SHAPES)], 1)
        return places.fault(
            path, f"There is no field `{name}` here.", f"Did you mean `{near[0]}`?" if near else REFERENCE
        )
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        remedy = f"Write one of: {', '.join(sorted(_STEPS))}."
        return places.fault((*path, "kind"), "This is no kind of step.", remedy)
    if kind == "int_type" and name in _MONEY:
        remedy = "Write it in minor units of the currency: 12.50 is 1250."
        return places.fault(path, f"`{name}` must be a whole number, and is {_shown(given)}.", remedy)
    if kind == "int_type":
        return places.fault(path, f"`{name}` must be a whole number, and is {_shown(given)}.", REFERENCE)
    if kind == "string_pattern_mismatch":
        return places.fault(path, f"`{name}`: {_shown(given)} is not written as it must be.", _form(error))
    if kind == "string_type":
        remedy = "Quote it." if isinstance(given, int | float) else REFERENCE
        return places.fault(path, f"`{name}` must be text.", remedy)
    said = str(error["msg"]).removeprefix("Value error, ")
    return places.fault(path, f"`{name}`: {said[:1].lower()}{said[1:]}.", REFERENCE)


def _form(error: Any) -> str:
    form = str(error.get("ctx", {}).get("pattern", ""))
    if r"\d{4}" in form:
        return "Write a day as 2026-03-31."
    if ":[0-5]" in form:
        return 'Write a time as "09:30".'
    return "Write lower-case words joined by hyphens." if "-[a-z0-9]" in form else REFERENCE


def _way(loc: Sequence[str | int]) -> where.Path:
    """The way to a value as pydantic tells it, without the kinds of steps that it puts between."""
    return tuple(
        name
        for number, name in enumerate(loc)
        if not (number >= 2 and name in _STEPS and loc[number - 2] == "steps" and isinstance(loc[number - 1], int))
    )


def _fields(shapes: dict[str, Any]) -> list[str]:
    return sorted({name for shape in shapes.values() if isinstance(shape, type) for name in _names(shape)})


def _names(shape: Any) -> list[str]:
    return list(shape.model_fields) if issubclass(shape, Part) else []


def _shown(given: Json) -> str:
    text = repr(given)
    return text if len(text) <= 60 else f"{text[:57]}..."
