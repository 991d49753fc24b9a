# ruff: noqa: E501 - patterns are data
"""Days that people name: "3 June", "tomorrow", "on Friday", "in two weeks", in English and Spanish."""

from __future__ import annotations

import re
from datetime import date, timedelta

from chiron.core.language.text import fold

_MONTHS = (
    ("january", "jan", "enero"), ("february", "feb", "febrero"), ("march", "mar", "marzo"), ("april", "apr", "abril"),
    ("may", "mayo"), ("june", "jun", "junio"), ("july", "jul", "julio"), ("august", "aug", "agosto"),
    ("september", "sept", "sep", "septiembre"), ("october", "oct", "octubre"), ("november", "nov", "noviembre"),
    ("december", "dec", "diciembre"),
)  # fmt: skip
_DAYS = (
    ("monday", "lunes"), ("tuesday", "martes"), ("wednesday", "miercoles"), ("thursday", "jueves"),
    ("friday", "viernes"), ("saturday", "sabado"), ("sunday", "domingo"),
)  # fmt: skip
_COUNTS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10,
}  # fmt: skip
_MONTH = {name: place for place, names in enumerate(_MONTHS, 1) for name in names}
_DAY = {name: place for place, names in enumerate(_DAYS) for name in names}
_NAMES, _WEEKDAYS = "|".join(sorted(_MONTH, key=len, reverse=True)), "|".join(_DAY)
_N = "|".join(_COUNTS)

DAY = (
    rf"(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)? (?:of |de )?(?:{_NAMES})\b|(?:{_NAMES}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}|day after tomorrow|tomorrow|today|pasado manana|manana|hoy"
    rf"|(?:(?:this|next|el|este|el proximo) )?(?:{_WEEKDAYS})\b(?: que viene)?"
    rf"|(?:in|en|dentro de) (?:\d{{1,2}}|{_N}) (?:days?|weeks?|months?|dias?|semanas?|mes(?:es)?)\b|next (?:week|month)|la (?:proxima semana|semana que viene)|el (?:proximo mes|mes que viene))"
)
"""A day as a pattern over folded text."""


def day_of(text: str, today: date) -> date | None:
    """The day that a text names, today or later, the nearest that it can mean. None where it names none."""
    plain = fold(text)
    if iso := re.search(r"\b(\d{4})-(\d{2})-(\d{2})\b", plain):
        return _made(int(iso[1]), int(iso[2]), int(iso[3]))
    named = re.search(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of |de )?({_NAMES})\b", plain)
    if named:
        return _next(int(named[1]), _MONTH[named[2]], today)
    turned = re.search(rf"\b({_NAMES}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b", plain)
    if turned:
        return _next(int(turned[2]), _MONTH[turned[1]], today)
    if weekday := re.search(rf"\b({_WEEKDAYS})\b", plain):
        return today + timedelta(days=(_DAY[weekday[1]] - today.weekday()) % 7 or 7)
    return _from_today(plain, today)


def _from_today(plain: str, today: date) -> date | None:
    far = re.search(rf"\b(?:in|en|dentro de) (\d{{1,2}}|{_N}) (day|week|month|dia|semana|mes)", plain)
    if far:
        number = int(far[1]) if far[1].isdigit() else _COUNTS[far[1]]
        return today + timedelta(days=number * {"d": 1, "w": 7, "s": 7, "m": 30}[far[2][0]])
    for words, days in (
        (r"day after tomorrow|pasado manana", 2), (r"tomorrow|manana", 1), (r"today|hoy", 0),
        (r"next week|proxima semana|semana que viene", 7), (r"next month|proximo mes|mes que viene", 30),
    ):  # fmt: skip
        if re.search(rf"\b(?:{words})\b", plain):
            return today + timedelta(days=days)
    return None


def _next(day: int, month: int, today: date) -> date | None:
    """That day of a year: this year's, or next year's where it is over."""
    here = _made(today.year, month, day)
    return here if here is None or here >= today else _made(today.year + 1, month, day)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
