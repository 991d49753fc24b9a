"""Where an answer and a right one run side by side: what stands in a word's place, between two words, or the other way
round.

A text that shares nearly every word with a right one and has another word in one place, or two words exchanged, says
something else; no share of common words tells. Both texts are aligned by their content words, in order; words count as
the same where they are one stem, listed synonyms, or a slip of the pen, never for standing near in texts ("gas" for
"water").
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from chiron.core.language.text import common_start
from chiron.core.learning.answers.knowledge import Knowledge
from chiron.core.learning.answers.lexicon import opposed, synonymous
from chiron.core.learning.answers.tokens import Reading

JOINS = frozenset(["and", "or"])
BEING = frozenset(["is", "are", "was", "were", "be", "been", "being"])


def alike(known: Knowledge, one: str, other: str) -> bool:
    """Whether two stems are one word for this purpose."""
    if one == other:
        return True
    if one[0].isdigit() or other[0].isdigit() or opposed(one, other):
        return False
    start = common_start(one, other)
    same_start = start >= 4 and start >= 0.6 * max(len(one), len(other))
    return same_start or synonymous(one, other) or known.slip(one, other)


def anchors(known: Knowledge, mine: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence: places in both texts, in order."""
    rows = [[0] * (len(right) + 1) for _ in range(len(mine) + 1)]
    for n in range(len(mine) - 1, -1, -1):
        for m in range(len(right) - 1, -1, -1):
            same = 1 + rows[n + 1][m + 1] if alike(known, mine[n], right[m]) else 0
            rows[n][m] = max(same, rows[n + 1][m], rows[n][m + 1])
    found, n, m = [], 0, 0
    while n < len(mine) and m < len(right):
        if alike(known, mine[n], right[m]) and rows[n][m] == 1 + rows[n + 1][m + 1]:
            found.append((n, m))
            n, m = n + 1, m + 1
        elif rows[n + 1][m] >= rows[n][m + 1]:
            n += 1
        else:
            m += 1
    return found


def faults(known: Knowledge, mine: Reading, right: Reading, usual: Container[str] = ()) -> frozenset[str]:
    """What speaks against an answer's saying what a right one says: codes.

    ``usual`` are words that may stand anywhere: those of the question.
    """
    a, r = mine.stems, right.stems
    kept = anchors(known, a, r)
    free = [n for n in range(len(a)) if n not in {n for n, _ in kept}]
    lost = [m for m in range(len(r)) if m not in {m for _, m in kept}]
    moved = {n: [m for m in lost if alike(known, a[n], r[m])] for n in free}
    gone = [m for m in lost if not any(m in others for others in moved.values())]
    found = set()
    if any(places and not any(_excused(mine, right, n, m, kept) for m in places) for n, places in moved.items()):
        found.add("exchanged")
    for (n, m), (n2, m2) in pairwise([(-1, -1), *kept, (len(a), len(r))]):
        here = [p for p in free if n < p < n2 and not moved[p]]
        if here and any(m < p < m2 for p in gone):
            found.add("in-its-place")
        elif n >= 0 and n2 < len(a) and any(_strange(known, a[p], right, usual) for p in here):
            found.add("put-between")
    return frozenset(found)


def _strange(known: Knowledge, word: str, right: Reading, usual: Container[str]) -> bool:
    return word not in usual and not any(alike(known, word, other) for other in right.stems)


def _excused(mine: Reading, right: Reading, n: int, m: int, kept: Sequence[tuple[int, int]]) -> bool:
    """Whether a word that stands elsewhere in the right text has only changed sides with its neighbour there and here:
    "smaller and lighter" for "lighter and smaller", "the path is closed" for "the closed path"."""
    crossed = [(p, q) for p, q in kept if (p < n) != (q < m)]
    if len(crossed) != 1 or abs(crossed[0][0] - n) != 1 or abs(crossed[0][1] - m) != 1:
        return False
    here, there = _between(mine, n, crossed[0][0]), _between(right, m, crossed[0][1])
    if JOINS & here and JOINS & there:
        return True
    return (not here and bool(BEING & there)) or (not there and bool(BEING & here))


def _between(text: Reading, one: int, other: int) -> set[str]:
    """The function words between two content words that follow each other."""
    first, last = sorted((text.places[one], text.places[other]))
    return set(text.words[first + 1 : last])
