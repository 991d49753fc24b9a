"""What may stand in an answer, and the places where it could be read in two ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chiron.core.learning.maths.tree import FUNCTIONS

LIMIT = 2_000
"""Characters of one answer."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How answers to one question are read.

    ``decimal``: the locale's decimal sign. ``letters``: the names that may stand there; None for any letter.
    ``functions``: which of FUNCTIONS may. ``units``: whether a unit may go after a value. ``language``: of the words
    between statements, beside English. ``imaginary``: whether ``i`` is the imaginary unit. ``pair``: what ``(2, 3)``
    is; None where both could be meant. ``lists``: whether several values are asked for, so that ``2,3`` is two of them.
    """

    decimal: Literal[".", ","] = "."
    letters: tuple[str, ...] | None = None
    functions: frozenset[str] = FUNCTIONS - {"factorial"}
    units: bool = False
    language: str = "en"
    imaginary: bool = False
    pair: Literal["point", "interval"] | None = None
    lists: bool = False
    currencies: str = "$€£¥₹"

    def spelled(self, letter: str) -> str | None:
        """The name that a typed letter means, None where it is none; a phone writes the first letter as a capital."""
        if self.letters is None or letter in self.letters:
            return letter
        same = [name for name in self.letters if name.casefold() == letter.casefold()]
        return same[0] if len(same) == 1 else None

    def knows(self, letter: str) -> bool:
        """Whether this is a name that the question uses; False where any letter may be."""
        return self.letters is not None and letter in self.letters


class Choices:
    """The places where a text could be read in two ways, and those to read the other way this time."""

    def __init__(self, other: frozenset[tuple[str, int]] = frozenset()) -> None:
        self.other = other
        self.met: list[tuple[str, int]] = []

    def flipped(self, kind: str, place: int) -> bool:
        """Whether to take the less likely of two ways here."""
        choice = (kind, place)
        if choice not in self.met:
            self.met.append(choice)
        return choice in self.other
