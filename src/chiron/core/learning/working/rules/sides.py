"""Wrong ideas about equations and inequalities: what is done to their sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from chiron.core.learning.maths.tree import (
    TURNED,
    Alternatives,
    Negative,
    Node,
    Op,
    Power,
    Product,
    Relation,
    Root,
    Sum,
    integer,
    names,
)
from chiron.core.learning.working.parts import (
    factors,
    joined,
    negated,
    number,
    power,
    product,
    ratio,
    split,
    terms,
    total,
)
from chiron.core.learning.working.rules.rule import Rule

Sides = Callable[[Node, Node, Op], Iterator[Relation]]
LOOSER: dict[Op, Op] = {"<": "<=", ">": ">=", "<=": "<", ">=": ">"}


def both_ways(slip: Sides) -> Callable[[Node], Iterator[Node]]:
    """A slip that looks at left and right, tried with the sides as they are and exchanged."""

    def slips(node: Node) -> Iterator[Node]:
        if isinstance(node, Relation) and node.op != "in":
            yield from slip(node.left, node.right, node.op)
            for found in slip(node.right, node.left, TURNED[node.op]):
                yield Relation(TURNED[found.op], found.right, found.left)

    return slips


def _without(side: Node) -> Iterator[tuple[Node, Node]]:
    """A term, and its side without it."""
    parts = terms(side)
    if len(parts) > 1:
        for at, part in enumerate(parts):
            yield part, total([*parts[:at], *parts[at + 1 :]])
    elif side != integer(0):
        yield side, integer(0)


def _times(side: Node, by: Fraction) -> Node:
    return total([joined(times * by, rest) for times, rest in map(split, terms(side))])


def sign_kept_moving(left: Node, right: Node, op: Op) -> Iterator[Relation]:
    """``x + 5 = 12`` -> ``x = 12 + 5``."""
    for term, rest in _without(left):
        if rest != integer(0) or names(term):
            yield Relation(op, rest, total([*terms(right), term]))


def one_side_only(left: Node, right: Node, op: Op) -> Iterator[Relation]:
    """``x + 5 = 12`` -> ``x = 12``: a term taken from one side alone."""
    for _, rest in _without(left):
        if rest != integer(0):
            yield Relation(op, rest, right)


def _coefficients(side: Node) -> Iterator[tuple[Fraction, tuple[Node, ...]]]:
    parts = terms(side)
    for part in parts:
        times, rest = split(part)
        if rest and times not in (1, 0):
            yield times, rest


def divides_one_side(left: Node, right: Node, op: Op) -> Iterator[Relation]:
    """``3x = 12`` -> ``x = 12``, ``x/3 = 4`` -> ``x = 4``: one side divided or multiplied, the other left."""
    for times, _ in _coefficients(left):
        for by in {1 / times, 1 / abs(times)}:
            yield Relation(op, _times(left, by), right)


def divides_part(left: Node, right: Node, op: Op) -> Iterator[Relation]:
    """``3x + 6 = 12`` -> ``x + 6 = 4``: one term of a side divided, the others left."""
    parts = terms(left)
    if len(parts) < 2:
        return
    for at, part in enumerate(parts):
        times, rest = split(part)
        if rest and times not in (1, 0) and times.denominator == 1:
            divided = [*parts[:at], joined(Fraction(1), rest), *parts[at + 1 :]]
            yield Relation(op, total(divided), _times(right, 1 / times))


def multiplies_part(left: Node, right: Node, op: Op) -> Iterator[Relation]:
    """``x/3 + 2 = 5`` -> ``x + 2 = 15``: the fraction's bottom multiplied away, another term left."""
    parts = terms(left)
    for at, part in enumerate(parts):
        times, rest = split(part)
        below = times.denominator
        if rest and below != 1 and len(parts) > 1:
            multiplied = [*parts[:at], joined(times * below, rest), *parts[at + 1 :]]
            yield Relation(op, total(multiplied), _times(right, Fraction(below)))


