"""What a next step is: its name, the values that its words need, and the line that it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chiron.core.learning.maths.tree import Node


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next thing to do. ``name`` is a key of ``words/steps``; ``values`` stand in its words as mathematics."""

    name: str
    line: Node
    values: Mapping[str, Node] = field(default_factory=dict)
    raw: Node | None = None
    """The line before it is worked out, where that is another: ``3x = 20 - 5``."""
