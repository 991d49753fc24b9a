"""Wrong ideas about brackets: multiplying out, and factoring."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from chiron.core.learning.maths.tree import Negative, Node, Power, Product, Sum, integer, names
from chiron.core.learning.working.parts import (
    factors,
    joined,
    negated,
    number,
    power,
    product,
    split,
    terms,
    total,
)
from chiron.core.learning.working.rules.rule import Rule

_TWO = Fraction(2)


def _bracketed(node: Node) -> Iterator[tuple[list[Node], list[Node]]]:
    """A product as what stands beside a bracket, and the bracket's terms."""
    sign = isinstance(node, Negative)
    inner = node.inner if isinstance(node, Negative) else node
    parts = factors(inner)
    for at, part in enumerate(parts):
        if isinstance(part, Sum):
            beside = [*parts[:at], *parts[at + 1 :]]
            if beside:
                yield ([negated(beside[0]), *beside[1:]] if sign else beside), terms(part)
            elif sign:
                yield [integer(-1)], terms(part)


def _times(beside: list[Node], term: Node) -> Node:
    times, rest = Fraction(1), list[Node]()
    for part in (*beside, term):
        more, others = split(part)
        times *= more
        rest.extend(others)
    return joined(times, rest)


def first_only(node: Node) -> Iterator[Node]:
    """``3(x + 2)`` -> ``3x + 2``."""
    for beside, inner in _bracketed(node):
        if beside != [integer(-1)]:
            yield total([_times(beside, inner[0]), *inner[1:]])


def last_only(node: Node) -> Iterator[Node]:
    """``3(x + 2)`` -> ``x + 6``."""
    for beside, inner in _bracketed(node):
        if beside != [integer(-1)]:
            yield total([*inner[:-1], _times(beside, inner[-1])])


def minus_first_only(node: Node) -> Iterator[Node]:
    """``-(x + 2)`` -> ``-x + 2``."""
    for beside, inner in _bracketed(node):
        if beside == [integer(-1)]:
            yield total([negated(inner[0]), *inner[1:]])


def sign_lost_in_bracket(node: Node) -> Iterator[Node]:
    """``-3(x - 2)`` -> ``-3x - 6``: the number reached every term, its sign the first alone."""
    for beside, inner in _bracketed(node):
        value, _ = split(product(beside))
        if value < 0 and value != -1:
            first, *rest = (_times(beside, term) for term in inner)
            yield total([first, *map(negated, rest)])


def bracket_added(node: Node) -> Iterator[Node]:
    """``3(x + 2)`` -> ``x + 5``: what stands before the bracket was added to it."""
    for beside, inner in _bracketed(node):
        if len(beside) == 1 and beside != [integer(-1)]:
            yield total([*inner, beside[0]])


def firsts_and_lasts(node: Node) -> Iterator[Node]:
    """``(x + 2)(x + 3)`` -> ``x^2 + 6``."""
    for beside, inner in _bracketed(node):
        others = [part for part in beside if isinstance(part, Sum)]
        if len(others) == 1:
            rest = [part for part in beside if part is not others[0]]
            second = terms(others[0])
            yield total([_times([*rest, inner[0]], second[0]), _times([inner[-1]], second[-1])])


def middle_multiplied(node: Node) -> Iterator[Node]:
    """``(x + 2)(x + 3)`` -> ``x^2 + 6x + 6``: the numbers multiplied where they are added."""
    for beside, inner in _bracketed(node):
        if len(beside) == 1 and isinstance(beside[0], Sum):
            (first, *a), (second, *b) = inner, terms(beside[0])
            if first == second and len(a) == len(b) == 1:
                last = _times([a[0]], b[0])
                yield total([Power(first, integer(2)), _times([last], first), last])


def middle_sign(node: Node) -> Iterator[Node]:
    """``(x - 2)(x + 5)`` -> ``x^2 - 3x - 10``: the middle term with the other sign."""
    for beside, inner in _bracketed(node):
        if len(beside) == 1 and isinstance(beside[0], Sum):
            second = terms(beside[0])
            if len(inner) == len(second) == 2:
                cross = [_times([inner[0]], second[1]), _times([inner[1]], second[0])]
                yield total([_times([inner[0]], second[0]), *map(negated, cross), _times([inner[1]], second[1])])


def _square(node: Node) -> list[Node] | None:
    base, exponent = power(node)
    return terms(base) if exponent == _TWO and isinstance(base, Sum) else None


def squares_each_term(node: Node) -> Iterator[Node]:
    """``(x + 3)^2`` -> ``x^2 + 9``, ``(x - 3)^2`` -> ``x^2 - 9``, also for other powers."""
    base, exponent = power(node)
    if isinstance(base, Sum) and exponent.denominator == 1 and exponent >= 2:
        bodies = [(isinstance(t, Negative), t.inner if isinstance(t, Negative) else t) for t in terms(base)]
        each = [Power(body, integer(int(exponent))) for _, body in bodies]
        yield total([Negative(p) if minus else p for (minus, _), p in zip(bodies, each, strict=True)])
        yield total(list(each))


def middle_not_doubled(node: Node) -> Iterator[Node]:
    """``(x + 3)^2`` -> ``x^2 + 3x + 9``."""
    inner = _square(node)
    if inner and len(inner) == 2:
        a, b = inner
        yield total([Power(a, integer(2)), _times([a], b), Power(b, integer(2))])


def last_not_squared(node: Node) -> Iterator[Node]:
    """``(x + 3)^2`` -> ``x^2 + 6x + 6`` or ``x^2 + 6x + 3``."""
    inner = _square(node)
    if inner and len(inner) == 2:
        a, b = inner
        middle = _times([integer(2), a], b)
        yield total([Power(a, integer(2)), middle, _times([integer(2)], b)])
        yield total([Power(a, integer(2)), middle, b])


