"""What a unit stands for beside the one that is asked for: the C of 20 C is no coulomb where a temperature is."""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.maths.numeric import at
from chiron.core.learning.maths.tree import Constant, Negative, Node, Number, Quantity, Style
from chiron.core.learning.maths.units import dimension
from chiron.core.learning.maths.value import Undefined, exact

_OTHERS = {
    "coulomb": ("degC",),
    "farad": ("degF",),
    "arcminute": ("minute", "foot"),
    "arcsecond": ("second", "inch"),
}
"""Unit as it is read -> what else the same sign stands for."""
_TEMPERATURES = ("degC", "degF")


def meant(found: Node, unit: str) -> Node:
    """The amount, with its unit read as one of the kind that is asked for where its sign may stand for that.

    A number of π beside an angle is in radians; a share beside percent is a share.
    """
    if not isinstance(found, Quantity):
        return _without_unit(found, unit)
    if dimension(found.unit) == dimension(unit):
        return found
    others = _OTHERS.get(found.unit, ())
    if found.unit == "degree" and unit in _TEMPERATURES:
        others = (unit,)
    fitting = [other for other in others if dimension(other) == dimension(unit)]
    return Quantity(found.value, fitting[0], span=found.span) if fitting else found


def _without_unit(found: Node, unit: str) -> Node:
    if dimension(unit) == "angle" and any(part == Constant("pi") for part in found.walk()):
        return Quantity(found, "radian", span=found.span)
    if unit == "percent" and _is_share(found):
        return Quantity(found, "dimensionless", span=found.span)
    return found


def _is_share(node: Node) -> bool:
    """Whether a number is written as a part of one: a fraction or a decimal below it."""
    inner = node.inner if isinstance(node, Negative) else node
    try:
        value = exact(inner)
        size = value if value is not None else Fraction(str(at(inner, {}, 30)))
    except (Undefined, ValueError):
        return False
    whole = isinstance(inner, Number) and inner.written.style is Style.INTEGER
    return abs(size) <= 1 and not whole
