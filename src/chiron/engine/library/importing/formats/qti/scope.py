"""What an expression sees: values by name, how they were declared, chance, and how much work is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from chiron.engine.library.importing.formats.qti.values import Declared, Many, Undecided, Value
from chiron.engine.library.importing.formats.qti.vocabulary import Element

BUDGET = 200_000
"""Expressions worked out for one item, over all the answers that are tried."""


@dataclass(slots=True)
class Scope:
    """What an expression sees: values by name, and how they were declared."""

    values: dict[str, Value]
    declared: dict[str, Declared]
    correct: dict[str, Value] = field(default_factory=dict)
    """What template processing set as the correct response."""
    chance: Random | None = None
    budget: list[int] = field(default_factory=lambda: [BUDGET])

    def spend(self) -> None:
        """Count one expression. Raises Undecided where it was too many."""
        self.budget[0] -= 1
        if self.budget[0] < 0:
            raise Undecided("its processing takes too long")


def number(value: Value) -> float | int | None:
    """A single number; None for all else."""
    if isinstance(value, Many) and len(value.members) == 1:
        value = value.members[0]
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def said(element: Element, name: str, scope: Scope, otherwise: float | None = None) -> float | int | None:
    """A number in an attribute, which may name a variable."""
    text = (element.get(name) or "").strip()
    if not text:
        return otherwise
    if text in scope.values:
        return number(scope.values[text])
    try:
        found = float(text[:40])
    except ValueError:
        named = scope.values.get(text.strip("{}"))
        if named is None:
            raise Undecided(f"{name} is {text[:40]!r}") from None
        return number(named)
    return int(found) if found == int(found) and "." not in text else found
