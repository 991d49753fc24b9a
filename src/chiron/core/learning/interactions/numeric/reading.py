"""One number as people type it, with the unit and the letter that may stand with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from chiron.core.learning.interactions.base import plain_text
from chiron.core.learning.interactions.mathematics import response, understood
from chiron.core.learning.interactions.one_number import is_one_number, surprise
from chiron.core.learning.maths.reading import Reading
from chiron.core.learning.maths.tree import Name, Negative, Node, Quantity, Relation
from chiron.core.learning.maths.unit_words import read_unit
from chiron.core.learning.maths.units import same_unit
from chiron.core.learning.unread import Unread
from chiron.core.words import Json

LIMIT = 200
"""Characters."""
_NAMED = re.compile(r"\s*[^\W\d_]\s*=(?=\s*\S)")


@dataclass(frozen=True, slots=True)
class Typed:
    """``whole`` is all that was read, ``number`` the number in it, ``unit`` the unit as it was typed."""

    whole: Node
    number: Node
    unit: str = ""


@lru_cache(maxsize=512)
def read_number(
    text: str, decimal: str = ".", unit: str | None = None, variable: str | None = None, field: str = "answer"
) -> Typed:
    """Read one number; a unit may stand with it where one is given, and ``x =``. Raises Unread."""
    plain = plain_text(text, LIMIT, field)
    found = "" if unit is None else _unit_in(plain, unit)
    if found:
        place = plain.casefold().rindex(found.casefold())
        found = plain[place : place + len(found)]
        plain = plain[:place] + " " * len(found) + plain[place + len(found) :]
    if variable is None and (named := _NAMED.match(plain)):
        # Without a letter of its own a step takes any that names the number.
        plain = " " * named.end() + plain[named.end() :]
    letters = (variable,) if variable else ()
    reading = Reading("," if decimal == "," else ".", letters, units=unit is not None)
    whole = understood(plain, reading, field, _fits)
    number = _number(whole)
    if isinstance(number, Quantity):
        known = read_unit(unit) if unit else None
        if known is None or not same_unit(known, number.unit):
            raise Unread("other-unit", number.value.span[1] + _gap(plain, number.value.span[1]), field)
        number = number.value
    if not is_one_number(number):
        raise surprise(number, field)
    return Typed(whole, number, found)


def _unit_in(text: str, unit: str) -> str:
    """The unit as it stands at an end of the text; empty where it does not."""
    bare = text.strip()
    if bare.casefold().endswith(unit.casefold()):
        return unit
    return unit if len(unit) == 1 and not unit.isalnum() and bare.lstrip("-−+ ").startswith(unit) else ""


def _gap(text: str, place: int) -> int:
    return len(text[place:]) - len(text[place:].lstrip())


def _number(whole: Node) -> Node:
    """What stands on the other side of ``x =``."""
    if isinstance(whole, Relation) and whole.op == "=":
        for letter, other in ((whole.left, whole.right), (whole.right, whole.left)):
            if isinstance(letter, Name):
                return other
    return whole


def _fits(node: Node) -> bool:
    number = _number(node)
    inner = number.inner if isinstance(number, Negative) else number
    return is_one_number(number) or isinstance(inner, Quantity)


def shown_number(text: str, task: Json, found: Typed) -> dict[str, Json]:
    """What is kept of an answer."""
    kept = response(text, found.whole, task["decimal"], "en")
    if found.unit:
        kept["unit"] = found.unit
        kept.pop("apart", None)
    return kept
