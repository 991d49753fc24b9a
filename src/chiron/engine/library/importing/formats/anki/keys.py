"""The names of cards: what importing calls a card is what its reviews are found by later."""

from __future__ import annotations

from dataclasses import dataclass, field

LONGEST = 200
"""Characters of a name by which reviews find their card; Anki's own have a dozen."""


def findable(key: str) -> bool:
    """Whether a key may stand in a course and in the log: it is short, and plain text."""
    return 0 < len(key) <= LONGEST and key.isprintable()


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
