"""Quantities: the same dimension, the same value in another unit, within a tolerance or to significant figures.

Units are read by our own grammar and list (``unit_words``); ``pint`` only turns their known names into numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, Literal

from chiron.core.learning.maths.forms import figures_lacking
from chiron.core.learning.maths.numeric import at
from chiron.core.learning.maths.tree import Name, Node, Quantity, Relation
from chiron.core.learning.maths.unit_words import CURRENCIES, read_unit
from chiron.core.learning.maths.value import Undefined, exact

__all__ = ["Measured", "compare", "half_figure", "read_unit"]

_LARGEST_EXACT = 10**30
"""Beyond it the parts of a unit's size are digits of a rounded number."""
_ANGLES = ("degree", "radian", "revolution", "turn", "gon", "arc")
_SHARES = ("percent", "dimensionless")
Note = Literal["missing-unit", "wrong-unit", "other-unit", "wrong-dimension", "significant-figures"]


@dataclass(frozen=True, slots=True)
class Measured:
    """How an answer compares with the key.

    ``equal``: the same amount, whatever the unit; None where it could not be worked out. ``note``: ``missing-unit``
    (a right number without one), ``other-unit`` (the right amount, not in the unit asked for), ``wrong-unit`` (the
    right number with a unit of the same kind that makes it another amount), ``wrong-dimension`` (a unit of another
    kind), ``significant-figures``.
    """

    equal: bool | None
    note: Note | None = None


def compare(
    answer: Node,
    key: Quantity,
    relative: Fraction = Fraction(0),
    absolute: Fraction = Fraction(0),
    figures: int | None = None,
) -> Measured:
    """Compare an answer with a quantity; ``absolute`` is in the key's unit, ``figures`` the significant ones asked for.

    With ``figures`` the amount must be the key's rounded to them, or as near as that rounding.
    """
    if isinstance(answer, Relation) and answer.op == "=" and isinstance(answer.left, Name):
        answer = answer.right  # v = 3 m/s
    value, wanted = _number(answer.value if isinstance(answer, Quantity) else answer), _number(key.value)
    if value is None or wanted is None:
        return Measured(None)
    allowed = max(absolute, abs(wanted) * relative, half_figure(wanted, figures))
    if not isinstance(answer, Quantity):
        return Measured(False, "missing-unit" if _near(value, wanted, allowed) else None)
    if dimension(answer.unit) != dimension(key.unit):
        return Measured(False, "wrong-dimension")
    amount = converted(value, answer.unit, key.unit)
    if amount is None:
        return Measured(None)
    if not _near(amount, wanted, allowed + _rounding(answer.unit, key.unit, wanted)):
        return Measured(False, "wrong-unit" if _near(value, wanted, allowed) else None)
    if not same_unit(answer.unit, key.unit):
        return Measured(True, "other-unit")
    if figures is not None and figures_lacking(answer, figures):
        return Measured(True, "significant-figures")
    return Measured(True)


def _near(value: Fraction, wanted: Fraction, allowed: Fraction) -> bool:
    return abs(value - wanted) <= allowed


def _rounding(unit: str, wanted_unit: str, wanted: Fraction) -> Fraction:
    """How far off a conversion may be: by nothing, but for the few units whose size is rounded (degrees by π)."""
    size = converted(Fraction(1), unit, wanted_unit)
    exact_size = size is not None and max(size.numerator, size.denominator) < _LARGEST_EXACT
    return Fraction(0) if exact_size else abs(wanted) * Fraction(1, 10**12)


def half_figure(wanted: Fraction, figures: int | None) -> Fraction:
    """How far off a number may be that is rounded to these significant figures; 0 where none are asked for."""
    if figures is None or not wanted:
        return Fraction(0)
    power = 0
    size = abs(wanted)
    while size >= Fraction(10) ** (power + 1):
        power += 1
    while size < Fraction(10) ** power:
        power -= 1
    return Fraction(10) ** (power - figures + 1) / 2


def _number(node: Node) -> Fraction | None:
    try:
        found = exact(node)
        return found if found is not None else Fraction(str(at(node, {}, 30)))
    except (Undefined, ValueError):
        return None


@cache
def _registry() -> Any:
    """pint's own registry, with numbers as fractions; made when the first unit is compared."""
    from pint import UnitRegistry

    return UnitRegistry(non_int_type=Fraction, cache_folder=None)


@lru_cache(maxsize=512)
def _unit(unit: str) -> Any:
    return _registry().Unit(unit.replace("^", "**"))


@lru_cache(maxsize=512)
def dimension(unit: str) -> str:
    """The kind of a unit: units of the same kind can be compared. Money is a kind by its name, angles are one."""
    if unit in _SHARES:
        return "share"
    if any(part in CURRENCIES for part in unit.split("*")):
        return unit.replace("cent_USD", "USD")
    found = dict(_unit(unit).dimensionality)
    if not found:
        return "angle" if any(word in unit for word in _ANGLES) else unit
    return repr(sorted(found.items()))


def same_unit(one: str, other: str) -> bool:
    """Whether two are the same unit, in whatever order its factors stand."""
    return one == other or sorted(one.split("*")) == sorted(other.split("*"))


def converted(value: Fraction, unit: str, wanted: str) -> Fraction | None:
    """The amount in another unit of the same kind, exactly where the units are; None where it cannot be."""
    if unit == wanted:
        return value
    if any(part in CURRENCIES for part in (unit, wanted)):
        return {("cent_USD", "USD"): value / 100, ("USD", "cent_USD"): value * 100}.get((unit, wanted))
    try:
        found = _registry().Quantity(value, _unit(unit)).to(_unit(wanted)).magnitude
    except Exception:
        return None
    return found if isinstance(found, Fraction) else Fraction(str(found))
