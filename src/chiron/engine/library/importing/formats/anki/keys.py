"""The names of cards: what importing calls a card is what its reviews are found by later."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Keys:
    """Names that no second thing of the source may have, and the stems of its files."""

    taken: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)

    def own(self, key: str) -> str:
        """A name that no other thing has: the key, or the key with a number behind it."""
        number, own = 2, key
        while own in self.taken:
            own = f"{key}~{number}"
            number += 1
        self.taken.add(own)
        return own
