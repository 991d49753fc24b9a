"""Every equality of plain numbers that a worked solution or an example shows is true."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from chiron.core.learning.course import rung_way
from chiron.core.learning.maths.tree import Chain, Node, Relation, names
from chiron.core.learning.maths.value import Undefined, exact
from chiron.engine.library import faults as where
from chiron.engine.library.looks.sight import Sight, Told, maths

REMEDY = (
    "Work it out again, or write ≈ where it is rounded; a wrong line that is meant to be wrong belongs to the prompt."
)


def sums(sight: Sight) -> Iterator[Told]:
    """Chains of equals signs between numbers, in solutions and in the examples of ladders."""
    for path, text in _shown(sight):
        for piece in maths(text):
            if "=" in piece:
                false = untrue(sight.tree(piece))
                if false:
                    yield path, f"`{path[-1]}` shows an equality that is not true: {piece!r}.", REMEDY


def _shown(sight: Sight) -> Iterator[tuple[where.Path, str]]:
    for path, text in sight.texts():
        if path[-1] == "solution":
            yield path, text
    for number, step in enumerate(sight.item.steps):
        for rung, text in step.hints:
            # The example of an error to find may show somebody's wrong line.
            if rung == "worked_example" and sight.template.purpose != "error":
                yield ("steps", number, "hints", rung_way(rung)), text


def untrue(node: Node | None) -> bool:
    """Whether equals signs stand between numbers that differ. Whatever has a letter says nothing."""
    if node is None or names(node):
        return False
    if isinstance(node, Relation) and node.op == "=":
        return _differ([node.left, node.right])
    if isinstance(node, Chain) and set(node.ops) == {"="}:
        return _differ(list(node.sides))
    return False


def _differ(sides: list[Node]) -> bool:
    values = [value for side in sides if (value := _value(side)) is not None]
    return len(set(values)) > 1


def _value(node: Node) -> Fraction | None:
    try:
        return exact(node)
    except Undefined:
        return None
