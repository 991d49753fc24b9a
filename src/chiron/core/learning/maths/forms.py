"""Required forms: what an answer of the right value still lacks, as a note's code; None where it lacks nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd
from typing import Literal

from chiron.core.learning.maths.effort import Spent, effort
from chiron.core.learning.maths.expanded import expanded, terms_of
from chiron.core.learning.maths.factoring import is_factored
from chiron.core.learning.maths.polynomial import degree, polynomial
from chiron.core.learning.maths.simplest import root_below, simplified
from chiron.core.learning.maths.tree import (
    Alternatives,
    Both,
    Chain,
    Constant,
    Interval,
    Name,
    Negative,
    Node,
    Number,
    PlusMinus,
    Point,
    Power,
    Quantity,
    Quotient,
    Relation,
    SetOf,
    Style,
    Sum,
    TooLarge,
    Union,
    names,
)
from chiron.core.learning.maths.unfold import unfolded
from chiron.core.learning.maths.value import Undefined
from chiron.core.learning.maths.worked import base_of, flat, left_over, signless

FormName = Literal[
    "simplified",
    "simplified-roots-below",
    "expanded",
    "factored",
    "single-fraction",
    "by-degree",
    "standard-line",
    "equals-zero",
    "solved",
    "set-up",
    "exact",
    "lowest-terms",
    "integer",
    "decimal",
    "mixed",
    "scientific",
]
_WHOLES = (Relation, Chain, Alternatives, Both, SetOf, Interval, Union, Point, Quantity, PlusMinus)


class Untold(Exception):
    """Whether an answer is in the form asked for cannot be told within bounds: it is no grade."""


def lacking(node: Node, form: FormName) -> str | None:
    """What the answer lacks to be in this form, a key of NOTES; in lists, sets and points each part is looked at.

    Raises Untold.
    """
    try:
        with effort():
            return _lacking(unfolded(node), form)
    except (Undefined, TooLarge, Spent):
        raise Untold from None


def _lacking(node: Node, form: FormName) -> str | None:
    if form not in _RELATIONS and isinstance(node, _WHOLES) and node.parts:
        parts = [part for part in node.parts if not isinstance(part, Name) and not _endless(part)]
        return next((found for part in parts if (found := _lacking(part, form))), None)
    return _RELATIONS[form](node) if form in _RELATIONS else _FORMS[form](node)


def _endless(node: Node) -> bool:
    inner = node.inner if isinstance(node, Negative) else node
    return isinstance(inner, Constant) and inner.name == "infinity"


def figures_lacking(node: Node, figures: int) -> str | None:
    """``significant-figures`` unless the number is written with this many; zeros that end a whole number may count."""
    number = _number(node)
    if number is None:
        return "not-decimal"
    most = number.figures
    least = most
    if number.written.style is Style.INTEGER and number.value:
        least = len(str(number.value.numerator).rstrip("0"))
    return None if least <= figures <= most else "significant-figures"


def places_lacking(node: Node, places: int) -> str | None:
    """``decimal-places`` unless the number is written with this many."""
    number = _number(node)
    if number is None:
        return "not-decimal"
    return None if number.written.places == places else "decimal-places"


def _number(node: Node) -> Number | None:
    if isinstance(node, Quantity):
        node = node.value
    inner = node.inner if isinstance(node, Negative) else node
    return inner if isinstance(inner, Number) and inner.written.style is not Style.MIXED else None


def _integer(node: Node) -> str | None:
    number = _number(node)
    plain = number is not None and number.written.style is Style.INTEGER
    return None if plain else "not-integer"


def _decimal(node: Node) -> str | None:
    number = _number(node)
    plain = number is not None and number.written.style in (Style.INTEGER, Style.DECIMAL)
    return None if plain else "not-decimal"


def _scientific(node: Node) -> str | None:
    number = _number(node)
    if number is None:
        return "not-scientific"
    kept = number.written.style is Style.SCIENTIFIC and (1 <= number.digits < 10 or not number.value)
    return None if kept else "not-scientific"


def _simplified(node: Node) -> str | None:
    """As schools ask for it: the denominator rational, too."""
    return simplified(node) or ("root-below" if root_below(node) else None)


def _exact(node: Node) -> str | None:
    rounded = (Style.DECIMAL, Style.SCIENTIFIC, Style.PERCENT)
    found = any(isinstance(part, Number) and part.written.style in rounded for part in node.walk())
    return "decimal-left" if found else None


def _lowest(node: Node) -> str | None:
    """A whole number, or a fraction of whole numbers without a common divisor."""
    inner = node.inner if isinstance(node, Negative) else node
    if _integer(inner) is None:
        return None
    if isinstance(inner, Quotient) and _integer(inner.above) is None is _integer(inner.below):
        above, below = (abs(_whole(part)) for part in (inner.above, inner.below))
        return None if gcd(above, below) == 1 and below != 1 else "not-simplest"
    return "not-simplest"


def _whole(node: Node) -> int:
    number = _number(node)
    return int(number.value) if number is not None else 0


def _mixed(node: Node) -> str | None:
    """A whole number, a proper fraction or a mixed number, in lowest terms."""
    inner = node.inner if isinstance(node, Negative) else node
    if isinstance(inner, Number) and inner.written.style is Style.MIXED:
        part, written = inner.value % 1, inner.written
        return None if part and part.denominator == written.below and not written.beyond else "not-simplest"
    if _lowest(node) is not None:
        return "not-mixed" if isinstance(inner, Quotient) else "not-simplest"
    if isinstance(inner, Quotient) and abs(Fraction(_whole(inner.above), _whole(inner.below))) > 1:
        return "not-mixed"
    return None


def _single_fraction(node: Node) -> str | None:
    """One fraction at most, without a decimal, nothing in it left to work out; whether it is reduced is another form's
    question.
    """
    inner = node.inner if isinstance(node, Negative) else node
    inside = inner.parts if isinstance(inner, Quotient) else (inner,)
    for part in (deep for each in inside for deep in each.walk()):
        if isinstance(part, Quotient) or (isinstance(part, Power) and isinstance(part.exponent, Negative)):
            return "not-single-fraction"
        if isinstance(part, Number) and part.written.style is Style.MIXED:
            return "not-single-fraction"
    return _exact(node) or left_over(node, reduced=False)


def _expanded(node: Node) -> str | None:
    return expanded(node) or left_over(node)


def _factored(node: Node) -> str | None:
    if not is_factored(node):
        return "not-factored"
    sides = node.parts if isinstance(node, Quotient) else (node,)
    sums = [signless(base_of(factor)) for side in sides for factor in flat(signless(side))]
    return left_over(node) or ("like-terms" if any(isinstance(one, Sum) and expanded(one) for one in sums) else None)


def _by_degree(node: Node) -> str | None:
    """Expanded, the highest power first."""
    lacks = _expanded(node)
    if lacks:
        return lacks
    degrees: list[int] = []
    for term in terms_of(node):
        found = polynomial(term)
        degrees.append(max(map(degree, found), default=0) if found else 0)
    return None if degrees == sorted(degrees, reverse=True) else "not-by-degree"


def _standard_line(node: Node) -> str | None:
    """``ax + by = c``: the letters in order on the left, each once; whole numbers; the first one not negative."""
    if not isinstance(node, Relation) or names(node.right) or expanded(node.left):
        return "not-standard"
    found = polynomial(node.left)
    right = polynomial(node.right)
    if not found or right is None or any(len(monomial) != 1 or degree(monomial) != 1 for monomial in found):
        return "not-standard"
    order = [name for term in terms_of(node.left) for name in names(term)]
    numbers = [*found.values(), *right.values()]
    first = found[((order[0], 1),)]
    kept = order == sorted(order) and all(number.denominator == 1 for number in numbers) and first > 0
    return left_over(node.left) or left_over(node.right) if kept else "not-standard"


def _equals_zero(node: Node) -> str | None:
    """``ax^2 + bx + c = 0``."""
    if not isinstance(node, Relation) or not (isinstance(node.right, Number) and node.right.value == 0):
        return "not-standard"
    return "not-standard" if expanded(node.left) else _by_degree(node.left)


def is_solved(node: Node) -> bool:
    """Whether every letter stands alone on one side, and not on the other."""
    if isinstance(node, Alternatives | Both):
        return all(map(is_solved, node.parts))
    if isinstance(node, Chain):
        middle = node.sides[1]
        rest = (node.sides[0], *node.sides[2:])
        return isinstance(middle, Name) and not any(map(names, rest))
    if not isinstance(node, Relation):
        return True
    sides = (node.left, node.right), (node.right, node.left)
    return any(isinstance(side, Name) and side.letter not in names(other) for side, other in sides)


def _solved(node: Node) -> str | None:
    """A letter alone, and the numbers beside it worked out."""
    return left_over(node) if is_solved(node) else "not-solved"


def says_value(node: Node) -> bool:
    """Whether it only says what a letter is, as ``x = 12`` or ``x < 36/3``: alone on one side, numbers on the other."""
    return isinstance(node, Relation | Chain) and len(names(node)) == 1 and is_solved(node)


def _set_up(node: Node) -> str | None:
    """As the words say it: the letter is still to be found."""
    return "already-solved" if says_value(node) else None


_FORMS: Mapping[str, Callable[[Node], str | None]] = {
    "simplified": _simplified,
    "simplified-roots-below": simplified,
    "expanded": _expanded,
    "factored": _factored,
    "single-fraction": _single_fraction,
    "by-degree": _by_degree,
    "exact": _exact,
    "lowest-terms": _lowest,
    "integer": _integer,
    "decimal": _decimal,
    "mixed": _mixed,
    "scientific": _scientific,
}
_RELATIONS: Mapping[str, Callable[[Node], str | None]] = {
    "standard-line": _standard_line,
    "equals-zero": _equals_zero,
    "solved": _solved,
    "set-up": _set_up,
}
