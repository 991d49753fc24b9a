# ruff: noqa: E501 - patterns are data
"""Numbers that a text has one work out: by steps, back from a result, by what is true of them alone, by a line of code, or
as the number of a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from chiron.core.language.guard import properties, steps
from chiron.core.language.text import fold

_LISTED = re.compile(r"\b(sum|max|min|prod)\(\s*[\[({]?\s*([-\d., ]+?)\s*[\])}]?\s*\)")
_LENGTH = re.compile(r"\blen\(\s*[\"'“‘]([^\"'”’]{0,40})[\"'”’]\s*\)")
_LIST_LENGTH = re.compile(r"\blen\(\s*\[([^\]]{0,80})\]\s*\)")
_CHR = re.compile(r"\bchr\(\s*(\d{2,3})\s*\)")
_TWO = re.compile(r"\b(?:pow|math\.pow)\(\s*(\d{1,3})\s*,\s*(\d{1,2})\s*\)")
_OPERATED = re.compile(r"(?<![\w.])(\d{1,6})\s*(//|%|mod)\s*(\d{1,6})(?![\w.])")
_MONTHS = (
    "january enero janvier januar gennaio janeiro", "february febrero fevrier februar febbraio fevereiro", "march marzo mars marz marco",
    "april abril avril aprile", "may mayo mai maggio maio", "june junio juin juni giugno junho", "july julio juillet juli luglio julho",
    "august agosto aout", "september septiembre septembre settembre setembro", "october octubre octobre oktober ottobre outubro",
    "november noviembre novembre novembro", "december diciembre decembre dezember dicembre dezembro",
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMES_MONTH = re.compile(r"\b(?:month|mes|mois|monat|mese)\b|\bas a number\b|\bin numbers\b|\bnumber of\b")


def found(text: str, plain: str) -> Iterator[steps.Found]:
    """Each with the numbers that it was worked out from; ``plain`` is the plain text in English."""
    yield from steps.found(plain)
    yield from ((value, frozenset({value})) for value in properties.found(plain))
    yield from ((value, frozenset({value})) for value in _coded(text))
    folded = fold(text)
    if _NAMES_MONTH.search(folded):
        named = [_MONTH[word] for word in re.findall(r"[a-z]+", folded) if word in _MONTH]
        yield from ((Fraction(number), frozenset({Fraction(number)})) for number in named)


def _coded(text: str) -> Iterator[Fraction]:
    """What short expressions of a program come to."""
    for name, listed in _LISTED.findall(text):
        numbers = [Fraction(number) for number in re.findall(r"-?\d+(?:\.\d+)?", listed)[:40]]
        if numbers:
            yield {"sum": sum(numbers, Fraction()), "max": max(numbers), "min": min(numbers)}.get(
                name, _product(numbers)
            )
    yield from (Fraction(len(word)) for word in _LENGTH.findall(text))
    yield from (Fraction(listed.count(",") + 1) for listed in _LIST_LENGTH.findall(text))
    yield from (Fraction(int(code) - 48) for code in _CHR.findall(text) if 48 <= int(code) <= 57)
    yield from (Fraction(int(a) ** int(b)) for a, b in _TWO.findall(text))
    for a, sign, b in _OPERATED.findall(text):
        if int(b):
            yield Fraction(int(a) // int(b) if sign == "//" else int(a) % int(b))


def _product(numbers: list[Fraction]) -> Fraction:
    value = Fraction(1)
    for number in numbers:
        value *= number
    return value
