"""The numbers that are a step's answer, and the numbers that a text speaks of, in any writing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from chiron.core.language.guard import numbers
from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.plain import plain

_LETTER_IS = re.compile(r"^\s*[a-z]\s*=|=\s*[a-z]\s*$")
_ALONE = re.compile(r"[-+]? ?(?:\d+ \d+/\d+|\d+/\d+|\d+(?:[.,]\d+)*)(?: ?%)?")
AROUND = 60
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,]\d|\d)")
_UNIT = re.compile(r"^([-+]?\d[\d.,/ ]*?)\s*[^\d\s.,/].*$")
_SCALES = {"thousand": 1_000, "million": 1_000_000, "mil": 1_000, "millones": 1_000_000, "billion": 1_000_000_000}
_SCALED = re.compile(
    r"(?<![\w.,/])(\d+(?:\.\d+)?) (thousand|million|billion|mil|millones)\b(?:(?:,| and| y)? (\d{1,3})(?![\d.,/]))?"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a plain text: what it may mean, and what stands around it."""

    values: tuple[Fraction, ...]
    said: str
    start: int
    before: str
    after: str


@lru_cache(maxsize=512)
def plainly(text: str) -> str:
    """The text in its plain form, with thousands and millions in words made digits."""
    text = plain(re.sub(r"[\u20e3\ufe0f]", "", text))
    return _SCALED.sub(_scaled, text)


def _scaled(match: re.Match[str]) -> str:
    value = Fraction(match[1]) * _SCALES[match[2]] + int(match[3] or 0)
    return str(value) if value.denominator == 1 else match.group()


@lru_cache(maxsize=256)
def spoken(text: str) -> tuple[Number, ...]:
    """Every number of a text, in order."""
    even = plainly(text)
    found = []
    for match in numbers.NUMBER.finditer(even):
        start, end, said = match.start("v"), match.end("v"), match["v"]
        around = even[max(0, start - AROUND) : start], even[end : end + AROUND]
        found.append(Number(numbers.value_of(said), said, start, *around))
    return tuple(found)


@lru_cache(maxsize=128)
def wanted(keys: StepKeys) -> frozenset[Fraction]:
    """The numbers that give a step away: its forms that are numbers, with or without a letter or a unit beside them,
    each member of a set of solutions, and what belongs in a table's gaps."""
    found: set[Fraction] = set()
    for form in keys.forms:
        found.update(_value(form, keys.kind == "quantity"))
        if keys.kind in ("solution-set", "working", "graph"):
            for part in re.split(r"[,;{}()]| or | and ", plain(form)):
                found.update(_value(part))
    if keys.kind == "table":
        found.update(value for _, answer in keys.pairs for value in _value(answer))
    return frozenset(found)


def _value(form: str, measured: bool = False) -> tuple[Fraction, ...]:
    bare = _LETTER_IS.sub("", plain(form)).strip()
    if not _ALONE.fullmatch(bare):
        unit = _UNIT.match(bare) if measured else None
        bare = unit[1].strip() if unit else ""
    return numbers.value_of(bare)[:1] if bare else ()


@lru_cache(maxsize=64)
def standing(screen: str) -> frozenset[Fraction]:
    """The numbers that stand on a screen, without their signs."""
    return frozenset(abs(value) for number in spoken(screen) for value in number.values)


LEAST_PLACES = 2
"""Decimal places from which a rounded number says the number that it rounds."""


def rounded(text: str, values: frozenset[Fraction]) -> frozenset[Fraction]:
    """The numbers of a text that say one of ``values`` but for their last places: 0.67 or 0.666 for 2/3, 3.1416 for
    3.14. Whole numbers are rounded to by nobody.
    """
    uneven = [value for value in values if value.denominator > 1]
    if not uneven:
        return frozenset()
    return frozenset(
        said
        for number in spoken(text)
        for said in number.values
        for value in uneven
        if _rounds(number.said, said, value)
    )


def _rounds(written: str, said: Fraction, value: Fraction) -> bool:
    places = [len(digits) for digits in re.findall(r"[.,](\d+)", written)]
    mine = _places(value)
    if len(places) != 1 or places[0] < LEAST_PLACES or "/" in written:
        return False
    least = places[0] if mine is None or mine > places[0] else mine
    return least >= LEAST_PLACES and abs(said - value) < Fraction(1, 10**least)


def _places(value: Fraction) -> int | None:
    """Decimal places of a number, None where they do not end."""
    for places in range(1, 7):
        if (value * 10**places).denominator == 1:
            return places
    return None


def in_thousands(text: str, known: frozenset[Fraction]) -> str:
    """The plain text with "7,000" as 7000 where this number stands on the screen: 7 is not meant."""
    return _THOUSANDS.sub(
        lambda match: bare if Fraction(bare := re.sub(r"[.,]", "", match.group())) in known else match.group(), text
    )
