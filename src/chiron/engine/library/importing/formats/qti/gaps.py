"""Texts with gaps, as the course format writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chiron.core.learning.interactions.words import matches, reading
from chiron.core.words import Json
from chiron.engine.library.importing.formats.qti.case import Made
from chiron.engine.library.importing.texts import escaped

_LIST = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+", re.MULTILINE)
_QUOTED = re.compile(r"^\s*>\s?", re.MULTILINE)
_HEAD = re.compile(r"^#{1,6}\s+(.*)$", re.MULTILINE)
MOST = 12
LONGEST = 180
"""Characters of a word in a list."""


def is_plain(text: str) -> bool:
    """Whether gaps can stand in a text: not within a table, a block of code, or a block of maths."""
    return not re.search(r"^\s*(\||```|~~~|\$\$)", text, re.MULTILINE)


def flat(text: str) -> str:
    """A text whose lists, quotations and headings are paragraphs: gaps stand in running text."""
    text = _HEAD.sub(r"**\1**", _QUOTED.sub("", text))
    return re.sub(r"\n(?=• )", "\n\n", _LIST.sub("• ", text))


def gap_text(text: str, gaps: dict[str, Json], banked: Iterable[str] = ()) -> Made | None:
    """A cloze; None where its words cannot be told apart, or gaps cannot stand where they are."""
    words = list(banked)
    if not is_plain(text) or len(gaps) > MOST or not gaps:
        return None
    if len({reading(word) for word in words}) < len(words) or any(not reading(word) for word in words):
        return None
    for gap in gaps.values():
        bank = gap.get("bank")
        if bank and any(len(word) > LONGEST for word in bank):
            return None
        if bank and sum(matches(word, gap["accept"]) for word in bank) != 1:
            return None
    return Made("cloze", {"text": escaped(flat(text)), "gaps": gaps})
