"""Our own small source of chance: the same on every machine, Python version and year."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")
_WORD = (1 << 64) - 1


class Chance:
    """SplitMix64 (Steele, Lea & Flood 2014), seeded by the SHA-256 of the parts it is made from."""

    __slots__ = ("_state",)

    def __init__(self, *parts: object) -> None:
        digest = sha256("\x1f".join(str(part) for part in parts).encode()).digest()
        self._state = int.from_bytes(digest[:8], "big")

    def word(self) -> int:
        """The next 64 bits."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _WORD
        z = self._state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _WORD
        return z ^ (z >> 31)

    def below(self, bound: int) -> int:
        """A whole number from 0 to ``bound - 1``, each as likely. ``bound`` is from 1 to 2**32."""
        limit = (1 << 64) - (1 << 64) % bound
        while (drawn := self.word()) >= limit:
            pass
        return drawn % bound

    def pick(self, things: Sequence[T]) -> T:
        """One of them, each as likely."""
        return things[self.below(len(things))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of them in an order drawn by chance (Fisher and Yates)."""
        mixed = list(things)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
