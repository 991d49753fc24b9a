"""``same``: whether two answers are the same mathematics, with a point at which they differ where they do not.

Expressions are compared by fingerprint in a finite field first (see ``modular``): it proves rational expressions
unequal and any two equal, but for a chance below 10^-39. What is left has roots, absolute values, sines or logarithms
and no decision procedure in general (Richardson 1968), so it is compared at points: small whole numbers, some on both
sides of every number that is written, large ones and drawn fractions, to 40 digits in the real domain, and where that
leaves too few points in the complex one. Whether two values agree is looked at again with 110 digits, so a witness is a
proof up to the error of ``mpmath``. Four of the points hang on the expressions themselves, so nobody can write one that
agrees by design; equal fingerprints are confirmed there too. An answer without a value where the first has one, at such
a point, is not decided. Agreement at 12 points or more is taken for equality: two analytic functions that
differ have isolated zeros of their difference, so a false acceptance needs every drawn point, none of which depends on
the answer, to be one of them. SymPy's ``simplify`` is not asked: its time has no bound, and it decides no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from chiron.core.learning.maths.conditions import same_conditions
from chiron.core.learning.maths.effort import Spent, effort, spend
from chiron.core.learning.maths.modular import at_point, fingerprint, is_rational
from chiron.core.learning.maths.numeric import at
from chiron.core.learning.maths.places import Undecided, zeros
from chiron.core.learning.maths.points import Assumption, letters_of, points, unforeseen
from chiron.core.learning.maths.sameness import UNDECIDED, Sameness, Witness
from chiron.core.learning.maths.tree import (
    Absolute,
    Alternatives,
    Both,
    Call,
    Chain,
    Empty,
    Everything,
    Interval,
    Node,
    Point,
    Quantity,
    Relation,
    SetOf,
    TooLarge,
    Union,
)
from chiron.core.learning.maths.unfold import has_plus_minus, unfolded
from chiron.core.learning.maths.value import Undefined, exact

__all__ = ["Assumption", "Sameness", "Witness", "differ", "same"]

ENOUGH = 12
"""Points at which two must agree."""
_FEW = 5
ONE_VALUE = 1e-70
"""The relative difference below which two values count as one at 110 digits."""
_CONDITIONS = (Relation, Chain, Alternatives, Both, SetOf, Interval, Union, Empty, Everything)


def same(a: Node, b: Node, assumptions: Mapping[str, Assumption] | None = None) -> Sameness:
    """Compare two trees of any kind; a bare value beside a condition is a set of one."""
    try:
        with effort():
            return _same(a, b, assumptions)
    except (TooLarge, Spent):
        return UNDECIDED


def _same(a: Node, b: Node, assumptions: Mapping[str, Assumption] | None) -> Sameness:
    spend(4 + (a.size + b.size) // 2)
    if a == b:
        return Sameness(True, "exact")
    if has_plus_minus(a) or has_plus_minus(b):
        a, b = unfolded(a), unfolded(b)
    if isinstance(a, Quantity) or isinstance(b, Quantity):
        return _quantities(a, b, assumptions)
    if isinstance(a, Point) and isinstance(b, Point):
        return _points(a, b, assumptions)
    if isinstance(a, SetOf) and isinstance(b, SetOf) and _members_match(a, b):
        return _sets(a, b, assumptions)
    if isinstance(a, _CONDITIONS) or isinstance(b, _CONDITIONS):
        return same_conditions(_condition(a), _condition(b))
    if isinstance(a, Point) or isinstance(b, Point):
        return Sameness(False, "structure")
    return same_expressions(a, b, assumptions or {})


def differ(a: Node, b: Node) -> bool:
    """Whether two answers are known to be different mathematics; cheaper than ``same``, as it shows no point."""
    try:
        if is_rational(a) and is_rational(b):
            one, other = fingerprint(a), fingerprint(b)
            if one is not None and other is not None:
                return one != other or same(a, b).equal is False
    except Undefined:
        pass
    return same(a, b).equal is False


def _condition(node: Node) -> Node:
    return node if isinstance(node, (*_CONDITIONS, Point)) else SetOf((node,), span=node.span)


def _members_match(a: SetOf, b: SetOf) -> bool:
    """Whether members are better compared one by one: they have letters or are points."""
    return any(letters_of(node) or isinstance(node, Point | Quantity) for node in (*a.members, *b.members))


def _quantities(a: Node, b: Node, assumptions: Mapping[str, Assumption] | None) -> Sameness:
    """The same unit and the same value; ``units`` compares across units."""
    if not (isinstance(a, Quantity) and isinstance(b, Quantity)) or a.unit != b.unit:
        return Sameness(False, "structure")
    return _same(a.value, b.value, assumptions)


def _points(a: Point, b: Point, assumptions: Mapping[str, Assumption] | None) -> Sameness:
    if len(a.coordinates) != len(b.coordinates):
        return Sameness(False, "structure")
    found = [_same(one, other, assumptions) for one, other in zip(a.coordinates, b.coordinates, strict=True)]
    for each in found:
        if each.equal is not True:
            return Sameness(each.equal, each.how, each.witness)
    return Sameness(True, "exact" if all(each.how == "exact" for each in found) else "numeric")


def _sets(a: SetOf, b: SetOf, assumptions: Mapping[str, Assumption] | None) -> Sameness:
    """Every member of each is one of the other's."""
    undecided = False
    for one, other in ((a, b), (b, a)):
        for member in one.members:
            found = [_same(member, candidate, assumptions).equal for candidate in other.members]
            if True in found:
                continue
            if None not in found:
                return Sameness(False, "structure")
            undecided = True
    return UNDECIDED if undecided else Sameness(True, "structure")


