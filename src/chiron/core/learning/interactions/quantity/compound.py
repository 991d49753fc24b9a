"""Amounts in several units: ``2 h 30 min``, ``2h30``, ``10°30′``, ``5 ft 6 in``, ``1 m 60``, ``4'30"``."""

from __future__ import annotations

import re
from fractions import Fraction

from chiron.core.learning.maths.tree import Negative, Node, Number, Quantity, Style, Written
from chiron.core.learning.maths.unit_words import read_unit
from chiron.core.learning.maths.units import converted, dimension
from chiron.core.learning.unread import Unread

MOST_PARTS = 4
_LONGEST = 80
_PART = re.compile(r" *(?:, *|\b(?:and|y|e) +)?(\d{1,9})(?:([.,])(\d{1,9}))? *([^\d\s,.]*)")
_LATEX = re.compile(
    r"\\(?:text|mathrm|operatorname) *\{([^{}]*)\}|\\[,;: ]|(\^ *\{? *\\circ *\}?)|(\^ *\{? *\\prime *\}?)"
)
_NEXT = {"hour": "minute", "minute": "second", "meter": "centimeter", "degree": "arcminute", "arcminute": "arcsecond"}
"""What a number without a unit counts after this one."""
_PRIMES = {"arcminute", "arcsecond"}


def compound(text: str, decimal: str) -> Node | None:
    """The whole amount in the last of its units, None where the text is no such amount.

    Each part must be less than one of the unit before it. Raises Unread where feet and inches may be minutes and
    seconds.
    """
    if len(text) > _LONGEST or not text.isprintable():
        return None
    plain = _LATEX.sub(_plain, text)
    negative = plain.lstrip()[:1] in ("-", "−")
    parts = _parts(plain.strip().lstrip("-−"), decimal)
    if parts is None:
        return None
    _ask_of_primes(parts)
    total = _total(parts)
    if total is None:
        return None
    value, places = total
    unit = parts[-1][1]
    written = Written(Style.DECIMAL, places) if places else Written()
    number: Node = Number(value, written, span=(0, len(text)))
    return Quantity(Negative(number, span=number.span) if negative else number, unit, span=number.span)


def _plain(found: re.Match[str]) -> str:
    """A LaTeX command as plain text."""
    sign = "°" if found.group(2) else "'" if found.group(3) else ""
    return f" {found.group(1) or ''}{sign}"


def _parts(text: str, decimal: str) -> list[tuple[Fraction, str, int]] | None:
    """Each part's number, unit and decimal places; only the last may have any."""
    found: list[tuple[Fraction, str, int]] = []
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None or len(found) == MOST_PARTS or (found and found[-1][2]):
            return None
        whole, mark, places, word = part.groups()
        if mark is not None and mark != decimal:
            return None
        unit = _unit(word, found[-1][1] if found else None, whole)
        if unit is None:
            return None
        places = places or ""
        found.append((Fraction(int(whole + places), 10 ** len(places)), unit, len(places)))
        at = part.end()
    return found if len(found) > 1 else None


def _unit(word: str, before: str | None, digits: str) -> str | None:
    if not word:
        return _NEXT.get(before or "") if len(digits) == 2 else None
    if word == "m" and before == "hour":
        return "minute"
    if word in ("''", "′′"):
        return "arcsecond"
    return read_unit(word)


def _ask_of_primes(parts: list[tuple[Fraction, str, int]]) -> None:
    """5'6" is five feet six or five minutes six; 5'30" no number of feet and inches."""
    if {unit for _, unit, _ in parts} != _PRIMES or len(parts) != 2 or parts[1][0] >= 12:
        return
    one, other = (str(value) for value, _, _ in parts)
    ways = ((f"{one} ft {other} in", rf"{one}\,\mathrm{{ft}}\ {other}\,\mathrm{{in}}"),
            (f"{one} min {other} s", rf"{one}\,\mathrm{{min}}\ {other}\,\mathrm{{s}}"),
            (f"0° {one}' {other}''", rf"{one}'\ {other}''"))  # fmt: skip
    if all(value.denominator == 1 for value, _, _ in parts):
        raise Unread("two-readings", None, "answer", ways)


def _total(parts: list[tuple[Fraction, str, int]]) -> tuple[Fraction, int] | None:
    """The sum in the last unit, and its decimal places; None where units do not go down or are of several kinds."""
    total, last = Fraction(0), parts[-1][1]
    before: Fraction | None = None
    for value, unit, _ in parts:
        if dimension(unit) != dimension(last) or unit in ("degC", "degF"):
            return None
        size = converted(Fraction(1), unit, last)
        if size is None or (before is not None and (size >= before or value * size >= before)):
            return None
        total, before = total + value * size, size
    return total, parts[-1][2]
