"""Kinds of step. Each folder is one kind: its grader, its widget, and examples that are its tests.

Found through the entry points ``chiron.interactions``; ours are registered there as a stranger's are.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from chiron.core.errors import NotFound
from chiron.core.learning.interactions.base import NOTES, UNREAD, Form, Interaction, Typed, Unread

__all__ = ["NOTES", "UNREAD", "Form", "Interaction", "Typed", "Unread", "interaction", "kinds"]

_OWN = {
    kind: f"chiron.core.learning.interactions.{kind.replace('-', '_')}"
    for kind in (
        "numeric",
        "expression",
        "quantity",
        "solution-set",
        "choice",
        "multiple-choice",
        "order",
        "match",
        "cloze",
        "text",
        "open",
        "short-text",
        "code",
        "working",
        "graph",
        "table",
        "labelling",
    )
}
"""Our own kinds, for a tree that was not installed again after one was added."""


@cache
def interaction(kind: str) -> Interaction:
    """The kind of step with this name. Raises NotFound."""
    for point in entry_points(group="chiron.interactions", name=kind):
        found: Interaction = point.load()
        return found
    if kind in _OWN:
        own: Interaction = import_module(_OWN[kind]).INTERACTION
        return own
    raise NotFound(f"There is no kind of step called {kind!r}; there are {', '.join(kinds())}.")


@cache
def kinds() -> tuple[str, ...]:
    """The names of every kind of step that is installed."""
    return tuple(sorted(_OWN.keys() | {point.name for point in entry_points(group="chiron.interactions")}))
