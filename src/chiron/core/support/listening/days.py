"""A day that a message names: 12 March, el 3 de mayo, 2026-03-12, yesterday. English and Spanish. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from chiron.core.language.text import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january jan enero ene", "february feb febrero", "march mar marzo", "april apr abril abr", "may mayo"),
            *("june jun junio", "july jul julio", "august aug agosto ago", "september sept sep septiembre"),
            *("october oct octubre", "november nov noviembre", "december dec diciembre dic"),
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_BY_NAME = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of| de)? ({_MONTH})\.?(?:,? (?:de |del )?(\d{{4}}))?\b")
_NAME_FIRST = re.compile(rf"\b({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?\b(?! ?(?:%|eur|€))")
_NUMBERS = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?![\d/.])")
_NEAR = {
    **dict.fromkeys(("today", "hoy"), 0),
    **dict.fromkeys(("yesterday", "ayer"), -1),
    **dict.fromkeys(("tomorrow", "manana"), 1),
    **dict.fromkeys(("the day before yesterday", "anteayer", "antes de ayer"), -2),
    **dict.fromkeys(("the day after tomorrow", "pasado manana"), 2),
}
_NOT_THE_DAY = re.compile(r"\b(?:esta|la|por la|de la) manana\b")
HALF_A_YEAR = 183


def day(text: str, today: date) -> date | None:
    """The only day that a message names; None for none, for two, and for what may be one or another (3/4/2026).

    A day without its year is that of the year in which it is nearest to ``today``. Never raises.
    """
    plain = _NOT_THE_DAY.sub(" ", fold(text))
    found = {_made(int(m[1]), int(m[2]), int(m[3])) for m in _ISO.finditer(plain)}
    found |= {_nearest(int(m[1]), _MONTHS[m[2]], m[3], today) for m in _BY_NAME.finditer(plain)}
    found |= {_nearest(int(m[2]), _MONTHS[m[1]], m[3], today) for m in _NAME_FIRST.finditer(_BY_NAME.sub(" ", plain))}
    found |= {_numbers(int(m[1]), int(m[3]), int(m[4])) for m in _NUMBERS.finditer(plain)}
    if not found:
        found = _near(plain, today)
    return found.pop() if len(found) == 1 else None


def _made(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _nearest(number: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _made(int(year), month, number)
    near = [made for each in (-1, 0, 1) if (made := _made(today.year + each, month, number)) is not None]
    return min(near, key=lambda made: abs((made - today).days), default=None)


def _numbers(one: int, other: int, year: int) -> date | None:
    """13/4/2026 and 4/13/2026 are one day; 3/4/2026 may be two."""
    if one != other and one <= 12 and other <= 12:
        return None
    return _made(year, other, one) if other <= 12 else _made(year, one, other)


def _near(plain: str, today: date) -> set[date | None]:
    for words in sorted(_NEAR, key=len, reverse=True):
        if re.search(rf"\b{words}\b", plain):
            return {today + timedelta(days=_NEAR[words])}
    return set()
