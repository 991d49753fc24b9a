"""Numbers as question banks write them: ``3.1415:0.0005``, ``1..5``, ``6,02E23``; exact, never floating point.

Sources: GIFT format, "Numerical" (docs.moodle.org/en/GIFT_format); Numerical question type (docs.moodle.org).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_NUMBER = re.compile(r"\s*([+-]?)(\d{0,60})(?:[.,](\d{0,60}))?(?:[eE]([+-]?\d{1,3}))?\s*")
_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " "})
LARGEST = 10**30


def number(text: str) -> Fraction | None:
    """The number that a text is, by a decimal point or comma; None where it is none or beyond what can be typed."""
    found = _NUMBER.fullmatch(text.translate(_MINUS))
    if found is None or not (found[2] or found[3]):
        return None
    sign, whole, decimals, power = found.groups()
    if power and abs(int(power)) > 40:
        return None
    value = Fraction(int((whole or "0") + (decimals or ""))) * _power(int(power or 0) - len(decimals or ""))
    if value.numerator > LARGEST or value.denominator > LARGEST:
        return None
    return -value if sign == "-" else value


def _power(exponent: int) -> Fraction:
    return Fraction(10**exponent) if exponent >= 0 else Fraction(1, 10**-exponent)


def formula(value: Fraction) -> str:
    """The number as a formula of the course format: a decimal where it has one, else a fraction."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


@dataclass(frozen=True, slots=True)
class Around:
    """The numbers that an answer takes: within ``tolerance`` of ``middle``."""

    middle: Fraction
    tolerance: Fraction = Fraction(0)

    @property
    def low(self) -> Fraction:
        """The least of them."""
        return self.middle - self.tolerance

    @property
    def high(self) -> Fraction:
        """The greatest of them."""
        return self.middle + self.tolerance

    def meets(self, other: Around) -> bool:
        """Whether the two share a number."""
        return self.low <= other.high and other.low <= self.high


def around(text: str) -> Around | None:
    """``answer``, ``answer:tolerance`` or ``low..high``; None where it is none of them."""
    if ".." in text:
        low, high = (number(part) for part in text.split("..", 1))
        if low is None or high is None:
            return None
        return Around((low + high) / 2, abs(high - low) / 2)
    said, _, tolerance = text.partition(":")
    middle, off = number(said), number(tolerance) if tolerance.strip() else Fraction(0)
    return None if middle is None or off is None else Around(middle, abs(off))


def joined(every: list[Around]) -> list[Around]:
    """Those that share numbers made one, from the least on."""
    found: list[Around] = []
    for each in sorted(every, key=lambda one: one.low):
        if found and found[-1].meets(each):
            low, high = found[-1].low, max(found[-1].high, each.high)
            found[-1] = Around((low + high) / 2, (high - low) / 2)
        else:
            found.append(each)
    return found
