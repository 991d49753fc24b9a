"""Wrong ideas about terms: what may be added to what, and signs.

The ideas, here and beside, are those of the literature on pupils' algebra: Matz (1982), Sleeman (1984), Payne and
Squibb (1990), Booth et al. (2014), Kieran (2007).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from chiron.core.learning.maths.tree import Negative, Node, Number, Product, Sum
from chiron.core.learning.working.parts import (
    factors,
    joined,
    negated,
    number,
    power,
    product,
    raised,
    ratio,
    split,
    terms,
    total,
)
from chiron.core.learning.working.rules.rule import Rule


def _pairs(node: Node) -> Iterator[tuple[int, int, list[Node]]]:
    if isinstance(node, Sum):
        parts = terms(node)
        for i, j in combinations(range(len(parts)), 2):
            yield i, j, parts


def _with(parts: list[Node], i: int, j: int, new: list[Node]) -> Node:
    kept = [part for at, part in enumerate(parts) if at not in (i, j)]
    kept[i:i] = new
    return total(kept)


def unlike_terms(node: Node) -> Iterator[Node]:
    """``3x + 5`` -> ``8x``."""
    for i, j, parts in _pairs(node):
        (a, one), (b, other) = split(parts[i]), split(parts[j])
        if bool(one) != bool(other):
            yield _with(parts, i, j, [joined(a + b, one or other)])


def unlike_letters(node: Node) -> Iterator[Node]:
    """``3x + 2y`` -> ``5xy``, ``x^2 + 3x`` -> ``4x^3`` or ``4x^2``."""
    for i, j, parts in _pairs(node):
        (a, one), (b, other) = split(parts[i]), split(parts[j])
        if one and other and one != other:
            yield _with(parts, i, j, [joined(a + b, (*one, *other))])
            yield _with(parts, i, j, [joined(a + b, one)])
            yield _with(parts, i, j, [joined(a + b, other)])


def letter_dropped(node: Node) -> Iterator[Node]:
    """``3x + 5`` -> ``8``."""
    for i, j, parts in _pairs(node):
        (a, one), (b, other) = split(parts[i]), split(parts[j])
        if bool(one) != bool(other):
            yield _with(parts, i, j, [ratio(a + b)])


def powers_in_sum(node: Node) -> Iterator[Node]:
    """``2x + 3x`` -> ``5x^2``."""
    for i, j, parts in _pairs(node):
        (a, one), (b, other) = split(parts[i]), split(parts[j])
        if one and one == other:
            base, exponent = power(product(one))
            yield _with(parts, i, j, [joined(a + b, (raised(base, 2 * exponent),))])


def like_terms_multiplied(node: Node) -> Iterator[Node]:
    """``2x + 3x`` -> ``6x``."""
    for i, j, parts in _pairs(node):
        (a, one), (b, other) = split(parts[i]), split(parts[j])
        if one and one == other and a * b != a + b:
            yield _with(parts, i, j, [joined(a * b, one)])


def lone_letter_is_nothing(node: Node) -> Iterator[Node]:
    """``4x + x`` -> ``4x``; ``5x - x`` -> ``5x``."""
    for i, j, parts in _pairs(node):
        (a, one), (b, other) = split(parts[i]), split(parts[j])
        if one and one == other and (abs(a) == 1) != (abs(b) == 1):
            yield _with(parts, i, j, [parts[i] if abs(b) == 1 else parts[j]])


def letter_taken_away(node: Node) -> Iterator[Node]:
    """``5x - x`` -> ``5``."""
    for i, j, parts in _pairs(node):
        (a, one), (b, other) = split(parts[i]), split(parts[j])
        if one and one == other and a * b < 0 and 1 in (abs(a), abs(b)):
            yield _with(parts, i, j, [ratio(b if abs(a) == 1 else a)])


def sign_ignored(node: Node) -> Iterator[Node]:
    """``5x - 3x`` -> ``8x``, ``7 - 4`` -> ``11``: like terms put together as if all were added."""
    for i, j, parts in _pairs(node):
        (a, one), (b, other) = split(parts[i]), split(parts[j])
        if one == other and a * b < 0:
            yield _with(parts, i, j, [joined(a - b, one)])


def taken_the_other_way(node: Node) -> Iterator[Node]:
    """``3 - 8`` -> ``5``: the smaller from the larger, whichever stands first."""
    for i, j, parts in _pairs(node):
        (a, one), (b, other) = split(parts[i]), split(parts[j])
        if one == other and a * b < 0 and a + b != 0:
            yield _with(parts, i, j, [joined(-(a + b), one)])


def two_minuses_make_plus(node: Node) -> Iterator[Node]:
    """``-3 - 5`` -> ``8``: the rule for products used on a sum."""
    for i, j, parts in _pairs(node):
        (a, one), (b, other) = split(parts[i]), split(parts[j])
        if one == other and a < 0 and b < 0:
            yield _with(parts, i, j, [joined(-(a + b), one)])
            yield _with(parts, i, j, [joined(a - b, one)])
            yield _with(parts, i, j, [joined(b - a, one)])


def minus_of_a_negative(node: Node) -> Iterator[Node]:
    """``5 - (-3)`` -> ``5 - 3``."""
    if isinstance(node, Negative) and isinstance(node.inner, Negative):
        yield Negative(node.inner.inner)
    if isinstance(node, Negative) and isinstance(node.inner, Product):
        first, *rest = node.inner.factors
        if isinstance(first, Negative):
            yield Negative(product([first.inner, *rest]))


def minus_spreads(node: Node) -> Iterator[Node]:
    """``8 - 3 + 2`` -> ``8 - (3 + 2)``."""
    if not isinstance(node, Sum):
        return
    parts = terms(node)
    for at in range(1, len(parts) - 1):
        if isinstance(parts[at], Negative) and not isinstance(parts[at + 1], Negative):
            yield total([*parts[: at + 1], negated(parts[at + 1]), *parts[at + 2 :]])


def left_to_right(node: Node) -> Iterator[Node]:
    """``2 + 3 * 4`` -> ``5 * 4``."""
    if not isinstance(node, Sum):
        return
    parts = terms(node)
    for at in range(len(parts) - 1):
        sign, body = -1 if isinstance(parts[at + 1], Negative) else 1, parts[at + 1]
        inner = body.inner if isinstance(body, Negative) else body
        before = number(parts[at])
        if isinstance(inner, Product) and before is not None:
            first, *rest = factors(inner)
            value = number(first)
            if value is not None and rest:
                yield total([*parts[:at], product([ratio(before + sign * value), *rest]), *parts[at + 2 :]])


def term_dropped(node: Node) -> Iterator[Node]:
    """``3x + 5 - y`` -> ``3x + 5``."""
    if isinstance(node, Sum):
        parts = terms(node)
        for at in range(len(parts)):
            yield total([*parts[:at], *parts[at + 1 :]])


def sign_flipped(node: Node) -> Iterator[Node]:
    """``3x - 5`` -> ``3x + 5``: a sign copied wrongly."""
    if isinstance(node, Sum):
        parts = terms(node)
        for at, part in enumerate(parts):
            yield total([*parts[:at], negated(part), *parts[at + 1 :]])
    elif isinstance(node, Number) and node.value:
        yield Negative(node)


def off_by_one(node: Node) -> Iterator[Node]:
    """A number worked out one too large or too small: ``7 + 8`` -> ``14``."""
    for i, j, parts in _pairs(node):
        (a, one), (b, other) = split(parts[i]), split(parts[j])
        if one == other and a.denominator == b.denominator == 1:
            for slip in (Fraction(1), Fraction(-1)):
                yield _with(parts, i, j, [joined(a + b + slip, one)])


RULES = (
    Rule("unlike-terms", unlike_terms),
    Rule("unlike-letters", unlike_letters),
    Rule("letter-dropped", letter_dropped),
    Rule("powers-in-a-sum", powers_in_sum),
    Rule("lone-letter-is-nothing", lone_letter_is_nothing),
    Rule("like-terms-multiplied", like_terms_multiplied),
    Rule("letter-taken-away", letter_taken_away),
    Rule("minus-of-a-negative", minus_of_a_negative),
    Rule("two-minuses-make-plus", two_minuses_make_plus),
    Rule("taken-the-other-way", taken_the_other_way),
    Rule("sign-ignored", sign_ignored),
    Rule("minus-spreads", minus_spreads),
    Rule("left-to-right", left_to_right),
)
"""Ideas, the more telling ones first."""
SLIPS = (
    Rule("sign-flipped", sign_flipped),
    Rule("term-dropped", term_dropped),
    Rule("off-by-one", off_by_one),
)
"""Slips of the pen: named only where no idea explains the line."""
