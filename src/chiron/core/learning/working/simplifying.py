"""The next step of simplifying or working out an expression: brackets, fractions, powers, like terms, numbers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from chiron.core.learning.maths.effort import spend
from chiron.core.learning.maths.tree import (
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    integer,
    names,
)
from chiron.core.learning.maths.value import exact
from chiron.core.learning.working.expand import collected, expanded, written
from chiron.core.learning.working.next_step import NextStep
from chiron.core.learning.working.parts import (
    Place,
    factors,
    negated,
    number,
    places,
    power,
    product,
    raised,
    ratio,
    split,
    terms,
    total,
)


def next_step(node: Node) -> NextStep | None:
    """The next step towards one simple expression; None when no step is known. Raises TooLarge."""
    rules = (_numbers, _powers, _cancel, _opened, _collect, _common_bottom) if names(node) else (_work_out,)
    for rule in rules:
        found = rule(node)
        if found is not None and found.line != node:
            return found
    return None


def _work_out(node: Node) -> NextStep | None:
    """The innermost operation whose parts are all plain numbers, brackets and powers before products before sums."""
    found = min(_ready(node), key=lambda place: (-_depth(node, place[0]), _rank(place[0])), default=None)
    if found is None:
        return _common_bottom(node)
    part, put = found
    if isinstance(part, Sum) and (bottoms := _common_bottom(part)) is not None:
        return NextStep(bottoms.name, put(bottoms.line), bottoms.values)
    value = exact(part)
    return None if value is None else NextStep("work-out", put(ratio(value)), {"part": part})


def _ready(node: Node) -> Iterator[Place]:
    """Operations on plain numbers alone; a fraction to reduce only where it is the whole, not a term of a sum."""
    for part, put in places(node):
        value = number(part)
        if value is None:
            if part.parts and all(number(inner) is not None for inner in part.parts):
                yield part, put
        elif part is _body(node) and isinstance(part, Quotient) and ratio(abs(value)) != part:
            yield part, put


def _depth(node: Node, wanted: Node) -> int:
    spend()
    if node is wanted:
        return 0
    return max((1 + found for part in node.parts if (found := _depth(part, wanted)) >= 0), default=-1)


def _rank(node: Node) -> int:
    order = (Power, Root, Quotient, Product, Negative, Sum)
    return next((at for at, kind in enumerate(order) if isinstance(node, kind)), len(order))


def _numbers(node: Node) -> NextStep | None:
    """Plain numbers within an expression with letters: ``2 * 3x``, ``3^2 x``."""
    for part, put in places(node):
        if isinstance(part, Product):
            plain = [factor for factor in factors(part) if number(factor) is not None]
            if len(plain) > 1 or (plain and plain[0] is not factors(part)[0]):
                times, rest = split(part)
                return NextStep("numbers-first", put(_joined(times, rest)), {"part": part})
        elif isinstance(part, Power) and number(part.base) is not None and (value := exact(part)) is not None:
            return NextStep("work-out", put(ratio(value)), {"part": part})
    return None


def _joined(times: Fraction, rest: tuple[Node, ...]) -> Node:
    body = product([ratio(abs(times)), *rest])
    return Negative(body) if times < 0 else body


def _powers(node: Node) -> NextStep | None:
    """Powers of one base in a product, and powers of powers and products."""
    for part, put in places(node):
        if isinstance(part, Power) and (times := number(part.exponent)) is not None:
            if isinstance(part.base, Power) and (inner := number(part.base.exponent)) is not None:
                return NextStep("power-of-power", put(raised(part.base.base, inner * times)), {"part": part})
            if isinstance(part.base, Product):
                each = [_power_of(factor, times) for factor in factors(part.base)]
                return NextStep("power-of-product", put(product(each)), {"part": part})
        if isinstance(part, Product):
            merged = _merged(part)
            if len(merged) < len(factors(part)):
                return NextStep("same-base", put(product(merged)), {"part": part})
    return None


def _power_of(factor: Node, times: Fraction) -> Node:
    base, exponent = power(factor)
    return raised(base, exponent * times)


def _merged(part: Product) -> list[Node]:
    found: dict[Node, Fraction] = {}
    for factor in factors(part):
        base, exponent = power(factor)
        if number(base) is None and not isinstance(base, Sum):
            found[base] = found.get(base, Fraction(0)) + exponent
        else:
            found[factor] = Fraction(1) + found.get(factor, Fraction(0))
    return [raised(base, exponent) for base, exponent in found.items()]


def _cancel(node: Node) -> NextStep | None:
    """A factor of the top that is a factor of the bottom."""
    for part, put in places(node):
        if not isinstance(part, Quotient):
            continue
        (a, above), (b, below) = split(part.above), split(part.below)
        exponents: dict[Node, Fraction] = {}
        for sign, side in ((1, above), (-1, below)):
            for factor in side:
                base, exponent = power(factor)
                exponents[base] = exponents.get(base, Fraction(0)) + sign * exponent
        shared = {power(f)[0] for f in above} & {power(f)[0] for f in below}
        times = a / b
        if not shared and times.denominator == b and times.numerator == a:
            continue
        top = [raised(base, n) for base, n in exponents.items() if n > 0]
        bottom = [raised(base, -n) for base, n in exponents.items() if n < 0]
        size = abs(times)
        body: Node = product([integer(size.numerator), *top])
        if bottom or size.denominator != 1:
            body = Quotient(body, product([integer(size.denominator), *bottom]))
        line = put(Negative(body) if times < 0 else body)
        if line != node:
            return NextStep("cancel", line, {"part": part})
    return None


def _opened(node: Node) -> NextStep | None:
    """The first term with brackets, multiplied out."""
    every = terms(node)
    for at, term in enumerate(every):
        inner = term.inner if isinstance(term, Negative) else term
        if isinstance(inner, Quotient) and expanded(inner.below).keys() != {()}:
            continue
        if any(isinstance(part, Sum) for part in inner.walk()):
            made = terms(collected(term))
            name = "square-bracket" if isinstance(inner, Power) else "multiply-out"
            return NextStep(name, total([*every[:at], *made, *every[at + 1 :]]), {"part": term, "side": term})
    return None


def _collect(node: Node) -> NextStep | None:
    found = expanded(node)
    if len(found) < len(terms(node)) > 1:
        return NextStep("collect", written(found), {"side": node})
    return None


def _common_bottom(node: Node) -> NextStep | None:
    """A sum of numeric fractions over one bottom."""
    every = terms(node)
    values = [number(term) for term in every]
    if len(every) < 2 or any(value is None for value in values):
        return None
    below = lcm(*(value.denominator for value in values if value is not None))
    if below == 1:
        return None
    tops = [integer(int(value * below)) for value in values if value is not None]
    if all(isinstance(_body(term), Quotient) and _bottom(term) == below for term in every):
        whole = sum(value * below for value in values if value is not None)
        return NextStep("add-tops", Quotient(integer(int(whole)), integer(below)))
    over = [
        Negative(Quotient(negated(top), integer(below))) if isinstance(top, Negative) else Quotient(top, integer(below))
        for top in tops
    ]
    return NextStep("common-denominator", total(over), {"number": integer(below)})


def _body(term: Node) -> Node:
    return term.inner if isinstance(term, Negative) else term


def _bottom(term: Node) -> Fraction | None:
    body = _body(term)
    return number(body.below) if isinstance(body, Quotient) and isinstance(body.below, Number) else None
