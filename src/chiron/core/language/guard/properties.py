# ruff: noqa: E501 - patterns are data
"""A number told by what is true of it alone: "the largest one-digit prime", "the only even prime", "factors 2, 2 and 3"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import isqrt, prod

_KINDS = r"(?:prime|odd|even|square|cube|perfect square|composite|whole|natural|counting|positive|integer|multiple of \d+|factor of \d+|divisor of \d+|number|one|digit)s?"
_SAID = re.compile(
    rf"\b(?P<end>largest|biggest|greatest|highest|smallest|least|lowest|last|first|only|sole)\b(?P<kinds>(?: (?:(?:one|single|1|two|2)[- ]digit|and|which is|that is|{_KINDS}))+)(?P<range>[^.;!?]*)"
)
_DIGITS = re.compile(r"\b(one|single|1|two|2)[- ]digit")
_BETWEEN = re.compile(r"\b(?:between|from) (-?\d+) (?:and|to) (-?\d+)")
_BELOW = re.compile(
    r"\b(?:below|under|less than|smaller than|before|lower than) (\d+)|\b(?:with|of) (?:one|1|a single) (?:digit|figure)"
)
_ABOVE = re.compile(r"\b(?:above|over|more than|greater than|bigger than|after|beyond) (\d+)")
_OF = re.compile(r"\b(multiple|factor|divisor)s? of (\d+)")
_FACTORS = re.compile(r"\bfactors?(?: are| of it are|:)? (\d+(?:(?:,| and|, and|,? times) \d+)+)")
MOST = 1_000


def _prime(number: int) -> bool:
    return number > 1 and all(number % by for by in range(2, isqrt(number) + 1))


_TESTS: dict[str, Callable[[int], bool]] = {
    "prime": _prime,
    "composite": lambda number: number > 3 and not _prime(number),
    "odd": lambda number: number % 2 == 1,
    "even": lambda number: number % 2 == 0,
    "square": lambda number: number >= 0 and isqrt(number) ** 2 == number,
    "cube": lambda number: number in {each**3 for each in range(11)},
}


def found(plain: str) -> Iterator[Fraction]:
    """The numbers that a plain text in English tells so."""
    for match in _FACTORS.finditer(plain):
        yield Fraction(prod(int(number) for number in re.findall(r"\d+", match[1])[:12]))
    for match in _SAID.finditer(plain):
        told = match["kinds"] + match["range"]
        low, high = _range(told)
        if high - low > MOST:
            continue
        those = [number for number in range(low, high + 1) if _is(number, told)]
        if those and (match["end"] not in ("only", "sole") or len(those) == 1):
            last = match["end"] in ("largest", "biggest", "greatest", "highest", "last")
            yield Fraction(those[-1] if last else those[0])


def _range(told: str) -> tuple[int, int]:
    low, high = 1, 100
    if digits := _DIGITS.search(told):
        low, high = (1, 9) if digits[1] in ("one", "single", "1") else (10, 99)
    if between := _BETWEEN.search(told):
        inside = "between" in between.group()
        low, high = sorted((int(between[1]), int(between[2])))
        low, high = (low + 1, high - 1) if inside else (low, high)
    if below := _BELOW.search(told):
        high = int(below[1]) - 1 if below[1] else 9
    if above := _ABOVE.search(told):
        low = int(above[1]) + 1
        high = max(high, low + 100) if not _BELOW.search(told) else high
    return low, high


def _is(number: int, told: str) -> bool:
    for word, test in _TESTS.items():
        if re.search(rf"\b{word}s?\b", told) and not test(number):
            return False
    for kind, text in _OF.findall(told):
        by = int(text)
        if by and (number % by if kind == "multiple" else not number or by % number):
            return False
    return True
