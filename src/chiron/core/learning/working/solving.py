"""The next step from a line of an equation or inequality in one letter, whoever wrote the line and however."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import isqrt, lcm

from chiron.core.learning.maths.tree import (
    TURNED,
    Alternatives,
    Empty,
    Everything,
    Name,
    Negative,
    Node,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Relation,
    Root,
    Sum,
    integer,
    names,
)
from chiron.core.learning.working.expand import collected, expanded, in_powers_of, written
from chiron.core.learning.working.factoring import factored
from chiron.core.learning.working.final import plain
from chiron.core.learning.working.next_step import NextStep
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

ZERO = integer(0)
SOLVED = ("=", "<", "<=", ">", ">=")
"""Signs of the lines that can be solved here."""


def next_step(line: Node, letter: str) -> NextStep | None:
    """The next step towards the letter alone; None when the line is solved or no step is known. Raises TooLarge."""
    if isinstance(line, Alternatives):
        return _in_options(line, letter)
    if not isinstance(line, Relation) or line.op not in SOLVED:
        return None
    if solved(line, letter):
        return None
    if letter not in names(line):
        return _without_letter(line)
    for rule in (
        _zero_product,
        _square,
        _brackets,
        _fractions,
        _tidy,
        _quadratic,
        _gather_letter,
        _gather_rest,
        _divide,
    ):
        found = rule(line, letter)
        if found is not None:
            return found
    return None


def solved(line: Node, letter: str) -> bool:
    """Whether the letter stands alone, and what it equals is worked out."""
    if isinstance(line, Alternatives):
        return all(solved(option, letter) for option in line.options)
    if isinstance(line, Empty | Everything):
        return True
    if not isinstance(line, Relation):
        return False
    for one, other in ((line.left, line.right), (line.right, line.left)):
        if one == Name(letter) and letter not in names(other):
            return _worked_out(other)
    return False


def _worked_out(node: Node) -> bool:
    if isinstance(node, PlusMinus):
        return _worked_out(node.inner)
    value = number(node)
    if value is not None:
        inner = node.inner if isinstance(node, Negative) else node
        if not isinstance(inner, Quotient):
            return plain(inner)
        return ratio(abs(value)) == inner or ratio(value) == node
    if not plain(node):
        return False
    if names(node):
        return True
    if isinstance(node, Root) and (inside := number(node.inner)) is not None:
        return _exact_root(inside) is None
    inner = node.inner if isinstance(node, Negative) else node
    above = inner.above if isinstance(inner, Quotient) else inner
    return len(expanded(above)) == len(terms(above))


def _in_options(line: Alternatives, letter: str) -> NextStep | None:
    for at, option in enumerate(line.options):
        found = next_step(option, letter)
        if found is not None:
            options = tuple(dict.fromkeys((*line.options[:at], found.line, *line.options[at + 1 :])))
            whole = Alternatives(options) if len(options) > 1 else found.line
            return NextStep(found.name, whole, found.values)
    return None


def _without_letter(line: Relation) -> NextStep | None:
    difference = expanded(Sum((line.left, negated(line.right))))
    value = difference.get((), Fraction(0))
    if set(difference) - {()}:
        return None
    holds = {"=": value == 0, "<": value < 0, ">": value > 0, "<=": value <= 0, ">=": value >= 0}[line.op]
    return NextStep("always" if holds else "never", Everything() if holds else Empty())


def _sides(line: Relation, left: Node, right: Node, *, turned: bool = False) -> Relation:
    return Relation(TURNED[line.op] if turned else line.op, left, right)


def _both(line: Relation) -> Iterator[tuple[Node, Node]]:
    yield line.left, line.right
    yield line.right, line.left


def _zero_product(line: Relation, letter: str) -> NextStep | None:
    if line.op != "=":
        return None
    for one, other in _both(line):
        found = _letter_factors(one, letter)
        if number(other) == 0 and found:
            options = tuple(Relation("=", factor, ZERO) for factor in dict.fromkeys(found))
            whole = Alternatives(options) if len(options) > 1 else options[0]
            return NextStep("zero-product" if len(options) > 1 else "zero-factor", whole)
    return None


def _letter_factors(side: Node, letter: str) -> list[Node]:
    """The different things in a letter that a side is a product of; empty where it is one thing to the first power."""
    inner = side.inner if isinstance(side, Negative) else side
    found = [power(factor) for factor in factors(inner) if letter in names(factor)]
    if len(found) >= 2 or (len(found) == 1 and found[0][1] > 1):
        return [base for base, exponent in found if exponent > 0]
    return []


def _square(line: Relation, letter: str) -> NextStep | None:
    """``(x - 1)^2 = 9``: both roots."""
    if line.op != "=":
        return None
    for one, other in _both(line):
        base, exponent = power(one)
        value = number(other)
        if exponent == 2 and value is not None and letter in names(base):
            if value < 0:
                return NextStep("square-below-zero", Empty())
            root = _exact_root(value)
            size = Root(other) if root is None else ratio(root)
            options = (Relation("=", base, size), Relation("=", base, Negative(size)))
            return NextStep("root-both-signs", Alternatives(options) if value else options[0])
    return None


def _exact_root(value: Fraction) -> Fraction | None:
    if value < 0:
        return None
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    return Fraction(above, below) if above**2 == value.numerator and below**2 == value.denominator else None


def _brackets(line: Relation, letter: str) -> NextStep | None:
    for at, side in enumerate((line.left, line.right)):
        if _has_brackets(side, letter):
            sides = [line.left, line.right]
            sides[at] = _opened(side)
            if sides[at] != side:
                return NextStep("multiply-out", _sides(line, *sides), {"side": side})
    return None


def _has_brackets(side: Node, letter: str) -> bool:
    return any(_is_bracketed(term, letter) for term in terms(side))


def _is_bracketed(term: Node, letter: str) -> bool:
    inner = term.inner if isinstance(term, Negative) else term
    if isinstance(term, Negative) and isinstance(inner, Sum):
        return True
    if isinstance(inner, Product):
        return any(isinstance(power(f)[0], Sum) for f in factors(inner))
    return isinstance(inner, Power) and isinstance(inner.base, Sum) and letter in names(inner)


def _opened(side: Node) -> Node:
    """Every term with brackets multiplied out, the others as they stand."""
    made: list[Node] = []
    for term in terms(side):
        bracketed = any(isinstance(part, Sum) for part in term.walk()) and not isinstance(term, Quotient)
        made.extend(terms(collected(term)) if bracketed else [term])
    return total(made)


def _fractions(line: Relation, letter: str) -> NextStep | None:
    """Clears bottoms that are numbers, where more than the letter's own number is a fraction of it."""
    every = [term for side in (line.left, line.right) for term in terms(side)]
    below = lcm(*(_below(term) for term in every))
    hard = any(_splits(term) for term in every) or sum(letter in names(t) and _below(t) > 1 for t in every) > 1
    if below == 1 or not hard:
        return None
    sides = [total([_multiplied(term, below) for term in terms(side)]) for side in (line.left, line.right)]
    return NextStep("clear-fractions", _sides(line, *sides), {"number": integer(below)})


