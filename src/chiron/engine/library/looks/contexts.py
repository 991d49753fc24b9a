"""Nothing is told that cannot be: 3.7 people, a length below zero, 130 % of a class, twenty-six o'clock.

Numbers are found by the nouns and units beside them, in English and in Spanish. Words that are not in the lists are not
looked at: an author's ``where`` is the surer way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from chiron.core.learning.generate import ItemStep
from chiron.engine.library.looks.sight import MATHS, Sight, Told
from chiron.engine.library.looks.things import AMOUNTS, COUNTED, OLD, PARTS, SIGNED

REMEDY = "Exclude it in `where`, or draw other values."
OLDEST = 120
_NUMBER = r"(?P<number>[-\N{MINUS SIGN}]?\d+(?:[.,]\d+)?(?:/\d+)?)"
_FRACTION = re.compile(r"\\frac\{(-?\d+)\}\{(\d+)\}")
_BEFORE = r"(?<![\w.,/^=*+(])"
"""A number within a calculation is no amount of anything."""
_WORD = r"[^\W\d_]+"
_COUNTED = re.compile(rf"{_BEFORE}{_NUMBER}\s+(?:(?:{_WORD})\s+)?(?P<noun>{_WORD})", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2}):(\d{2})(?![\d:])")
_PERCENT = re.compile(rf"{_BEFORE}{_NUMBER}\s*\\?%\s+(?P<of>{'|'.join(PARTS)})\b", re.IGNORECASE)
_HOW_MANY = re.compile(rf"\b(?:how many|cuánt[oa]s)\s+(?:{_WORD}\s+)?(?P<noun>{_WORD})", re.IGNORECASE)


def contexts(sight: Sight) -> Iterator[Told]:
    """Every text of the problem that a learner reads, and every answer that counts something."""
    for path, text in sight.texts():
        for message in _impossible(text):
            yield path, message, REMEDY
    for number, step in enumerate(sight.item.steps):
        told = _answer(step)
        if told is not None:
            yield ("steps", number), told, REMEDY


@lru_cache(maxsize=2048)
def _impossible(text: str) -> tuple[str, ...]:
    plain = _plain(text)
    return (*_counted(plain), *_clocks(plain), *_percents(plain))


def _plain(text: str) -> str:
    """The text with maths that is one number as that number; other maths is left out, it is a calculation."""

    def said(found: re.Match[str]) -> str:
        inner = _FRACTION.sub(r"\1/\2", found[1]).replace("{,}", ",").replace(r"\%", "%").strip()
        return inner if re.fullmatch(r"-?\d+(?:[.,]\d+)?(?:/\d+)?%?", inner) else "="

    return MATHS.sub(said, text)


def _value(text: str | None) -> Fraction | None:
    whole = (text or "").replace("\N{MINUS SIGN}", "-")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+", whole):
        whole = whole.replace(",", "")
    try:
        return Fraction(whole.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return None


def _counted(text: str) -> Iterator[str]:
    for found in _COUNTED.finditer(text):
        value = _value(found["number"])
        around = text[max(0, found.start() - 60) : found.end() + 60].casefold()
        for word in found.group().split()[1:]:
            noun = word.casefold()
            if value is None:
                continue
            if noun in COUNTED and (value < 0 or value.denominator != 1):
                yield f"{found['number']} {word} cannot be counted."
            elif noun in AMOUNTS and value < 0 and not any(said in around for said in SIGNED):
                yield f"{found['number']} {word} is less than nothing."
            elif noun in OLD and value > OLDEST and f"{noun} old" in text.casefold():
                yield f"Nobody is {found['number']} {word} old."


def _clocks(text: str) -> Iterator[str]:
    for hour, minute in _CLOCK.findall(text):
        if int(hour) > 24 or int(minute) > 59:
            yield f"{hour}:{minute} is no time of day."


def _percents(text: str) -> Iterator[str]:
    for found in _PERCENT.finditer(text):
        value = _value(found["number"])
        if value is not None and not 0 <= value <= 100:
            yield f"{found['number']} % of a whole cannot be a part of it."


def _answer(step: ItemStep) -> str | None:
    """An answer to "how many children" that no count can be."""
    if step.kind != "numeric":
        return None
    asked = [word for found in _HOW_MANY.finditer(step.prompt) for word in found.group().split()[1:]]
    value = Fraction(step.key["answer"])
    if COUNTED.intersection(word.casefold() for word in (*asked, step.task["unit"] or "")) and (
        value < 0 or value.denominator != 1
    ):
        return f"The answer {value} cannot be counted."
    return None