def last_keeps_minus(node: Node) -> Iterator[Node]:
    """``(x - 3)^2`` -> ``x^2 - 6x - 9``."""
    inner = _square(node)
    if inner and len(inner) == 2 and isinstance(inner[1], Negative):
        a, b = inner
        yield total([Power(a, integer(2)), _times([integer(2), a], b), Negative(Power(b, integer(2)))])


def factor_left_behind(node: Node) -> Iterator[Node]:
    """``6x + 9`` -> ``3(2x + 9)``: the common factor taken out of one term alone."""
    if not isinstance(node, Sum):
        return
    parts = terms(node)
    if len(parts) != 2:
        return
    for by in _common(parts):
        for at in (0, 1):
            kept = list(parts)
            kept[at] = _divided(parts[at], by)
            yield product([by, total(kept)])


def _common(parts: list[Node]) -> Iterator[Node]:
    splits = [split(part) for part in parts]
    sizes = [abs(times) for times, _ in splits]
    if all(size.denominator == 1 for size in sizes):
        for divisor in range(2, 1 + min(100, int(min(sizes)))):
            if all(size % divisor == 0 for size in sizes):
                yield integer(divisor)
    for factor in dict.fromkeys(power(f)[0] for f in splits[0][1]):
        if all(any(power(f)[0] == factor for f in rest) for _, rest in splits[1:]):
            yield factor


def _divided(term: Node, by: Node) -> Node:
    times, rest = split(term)
    value = number(by)
    if value:
        return joined(times / value, rest)
    kept = list(rest)
    for at, factor in enumerate(kept):
        base, exponent = power(factor)
        if base == by:
            kept[at] = integer(1) if exponent == 1 else Power(base, integer(int(exponent) - 1))
            break
    return joined(times, [k for k in kept if k != integer(1)])


def squares_as_square(node: Node) -> Iterator[Node]:
    """``x^2 - 9`` -> ``(x - 3)^2``, ``x^2 + 9`` -> ``(x + 3)^2`` or ``(x + 3)(x - 3)``."""
    if not isinstance(node, Sum) or not names(node):
        return
    parts = terms(node)
    if len(parts) != 2:
        return
    minus = isinstance(parts[1], Negative)
    a, b = (_root(part.inner if isinstance(part, Negative) else part) for part in parts)
    if a is None or b is None or isinstance(parts[0], Negative):
        return
    yield Power(Sum((a, Negative(b) if minus else b)), integer(2))
    if not minus:
        yield Product((Sum((a, b)), Sum((a, Negative(b)))))


def _root(node: Node) -> Node | None:
    times, rest = split(node)
    top = round(times.numerator**0.5) if 0 < times.numerator < 10**12 else 0
    if times.denominator != 1 or top * top != times.numerator:
        return None
    halves = [power(f) for f in rest]
    if any(exponent % 2 or exponent.denominator != 1 for _, exponent in halves):
        return None
    return joined(Fraction(top), [b if e == _TWO else Power(b, integer(int(e) // 2)) for b, e in halves])


def factor_signs(node: Node) -> Iterator[Node]:
    """``x^2 + x - 6`` -> ``(x - 3)(x + 2)``: the right numbers with the wrong signs."""
    if not isinstance(node, Sum):
        return
    found = _trinomial(terms(node))
    if found is None:
        return
    letter, b, c = found
    for p in range(-60, 61):
        if p and not c % p:
            q = c // p
            if p <= q and p + q != b and abs(p) + abs(q) in (abs(b), *_split_sizes(b, c)):
                yield Product((Sum((letter, integer(p))), Sum((letter, integer(q)))))
            r = -c // p
            if -c % p == 0 and p <= r and abs(p + r) == abs(b):
                yield Product((Sum((letter, integer(p))), Sum((letter, integer(r)))))


def _split_sizes(b: int, c: int) -> Iterator[int]:
    for p in range(1, 61):
        if not abs(c) % p:
            q = abs(c) // p
            if abs(b) in (p + q, abs(p - q)):
                yield p + q


def _trinomial(parts: list[Node]) -> tuple[Node, int, int] | None:
    by_degree: dict[int, Fraction] = {}
    letter: Node | None = None
    for part in parts:
        times, rest = split(part)
        if len(rest) > 1:
            return None
        base, exponent = power(rest[0]) if rest else (None, Fraction(0))
        if base is not None:
            if letter not in (None, base):
                return None
            letter = base
        by_degree[int(exponent)] = by_degree.get(int(exponent), Fraction(0)) + times
    values = [by_degree.get(degree, Fraction(0)) for degree in (1, 0)]
    if letter is None or set(by_degree) - {0, 1, 2} or by_degree.get(2) != 1:
        return None
    if any(value.denominator != 1 for value in values) or not values[1] or abs(values[1]) > 400:
        return None
    return letter, int(values[0]), int(values[1])


RULES = (
    Rule("first-term-only", first_only),
    Rule("minus-first-term-only", minus_first_only),
    Rule("sign-lost-in-bracket", sign_lost_in_bracket),
    Rule("squares-each-term", squares_each_term),
    Rule("middle-not-doubled", middle_not_doubled),
    Rule("last-keeps-its-minus", last_keeps_minus),
    Rule("last-not-squared", last_not_squared),
    Rule("firsts-and-lasts", firsts_and_lasts),
    Rule("middle-multiplied", middle_multiplied),
    Rule("middle-sign", middle_sign),
    Rule("last-term-only", last_only),
    Rule("bracket-added", bracket_added),
    Rule("factor-left-behind", factor_left_behind),
    Rule("squares-as-square", squares_as_square),
    Rule("factor-signs", factor_signs),
)
