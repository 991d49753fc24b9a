"""What a comparison says: equal, different with a witness, or undecided."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

How = Literal["exact", "fingerprint", "numeric", "solutions", "structure", "undecided"]
Seen = Fraction | float | bool | None
"""A value at a witness; a bool says whether a condition holds; None where there is none."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A point at which two differ: its letters with their values, and what each side is there."""

    place: tuple[tuple[str, Fraction | float], ...]
    left: Seen
    right: Seen


@dataclass(frozen=True, slots=True)
class Sameness:
    """``equal`` is None where it could not be decided. ``note``: ``domain`` where only one has a value somewhere."""

    equal: bool | None
    how: How
    witness: Witness | None = None
    note: str | None = None


UNDECIDED = Sameness(None, "undecided")
