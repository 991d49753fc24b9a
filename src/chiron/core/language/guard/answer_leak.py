"""The rule that nothing says an open step's answer before the ladder is done.

Precise meanings stand in :mod:`numbers`, :mod:`algebra`, :mod:`conditions`, :mod:`relations`, :mod:`written` and
:mod:`topics`; the examples beside this file are its test.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from chiron.core.language.guard import algebra, conditions, numbers, relations, topics, written
from chiron.core.language.guard.keys import OPEN_RUNG, StepKeys
from chiron.core.language.guard.plain import plain

NAME = "answer-leak"
_LETTER_IS = re.compile(r"^\s*[a-z]\s*=|=\s*[a-z]\s*$")


@lru_cache(maxsize=128)
def _values(forms: tuple[str, ...]) -> tuple[Fraction, ...]:
    """The forms that are numbers, with or without ``x =`` before them or ``= x`` behind."""
    found: list[Fraction] = []
    for form in forms:
        found.extend(numbers.value_of(_LETTER_IS.sub("", plain(form)).strip())[:1])
    return tuple(found)


def stops(text: str, title: str | None, keys: StepKeys, rung: str | None, quoted: bool) -> str | None:
    """The words that give the step away, None where none do. ``quoted``: not from the step's own ladder."""
    if rung == OPEN_RUNG:
        return None
    values = _values(keys.forms)
    if values and (said := numbers.stated(text, values, keys.shown, quoted)):
        return said
    if keys.kind in ("expression", "working") and algebra.stated(text, keys.forms, keys.shown):
        return text
    if keys.kind in ("expression", "working", "graph") and relations.stated(text, keys.forms, keys.shown):
        return text
    if written.stated(text, keys.forms, keys.shown):
        return text
    if conditions.stated(text, keys.forms, keys.shown):
        return text
    worded = keys.kind not in ("numeric", "expression", "working", "quantity")
    return topics.told(text, title, keys, quoted) if worded else None