def _below(term: Node) -> int:
    inner = term.inner if isinstance(term, Negative) else term
    if isinstance(inner, Quotient) and (value := number(inner.below)) is not None and value.denominator == 1:
        return abs(int(value)) or 1
    return split(term)[0].denominator


def _splits(term: Node) -> bool:
    inner = term.inner if isinstance(term, Negative) else term
    return isinstance(inner, Quotient) and isinstance(inner.above, Sum)


def _multiplied(term: Node, by: int) -> Node:
    inner = term.inner if isinstance(term, Negative) else term
    if isinstance(inner, Quotient) and isinstance(inner.above, Sum):
        value = number(inner.below)
        if value:
            body = product([ratio(by / value), inner.above])
            return Negative(body) if isinstance(term, Negative) else body
    times, rest = split(term)
    return joined(times * by, rest)


def _tidy(line: Relation, _letter: str) -> NextStep | None:
    for at, side in enumerate((line.left, line.right)):
        found = expanded(side)
        if len(found) < len(terms(side)) > 1:
            sides = [line.left, line.right]
            sides[at] = written(found)
            return NextStep("collect", _sides(line, *sides), {"side": side})
    return None


def _quadratic(line: Relation, letter: str) -> NextStep | None:
    if line.op != "=":
        return None
    found = in_powers_of(Sum((line.left, negated(line.right))), letter)
    if found is None or max(found, default=0) < 2 or min(found) < 0:
        return None
    if set(found) == {0, 2} and letter not in names(line.right):
        return _pure_square(letter, found)
    if ZERO not in (line.left, line.right):
        whole = collected(Sum((line.left, negated(line.right))))
        return NextStep("to-zero", Relation("=", whole, ZERO))
    side = line.left if line.right == ZERO else line.right
    product_form = factored(side)
    if product_form is not None:
        return NextStep("factor", Relation("=", product_form, ZERO), {"side": side})
    return _formula(found, letter) if max(found) == 2 else None