def subtracts_coefficient(left: Node, right: Node, op: Op) -> Iterator[Relation]:
    """``3x = 12`` -> ``x = 12 - 3``."""
    if len(terms(left)) == 1:
        for times, rest in _coefficients(left):
            for sign in (-1, 1):
                yield Relation(op, product(rest), total([*terms(right), ratio(sign * times)]))


def divides_upside_down(left: Node, right: Node, op: Op) -> Iterator[Relation]:
    """``3x = 12`` -> ``x = 3/12``."""
    value = number(right)
    if value and len(terms(left)) == 1:
        for times, rest in _coefficients(left):
            yield Relation(op, product(rest), ratio(times / value))


def multiplies_for_divides(left: Node, right: Node, op: Op) -> Iterator[Relation]:
    """``3x = 12`` -> ``x = 36``, ``x/3 = 12`` -> ``x = 4``: done again instead of undone."""
    if len(terms(left)) == 1:
        for times, rest in _coefficients(left):
            yield Relation(op, product(rest), _times(right, times))


def minus_lost_dividing(left: Node, right: Node, op: Op) -> Iterator[Relation]:
    """``-3x = 12`` -> ``x = 4``, ``5 - x = 2`` -> ``x = 2 - 5``: the letter's minus forgotten."""
    for term, rest in _without(left):
        times, letters = split(term)
        if times < 0 and letters:
            moved = right if rest == integer(0) else total([*terms(right), *map(negated, terms(rest))])
            yield Relation(op, product(letters), _times(moved, 1 / abs(times)))


def across_the_sign(left: Node, right: Node, op: Op) -> Iterator[Relation]:
    """``5x = 2x + 6`` -> ``7x = 6``: like terms of both sides put together."""
    for term, rest in _without(left):
        times, letters = split(term)
        if not letters:
            continue
        kept = [] if rest == integer(0) else terms(rest)
        parts = terms(right)
        for at, part in enumerate(parts):
            more, others = split(part)
            if others == letters:
                merged = joined(times + more, letters)
                yield Relation(op, total([merged, *kept]), total([*parts[:at], *parts[at + 1 :]]))


def lost_negative_root(node: Node) -> Iterator[Node]:
    """``x^2 = 9`` -> ``x = 3``."""
    if isinstance(node, Relation) and node.op == "=":
        base, exponent = power(node.left)
        value = number(node.right)
        if exponent == 2 and value is not None and value > 0:
            root = Root(node.right)
            yield Relation("=", base, root)
            yield Relation("=", base, Negative(root))


def halves_a_square(node: Node) -> Iterator[Node]:
    """``x^2 = 16`` -> ``x = 8``."""
    if isinstance(node, Relation) and node.op == "=":
        base, exponent = power(node.left)
        value = number(node.right)
        if exponent == 2 and value is not None:
            yield Relation("=", base, ratio(value / 2))


def divides_by_letter(left: Node, right: Node, op: Op) -> Iterator[Relation]:
    """``x^2 = 3x`` -> ``x = 3``: the solution 0 is lost."""
    if op != "=":
        return
    for letter in sorted(names(left) & names(right)):
        one, other = _over(left, letter), _over(right, letter)
        if one is not None and other is not None:
            yield Relation(op, one, other)
    if right == integer(0):
        for letter in sorted(names(left)):
            one = _over(left, letter)
            if one is not None:
                yield Relation(op, one, right)


def _over(side: Node, letter: str) -> Node | None:
    made: list[Node] = []
    for term in terms(side):
        times, rest = split(term)
        kept: list[Node] = []
        found = False
        for factor in rest:
            base, exponent = power(factor)
            if not found and names(base) == {letter} and not base.parts and exponent >= 1:
                found = True
                if exponent > 1:
                    kept.append(base if exponent == 2 else Power(base, ratio(exponent - 1)))
            else:
                kept.append(factor)
        if not found:
            return None
        made.append(joined(times, kept))
    return total(made)


def _factored(node: Node) -> list[Node] | None:
    if not isinstance(node, Relation) or node.op != "=" or not isinstance(node.left, Product):
        return None
    found = [factor for factor in factors(node.left) if names(factor)]
    return found if len(found) >= 2 else None


