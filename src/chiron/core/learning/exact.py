"""Exact values of formulas: fractions, text, truth and records; and the bounds they keep."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import isqrt

from chiron.core.errors import InvalidInput
from chiron.core.words import Json

Value = Fraction | str | bool | Mapping[str, "Value"]
"""What a formula can hold."""


class Said(str):
    """A word that formulas go on to compare as it is, and that texts write as ``shown``, in another language."""

    __slots__ = ("shown",)
    shown: str

    def __new__(cls, word: str, shown: str) -> Said:
        made = super().__new__(cls, word)
        made.shown = shown
        return made


def said(value: Value, shown: Value) -> Value:
    """A value whose words, also within a record, are written as those of ``shown``."""
    if isinstance(value, Mapping) and isinstance(shown, Mapping):
        return {name: said(inner, shown.get(name, inner)) for name, inner in value.items()}
    return Said(value, shown) if isinstance(value, str) and isinstance(shown, str) and value != shown else value


LIMIT = 10**40
"""No numerator or denominator grows beyond this."""
MAXIMUM_EXPONENT = 200


class FormulaError(InvalidInput):
    """A formula that cannot be read or worked out; ``details['place']`` is the offset in it, where known."""

    code = "formula"

    def __init__(self, message: str, place: int | None = None) -> None:
        super().__init__(message, place=place)
        self.place = place


def bounded(number: Fraction) -> Fraction:
    """The number itself, if it keeps the bounds; raises FormulaError otherwise."""
    if abs(number.numerator) > LIMIT or number.denominator > LIMIT:
        raise FormulaError("A number grows too large; use smaller values.")
    return number


def number(value: Value) -> Fraction:
    """The value as a number; raises FormulaError for text, truth and records."""
    if isinstance(value, Fraction):
        return value
    raise FormulaError(f"A number is needed here, not {kind_of(value)}.")


def whole(value: Value) -> int:
    """The value as a whole number; raises FormulaError otherwise."""
    exact = number(value)
    if exact.denominator != 1:
        raise FormulaError(f"A whole number is needed here, not {exact}.")
    return exact.numerator


def truth(value: Value) -> bool:
    """The value as true or false; raises FormulaError otherwise."""
    if isinstance(value, bool):
        return value
    raise FormulaError(f"A comparison is needed here, not {kind_of(value)}.")


def kind_of(value: Value) -> str:
    """The kind of value in words, for messages."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, Fraction):
        return "a number"
    return "text" if isinstance(value, str) else "a record"


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """``base ^ exponent`` for whole exponents, refused before it grows too large."""
    times = whole(exponent)
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(times) > MAXIMUM_EXPONENT or bits * abs(times) > 2 * LIMIT.bit_length():
        raise FormulaError("A power grows too large; use a smaller base or exponent.")
    if times < 0 and base == 0:
        raise FormulaError("Division by zero.")
    return bounded(base**times)


def exact_root(value: Fraction) -> Fraction | None:
    """The square root if it is a fraction, else None."""
    if value < 0:
        return None
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    if above * above != value.numerator or below * below != value.denominator:
        return None
    return Fraction(above, below)


def rounded(value: Fraction, places: int) -> Fraction:
    """Round to decimal places, halves away from zero."""
    scale = 10**places
    scaled = abs(value) * scale
    up = (scaled + Fraction(1, 2)).__floor__()
    return Fraction(up if value >= 0 else -up, scale)


def from_authored(value: object) -> Value:
    """A YAML scalar or record as a value; decimals are taken as written."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return bounded(Fraction(value))
    if isinstance(value, float):
        try:
            return bounded(Fraction(repr(value)))
        except ValueError:
            raise FormulaError("A parameter must be a finite number.") from None
    if isinstance(value, Mapping):
        return {str(name): from_authored(inner) for name, inner in value.items()}
    raise FormulaError("A parameter must be a number, text or a record of them.")


def to_json(value: Value) -> Json:
    """A value for JSON: whole numbers as numbers, fractions as ``"3/4"``."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    if isinstance(value, Mapping):
        return {name: to_json(inner) for name, inner in value.items()}
    return str(value) if isinstance(value, Said) else value
