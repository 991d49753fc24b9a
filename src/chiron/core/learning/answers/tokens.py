"""A short answer as the grader sees it: stems in order, what stands under a negation, numbers, runs of letters."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from chiron.core.language.stem import stem
from chiron.core.language.text import fold
from chiron.core.learning.answers.lexicon import CLAUSE, FUNCTION, NEGATORS, NUMBERS

LONGEST = 2_000
"""Characters that are read."""
MOST = 80
"""Content words that are read: what a grade costs grows with their square."""
REACH = 4
"""So many content words after a negation stand under it."""
RUN = 4
"""Letters in a run."""

_STOPS = frozenset(".;:!?,")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[.;:!?,]")
_INNER_QUOTE = re.compile(r"(?<=[a-z])\"(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Reading:
    """``stems`` are of the content words in order; ``negated`` holds places in them; ``size`` counts every word."""

    stems: tuple[str, ...]
    negated: frozenset[int]
    negations: int
    numbers: frozenset[str]
    runs: Mapping[str, int]
    length: float
    """Euclidean, of ``runs``."""
    size: int
    words: tuple[str, ...]
    """Every word as folded, function words too."""
    places: tuple[int, ...]
    """Where each of ``stems`` stands in ``words``."""


@lru_cache(maxsize=1_000)
def read(text: str) -> Reading:
    """Read a text. Never raises; what is beyond LONGEST is left out."""
    pieces = _pieces(text[:LONGEST])
    stems: list[str] = []
    places: list[int] = []
    words: list[str] = []
    negated: set[int] = set()
    negations = reach = 0
    for piece in pieces:
        if piece not in _STOPS:
            words.append(piece)
        if piece in _STOPS or piece in CLAUSE:
            reach = 0
        elif piece in NEGATORS:
            negations += 1
            reach = REACH
        elif len(stems) < MOST and (piece not in FUNCTION or piece in NUMBERS):
            if reach:
                negated.add(len(stems))
                reach -= 1
            places.append(len(words) - 1)
            stems.append(NUMBERS.get(piece) or stem(piece))
    runs = Counter(_runs(" ".join(stems)))
    return Reading(
        tuple(stems),
        frozenset(negated),
        negations,
        frozenset(word for word in stems if word[0].isdigit()),
        runs,
        math.sqrt(sum(count * count for count in runs.values())),
        len(words),
        tuple(words),
        tuple(places),
    )


def _pieces(text: str) -> list[str]:
    found: list[str] = []
    for piece in _TOKEN.findall(_INNER_QUOTE.sub("'", fold(text))):
        if piece.endswith("n't") or piece in ("cannot", "cant", "dont", "doesnt", "wont", "isnt", "arent", "didnt"):
            found.extend(("not",))
        elif piece.endswith("'s"):
            found.append(piece[:-2])
        else:
            found.append(piece.replace("'", ""))
    return [piece for piece in found if piece]


def _runs(text: str) -> list[str]:
    padded = f" {text} "
    return [padded[place : place + RUN] for place in range(len(padded) - RUN + 1)]