def _pure_square(letter: str, found: dict[int, Node]) -> NextStep | None:
    square, rest = number(found[2]), number(found[0])
    if square is None or rest is None:
        return None
    value = -rest / square
    return NextStep("square-alone", Relation("=", Power(Name(letter), integer(2)), ratio(value)))


def _formula(found: dict[int, Node], letter: str) -> NextStep | None:
    a, b, c = (number(found.get(degree, ZERO)) for degree in (2, 1, 0))
    if a is None or b is None or c is None:
        return None
    inside = b * b - 4 * a * c
    if inside < 0:
        return NextStep("formula-none", Empty(), {"number": ratio(inside)})
    root = _exact_root(inside)
    size = Root(ratio(inside)) if root is None else None
    options: list[Node] = []
    for sign in (1, -1):
        if root is not None:
            value: Node = ratio((-b + sign * root) / (2 * a))
        else:
            assert size is not None
            value = Quotient(Sum((ratio(-b), size if sign > 0 else Negative(size))), ratio(2 * a))
        options.append(Relation("=", Name(letter), value))
    return NextStep("formula", Alternatives(tuple(dict.fromkeys(options))))


def _gather_letter(line: Relation, letter: str) -> NextStep | None:
    """The letter's terms go where there are more of them."""
    left, right = (_linear(side, letter) for side in (line.left, line.right))
    if left is None or right is None or not left or not right:
        return None
    take_from_right = left >= right
    term = joined(right if take_from_right else left, [Name(letter)])
    sides = [collected(Sum((side, negated(term)))) for side in (line.left, line.right)]
    return _taken(term, line, sides, "letter")


def _linear(side: Node, letter: str) -> Fraction | None:
    found = in_powers_of(side, letter)
    if found is None or set(found) - {0, 1}:
        return None
    return number(found.get(1, ZERO))


def _taken(term: Node, line: Relation, sides: list[Node], what: str) -> NextStep:
    times, _ = split(term)
    name = f"subtract-{what}" if times > 0 else f"add-{what}"
    raw = [
        total([part for part in terms(side) if part != term] if term in terms(side) else [*terms(side), negated(term)])
        for side in (line.left, line.right)
    ]
    return NextStep(name, _sides(line, *sides), {"term": term if times > 0 else negated(term)}, raw=_sides(line, *raw))


def _gather_rest(line: Relation, letter: str) -> NextStep | None:
    """What stands beside the letter goes to the other side."""
    for one, other in _both(line):
        if letter not in names(one) or letter in names(other):
            continue
        rest = [term for term in terms(one) if letter not in names(term)]
        if not rest or len(rest) == len(terms(one)):
            continue
        term = rest[0]
        kept = total([part for part in terms(one) if part is not term])
        moved = collected(Sum((other, negated(term))))
        sides = [kept, moved] if one is line.left else [moved, kept]
        return _taken(term, line, sides, "rest")
    return None


def _divide(line: Relation, letter: str) -> NextStep | None:
    for one, other in _both(line):
        found = in_powers_of(one, letter)
        if found is None or set(found) != {1} or letter in names(other):
            continue
        times = number(found[1])
        if times is None:
            quotient = Relation(line.op, Name(letter), Quotient(other, found[1]))
            return NextStep("divide", quotient, {"number": found[1]}) if line.op == "=" else None
        if times == 1:
            return None
        moved = written({m: v / times for m, v in expanded(other).items()})
        sides = [Name(letter), moved] if one is line.left else [moved, Name(letter)]
        return _divided(line, times, _sides(line, *sides, turned=times < 0))
    return None


def _divided(line: Relation, times: Fraction, result: Relation) -> NextStep:
    turned = "-and-turn" if times < 0 and line.op != "=" else ""
    if times == -1:
        return NextStep(f"change-signs{turned}", result)
    if abs(times.numerator) == 1:
        return NextStep(f"multiply{turned}", result, {"number": ratio(1 / times)})
    return NextStep(f"divide{turned}", result, {"number": ratio(times)})


RULES = (_zero_product, _square, _brackets, _fractions, _tidy, _quadratic, _gather_letter, _gather_rest, _divide)
"""What is tried, in this order."""
