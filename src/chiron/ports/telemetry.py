"""The port by which an operator's own tools are told how turns went: spans with times, and words only where chosen.

What is told holds no name and no id of a person: the turn's own id leads from there to the page that explains it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

Facts = Mapping[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a turn: when it began after the turn did, and how long it took, in milliseconds."""

    name: str
    after: float
    took: float
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """A turn that is over. ``words`` are told only where the operator switched content on, placeholders in them."""

    name: str
    began: datetime
    took: float
    facts: Facts = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None


class Telemetry(Protocol):
    """Where spans go. ``content`` says whether words may be told."""

    content: bool

    def tell(self, span: Span) -> None:
        """Pass a span on, at once: it waits for nothing and raises nothing."""

    def close(self) -> None:
        """Send what still waits, within a few seconds."""
