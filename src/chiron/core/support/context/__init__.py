"""What a conversation is about: the open case, the order in question, "it" and "the other one", what was promised."""

from __future__ import annotations

from chiron.core.support.context.fold import case_for, context, promised, read, returning, step
from chiron.core.support.context.refs import Context, Found, How, Named, Names, Reading, Ref, Sort

__all__ = [
    "Context",
    "Found",
    "How",
    "Named",
    "Names",
    "Reading",
    "Ref",
    "Sort",
    "case_for",
    "context",
    "promised",
    "read",
    "returning",
    "step",
]
