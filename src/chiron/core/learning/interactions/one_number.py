"""What counts as one number, worked out; what it is worth, and what it lacks of a form asked for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from chiron.core.learning.maths.forms import FormName, lacking
from chiron.core.learning.maths.numeric import at
from chiron.core.learning.maths.tree import Constant, Name, Negative, Node, Number, Product, Quotient, Root, Style, Sum
from chiron.core.learning.maths.units import half_figure
from chiron.core.learning.maths.value import Undefined, exact
from chiron.core.learning.unread import Unread


def is_one_number(node: Node) -> bool:
    """Whether nothing is left to work out: a numeral, a fraction of two, a multiple of a root or of π."""
    if isinstance(node, Negative):
        return not isinstance(node.inner, Negative) and is_one_number(node.inner)
    if isinstance(node, Quotient):
        return all(_is_piece(part) for part in node.parts)
    return isinstance(node, Number) or _is_irrational(node)


def _is_piece(node: Node) -> bool:
    inner = node.inner if isinstance(node, Negative) else node
    return isinstance(inner, Number) or _is_irrational(inner)


def _is_irrational(node: Node) -> bool:
    if isinstance(node, Constant):
        return node.name in ("pi", "e")
    if isinstance(node, Root):
        return isinstance(node.inner, Number | Quotient) and _exact(node) is None
    if isinstance(node, Product):
        rest = [part for part in node.factors if not isinstance(part, Number | Quotient)]
        whole = len(node.factors) - len(rest) <= 1 and len(set(rest)) == len(rest) > 0
        return whole and all(_is_irrational(part) for part in rest)
    return False


def _exact(node: Node) -> Fraction | None:
    """The fraction that it is; 0 where it has no value at all."""
    try:
        return exact(node)
    except Undefined:
        return Fraction(0)


def worth(node: Node) -> Fraction:
    """The value of one number, to 30 digits where it is no fraction. Raises Unread where it has none."""
    try:
        found = exact(node)
        return found if found is not None else Fraction(str(at(node, {}, 30)))
    except (Undefined, ValueError):
        raise Unread("not-one-number", node.span[0]) from None


def surprise(node: Node, field: str = "answer") -> Unread:
    """Why this is not one number, at the place where something else begins. Letters of no step were refused before."""
    for part in node.walk():
        if isinstance(part, Name):
            return Unread("letter-left", part.span[0], field)
    second = list(_parts(node))[1:2]
    return Unread("not-one-number", second[0].span[0] if second else node.span[0], field)


def _parts(node: Node) -> Iterator[Node]:
    inner = node.inner if isinstance(node, Negative) else node
    yield from inner.parts if isinstance(inner, Sum | Product | Quotient) else ()


FORMS: dict[str, FormName] = {"mixed": "mixed", "scientific": "scientific"}


def form_lacking(node: Node, form: str) -> str | None:
    """What one number lacks of a form of the numeric kind, a key of NOTES; None where it lacks nothing."""
    inner = node.inner if isinstance(node, Negative) else node
    style = inner.written.style if isinstance(inner, Number) else None
    if form == "integer":
        plain = style in (Style.INTEGER, Style.DECIMAL, Style.SCIENTIFIC) and worth(inner).denominator == 1
        return None if plain else "not-integer"
    if form == "decimal":
        return None if style in (Style.DECIMAL, Style.INTEGER, Style.SCIENTIFIC) else "not-decimal"
    if form == "simplest":
        return lacking(node, "mixed" if style is Style.MIXED else "lowest-terms")
    found = lacking(node, FORMS[form]) if form in FORMS else None
    if found and form == "mixed" and style is not Style.MIXED:
        return "not-mixed" if abs(worth(node)) > 1 else "not-simplest"
    return found


def half_step(answer: Fraction, figures: int | None, places: int | None) -> Fraction:
    """How far off a number may be that is rounded to significant figures or decimal places; 0 where neither is."""
    if places is not None:
        return Fraction(1, 2 * 10**places)
    return half_figure(answer, figures)
