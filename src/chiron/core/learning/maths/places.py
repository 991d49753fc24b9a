"""Where the truth of a condition in one letter may change: roots of polynomials, ends of sets."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from chiron.core.learning.maths.numeric import at, context
from chiron.core.learning.maths.polynomial import (
    Generator,
    Polynomial,
    Ring,
    added,
    coefficients,
    constant_of,
    raised,
    scaled,
    times,
)
from chiron.core.learning.maths.roots import DIGITS, Real, real, real_roots
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
    Sum,
    Union,
    names,
)
from chiron.core.learning.maths.value import Undefined, exact

MAXIMUM_PLACES = 60
_SETS = (SetOf, Interval, Union, Empty, Everything)


class Undecided(Exception):
    """There is no bounded way to say what is asked."""


def changes(conditions: Sequence[Node], letter: str) -> list[Real]:
    """All places where any of the conditions may begin or end to hold, rising, each once. Raises Undecided."""
    found: list[Real] = []
    for condition in conditions:
        try:
            found += _of(condition, letter)
        except Undefined:
            raise Undecided from None
    found.sort(key=lambda place: place.near)
    kept: list[Real] = []
    for place in found:
        if kept and kept[-1].same(place):
            if kept[-1].exact is None:
                kept[-1] = place
        else:
            kept.append(place)
    if len(kept) > MAXIMUM_PLACES:
        raise Undecided
    return kept


def _of(node: Node, letter: str) -> list[Real]:
    if isinstance(node, Relation):
        return _relation(node, letter)
    if isinstance(node, Chain):
        return [place for link in node.links for place in _relation(link, letter)]
    if isinstance(node, Alternatives | Both | Union):
        return [place for part in node.parts for place in _of(part, letter)]
    if isinstance(node, SetOf):
        return [_number(member) for member in node.members]
    if isinstance(node, Interval):
        return [_number(end) for end in (node.low, node.high) if not _endless(end)]
    if isinstance(node, Empty | Everything):
        return []
    raise Undecided


def _endless(node: Node) -> bool:
    inner = node.inner if isinstance(node, Negative) else node
    return isinstance(inner, Constant) and inner.name == "infinity"


def _number(node: Node) -> Real:
    if names(node):
        raise Undecided
    value = exact(node)
    return real(value) if value is not None else Real(at(node, {}, DIGITS))


def _relation(node: Relation, letter: str) -> list[Real]:
    if isinstance(node.right, _SETS):
        if not isinstance(node.left, Name) or node.left.letter != letter:
            raise Undecided
        return _of(node.right, letter)
    for side, other in ((node.left, node.right), (node.right, node.left)):
        if side == Name(letter) and not names(other):
            return [_number(other)] if _has_value(other) else []
    return zeros(Sum((node.left, Negative(node.right))), letter)


def _has_value(node: Node) -> bool:
    try:
        _number(node)
    except Undefined:
        return False
    return True


def zeros(node: Node, letter: str) -> list[Real]:
    """Where an expression in one letter may vanish, or begin or end to have a value. Raises Undecided, Undefined."""
    ring = Ring()
    whole = ring.ratio(node)
    if ring.opaque(letter) or names(node) - {letter}:
        raise Undecided
    parts = [whole.above, whole.below]
    for made in ring.generators.values():
        if made.value is not None:
            parts += [made.value.above, made.value.below]
    return [root for part in parts for root in _roots(part, ring, letter)]


def _roots(value: Polynomial, ring: Ring, letter: str) -> list[Real]:
    for name in reversed(ring.generators):
        made = ring.generators[name]
        if made.value is not None:
            value = norm(value, name, made)
    row = coefficients(value, letter)
    numbers = [constant_of(each) for each in row]
    if all(number is not None for number in numbers):
        return real_roots([number for number in numbers if number is not None])
    return _with_constants(row, ring)


def norm(value: Polynomial, name: str, made: Generator) -> Polynomial:
    """A polynomial without the generator that vanishes wherever this one does. Raises Undecided beyond cubes."""
    if made.value is None:
        raise Undecided
    above, below = made.value.above, made.value.below
    row = coefficients(value, name)
    while len(row) > made.power:
        last = row.pop()
        row = [times(each, below) for each in row]
        row[len(row) - made.power] = added(row[len(row) - made.power], times(last, above))
    row += [{}] * (made.power - len(row))
    if not any(row[1:]):
        return row[0]
    if made.power == 2:
        one, other = row
        return added(times(times(one, one), below), scaled(times(times(other, other), above), Fraction(-1)))
    if made.power == 3:
        a, b, c = row
        cubes = [
            times(raised(a, 3), times(below, below)),
            times(raised(b, 3), times(above, below)),
            times(raised(c, 3), times(above, above)),
        ]
        mixed = times(times(a, b), times(c, times(above, below)))
        return added(*cubes, scaled(mixed, Fraction(-3)))
    # A higher root that stands alone: b g = -a, so b^n g^n = (-a)^n.
    single = [power for power in range(1, made.power) if row[power]]
    if single != [1]:
        raise Undecided
    left = times(raised(row[0], made.power), below)
    right = times(raised(row[1], made.power), above)
    return added(left, scaled(right, Fraction(1 if made.power % 2 else -1)))


def _with_constants(row: Sequence[Polynomial], ring: Ring) -> list[Real]:
    """Roots where coefficients have π and the like in them: up to degree two. Raises Undecided."""
    mp = context(DIGITS)
    values = {name: at(made.node, {}, DIGITS) for name, made in ring.generators.items() if not names(made.node)}
    numbers = []
    for each in row:
        total = mp.mpf(0)
        for monomial, number in each.items():
            term = mp.mpf(number.numerator) / number.denominator
            for name, exponent in monomial:
                if name not in values:
                    raise Undecided
                term *= values[name] ** exponent
            total += term
        numbers.append(total)
    while numbers and abs(numbers[-1]) < mp.mpf(10) ** -40:
        numbers.pop()
    if len(numbers) < 2:
        return []
    if len(numbers) == 2:
        return [Real(-numbers[0] / numbers[1])]
    if len(numbers) > 3:
        raise Undecided
    c, b, a = numbers
    inside = b * b - 4 * a * c
    if abs(inside) < mp.mpf(10) ** -35:
        return [Real(-b / (2 * a))]
    return [Real((-b + sign * mp.sqrt(inside)) / (2 * a)) for sign in (-1, 1)] if inside > 0 else []
