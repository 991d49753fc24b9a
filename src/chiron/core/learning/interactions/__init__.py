"""Kinds of step. Each folder is one kind: its grader, its widget, and examples that are its tests.

A stranger's wheel adds one by an entry point ``chiron.interactions`` and a manifest (see ``wheels``).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from chiron.core.learning.interactions.base import NOTES, UNREAD, Form, Interaction, Typed, Unread
from chiron.core.learning.interactions.missing import Missing
from chiron.core.learning.interactions.wheels import Found, found

__all__ = [
    "NOTES",
    "UNREAD",
    "Form",
    "Interaction",
    "Typed",
    "Unread",
    "installed",
    "interaction",
    "kinds",
    "strangers",
]

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
"""Our own kinds, found without asking what else is installed; nobody else's takes the place of one."""


@cache
def interaction(kind: str) -> Interaction:
    """The kind of step with this name; where it is not installed, a stand-in that judges nobody."""
    if kind in _OWN:
        own: Interaction = import_module(_OWN[kind]).INTERACTION
        return own
    stranger = strangers().kinds.get(kind)
    return Missing(kind) if stranger is None else stranger.interaction


@cache
def kinds() -> tuple[str, ...]:
    """The names of every kind of step that can be used here."""
    return tuple(sorted({*_OWN, *strangers().kinds}))


def installed(kind: str) -> bool:
    """Whether this kind of step can be used here."""
    return kind in _OWN or kind in strangers().kinds


@cache
def strangers() -> Found:
    """What wheels of others add, and what of it is left out and why. Looked for once a process."""
    return found(frozenset(_OWN))
