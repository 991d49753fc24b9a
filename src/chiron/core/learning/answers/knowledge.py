"""What was learnt of words from the training texts: how telling each is, and what stands near what."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from chiron.core.language.text import common_start
from chiron.core.learning.answers.lexicon import groups, opposed, synonymous

SYNONYM = 0.9
SLIP = 0.85
COMMON_START = 0.75
NEAREST = 0.8
"""What a meaning near in the vectors counts at most."""
NEAR = 0.45
"""Cosines below this say nothing."""
SHORTEST_SLIP = 5
"""Letters of the shortest word that is read past a slip of the pen."""


@dataclass(frozen=True)
class Knowledge:
    """``weights`` are inverse document frequencies by stem; ``vectors`` are of length one."""

    weights: Mapping[str, float]
    vectors: Mapping[str, tuple[float, ...]]
    unknown: float = 6.0
    """The weight of a word never met."""
    _kept: dict[tuple[str, str], float] = field(default_factory=dict, compare=False, repr=False)

    def weight(self, word: str) -> float:
        """How telling a stem is."""
        return self.weights.get(word, self.unknown)

    def near(self, one: str, other: str) -> float:
        """How much the first word stands for the second, in [0, 1]; opposites stand for nothing."""
        if one == other:
            return 1.0
        if self._strangers(one, other):
            return 0.0
        pair = (one, other)
        found = self._kept.get(pair)
        if found is None:
            if len(self._kept) > 50_000:
                self._kept.clear()
            found = self._kept[pair] = self._near(one, other)
        return found

    def _strangers(self, one: str, other: str) -> bool:
        """Whether two words begin and end otherwise and nothing general is known of one: no rule below joins them."""
        if one[:2] == other[:2] or one[-3:] == other[-3:]:
            return False
        vectors, listed = self.vectors, groups()
        return not (one in vectors and other in vectors) and not (one in listed and other in listed)

    def _near(self, one: str, other: str) -> float:
        if opposed(one, other) or one[0].isdigit() or other[0].isdigit():
            return 0.0
        found = SYNONYM if synonymous(one, other) else 0.0
        if self.slip(one, other):
            found = max(found, SLIP)
        start = common_start(one, other)
        if start >= 4 and start >= 0.6 * max(len(one), len(other)):
            found = max(found, COMMON_START)
        cosine = self.cosine(one, other)
        return max(found, NEAREST * (cosine - NEAR) / (1 - NEAR)) if cosine > NEAR else found

    def slip(self, typed: str, meant: str) -> bool:
        """Whether the first may be a slip of the pen for the second: one edit, and no known word of its own.

        Two words neither of which is known are two words: "afferent" is not read as "efferent".
        """
        if typed in self.weights or meant not in self.weights or opposed(typed, meant):
            return False
        return min(len(typed), len(meant)) >= SHORTEST_SLIP and one_edit(typed, meant)

    def cosine(self, one: str, other: str) -> float:
        """Of the two words' vectors; 0 where one is unknown."""
        mine, its = self.vectors.get(one), self.vectors.get(other)
        return sum(map(_times, mine, its)) if mine and its else 0.0

    def meaning(self, words: tuple[str, ...]) -> tuple[float, ...]:
        """The weighted sum of the words' vectors, of length one; empty where none is known."""
        total: list[float] = []
        for word in words:
            vector = self.vectors.get(word)
            if vector:
                weight = self.weight(word)
                total = (
                    [a + weight * b for a, b in zip(total, vector, strict=True)]
                    if total
                    else [weight * b for b in vector]
                )
        length = math.sqrt(sum(a * a for a in total))
        return tuple(a / length for a in total) if length else ()


def _times(a: float, b: float) -> float:
    return a * b


def one_edit(one: str, other: str) -> bool:
    """Whether one letter more, less, other or swapped with its neighbour makes one word of the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = common_start(one, other)
    a, b = one[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])
    return a[1:] == b or a == b[1:]
