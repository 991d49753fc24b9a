"""Factoring over the rationals as school does it, a step at a time: common factor, two squares, trinomials."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, isqrt, lcm

from chiron.core.learning.maths.tree import Name, Node, Power, Sum, integer
from chiron.core.learning.working.expand import Monomial, Terms, expanded, written
from chiron.core.learning.working.next_step import NextStep
from chiron.core.learning.working.parts import factors, joined, power, product, raised

LARGEST = 10**9
MOST_STEPS = 8


def factored(node: Node) -> Node | None:
    """The expression as a product; None where it has no factors beyond those that stand. Raises TooLarge."""
    found: Node | None = None
    for _ in range(MOST_STEPS):
        step = next_step(node)
        if step is None:
            break
        found = node = step.line
    return found


def next_step(node: Node) -> NextStep | None:
    """The next step of factoring: in the first factor that can be factored further. Raises TooLarge."""
    parts = factors(node)
    for at, part in enumerate(parts):
        base, exponent = power(part)
        if not isinstance(base, Sum):
            continue
        step = _of_sum(base)
        if step is not None:
            line = product([*parts[:at], raised(step.line, exponent), *parts[at + 1 :]])
            return NextStep(step.name, line, step.values)
    return None


def _of_sum(node: Sum) -> NextStep | None:
    terms = expanded(node)
    if len(terms) < 2:
        return None
    common = _common(terms)
    if common is not None:
        number_part, monomial = common
        rest = {_less(m, monomial): v / number_part for m, v in terms.items()}
        outside = joined(number_part, [raised(t, Fraction(n)) for t, n in monomial])
        return NextStep("common-factor", product([outside, written(rest)]), {"term": outside})
    return _two_squares(terms) or _trinomial(terms)


def _common(terms: Terms) -> tuple[Fraction, Monomial] | None:
    values = list(terms.values())
    if any(v.denominator != 1 for v in values):
        below = lcm(*(v.denominator for v in values))
        above = gcd(*(int(v * below) for v in values))
        times = Fraction(above, below)
    else:
        times = Fraction(gcd(*(int(v) for v in values)))
    first, *others = terms
    shared = tuple(
        (thing, least)
        for thing, exponent in first
        if (least := min([exponent, *(dict(other).get(thing, 0) for other in others)])) > 0
    )
    return (times, shared) if times != 1 or shared else None


def _less(monomial: Monomial, by: Monomial) -> Monomial:
    away = dict(by)
    return tuple((thing, n - away.get(thing, 0)) for thing, n in monomial if n > away.get(thing, 0))


def _root(monomial: Monomial, value: Fraction) -> tuple[Monomial, Fraction] | None:
    if value <= 0 or any(n % 2 for _, n in monomial) or value.denominator != 1:
        return None
    root = isqrt(int(value))
    return (tuple((t, n // 2) for t, n in monomial), Fraction(root)) if root * root == value else None


def _two_squares(terms: Terms) -> NextStep | None:
    if len(terms) != 2:
        return None
    (one, a), (other, b) = terms.items()
    if a * b > 0:
        return None
    if a < 0:
        one, a, other, b = other, b, one, a
    first, second = _root(one, a), _root(other, -b)
    if first is None or second is None:
        return None
    plus, minus = ({first[0]: first[1], second[0]: sign * second[1]} for sign in (1, -1))
    return NextStep("two-squares", product([written(plus), written(minus)]))


def _trinomial(terms: Terms) -> NextStep | None:
    """``ax^2 + bxy + cy^2`` in one letter or two, by two numbers with product ``ac`` and sum ``b``."""
    if len(terms) != 3 or any(v.denominator != 1 or abs(v) > LARGEST for v in terms.values()):
        return None
    squares = [(m, v) for m, v in terms.items() if all(n % 2 == 0 for _, n in m)]
    for first, a in squares:
        for last, c in squares:
            middle = _geometric(first, last)
            if not first or first == last or middle not in terms or a < 0:
                continue
            found = _split(int(a), int(terms[middle]), int(c))
            if found is not None:
                return _brackets(found, first, last)
    return None


def _geometric(first: Monomial, last: Monomial) -> Monomial:
    """The monomial between two squares without a thing in common; that of nothing where they have one."""
    if set(dict(first)) & set(dict(last)):
        return first
    both = [*first, *last]
    return tuple(sorted(((t, n // 2) for t, n in both), key=lambda e: (not isinstance(e[0], Name), repr(e[0]))))


def _split(a: int, b: int, c: int) -> tuple[int, int, int, int] | None:
    """(p, q, r, s) with (px + q)(rx + s) = ax^2 + bx + c, or None."""
    inside = b * b - 4 * a * c
    if inside < 0 or isqrt(inside) ** 2 != inside:
        return None
    root = Fraction(-b + isqrt(inside), 2 * a)
    p, q = root.denominator, -root.numerator
    return (p, q, a // p, c // q) if q else None


def _brackets(found: tuple[int, int, int, int], first: Monomial, last: Monomial) -> NextStep:
    p, q, r, s = found
    x = tuple((t, n // 2) for t, n in first)
    y = tuple((t, n // 2) for t, n in last)
    one, other = written({x: Fraction(p), y: Fraction(q)}), written({x: Fraction(r), y: Fraction(s)})
    name = "square-of-bracket" if one == other else "trinomial"
    line = Power(one, integer(2)) if one == other else product([one, other])
    values = {"sum": integer(p * s + q * r), "product": integer(p * q * r * s)}
    return NextStep(name, line, values)
