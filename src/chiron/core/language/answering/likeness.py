"""Words that mean one another though they are written otherwise: misspelt, or of one family. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from chiron.core.language.text import common_start

MISSPELT = 0.7
"""What a word counts for that stands in no passage and is one slip of the pen away from one that does."""
FAMILY = 0.3
"""What a word counts for that shares its beginning with the word asked for: religion, religious."""
SHORTEST = 4
"""Shorter words are one letter away from too many others."""
BEGINNING = 5
"""So many letters at least must a family share, and most of the longer word."""
MOST = 0.6


def apart(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with their neighbour to make one word the other; ``most + 1`` beyond it.

    Optimal string alignment (L. Boytsov, "Indexing methods for approximate dictionary searching", Journal of
    Experimental Algorithmics 16, 2011).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, sign in enumerate(one, 1):
        now = [row]
        for column, mark in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (sign != mark))
            if row > 1 and column > 1 and sign == other[column - 2] and one[row - 2] == mark:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return last[-1]


class Vocabulary:
    """The index terms of a course, ready to be asked which of them a word is like."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._beginnings: dict[str, list[str]] = {}
        self._initials: dict[str, list[str]] = {}
        for word in sorted(self._known):
            self._beginnings.setdefault(word[:BEGINNING], []).append(word)
            self._initials.setdefault(word[:1], []).append(word)
        self._like = lru_cache(maxsize=2_000)(self._look)

    def like(self, word: str) -> Mapping[str, float]:
        """Other terms that may be meant by a word, each with what it counts for in (0, 1)."""
        return self._like(word)

    def _look(self, word: str) -> Mapping[str, float]:
        found: dict[str, float] = {}
        if len(word) >= BEGINNING:
            for other in self._beginnings.get(word[:BEGINNING], ()):
                if other != word and common_start(word, other) >= MOST * max(len(word), len(other)):
                    found[other] = FAMILY
        if word not in self._known and len(word) >= SHORTEST and not any(sign.isdigit() for sign in word):
            most = 1 if len(word) < 6 else 2
            for other in self._initials.get(word[0], ()):
                if len(other) >= SHORTEST and apart(word, other, most) <= most:
                    found[other] = MISSPELT
        return found
