"""± written out: an expression with it is a set of two, a relation with it two relations."""

from __future__ import annotations

from chiron.core.learning.maths.tree import (
    Alternatives,
    Both,
    Chain,
    Negative,
    Node,
    PlusMinus,
    Point,
    Quantity,
    Relation,
    SetOf,
    Union,
)


def has_plus_minus(node: Node) -> bool:
    """Whether a ± is in it."""
    return any(isinstance(part, PlusMinus) for part in node.walk())


def unfolded(node: Node) -> Node:
    """The tree without ±: every one within a relation or an expression has the same sign at a time."""
    if not has_plus_minus(node):
        return node
    if isinstance(node, Alternatives):
        return Alternatives(_flat(node.options, Alternatives), span=node.span)
    if isinstance(node, Both | Union):
        return node.with_parts([unfolded(part) for part in node.parts])
    if isinstance(node, SetOf):
        return SetOf(_flat(node.members, SetOf), span=node.span)
    up, down = _signed(node, True), _signed(node, False)
    if isinstance(node, Relation | Chain):
        return Alternatives((up, down), span=node.span)
    return SetOf((up, down), span=node.span)


def _flat(parts: tuple[Node, ...], kind: type[Node]) -> tuple[Node, ...]:
    found: list[Node] = []
    for part in parts:
        inner = unfolded(part)
        found.extend(
            inner.parts if isinstance(inner, kind) and not isinstance(part, kind | Point | Quantity) else [inner]
        )
    return tuple(found)


def _signed(node: Node, up: bool) -> Node:
    if isinstance(node, PlusMinus):
        inner = _signed(node.inner, up)
        return inner if up else Negative(inner, span=node.span)
    parts = node.parts
    return node.with_parts([_signed(part, up) for part in parts]) if parts else node
