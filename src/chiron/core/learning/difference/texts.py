"""Two texts word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST_WORDS = 1_200
"""Where more than so many stand between the first change and the last, texts are compared by lines."""
MOST_MATCHES = 40_000
"""Where more pairs of the same words than so many stand in two texts, as where one word is said over and over, they are
compared by lines or shown whole: comparing goes through all pairs, many times. Prose of 1,200 words has 17,000."""
MOST_IN_ALL = 500_000
"""So many pairs are gone through for one page."""
AROUND = 24
"""So many words that stayed are kept on each side of a change."""
_WORDS = re.compile(r"\s*[^\W_]+|\s*[^\w\s]|\s*_+|\s+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
LEFT_OUT = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    fate: Literal["same", "gone", "new"]
    text: str


class Work:
    """How many pairs of words may still be gone through, over many texts; ``coarse``: for some it did not suffice."""

    def __init__(self, left: int = MOST_IN_ALL) -> None:
        self.left, self.coarse = left, False

    def takes(self, old: list[str], new: list[str]) -> bool:
        """Whether these two may be compared; if so, it is counted."""
        if max(len(old), len(new)) > MOST_WORDS:
            return False
        there = Counter(new)
        pairs = sum(there[word] for word in old)
        if pairs > min(self.left, MOST_MATCHES):
            return False
        self.left -= pairs
        return True


def pieces(before: str, after: str, lines: bool = False, work: Work | None = None) -> tuple[Piece, ...]:
    """The two texts as one, in order; by ``lines`` where each is a thing of its own. Of long stretches that stayed only
    what is near a change is kept. A single word or number is not taken apart. ``work`` is what may be done for all
    texts together; where it does not suffice they are compared by lines or shown whole, one after the other.
    """
    work = work or Work()
    if not lines and len(before.split()) <= 1 and len(after.split()) <= 1:
        lines = True
    if lines:
        before, after = (f"{text}\n" if text and "\n" in before + after else text for text in (before, after))
    cut = _LINES if lines else _WORDS
    old, new = cut.findall(before), cut.findall(after)
    start, end = _shared(old, new)
    head, tail = "".join(old[:start]), "".join(old[len(old) - end :])
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    fits = work.takes(old, new)
    if not fits:
        work.coarse = True
        old, new = _LINES.findall("".join(old)), _LINES.findall("".join(new))
        fits = work.takes(old, new)
    between = _between(old, new) if fits else _whole(old, new)
    found = [piece for piece in (Piece("same", head), *between, Piece("same", tail)) if piece.text]
    return tuple(_shortened(piece, n == 0, n == len(found) - 1) for n, piece in enumerate(found))


def _shared(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many words two texts share at the beginning and at the end."""
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    end = next((n for n in range(most - start) if old[-1 - n] != new[-1 - n]), most - start)
    return start, end


def _whole(old: list[str], new: list[str]) -> Iterator[Piece]:
    yield from (Piece("gone", "".join(old)), Piece("new", "".join(new)))


def _between(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if b > a:
            yield Piece("gone", "".join(old[a:b]))
        if d > c:
            yield Piece("new", "".join(new[c:d]))


def _shortened(piece: Piece, first: bool, last: bool) -> Piece:
    if piece.fate != "same":
        return piece
    words = _WORDS.findall(piece.text)
    head, tail = 0 if first else 2 * AROUND, 0 if last else 2 * AROUND
    if len(words) <= head + tail + AROUND:
        return piece
    start, end = "".join(words[:head]), "".join(words[len(words) - tail :]) if tail else ""
    return Piece("same", f"{start} {LEFT_OUT} {end}")
