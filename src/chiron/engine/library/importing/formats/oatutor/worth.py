"""Whether two formulas are likely to be worth the same: compared at a few places, which is enough to suppose it.

A key is compared in earnest when it is proved; this only chooses what to ask, for thousands of options.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from chiron.core.learning.maths.numeric import at
from chiron.core.learning.maths.tree import Node, Relation, names
from chiron.core.learning.maths.value import Undefined

_TURNS = (1, 4)
_BELOW = (1, 4, -8)
"""With a place where every letter is below zero: the root of a square is not its base there."""
_NEAR = 1e-9
_DIGITS = 20


def worth_the_same(one: Node, other: Node) -> bool:
    """Whether two expressions are worth the same at every place, below zero too, or have no value at the same ones."""
    known = False
    for place in _places((one, other), _BELOW):
        first, second = _value(one, place), _value(other, place)
        if first is None or second is None:
            if first is not second:
                return False
        elif not abs(first - second) < _NEAR:
            return False
        else:
            known = True
    return known


def _value(node: Node, place: dict[str, Fraction]) -> Any:
    try:
        return at(node, place, _DIGITS)
    except (Undefined, ValueError, TypeError, ZeroDivisionError):
        return None


def says_the_same(one: Relation, other: Relation) -> bool:
    """Whether one equation or inequality is a multiple of the other, or is turned round."""
    try:
        first, second = ([_apart(relation, place) for relation in (one, other)] for place in _places((one, other)))
        return bool(abs(first[0] * second[1] - first[1] * second[0]) < _NEAR)
    except (Undefined, ValueError, TypeError, ZeroDivisionError):
        return False


def _apart(relation: Relation, place: dict[str, Fraction]) -> Any:
    return at(relation.left, place, _DIGITS) - at(relation.right, place, _DIGITS)


def _places(nodes: Iterable[Node], turns: Iterable[int] = _TURNS) -> list[dict[str, Fraction]]:
    letters = sorted(frozenset().union(*(names(node) for node in nodes)))
    return [{letter: Fraction(5 + 2 * turn + number, 4) for number, letter in enumerate(letters)} for turn in turns]
