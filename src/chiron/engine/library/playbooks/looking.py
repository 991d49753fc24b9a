"""A playbook under the checker's eye: its things with their places, and the faults and notes found so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from chiron.core.support.playbook.actions import ActionRule
from chiron.core.support.playbook.playbook import Playbook
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.playbooks.reading import Shaped

_ONE = {
    "actions": "action",
    "articles": "article",
    "attributes": "attribute",
    "categories": "category",
    "delivery": "way of delivery",
    "flows": "flow",
    "guidelines": "guideline",
    "intents": "intent",
    "macros": "macro",
    "messages": "message",
    "offers": "offer",
    "products": "product",
    "stages": "stage",
    "uses": "use",
}
"""What one of each kind is called."""


@dataclass(slots=True)
class Look:
    """One look at a playbook. ``today`` is the day that dates are judged by; ``event_kinds`` are all that there are.

    ``told`` are the faults with the way to their value, and how many lines below its beginning they stand.
    """

    playbook: Playbook
    shaped: Shaped
    today: date
    event_kinds: frozenset[str]
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    told: list[tuple[where.Path, int, Fault]] = field(default_factory=list)
    _names: dict[str, set[str]] = field(default_factory=dict)

    @property
    def places(self) -> Places:
        """Where everything stands."""
        return self.shaped.places

    def every(self, kind: str) -> Iterator[tuple[where.Path, Any]]:
        """The things of a kind, each with its way."""
        yield from zip(self.shaped.at.get(kind, ()), getattr(self.playbook, kind), strict=True)

    def fault(self, path: where.Path, message: str, remedy: str, below: int = 0) -> None:
        """Tell a fault at a value's place, or so many lines below it where the value is the text of an article."""
        fault = placed(self.places, path, message, remedy, below)
        self.told.append((path, below, fault))
        self.faults.append(fault)

    def note(self, path: where.Path, message: str, remedy: str) -> None:
        """Tell what is no fault."""
        self.notes.append(placed(self.places, path, message, remedy))

    def names(self, kind: str) -> set[str]:
        """The ids of a kind, those of broken things too."""
        if kind not in self._names:
            found = {name_of(one) for one in getattr(self.playbook, kind)}
            self._names[kind] = found | self.shaped.left_out.get(kind, set())
        return self._names[kind]

    def refer(self, path: where.Path, kind: str, names: Iterable[str | None]) -> None:
        """Tell the names that nothing of a kind has. Where a file of that kind could not be read, nothing is told."""
        if kind in self.shaped.unread:
            return
        known = self.names(kind)
        for name in names:
            if name is not None and name not in known:
                self.fault(path, f"There is no {_ONE[kind]} {name!r}.", meant(name, known))


def name_of(one: Any) -> str:
    """What a thing is called: its id, or its action."""
    return str(one.action if isinstance(one, ActionRule) else one.id)


def placed(places: Places, path: where.Path, message: str, remedy: str, below: int = 0) -> Fault:
    """A fault at a value's place; lines are counted within articles alone."""
    file, line = places.of(path)
    return Fault(file, line + (below if file.endswith(".md") else 0), message, remedy)


def meant(name: str, known: Iterable[str], otherwise: str = "Correct the name, or write what it names.") -> str:
    """The remedy for a name that nothing has."""
    near = get_close_matches(name, sorted(known), 1)
    return f"Did you mean {near[0]!r}?" if near else otherwise
