"""Values as an item prints them (QTI 2.2, section 4.8: printedVariable and its number formats)."""

from __future__ import annotations

import re

from chiron.engine.library.importing.formats.qti.values import Many, Single, Value, members
from chiron.engine.library.importing.formats.qti.vocabulary import Element

_FORMAT = re.compile(r"%([-+ 0#]*)([0-9]{0,2})(?:\.([0-9]{1,2}))?([a-zA-Z])")


def printed(value: Value, element: Element) -> str:
    """A value as text, by the ``format`` of the element where it has one."""
    every = members(value)
    if isinstance(value, Many) and element.get("index"):
        at = (element.get("index") or "").strip()
        every = every[int(at) - 1 : int(at)] if at.isdigit() and int(at) > 0 else every
    return (element.get("delimiter") or "; ").join(_single(each, element.get("format") or "") for each in every)


def _single(value: Single, form: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value)
    found = _FORMAT.search(form)
    if found and isinstance(value, int | float):
        try:
            return _formatted(value, found)
        except (ValueError, OverflowError):
            return shortest(value)
    return shortest(value) if isinstance(value, float) else str(value)


def _formatted(value: int | float, found: re.Match[str]) -> str:
    flags, width, places, kind = found[1], found[2], found[3], found[4]
    if kind in "id":
        return f"{round(value):{_flag(flags)}{width}d}".strip() if "0" not in flags else f"{round(value):0{width}d}"
    if kind in "oxX":
        return f"{round(value):{kind}}"
    if kind in "eEfgG":
        return f"{float(value):{_flag(flags)}.{places or 6}{kind}}".strip()
    return shortest(value)


def _flag(flags: str) -> str:
    return "+" if "+" in flags else ""


def shortest(value: int | float) -> str:
    """A number with no more digits than it has: rounding noise of binary fractions goes."""
    if isinstance(value, int):
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.12g}"