def same_expressions(a: Node, b: Node, assumptions: Mapping[str, Assumption]) -> Sameness:
    """Compare two expressions of numbers and letters."""
    letters = letters_of(a, b)
    try:
        if not letters:
            return _constants(a, b)
        one, other = fingerprint(a), fingerprint(b)
    except Undefined:
        return UNDECIDED
    if one is not None and one == other:
        found = _confirmed(a, b, letters, assumptions)
    elif one and other and is_rational(a) and is_rational(b):
        return Sameness(False, "fingerprint", _witness(a, b, letters, assumptions))
    else:
        found = _numeric(a, b, letters, assumptions)
    if found.equal and not is_rational(b) and _narrower(a, b, letters, assumptions):
        return Sameness(None, "undecided", note="domain")
    return found


def _confirmed(a: Node, b: Node, letters: tuple[str, ...], assumptions: Mapping[str, Assumption]) -> Sameness:
    """Equal fingerprints, looked at again at points of their own: a number may be a multiple of the field's prime."""
    rational = is_rational(a) and is_rational(b)
    for place in unforeseen(letters, (a, b), assumptions):
        if rational:
            one, other = at_point(a, place), at_point(b, place)
            agree = None if one is None or other is None else one == other
        else:
            agree, one, other = _compared(a, b, place, True)
        if agree is False:
            return Sameness(False, "numeric", Witness(tuple(place.items()), _seen(one), _seen(other)))
    return Sameness(True, "fingerprint", note=_domain(a, b, letters, assumptions))


def _narrower(a: Node, b: Node, letters: tuple[str, ...], assumptions: Mapping[str, Assumption]) -> bool:
    """Whether the second has no real value at points of no account at which the first has one.

    Between logarithms letters stand for what has one, as schools take it: ``ln(x^2)`` is ``2 ln x``.
    """
    if _has_logarithm(a) and _has_logarithm(b):
        return False
    return any(
        _at(a, place, 40, True) is not None and _at(b, place, 40, True) is None
        for place in unforeseen(letters, (a, b), assumptions)
    )


def _has_logarithm(node: Node) -> bool:
    return any(isinstance(part, Call) and part.function in ("ln", "log") for part in node.walk())


