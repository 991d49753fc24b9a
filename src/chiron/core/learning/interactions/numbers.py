"""Reading the one number that a person typed, as people type numbers: exactly, by the course's decimal sign.

``1/2``, ``½``, ``.5``, ``0,5``, ``1 1/2``, ``1e3``, ``3 × 10⁴``, ``1,000``, ``50%``, ``−3``. What cannot be read, or
could be read in two ways, raises Unread with its place; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import gcd

from chiron.core.learning.interactions.base import Unread, plain_text

LIMIT = 100
"""Characters."""
MAXIMUM_DIGITS = 40
MAXIMUM_EXPONENT = 30
MAXIMUM_DEPTH = 8

_MINUS = "−–‒﹣－"
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
_POWER = re.compile(
    r" *[xX×*·⋅] *10(?: *(?:\^|\*\*) *(?P<plain>[-+]?\d+|\([-+]?\d+\)|\{[-+]?\d+\})|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+))"
)
_SCIENTIFIC = re.compile(r"[eE](?P<plain>[-+]?\d+)")
_POINT = re.compile(
    r"(?P<grouped>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,3}(?: \d{3})+(?:\.\d+)?)(?![\d,])|\d+(?:\.\d*)?|\.\d+"
)
_COMMA = re.compile(r"(?P<grouped>\d{1,3}(?:\.\d{3})+(?:,\d*)?|\d{1,3}(?: \d{3})+(?:,\d+)?)(?![\d.])|\d+(?:,\d*)?|,\d+")


class Shape(StrEnum):
    """How a number was written."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    FRACTION = "fraction"
    MIXED = "mixed"
    PERCENT = "percent"
    POWER = "power"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read. ``lowest`` is whether a fraction is in lowest terms; ``places`` counts decimal places."""

    value: Fraction
    shape: Shape
    lowest: bool = True
    places: int = 0


def read_number(text: str, decimal: str = ".", unit: str | None = None, variable: str | None = None) -> Number:
    """Read one number; a unit and ``x =`` may stand with it where they are given. Raises Unread."""
    return _Reader(plain_text(text, LIMIT), decimal, unit, variable).whole()


def _even(letter: str) -> str:
    """One typed character as one that the reader knows, so that places stay the same."""
    if letter in _MINUS:
        return "-"
    if letter.isspace():
        return " "
    if letter in "⁄∕÷":
        return "/"
    if letter == "٪":
        return "%"
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.decimal(letter))
    wide = ord(letter) - 0xFEE0
    return chr(wide) if 0x21 <= wide <= 0x7E else letter


class _Reader:
    """A walk over the characters; one use."""

    def __init__(self, typed: str, decimal: str, unit: str | None, variable: str | None) -> None:
        self.text = "".join(_even(letter) for letter in typed)
        self.at = 0
        self.decimal = decimal
        self.unit = unit
        self.variable = variable
        self.depth = 0

    def whole(self) -> Number:
        self.named()
        self.leading_unit()
        found = self.value()
        self.spaces()
        found = self.percentage(found)
        self.trailing()
        self.spaces()
        if self.at < len(self.text):
            raise self.surprise()
        return found

    # -- what may stand around the number

    def spaces(self) -> None:
        while self.next == " ":
            self.at += 1

    @property
    def next(self) -> str:
        return self.text[self.at : self.at + 1]

    def took(self, sign: str) -> bool:
        if self.next and self.next in sign:
            self.at += 1
            return True
        return False

    def named(self) -> None:
        self.spaces()
        if self.variable and (found := re.compile(rf"{self.variable} *= *", re.I).match(self.text, self.at)):
            self.at = found.end()

    def leading_unit(self) -> None:
        if self.unit and len(self.unit) == 1 and unicodedata.category(self.unit) == "Sc":
            self.took(self.unit)

    def trailing(self) -> None:
        """A unit, or ``= x``."""
        if self.unit:
            match = re.compile(re.escape(self.unit), re.I).match(self.text, self.at)
            self.at = match.end() if match else self.at
        if self.variable and (found := re.compile(rf" *= *{self.variable} *$", re.I).match(self.text, self.at)):
            self.at = found.end()

    def percentage(self, found: Number) -> Number:
        if self.unit == "%" or not self.took("%"):
            return found
        self.spaces()
        return Number(found.value / 100, Shape.PERCENT, places=found.places)

    def surprise(self) -> Unread:
        letter = self.next
        if letter in "+-*/^×·⋅=()" or letter in _MINUS or letter.isdigit():
            return Unread("not-one-number", self.at)
        if letter in ",.":
            return Unread("decimal-sign", self.at)
        if self.unit and letter.isalpha():
            return Unread("other-unit", self.at)
        return Unread("unreadable", self.at)

    # -- the number

    def value(self) -> Number:
        self.spaces()
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise Unread("unreadable", self.at)
        sign = -1 if self.took("-") else 1
        if sign == 1:
            self.took("+")
        self.spaces()
        if self.depth == 1:
            self.leading_unit()
        start = self.at
        found = self.bracketed(start) if self.took("(") else self.body()
        return Number(sign * found.value, found.shape, found.lowest, found.places)

    def bracketed(self, start: int) -> Number:
        found = self.value()
        self.spaces()
        if not self.took(")"):
            raise Unread("bracket", start) if self.at >= len(self.text) else self.surprise()
        return found

    def body(self) -> Number:
        if vulgar := self.vulgar():
            return vulgar
        first = self.decimal_number()
        if first.shape is Shape.INTEGER and (mixed := self.mixed(first)):
            return mixed
        return self.divided(first)

    def vulgar(self) -> Number | None:
        if not self.next or self.next not in _VULGAR:
            return None
        above, _, below = unicodedata.normalize("NFKC", self.next).partition("⁄")
        self.at += 1
        return Number(Fraction(int(above), int(below)), Shape.FRACTION)

    def mixed(self, first: Number) -> Number | None:
        """``1½`` or ``1 1/2``: the fraction is added to the whole."""
        found = re.compile(r" +(\d+) */ *(\d+)").match(self.text, self.at)
        if not found:
            back = self.at
            self.spaces()
            part = self.vulgar()
            if part is None:
                self.at = back
                return None
            return Number(first.value + part.value, Shape.MIXED)
        above, below = _integer(found.group(1), found.start(1)), _integer(found.group(2), found.start(2))
        if below == 0:
            raise Unread("zero-denominator", found.start(2))
        self.at = found.end()
        return Number(first.value + Fraction(above, below), Shape.MIXED, above < below and gcd(above, below) == 1)

    def divided(self, first: Number) -> Number:
        back = self.at
        self.spaces()
        if not self.took("/"):
            self.at = back
            return first
        self.spaces()
        place = self.at
        sign = -1 if self.took("-") else 1
        below = self.decimal_number()
        if below.value == 0:
            raise Unread("zero-denominator", place)
        plain = first.shape is below.shape is Shape.INTEGER and sign == 1
        lowest = plain and below.value != 1 and gcd(first.value.numerator, below.value.numerator) == 1
        return Number(sign * first.value / below.value, Shape.FRACTION, lowest)

    def decimal_number(self) -> Number:
        found = (_POINT if self.decimal == "." else _COMMA).match(self.text, self.at)
        if not found:
            raise self.surprise() if self.at < len(self.text) else Unread("unreadable", self.at)
        self.at = found.end()
        if self.next and self.next in ",.":
            raise Unread("decimal-sign", self.at)
        if found.group("grouped") and " " in found.group() and re.compile(" */").match(self.text, self.at):
            raise Unread("ambiguous", found.start())
        if sum(letter.isdigit() for letter in found.group()) > MAXIMUM_DIGITS:
            raise Unread("too-large", found.start())
        separators = ", " if self.decimal == "." else ". "
        plain = found.group().translate({ord(letter): None for letter in separators}).replace(",", ".")
        _, point, after = plain.partition(".")
        shape = Shape.DECIMAL if point and after else Shape.INTEGER
        return self.raised(Number(Fraction(plain.rstrip(".")), shape, places=len(after)))

    def raised(self, base: Number) -> Number:
        found = _SCIENTIFIC.match(self.text, self.at) or _POWER.match(self.text, self.at)
        if not found:
            return base
        raised = found.groupdict().get("raised")
        digits = raised.translate(_SUPERSCRIPTS) if raised else found.group("plain").strip("(){}")
        if not re.fullmatch(r"[-+]?\d+", digits):
            raise Unread("unreadable", found.start())
        exponent = _integer(digits, found.start())
        if abs(exponent) > MAXIMUM_EXPONENT:
            raise Unread("too-large", found.start())
        self.at = found.end()
        return Number(base.value * Fraction(10) ** exponent, Shape.POWER)


def _integer(digits: str, place: int) -> int:
    if len(digits) > MAXIMUM_DIGITS:
        raise Unread("too-large", place)
    return int(digits)
