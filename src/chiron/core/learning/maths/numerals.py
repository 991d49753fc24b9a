"""One number of typed text, by the locale's decimal sign: ``1,000``, ``.5``, ``0,5``, ``1e3``, ``1 000``, ``0{,}5``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from chiron.core.learning.maths.options import Choices
from chiron.core.learning.maths.tree import Style, Written
from chiron.core.learning.unread import Unread

MAXIMUM_DIGITS = 60
MAXIMUM_EXPONENT = 100
"""Of a power of ten."""

_COMMA, _POINT = r"(?:,|\{,\})", r"\."
_SPACED = re.compile(r"\d{1,3}(?:(?: |\\,)\d{3})+(?!\d)(?! *[/⁄])")
_PLAIN = re.compile(r"\d+")
_SCIENTIFIC = re.compile(r"[eE]([-+]?)(\d+)(?![\d.])")


def _patterns(decimal: str, grouping: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"[1-9]\d{{0,2}}(?:{grouping}\d{{3}})+(?!\d)(?!{grouping}\d)"),
        re.compile(rf"{decimal}(\d+)"),
        re.compile(rf"{grouping}(\d+)(?!\d*{grouping})"),
    )


_SIGNS = {".": _patterns(_POINT, _COMMA), ",": _patterns(_COMMA, _POINT)}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as typed, and where it ends."""

    value: Fraction
    written: Written
    end: int


def numeral(text: str, start: int, decimal: str, nested: bool, choices: Choices) -> Numeral:
    """The number that begins at ``start``; ``nested``: within brackets, where a comma parts. Raises Unread."""
    digits, places, end = _digits(text, start, decimal, nested, choices)
    if len(digits) > MAXIMUM_DIGITS:
        raise Unread("too-large", start)
    value = Fraction(int(digits or "0"), 10**places)
    found = _SCIENTIFIC.match(text, end)
    # 2e-1 may be less than twice Euler's number by one; 1.5e-3 is how a calculator writes.
    if found and not (found.group(1) and not places and choices.flipped("e", end)):
        size = found.group(2).lstrip("0") or "0"
        if len(size) > 3 or int(size) > MAXIMUM_EXPONENT:
            raise Unread("too-large", start)
        exponent = -int(size) if found.group(1) == "-" else int(size)
        written = Written(Style.SCIENTIFIC, places, exponent)
        return Numeral(value * Fraction(10) ** exponent, written, found.end())
    return Numeral(value, Written(Style.DECIMAL, places) if places else Written(), end)


def _digits(text: str, start: int, decimal: str, nested: bool, choices: Choices) -> tuple[str, int, int]:
    """The digits without signs, how many are decimal places, and the end."""
    grouped, fraction, other = _SIGNS[decimal]
    whole, end = "", start
    if found := grouped.match(text, start):
        if _is_grouped(found.group(), decimal, nested, start, choices):
            whole, end = re.sub(r"\D", "", found.group()), found.end()
    elif found := _SPACED.match(text, start):
        whole, end = re.sub(r"\D", "", found.group()), found.end()
    if not whole:
        found = _PLAIN.match(text, start)
        whole, end = (found.group(), found.end()) if found else ("", start)
    # Where semicolons part, a comma does not.
    if (found := fraction.match(text, end)) and not _parts(decimal, nested and ";" not in text, end, choices):
        return whole + found.group(1), len(found.group(1)), found.end()
    if whole and (found := other.match(text, end)) and _is_decimal(decimal, nested, end, choices):
        return whole + found.group(1), len(found.group(1)), found.end()
    if text[end : end + 1] == "." and not text[end + 1 : end + 2].isdigit():
        end += 1
    return whole, 0, end


def _is_grouped(found: str, decimal: str, nested: bool, place: int, choices: Choices) -> bool:
    """Whether ``1,234`` or ``1.234`` groups digits; in brackets a comma rather parts two numbers."""
    if decimal == ".":
        return not nested or choices.flipped("grouping", place)
    return found.count(".") > 1 or not choices.flipped("grouping", place)


def _parts(decimal: str, nested: bool, place: int, choices: Choices) -> bool:
    """Whether a decimal comma in brackets parts two numbers instead."""
    return decimal == "," and nested and choices.flipped("comma", place)


def _is_decimal(decimal: str, nested: bool, place: int, choices: Choices) -> bool:
    """Whether the sign that is not the locale's is a decimal sign: always a point, a comma perhaps."""
    if decimal == ",":
        return True
    return not nested and not choices.flipped("comma", place)
