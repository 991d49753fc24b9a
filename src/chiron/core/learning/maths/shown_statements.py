"""Relations, sets, points and quantities as text, whichever way their expressions are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chiron.core.learning.maths.tree import (
    Alternatives,
    Both,
    Chain,
    Constant,
    Empty,
    Everything,
    Interval,
    Negative,
    Node,
    Point,
    Quantity,
    Relation,
    SetOf,
    Union,
)
from chiron.core.learning.maths.unit_words import MONEY, shown_unit

_TEX_SIGNS = {"=": "=", "!=": r"\ne ", "<": "<", "<=": r"\le ", ">": ">", ">=": r"\ge ", "in": r"\in "}
_SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "in": "∈"}
_JOINS = {"en": ("or", "and"), "es": ("o", "y")}


@dataclass(frozen=True, slots=True)
class Words:
    """The signs and words of one way of showing."""

    language: str
    decimal: str
    latex: bool

    @property
    def comma(self) -> str:
        """What parts members: never the decimal sign."""
        return "; " if self.decimal == "," else ", "

    def sign(self, op: str) -> str:
        return f" {_TEX_SIGNS[op].strip()} " if self.latex else f" {_SIGNS[op]} "

    def join(self, both: bool) -> str:
        word = _JOINS.get(self.language, _JOINS["en"])[both]
        return rf" \text{{ {word} }} " if self.latex else f" {word} "

    def pair(self, opening: str, closing: str, inner: str) -> str:
        return rf"\left{opening}{inner}\right{closing}" if self.latex else f"{opening[-1]}{inner}{closing[-1]}"


def statement(node: Node, expression: Callable[[Node], str], words: Words) -> str:
    """Any tree; ``expression`` shows those of numbers and letters."""

    def shown(part: Node) -> str:
        return statement(part, expression, words)

    if isinstance(node, Relation):
        return shown(node.left) + words.sign(node.op) + shown(node.right)
    if isinstance(node, Chain):
        text = shown(node.sides[0])
        for op, side in zip(node.ops, node.sides[1:], strict=True):
            text += words.sign(op) + shown(side)
        return text
    if isinstance(node, Alternatives):
        return words.join(False).join(map(shown, node.options))
    if isinstance(node, Both):
        return words.join(True).join(map(shown, node.conditions))
    if isinstance(node, Quantity):
        return _quantity(node, expression, words)
    return _set(node, shown, words) or expression(node)


def _set(node: Node, shown: Callable[[Node], str], words: Words) -> str:
    if isinstance(node, SetOf):
        return words.pair(r"\{", r"\}", words.comma.join(map(shown, node.members)))
    if isinstance(node, Point):
        return words.pair("(", ")", words.comma.join(map(shown, node.coordinates)))
    if isinstance(node, Union):
        return (r" \cup " if words.latex else " ∪ ").join(map(shown, node.sets))
    if isinstance(node, Interval):
        return _interval(node, shown, words)
    if isinstance(node, Empty):
        return r"\varnothing" if words.latex else "∅"
    if isinstance(node, Everything):
        return r"\mathbb{R}" if words.latex else "ℝ"
    return ""


def _interval(node: Interval, shown: Callable[[Node], str], words: Words) -> str:
    inner = shown(node.low) + words.comma + shown(node.high)
    opening, closing = "[" if node.low_closed else "(", "]" if node.high_closed else ")"
    if not words.latex and opening + closing == "()" and not any(map(_endless, (node.low, node.high))):
        opening, closing = "]", "["  # in round brackets it could be a point
    return words.pair(opening, closing, inner)


def _endless(node: Node) -> bool:
    end = node.inner if isinstance(node, Negative) else node
    return isinstance(end, Constant) and end.name == "infinity"


def _quantity(node: Quantity, expression: Callable[[Node], str], words: Words) -> str:
    sign = next((sign for sign, name in MONEY.items() if name == node.unit), "")
    if sign:
        return ("\\" if sign == "$" and words.latex else "") + sign + expression(node.value)
    unit = shown_unit(node.unit, words.latex)
    return expression(node.value) + (rf"\,\mathrm{{{unit}}}" if words.latex else f" {unit}")