def zero_product_sign(node: Node) -> Iterator[Node]:
    """``(x - 2)(x + 3) = 0`` -> ``x = -2 or x = 3``."""
    found = _factored(node)
    if not found or not isinstance(node, Relation) or node.right != integer(0):
        return
    options = [_sign_flipped(factor) for factor in found]
    if all(option is not None for option in options):
        flipped = [Relation("=", option, integer(0)) for option in options if option is not None]
        yield Alternatives(tuple(flipped))
        right = [Relation("=", factor, integer(0)) for factor in found]
        for at in range(len(found)):
            yield Alternatives((*right[:at], flipped[at], *right[at + 1 :]))


def _sign_flipped(factor: Node) -> Node | None:
    if not isinstance(factor, Sum):
        return factor
    parts = terms(factor)
    return total([part if names(part) else negated(part) for part in parts])


def product_equals_number(node: Node) -> Iterator[Node]:
    """``(x - 2)(x + 3) = 6`` -> ``x - 2 = 6 or x + 3 = 6``."""
    found = _factored(node)
    if found and isinstance(node, Relation) and node.right != integer(0):
        yield Alternatives(tuple(Relation("=", factor, node.right) for factor in found))


def one_factor_only(node: Node) -> Iterator[Node]:
    """``(x - 2)(x + 3) = 0`` -> ``x = 2``."""
    found = _factored(node)
    if found and isinstance(node, Relation) and node.right == integer(0):
        for factor in found:
            yield Relation("=", factor, integer(0))


def not_turned(node: Node) -> Iterator[Node]:
    """``-2x < 6`` -> ``x < -3``: divided by a negative number and not turned."""
    if not isinstance(node, Relation) or node.op not in LOOSER:
        return
    if any(times < 0 for side in (node.left, node.right) for times, _ in _with_letters(side)):
        yield Relation(TURNED[node.op], node.left, node.right)


def _with_letters(side: Node) -> Iterator[tuple[Fraction, tuple[Node, ...]]]:
    for term in terms(side):
        times, rest = split(term)
        if rest:
            yield times, rest


def turned_for_nothing(node: Node) -> Iterator[Node]:
    """``2x < -6`` -> ``x > -3``: turned although nothing negative was divided by."""
    if isinstance(node, Relation) and node.op in LOOSER:
        yield Relation(TURNED[node.op], node.left, node.right)


def edge_changed(node: Node) -> Iterator[Node]:
    """``x <= 3`` -> ``x < 3``."""
    if isinstance(node, Relation) and node.op in LOOSER:
        yield Relation(LOOSER[node.op], node.left, node.right)


RULES = (
    Rule("not-turned", not_turned, whole=True),
    Rule("turned-for-nothing", turned_for_nothing, whole=True),
    Rule("edge-changed", edge_changed, whole=True),
    Rule("lost-negative-root", lost_negative_root, whole=True),
    Rule("halves-a-square", halves_a_square, whole=True),
    Rule("zero-product-sign", zero_product_sign, whole=True),
    Rule("product-equals-number", product_equals_number, whole=True),
    Rule("divides-by-the-letter", both_ways(divides_by_letter), whole=True),
    Rule("one-factor-only", one_factor_only, whole=True),
    Rule("across-the-equals-sign", both_ways(across_the_sign), whole=True),
    Rule("sign-kept-moving", both_ways(sign_kept_moving), whole=True),
    Rule("divides-part-of-a-side", both_ways(divides_part), whole=True),
    Rule("multiplies-part-of-a-side", both_ways(multiplies_part), whole=True),
    Rule("divides-one-side-only", both_ways(divides_one_side), whole=True),
    Rule("subtracts-the-coefficient", both_ways(subtracts_coefficient), whole=True),
    Rule("divides-upside-down", both_ways(divides_upside_down), whole=True),
    Rule("done-again", both_ways(multiplies_for_divides), whole=True),
    Rule("minus-lost-dividing", both_ways(minus_lost_dividing), whole=True),
    Rule("changes-one-side-only", both_ways(one_side_only), whole=True),
)
