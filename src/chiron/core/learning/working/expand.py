"""Sums multiplied out and put together: what the next step's lines are written with.

Anything that is no sum, product, whole power or division by a number (a root, a fraction with letters below) stands as
one thing, so that ``2√3 + √3`` comes together too.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from chiron.core.learning.maths.effort import spend
from chiron.core.learning.maths.tree import Name, Negative, Node, Power, Product, Quotient, Sum, TooLarge
from chiron.core.learning.working.parts import joined, number, raised, total

MOST_TERMS = 60
HIGHEST_POWER = 12

Monomial = tuple[tuple[Node, int], ...]
"""Things and their exponents, letters first in alphabetical order."""
Terms = Mapping[Monomial, Fraction]


def expanded(node: Node) -> Terms:
    """The terms of an expression multiplied out, like ones together, none zero. Raises TooLarge."""
    spend(1 + node.size // 4)
    value = number(node)
    if value is not None:
        return {(): value} if value else {}
    match node:
        case Negative(inner=inner):
            return _scaled(expanded(inner), Fraction(-1))
        case Sum(terms=parts):
            return _added([expanded(part) for part in parts])
        case Product(factors=parts):
            found: Terms = {(): Fraction(1)}
            for part in parts:
                found = _multiplied(found, expanded(part))
            return found
        case Quotient(above=above, below=below):
            by = expanded(below)
            if set(by) == {()}:
                return _scaled(expanded(above), 1 / by[()])
        case Power(base=base, exponent=exponent):
            times = number(exponent)
            if times is not None and times.denominator == 1 and 0 <= times <= HIGHEST_POWER:
                found = {(): Fraction(1)}
                for _ in range(int(times)):
                    found = _multiplied(found, expanded(base))
                return found
    return {((node, 1),): Fraction(1)}


def _scaled(terms: Terms, by: Fraction) -> Terms:
    return {monomial: value * by for monomial, value in terms.items()}


def _added(every: list[Terms]) -> Terms:
    found: dict[Monomial, Fraction] = {}
    for terms in every:
        for monomial, value in terms.items():
            found[monomial] = found.get(monomial, Fraction(0)) + value
    return {monomial: value for monomial, value in found.items() if value}


def _multiplied(one: Terms, other: Terms) -> Terms:
    if len(one) * len(other) > MOST_TERMS**2:
        raise TooLarge("That is too long to multiply out.")
    spend(5 * len(one) * len(other))
    every = [{_together(a, b): m * n} for a, m in one.items() for b, n in other.items()]
    found = _added(list(every))
    if len(found) > MOST_TERMS:
        raise TooLarge("That is too long to multiply out.")
    return found


def _together(one: Monomial, other: Monomial) -> Monomial:
    exponents: dict[Node, int] = {}
    for thing, times in (*one, *other):
        exponents[thing] = exponents.get(thing, 0) + times
    return tuple(sorted(exponents.items(), key=_order))


def _order(entry: tuple[Node, int]) -> tuple[int, str]:
    thing, _ = entry
    return (0, thing.letter) if isinstance(thing, Name) else (1, repr(thing))


def degree(monomial: Monomial) -> int:
    """The exponents of its letters together."""
    return sum(times for thing, times in monomial if isinstance(thing, Name))


def written(terms: Terms) -> Node:
    """The terms as they are usually written: the highest power first, then by the letters."""
    ordered = sorted(terms.items(), key=lambda term: (-degree(term[0]), [_order(e) for e in term[0]]))
    return total([joined(value, [raised(t, Fraction(n)) for t, n in monomial]) for monomial, value in ordered])


def collected(node: Node) -> Node:
    """An expression multiplied out with like terms together. Raises TooLarge."""
    return written(expanded(node))


def in_powers_of(node: Node, letter: str) -> dict[int, Node] | None:
    """The coefficients by power of a letter, each written; None where the letter also stands elsewhere."""
    found: dict[int, dict[Monomial, Fraction]] = {}
    for monomial, value in expanded(node).items():
        power, rest = 0, list[tuple[Node, int]]()
        for thing, times in monomial:
            if isinstance(thing, Name) and thing.letter == letter:
                power = times
            elif any(isinstance(part, Name) and part.letter == letter for part in thing.walk()):
                return None
            else:
                rest.append((thing, times))
        found.setdefault(power, {})[tuple(rest)] = value
    return {power: written(terms) for power, terms in found.items()}
