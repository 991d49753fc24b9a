"""Solutions of conditions in one letter: every place where truth may change, then the truth there and between.

Equations and inequalities between rational expressions, roots and absolute values turn into polynomials (a root or an
absolute value is eliminated by its norm), so the places are roots of polynomials; each is tried in the condition
itself, which sorts out what the elimination added. Logarithms, sines and letters in exponents have no such places:
Undecided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from chiron.core.learning.maths.numeric import at, context
from chiron.core.learning.maths.places import Undecided, changes
from chiron.core.learning.maths.roots import DIGITS, Real, real
from chiron.core.learning.maths.tree import (
    Alternatives,
    Both,
    Chain,
    Constant,
    Empty,
    Everything,
    Interval,
    Name,
    Negative,
    Node,
    Relation,
    SetOf,
    Union,
    rational,
)
from chiron.core.learning.maths.unfold import unfolded
from chiron.core.learning.maths.value import Undefined, exact

__all__ = ["Piece", "Solutions", "Undecided", "holds", "samples", "solutions"]


@dataclass(frozen=True, slots=True)
class Piece:
    """An interval of solutions; an end of None is infinite. A single number has both ends closed and the same."""

    low: Real | None
    high: Real | None
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class Solutions:
    """A set of real numbers: pieces apart from each other, in rising order."""

    pieces: tuple[Piece, ...]

    @property
    def numbers(self) -> tuple[Real, ...] | None:
        """The members, if they are finitely many."""
        if all(piece.low is not None and piece.low is piece.high for piece in self.pieces):
            return tuple(piece.low for piece in self.pieces if piece.low is not None)
        return None

    def tree(self) -> Node | None:
        """The set as a tree; None where an end is no fraction."""
        numbers = self.numbers
        if not self.pieces:
            return Empty()
        if numbers is not None:
            if any(number.exact is None for number in numbers):
                return None
            return SetOf(tuple(rational(number.exact) for number in numbers if number.exact is not None))
        made = [_piece_tree(piece) for piece in self.pieces]
        sets = tuple(one for one in made if one is not None)
        if len(sets) < len(made):
            return None
        return sets[0] if len(sets) == 1 else Union(sets)


def _piece_tree(piece: Piece) -> Node | None:
    if piece.low is None and piece.high is None:
        return Everything()
    if piece.low is not None and piece.low is piece.high:
        return SetOf((rational(piece.low.exact),)) if piece.low.exact is not None else None
    ends: list[Node] = []
    for end, endless in ((piece.low, Negative(Constant("infinity"))), (piece.high, Constant("infinity"))):
        if end is not None and end.exact is None:
            return None
        ends.append(endless if end is None or end.exact is None else rational(end.exact))
    return Interval(ends[0], ends[1], piece.low_closed, piece.high_closed)


def solutions(condition: Node, letter: str) -> Solutions:
    """All real solutions of a relation, chain, list, set or interval in one letter. Raises Undecided."""
    condition = unfolded(condition)
    places = changes([condition], letter)
    truths = [holds(condition, letter, place) for place in samples(places)]
    pieces: list[Piece] = []
    opened: tuple[Real | None, bool] | None = (None, False) if truths[0] else None
    for place, here, after in zip(places, truths[1::2], truths[2::2], strict=True):
        if opened is not None and not (here and after):
            pieces.append(Piece(opened[0], place, opened[1], here))
            opened = (place, False) if after else None
        elif opened is None and after:
            opened = (place, here)
        elif opened is None and here:
            pieces.append(Piece(place, place, True, True))
    if opened is not None:
        pieces.append(Piece(opened[0], None, opened[1], False))
    return Solutions(tuple(pieces))


def samples(places: Sequence[Real]) -> list[Real]:
    """A number in every gap and every place, in rising order: gap, place, gap, place, gap."""
    if not places:
        return [real(Fraction(2))]
    found = [real(Fraction(_floor(places[0].near) - 1))]
    for place, after in zip(places, [*places[1:], None], strict=True):
        found.append(place)
        found.append(real(_between(place, after) if after else Fraction(_floor(place.near) + 2)))
    return found


def _floor(value: Any) -> int:
    return int(context(DIGITS).floor(value))


def _between(low: Real, high: Real) -> Fraction:
    """A plain number between: whole if there is one, else of few digits."""
    for below in (1, 2, 10, 100, 10**4, 10**8, 10**16, 10**30, 10**45):
        found = Fraction(_floor(low.near * below) + 1, below)
        if low.near < real(found).near < high.near:
            return found
    raise Undecided


def holds(node: Node, letter: str, value: Real) -> bool:
    """Whether the condition is true of this number; what has no value there is false. Raises Undecided."""
    if isinstance(node, Relation):
        return _related(node, letter, value)
    if isinstance(node, Chain):
        return all(_related(link, letter, value) for link in node.links)
    if isinstance(node, Alternatives | Union):
        return any(holds(part, letter, value) for part in node.parts)
    if isinstance(node, Both):
        return all(holds(part, letter, value) for part in node.parts)
    if isinstance(node, SetOf):
        return any(_equal(value, _value(member, letter, value)) for member in node.members)
    if isinstance(node, Interval):
        return _inside(node, letter, value)
    if isinstance(node, Empty | Everything):
        return isinstance(node, Everything)
    raise Undecided


def _inside(node: Interval, letter: str, value: Real) -> bool:
    low, high = (_end(end, letter, value) for end in (node.low, node.high))
    if isinstance(low, Real):
        if not (_equal(value, low) and node.low_closed) and not _compared("<", low, value):
            return False
    elif low is None or low > 0:
        return False
    if isinstance(high, Real):
        return (_equal(value, high) and node.high_closed) or _compared("<", value, high)
    return high is not None and high > 0


def _end(node: Node, letter: str, value: Real) -> Real | int | None:
    """An end: a number, or +1 and -1 for the infinities."""
    inner = node.inner if isinstance(node, Negative) else node
    if isinstance(inner, Constant) and inner.name == "infinity":
        return -1 if isinstance(node, Negative) else 1
    return _value(node, letter, value)


def _related(node: Relation, letter: str, value: Real) -> bool:
    if node.op == "in" or isinstance(node.right, SetOf | Interval | Union | Empty | Everything):
        left = _value(node.left, letter, value) if not isinstance(node.left, Name) else value
        return left is not None and holds(node.right, letter, left)
    left, right = _value(node.left, letter, value), _value(node.right, letter, value)
    return left is not None and right is not None and _compared(node.op, left, right)


def _compared(op: str, left: Real, right: Real) -> bool:
    if _equal(left, right):
        return op in ("=", "<=", ">=")
    below = left.near < right.near
    return op == "!=" or (below and op in ("<", "<=")) or (not below and op in (">", ">="))


def _equal(left: Real, right: Real | None) -> bool:
    return right is not None and left.same(right)


def _value(node: Node, letter: str, value: Real) -> Real | None:
    """The value of an expression where the letter is this number; None where it has none."""
    try:
        if value.exact is not None:
            known = exact(node, {letter: value.exact})
            if known is not None:
                return real(known)
        return Real(at(node, {letter: value.near if value.exact is None else value.exact}, DIGITS))
    except Undefined as undefined:
        if undefined.reason in ("letter", "no-number", "too-large"):
            raise Undecided from None
        return None
