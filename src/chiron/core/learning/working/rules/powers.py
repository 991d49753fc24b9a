"""Wrong ideas about powers and roots."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from chiron.core.learning.maths.tree import Absolute, Negative, Node, Number, Power, Product, Root, Sum, integer
from chiron.core.learning.working.parts import factors, negated, number, power, product, raised, terms, total
from chiron.core.learning.working.rules.rule import Rule


def _same_base(node: Node) -> Iterator[tuple[Node, Node, list[Node], int]]:
    if isinstance(node, Product):
        parts = factors(node)
        for i, j in combinations(range(len(parts)), 2):
            if power(parts[i])[0] == power(parts[j])[0]:
                yield parts[i], parts[j], [p for at, p in enumerate(parts) if at not in (i, j)], i


def exponents_multiplied(node: Node) -> Iterator[Node]:
    """``x^2 * x^3`` -> ``x^6``."""
    for one, other, rest, at in _same_base(node):
        (base, m), (_, n) = power(one), power(other)
        if m != 1 or n != 1:
            yield product([*rest[:at], raised(base, m * n), *rest[at:]])


def bases_multiplied(node: Node) -> Iterator[Node]:
    """``2^3 * 2^4`` -> ``4^7``."""
    for one, other, rest, at in _same_base(node):
        (base, m), (_, n) = power(one), power(other)
        value = number(base)
        if value is not None and (isinstance(one, Power) or isinstance(other, Power)):
            squared = value * value
            if squared.denominator == 1:
                yield product([*rest[:at], Power(integer(int(squared)), integer(int(m + n))), *rest[at:]])


def exponents_added(node: Node) -> Iterator[Node]:
    """``(x^2)^3`` -> ``x^5``."""
    if isinstance(node, Power):
        outer, (base, inner) = number(node.exponent), power(node.base)
        if outer is not None and isinstance(node.base, Power):
            yield raised(base, inner + outer)


def base_times_exponent(node: Node) -> Iterator[Node]:
    """``3^2`` -> ``6``, ``x^3`` -> ``3x``."""
    if isinstance(node, Power) and not isinstance(node.base, Sum):
        yield product([node.exponent, node.base])


def first_factor_only(node: Node) -> Iterator[Node]:
    """``(2x)^3`` -> ``2x^3``."""
    if isinstance(node, Power) and isinstance(node.base, Product):
        *before, last = factors(node.base)
        yield product([*before, Power(last, node.exponent)])
        first, *after = factors(node.base)
        yield product([Power(first, node.exponent), *after])


def negative_exponent_as_sign(node: Node) -> Iterator[Node]:
    """``2^-3`` -> ``-8``, ``x^-2`` -> ``-x^2``."""
    if isinstance(node, Power) and isinstance(node.exponent, Negative):
        yield Negative(Power(node.base, node.exponent.inner))


def zeroth_power_is_nothing(node: Node) -> Iterator[Node]:
    """``5^0`` -> ``0`` or ``5``."""
    if isinstance(node, Power) and number(node.exponent) == 0:
        yield integer(0)
        yield node.base


def minus_in_square(node: Node) -> Iterator[Node]:
    """``(-3)^2`` -> ``-9``, ``-3^2`` -> ``9``."""
    if isinstance(node, Power) and isinstance(node.base, Negative):
        yield Negative(Power(node.base.inner, node.exponent))
    if isinstance(node, Negative) and isinstance(node.inner, Power):
        yield Power(Negative(node.inner.base), node.inner.exponent)


def product_of_negatives(node: Node) -> Iterator[Node]:
    """``-3 * -4`` -> ``-12``, ``-3 * 4`` -> ``12``: the sign of a product."""
    if isinstance(node, Product) and any((number(part) or 0) < 0 for part in factors(node)):
        yield Negative(node)
    if isinstance(node, Negative) and isinstance(node.inner, Product):
        value = [number(part) for part in factors(node.inner)]
        if all(v is not None for v in value):
            yield node.inner


def root_of_each_term(node: Node) -> Iterator[Node]:
    """The root of ``9 + 16`` -> ``3 + 4``."""
    if isinstance(node, Root) and isinstance(node.inner, Sum):
        each = [(isinstance(t, Negative), t.inner if isinstance(t, Negative) else t) for t in terms(node.inner)]
        roots = [Root(body, node.degree) for _, body in each]
        yield total([Negative(r) if minus else r for (minus, _), r in zip(each, roots, strict=True)])


def root_as_half(node: Node) -> Iterator[Node]:
    """The square root of ``16`` -> ``8``."""
    if isinstance(node, Root):
        inner = number(node.inner)
        if inner is not None and not inner % node.degree:
            yield Number(abs(inner) / node.degree)


def size_keeps_sign(node: Node) -> Iterator[Node]:
    """``|-3|`` -> ``-3``."""
    if isinstance(node, Absolute):
        yield node.inner
        yield negated(node.inner)


RULES = (
    Rule("exponents-multiplied", exponents_multiplied),
    Rule("bases-multiplied", bases_multiplied),
    Rule("exponents-added", exponents_added),
    Rule("first-factor-only", first_factor_only),
    Rule("negative-exponent-as-sign", negative_exponent_as_sign),
    Rule("zeroth-power-is-nothing", zeroth_power_is_nothing),
    Rule("minus-in-a-square", minus_in_square),
    Rule("sign-of-a-product", product_of_negatives),
    Rule("base-times-exponent", base_times_exponent),
    Rule("root-of-each-term", root_of_each_term),
    Rule("root-as-half", root_as_half),
    Rule("size-keeps-sign", size_keeps_sign),
)
