"""How a wrong set of numbers differs from the right one, and a number in it that is no solution."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from chiron.core.learning.maths.places import Undecided, changes
from chiron.core.learning.maths.roots import Real
from chiron.core.learning.maths.solve import Piece, holds, samples, solutions
from chiron.core.learning.maths.tree import Node


@dataclass(frozen=True, slots=True)
class Apart:
    """``note`` is a key of NOTES where part of the set is right; ``credit`` how much of it."""

    note: str | None = None
    credit: float = 0.0


def compared(found: Node, answer: Node, letter: str) -> Apart:
    """How two different sets of real numbers differ, piece by piece; a number is a piece."""
    try:
        mine, right = solutions(found, letter).pieces, solutions(answer, letter).pieces
    except Undecided:
        return Apart()
    if len(mine) == len(right) and all(map(_same_ends, mine, right)):
        return Apart("set-edge", 0.5)
    common = sum(any(_same(one, other) for other in right) for one in mine)
    if not common:
        return Apart()
    credit = common / (len(mine) + len(right) - common)
    if common == len(mine):
        return Apart("set-missing", credit)
    return Apart("set-extra" if common == len(right) else "set-some", credit)


def _same(one: Piece, other: Piece) -> bool:
    closed = (one.low_closed, one.high_closed) == (other.low_closed, other.high_closed)
    return closed and _same_ends(one, other)


def _same_ends(one: Piece, other: Piece) -> bool:
    return _same_end(one.low, other.low) and _same_end(one.high, other.high)


def _same_end(one: Real | None, other: Real | None) -> bool:
    return one is other if one is None or other is None else one.same(other)


def no_solution(found: Node, answer: Node, letter: str) -> Fraction | None:
    """The plainest fraction that belongs to what was answered and is no solution; None where none is known.

    Never the other way round: what is missing stays for the learner to find.
    """
    try:
        tried = samples(changes((found, answer), letter))
        wrong = [
            value.exact
            for value in tried
            if value.exact is not None and holds(found, letter, value) and not holds(answer, letter, value)
        ]
    except Undecided:
        return None
    return min(wrong, key=lambda value: (value.denominator, abs(value)), default=None)