def _constants(a: Node, b: Node) -> Sameness:
    one, other = exact(a), exact(b)
    if one is not None and other is not None:
        return Sameness(one == other, "exact", None if one == other else Witness((), one, other))
    agree, left, right = _compared(a, b, {}, True)
    if agree is None:
        agree, left, right = _compared(a, b, {}, False)
    if agree is None:
        return UNDECIDED
    return Sameness(agree, "numeric", None if agree else Witness((), _seen(left), _seen(right)))


def _domain(a: Node, b: Node, letters: tuple[str, ...], assumptions: Mapping[str, Assumption]) -> str | None:
    """Whether one of two equal expressions has no value at a small number where the other has one."""
    if not any(_divides(node) for node in (a, b)):
        return None
    for count, place in enumerate(points(letters, (a, b), assumptions)):
        if count > 20:
            return None
        if (_defined(a, place)) != (_defined(b, place)):
            return "domain"
    return None


def _divides(node: Node) -> bool:
    return any(type(part).__name__ in ("Quotient", "Root", "Power", "Call") for part in node.walk())


def _defined(node: Node, place: Mapping[str, Fraction]) -> bool:
    try:
        exact(node, place)
    except Undefined as undefined:
        return undefined.reason == "too-large"
    return True


def _witness(a: Node, b: Node, letters: tuple[str, ...], assumptions: Mapping[str, Assumption]) -> Witness | None:
    """The first point at which two rational expressions differ."""
    for place in points(letters, (a, b), assumptions):
        one, other = at_point(a, place), at_point(b, place)
        if one is not None and other is not None and one != other:
            return Witness(tuple(place.items()), one, other)
    return None


def _numeric(a: Node, b: Node, letters: tuple[str, ...], assumptions: Mapping[str, Assumption]) -> Sameness:
    note: str | None = None
    for real in (True, False):
        agreed = 0
        for place in (*points(letters, (a, b), assumptions), *_turns(a, b, letters, assumptions)):
            agree, left, right = _compared(a, b, place, real)
            if agree is False:
                return Sameness(False, "numeric", Witness(tuple(place.items()), _seen(left), _seen(right)))
            agreed += agree is True
            if agree is None and (left is None) != (right is None):
                note = "domain"
        if agreed >= (ENOUGH if real else _FEW):
            return Sameness(True, "numeric", note=note)
        if agreed and not real:
            break
    return UNDECIDED


def _turns(
    a: Node, b: Node, letters: tuple[str, ...], assumptions: Mapping[str, Assumption]
) -> list[dict[str, Fraction]]:
    """Points on both sides of wherever an absolute value in one letter turns."""
    found: list[dict[str, Fraction]] = []
    if len(letters) != 1 or assumptions:
        return found
    for part in (*a.walk(), *b.walk()):
        if not isinstance(part, Absolute) or len(found) > 24:
            continue
        try:
            turns = zeros(part.inner, letters[0])
        except (Undecided, Undefined):
            continue
        for turn in turns:
            near = Fraction(int(turn.near * 1000), 1000)
            found += [{letters[0]: near + off} for off in (Fraction(-5, 13), Fraction(5, 13))]
    return found


def _compared(a: Node, b: Node, place: Mapping[str, Fraction], real: bool) -> tuple[bool | None, Any, Any]:
    """Whether the two agree at a point, and their values; None for what is undefined."""
    left, right = _at(a, place, 40, real), _at(b, place, 40, real)
    if left is None or right is None:
        return None, left, right
    apart = abs(left - right)
    finer, other = _at(a, place, 110, real), _at(b, place, 110, real)
    if finer is None or other is None:
        return None, None, None
    # What is lost to cancelling at 40 digits is gone at 110; a difference that is there stays.
    if abs(finer - other) <= max(abs(finer), abs(other)) * ONE_VALUE:
        return True, left, right
    return abs(finer - other) < apart * 1e-30, finer, other


def _at(node: Node, place: Mapping[str, Fraction], digits: int, real: bool) -> Any:
    try:
        return at(node, place, digits, real)
    except (Undefined, ArithmeticError, ValueError):
        return None


def _seen(value: Any) -> float | None:
    """A value to show: a plain float, None for a complex one."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return None
