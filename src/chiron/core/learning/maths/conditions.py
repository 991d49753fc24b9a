"""Whether two conditions have the same solutions: by solving, by elimination, or by a factor."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice, pairwise

from chiron.core.learning.maths.modular import PRIME, at_point, fingerprint, inverse, is_rational
from chiron.core.learning.maths.numeric import at
from chiron.core.learning.maths.places import Undecided, changes
from chiron.core.learning.maths.points import NICE, letters_of, points, unforeseen
from chiron.core.learning.maths.polynomial import coefficients, polynomial
from chiron.core.learning.maths.roots import real
from chiron.core.learning.maths.sameness import UNDECIDED, Sameness, Witness
from chiron.core.learning.maths.solve import holds, samples
from chiron.core.learning.maths.systems import same_systems
from chiron.core.learning.maths.tree import TURNED, Alternatives, Both, Empty, Negative, Node, Point, Relation, Sum
from chiron.core.learning.maths.value import Undefined

_NOTHING = 1e-20


def same_conditions(a: Node, b: Node) -> Sameness:
    """Compare two conditions, sets or intervals."""
    letters = letters_of(a, b)
    try:
        if len(letters) < 2:
            return _one_letter(a, b, letters[0] if letters else "x")
        if isinstance(a, Point) or isinstance(b, Point):
            return UNDECIDED
        if any(isinstance(node, Both | Alternatives | Empty) for node in (a, b)):
            return same_systems(a, b, letters)
        if isinstance(a, Relation) and isinstance(b, Relation):
            return _relations(a, b, letters)
    except (Undecided, Undefined):
        return _disproved(a, b, letters)
    return UNDECIDED


def _one_letter(a: Node, b: Node, letter: str) -> Sameness:
    """Truth at every place where either may change, and between."""
    wrong: Witness | None = None
    for value in samples(changes((a, b), letter)):
        one, other = holds(a, letter, value), holds(b, letter, value)
        if one != other:
            found = Witness(((letter, value.exact if value.exact is not None else float(value.near)),), one, other)
            # A whole number is easier to check than a fraction, a fraction than a root.
            if wrong is None or _plainer(found, wrong):
                wrong = found
    return Sameness(wrong is None, "solutions", wrong)


def _disproved(a: Node, b: Node, letters: tuple[str, ...]) -> Sameness:
    """Where neither can be solved: the same if one is the other times a number, different if a number tells them apart.

    Tried are small whole numbers, and where the one that can be solved changes.
    """
    if len(letters) != 1:
        return UNDECIDED
    if isinstance(a, Relation) and isinstance(b, Relation):
        try:
            if _relations(a, b, letters).equal:
                return Sameness(True, "fingerprint")
        except Undefined:
            return UNDECIDED
    tried = [real(Fraction(value)) for value in NICE]
    for node in (a, b):
        try:
            tried += samples(changes((node,), letters[0]))
        except Undecided:
            continue
    for value in tried:
        try:
            one, other = holds(a, letters[0], value), holds(b, letters[0], value)
        except Undecided:
            continue
        if one != other:
            shown = value.exact if value.exact is not None else float(value.near)
            return Sameness(False, "numeric", Witness(((letters[0], shown),), one, other))
    return UNDECIDED


def _plainer(one: Witness, other: Witness) -> bool:
    return _effort(one) < _effort(other)


def _effort(witness: Witness) -> tuple[int, float]:
    value = witness.place[0][1]
    if not isinstance(value, Fraction):
        return 10**9, 0.0
    return value.denominator, abs(float(value))


def _relations(a: Relation, b: Relation, letters: tuple[str, ...]) -> Sameness:
    """Two relations in several letters: the same if one is the other times a number."""
    if "in" in (a.op, b.op):
        return UNDECIDED
    one, other = _difference(a), _difference(b)
    ratio = _ratio(one, other)
    if ratio is not None:
        sign = _sign(one, other, letters)
        if sign is not None and a.op == (b.op if sign > 0 else TURNED[b.op]):
            return Sameness(True, "fingerprint")
    witness = _tried(a, b, letters)
    return Sameness(False, "exact", witness) if witness else UNDECIDED


def _difference(node: Relation) -> Node:
    return Sum((node.left, Negative(node.right)))


def _ratio(one: Node, other: Node) -> int | None:
    """The number by which the other must be multiplied, in the field; None where there is none."""
    left, right = fingerprint(one), fingerprint(other)
    if left is None or right is None or not all(left) or not all(right):
        return None
    ratios = {x * inverse(y) % PRIME for x, y in zip(left, right, strict=True)}
    return ratios.pop() if len(ratios) == 1 and _proportional(one, other) else None


def _proportional(one: Node, other: Node) -> bool:
    """Whether the ratio is the same at points that nobody can foresee: a number may be a multiple of the prime."""
    values = [
        (left, right)
        for place in unforeseen(letters_of(one, other), (one, other), {})
        if (left := at_point(one, place)) is not None and (right := at_point(other, place)) is not None
    ]
    return all(a * d == c * b for (a, b), (c, d) in pairwise(values))


def _sign(one: Node, other: Node, letters: tuple[str, ...]) -> int | None:
    """The sign of a constant ratio, at the first point where neither side vanishes."""
    for place in islice(points(letters, (one, other), {}), 12):
        left, right = at_point(one, place), at_point(other, place)
        if left is None or right is None:
            try:
                left, right = at(one, place, 40), at(other, place, 40)
            except (Undefined, ArithmeticError, ValueError):
                continue
        if abs(left) > _NOTHING and abs(right) > _NOTHING:
            return 1 if left / right > 0 else -1
    return None


def _tried(a: Relation, b: Relation, letters: tuple[str, ...]) -> Witness | None:
    """A point where one holds and the other does not: small ones, and those that solve one for a letter."""
    if not (is_rational(a) and is_rational(b)):
        return None
    places = list(islice(points(letters, (a, b), {}), 24))
    for relation in (a, b):
        for place in places[:8]:
            places += _solved(relation, letters, place)
    for place in places:
        one, other = _true(a, place), _true(b, place)
        if one is not None and other is not None and one != other:
            return Witness(tuple(place.items()), one, other)
    return None


def _solved(relation: Relation, letters: tuple[str, ...], place: dict[str, Fraction]) -> list[dict[str, Fraction]]:
    """The point moved onto the edge of the relation along each letter that is there to the first power alone."""
    whole = polynomial(_difference(relation))
    found = []
    for letter in letters:
        row = coefficients(whole, letter) if whole else []
        if len(row) != 2:
            continue
        values = []
        for part in row:
            total = Fraction(0)
            for monomial, number in part.items():
                for name, exponent in monomial:
                    number *= place[name] ** exponent
                total += number
            values.append(total)
        if values[1]:
            found.append({**place, letter: -values[0] / values[1]})
    return found


def _true(relation: Relation, place: dict[str, Fraction]) -> bool | None:
    left, right = at_point(relation.left, place), at_point(relation.right, place)
    if left is None or right is None:
        return None
    return {
        "=": left == right, "!=": left != right, "<": left < right, "<=": left <= right, ">": left > right,
        ">=": left >= right,
    }[relation.op]  # fmt: skip
