"""How values are written into texts: in prose, in maths, or plainly for another parser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from chiron.core.learning.exact import FormulaError, Said, Value, number, rounded
from chiron.core.learning.functions import places

MINUS = "−"


class Mode(StrEnum):
    """Where a value is written."""

    TEXT = "text"
    MATHS = "maths"
    """Inside ``$...$``: LaTeX."""
    PLAIN = "plain"
    """For our own parsers: ASCII, fractions in brackets, decimal point."""


@dataclass(frozen=True, slots=True)
class Style:
    """Where a value is written, and the course's decimal sign."""

    mode: Mode
    decimal: str = "."

    @property
    def minus(self) -> str:
        """The minus sign: a true one in prose."""
        return MINUS if self.mode is Mode.TEXT else "-"


PROSE = Style(Mode.TEXT)


def show(value: Value, style: Style) -> str:
    """Any value as ``@name`` writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return fraction(value, style)
    if isinstance(value, str):
        return value.shown if isinstance(value, Said) else value
    raise FormulaError("A record cannot be written; name one of its fields, as in @{cell.kind}.")


def fraction(value: Fraction, style: Style) -> str:
    """A number exactly: whole, or as a fraction."""
    above, below = abs(value.numerator), value.denominator
    sign = style.minus if value.numerator < 0 else ""
    if below == 1:
        return f"{sign}{above}"
    if style.mode is Mode.MATHS:
        return f"{sign}\\frac{{{above}}}{{{below}}}"
    return f"{sign}({above}/{below})" if style.mode is Mode.PLAIN else f"{sign}{above}/{below}"


def mixed(style: Style, value: Value) -> str:
    """A number as whole part and fraction, such as 1 1/2."""
    exact = number(value)
    part, rest = divmod(abs(exact), 1)
    if part == 0 or rest == 0 or style.mode is Mode.PLAIN:
        return fraction(exact, style)
    sign = style.minus if exact < 0 else ""
    gap = "" if style.mode is Mode.MATHS else " "
    return f"{sign}{part}{gap}{fraction(rest, style)}"


def decimal(style: Style, value: Value, digits: Value | None = None) -> str:
    """A decimal, exact or rounded to so many places. Raises FormulaError if it has no end and none are given."""
    exact = number(value)
    count = _places_of(exact) if digits is None else places(digits)
    scaled = abs(rounded(exact, count)) * 10**count
    text = str(scaled.numerator).rjust(count + 1, "0")
    sign = style.minus if exact < 0 and scaled else ""
    if not count:
        return sign + text
    mark = "." if style.mode is Mode.PLAIN or style.decimal == "." else ","
    mark = "{,}" if mark == "," and style.mode is Mode.MATHS else mark
    return f"{sign}{text[:-count]}{mark}{text[-count:]}"


def _places_of(value: Fraction) -> int:
    count, rest = 0, value.denominator
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest, times = rest // prime, times + 1
        count = max(count, times)
    if rest != 1:
        raise FormulaError(f"{value} has no last decimal place; say how many to write, as in decimal(x, 2).")
    return int(places(Fraction(count)))


def percent(style: Style, value: Value) -> str:
    """A number as per cent: 75% for 3/4."""
    return decimal(style, number(value) * 100) + ("\\%" if style.mode is Mode.MATHS else "%")


def signed(style: Style, value: Value) -> str:
    """A number with its sign before it, to follow another: ``+ 3``."""
    exact = number(value)
    return f"{style.minus if exact < 0 else '+'} {fraction(abs(exact), style)}"


def coefficient(style: Style, value: Value) -> str:
    """A number before a letter: nothing for 1, a bare minus for -1."""
    exact = number(value)
    if abs(exact) == 1:
        return style.minus if exact < 0 else ""
    return fraction(exact, style)


def term(style: Style, value: Value, letter: Value = "") -> str:
    """A number times a letter: ``3x``, ``-x``, ``0``."""
    if number(value) == 0 or not letter:
        return fraction(number(value), style)
    return coefficient(style, value) + show(letter, style)


def plus(style: Style, value: Value, letter: Value = "") -> str:
    """A term with its sign, to follow another; nothing when it is zero."""
    exact = number(value)
    if exact == 0:
        return ""
    return f"{style.minus if exact < 0 else '+'} {term(style, abs(exact), letter)}"


def linear(style: Style, value: Value, letter: Value, constant: Value) -> str:
    """``ax + b`` without what is zero."""
    if number(value) == 0:
        return fraction(number(constant), style)
    return f"{term(style, value, letter)} {plus(style, constant)}".rstrip()


def bracketed(style: Style, value: Value) -> str:
    """A number in brackets when it is negative."""
    exact = number(value)
    return f"({fraction(exact, style)})" if exact < 0 else fraction(exact, style)


FORMATS: dict[str, tuple[int, int, Callable[..., Value]]] = {
    "signed": (1, 1, signed),
    "coef": (1, 1, coefficient),
    "term": (1, 2, term),
    "plus": (1, 2, plus),
    "linear": (3, 3, linear),
    "paren": (1, 1, bracketed),
    "frac": (1, 1, lambda style, value: fraction(number(value), style)),
    "mixed": (1, 1, mixed),
    "decimal": (1, 2, decimal),
    "percent": (1, 1, percent),
}
"""name -> (fewest values, most values, function); each is given the style first."""
