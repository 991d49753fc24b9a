"""Numbers of QTI expressions: sums and the like, rounding, tolerance, functions and statistics."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from chiron.engine.library.importing.formats.qti.values import Undecided
from chiron.engine.library.importing.formats.qti.vocabulary import Element

Number = float | int
_BITS = 256


def bounded(value: Number | None) -> Number | None:
    """The number; NULL where it is none. Raises Undecided where it is too long to go on with."""
    if isinstance(value, int) and value.bit_length() > _BITS:
        raise Undecided("a number of more than 70 digits")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def rounded(value: Number, mode: str, figures: int) -> float:
    """A number to decimal places or significant figures, half away from zero. Raises Undecided out of bounds."""
    if not -20 <= figures <= 30 or not math.isfinite(value):
        raise Undecided(f"rounding to {figures} figures")
    exact = Decimal(repr(float(value)))
    if exact == 0:
        return 0.0
    places = figures if mode == "decimalPlaces" else figures - 1 - exact.adjusted()
    return float(exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def equal(one: Number, other: Number, mode: str, tolerance: list[float], element: Element) -> bool:
    """QTI's ``equal``: exactly, or between the bounds around the first value (section 6.4)."""
    if mode == "exact":
        return one == other
    if not tolerance:
        raise Undecided("equal with a tolerance that is not said")
    low, high = tolerance[0], tolerance[-1]
    if mode == "relative":
        low, high = abs(one) * low / 100, abs(one) * high / 100
    # The tolerances are decimals, the sums are not: 0.3 is within 0.1 of 0.2.
    least, most = one - low, one + high
    slack = 1e-12 * max(1.0, abs(one))
    with_least = (element.get("includeLowerBound") or "true") not in ("false", "0")
    with_most = (element.get("includeUpperBound") or "true") not in ("false", "0")
    above = other >= least - slack if with_least else other > least + slack
    return above and (other <= most + slack if with_most else other < most - slack)


def _divide(every: list[Number]) -> Number | None:
    one, other = every
    return None if other == 0 else one / other


def _whole(every: list[Number]) -> Number | None:
    one, other = every
    return None if other == 0 else math.floor(one / other) if isinstance(one, float) else int(one // int(other))


def _modulus(every: list[Number]) -> Number | None:
    one, other = every
    return None if other == 0 else int(one) % int(other)


def _power(every: list[Number]) -> Number | None:
    one, other = every
    found = float(one) ** float(other)
    return found if isinstance(found, float) else None


def _product(every: list[Number]) -> Number:
    found: Number = 1
    for each in every:
        found = bounded(found * each) or 0
    return found


def _only(every: list[Number]) -> Number:
    (value,) = every
    return value


def _gcd(every: list[Number]) -> Number:
    return math.gcd(*(int(each) for each in every))


def _lcm(every: list[Number]) -> Number:
    found = 1
    for each in every:
        found = int(bounded(math.lcm(found, int(each))) or 0)
    return found


def _subtract(every: list[Number]) -> Number:
    one, other = every
    return one - other


def _round(value: Number) -> int:
    return math.floor(value + 0.5)


FOLDS: dict[str, Callable[[list[Number]], Number | None]] = {
    "sum": sum,
    "product": _product,
    "subtract": _subtract,
    "divide": _divide,
    "power": _power,
    "integerDivide": _whole,
    "integerModulus": _modulus,
    "truncate": lambda every: math.trunc(_only(every)),
    "round": lambda every: _round(_only(every)),
    "integerToFloat": lambda every: float(_only(every)),
    "max": max,
    "min": min,
    "gcd": _gcd,
    "lcm": _lcm,
}


def _sign(value: Number) -> int:
    return (value > 0) - (value < 0)


MATHS: dict[str, Callable[..., Number]] = {
    name: getattr(math, name)
    for name in ("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "log10", "exp")
} | {
    "ln": math.log,
    "log": math.log10,
    "abs": abs,
    "floor": math.floor,
    "ceil": math.ceil,
    "signum": _sign,
    "toDegrees": math.degrees,
    "toRadians": math.radians,
    "sec": lambda x: 1 / math.cos(x),
    "csc": lambda x: 1 / math.sin(x),
    "cot": lambda x: 1 / math.tan(x),
}
STATISTICS: dict[str, Callable[[Any], Number]] = {
    "mean": statistics.fmean,
    "sampleVariance": statistics.variance,
    "sampleSD": statistics.stdev,
    "popVariance": statistics.pvariance,
    "popSD": statistics.pstdev,
}
