"""A row of numbers that goes on with the one that is the answer: "1, 2, 3, 4, and what comes next"."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

_ROW = re.compile(r"-?\d+(?:(?:,| and|,? then|;|\.{2,3}|…|→|->)+ ?-?\d+){2,}")
_GOES_ON = re.compile(
    r"\b(?:next|after|follow\w*|then|continue\w*|goes? on|comes?|carry on|keep going|sigue|viene)\b|\.{2,3}|…|\?"
)
SHORTEST = 3
"""Numbers from which a row has a rule."""


def leads_to(plain: str, value: Fraction, known: frozenset[Fraction]) -> bool:
    """Whether a row in a plain text, not all of whose numbers stand on the screen, goes on with the number, by equal
    steps or by equal factors.
    """
    for match in _ROW.finditer(plain):
        row = [Fraction(number) for number in re.findall(r"-?\d+", match.group())]
        if {abs(number) for number in row} <= known or not _GOES_ON.search(plain[match.start() :]):
            continue
        last = row[-SHORTEST:]
        steps = {b - a for a, b in pairwise(last)}
        if len(steps) == 1 and row[-1] + steps.pop() == value:
            return True
        factors = {b / a for a, b in pairwise(last) if a}
        if len(factors) == 1 and row[-1] * factors.pop() == value:
            return True
    return False
