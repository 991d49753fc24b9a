"""Systems of linear equations: brought to the one reduced form that belongs to their solutions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from chiron.core.learning.maths.places import Undecided
from chiron.core.learning.maths.polynomial import degree, polynomial
from chiron.core.learning.maths.sameness import UNDECIDED, Sameness, Witness
from chiron.core.learning.maths.tree import (
    Alternatives,
    Both,
    Chain,
    Empty,
    Negative,
    Node,
    Point,
    Relation,
    SetOf,
    Sum,
)

Row = tuple[Fraction, ...]
"""The coefficients of the letters in order, then the right side."""
Reduced = tuple[Row, ...]
MAXIMUM_EQUATIONS = 8


def same_systems(a: Node, b: Node, letters: Sequence[str]) -> Sameness:
    """Whether two systems, or lists of solutions, say the same. Raises Undecided, Undefined."""
    one, other = reduced(a, letters), reduced(b, letters)
    if one == other:
        return Sameness(True, "exact")
    if not _pointlike(one, letters) and not _pointlike(other, letters) and max(len(one), len(other)) > 1:
        return UNDECIDED
    return Sameness(False, "exact", _witness(one, other, letters))


def reduced(node: Node, letters: Sequence[str]) -> frozenset[Reduced]:
    """The reduced row form of every alternative that has a solution. Raises Undecided where one is not linear."""
    if isinstance(node, Empty):
        return frozenset()
    if isinstance(node, Alternatives):
        return frozenset().union(*(reduced(option, letters) for option in node.options))
    rows = _eliminated([_row(relation, letters) for relation in _equations(node)])
    return frozenset() if any(not any(row[:-1]) for row in rows) else frozenset((rows,))


def solved_point(node: Node, letters: Sequence[str]) -> tuple[Fraction, ...] | None:
    """The one solution of a linear system, by the letters' order; None where there is not exactly one."""
    found = reduced(node, letters)
    if len(found) != 1 or not _pointlike(found, letters):
        return None
    return tuple(row[-1] for row in next(iter(found)))


def as_system(point: Point, letters: Sequence[str]) -> Node:
    """``(2, 3)`` as ``x = 2 and y = 3``."""
    from chiron.core.learning.maths.tree import Name

    pairs = zip(letters, point.coordinates, strict=True)
    return Both(tuple(Relation("=", Name(letter), value, span=value.span) for letter, value in pairs), span=point.span)


def _equations(node: Node) -> list[Relation]:
    if isinstance(node, Relation) and node.op == "=" and not isinstance(node.right, SetOf | Point):
        return [node]
    if isinstance(node, Chain) and set(node.ops) == {"="}:
        return list(node.links)
    if isinstance(node, Both):
        found = [relation for part in node.conditions for relation in _equations(part)]
        if len(found) <= MAXIMUM_EQUATIONS:
            return found
    raise Undecided


def _row(relation: Relation, letters: Sequence[str]) -> Row:
    whole = polynomial(Sum((relation.left, Negative(relation.right))))
    if whole is None or any(degree(monomial) > 1 for monomial in whole):
        raise Undecided
    found = [whole.get(((letter, 1),), Fraction(0)) for letter in letters]
    return (*found, -whole.get((), Fraction(0)))


def _eliminated(rows: Sequence[Row]) -> Reduced:
    """Gauss and Jordan: each leading number 1, zeros above and below, rows of zeros left out."""
    left = [list(row) for row in rows]
    done = 0
    for column in range(len(left[0])):
        pivot = next((at for at in range(done, len(left)) if left[at][column]), None)
        if pivot is None:
            continue
        left[done], left[pivot] = left[pivot], left[done]
        lead = left[done][column]
        left[done] = [number / lead for number in left[done]]
        for at in range(len(left)):
            if at != done and left[at][column]:
                by = left[at][column]
                left[at] = [x - by * y for x, y in zip(left[at], left[done], strict=True)]
        done += 1
    return tuple(tuple(row) for row in left[:done])


def _pointlike(systems: frozenset[Reduced], letters: Sequence[str]) -> bool:
    return all(len(rows) == len(letters) for rows in systems)


def _witness(one: frozenset[Reduced], other: frozenset[Reduced], letters: Sequence[str]) -> Witness | None:
    """A single solution of one that is none of the other."""
    for systems, rest, left in ((one, other, True), (other, one, False)):
        for rows in sorted(systems - rest):
            if len(rows) == len(letters):
                values = tuple(row[-1] for row in rows)
                if not any(_solves(values, system) for system in rest):
                    return Witness(tuple(zip(letters, values, strict=True)), left, not left)
    return None


def _solves(values: Sequence[Fraction], rows: Reduced) -> bool:
    return all(sum(x * y for x, y in zip(row, values, strict=False)) == row[-1] for row in rows)
