"""Markdown as sentences to be spoken."""

from __future__ import annotations

import re

from chiron.core.language.aloud.formula import say
from chiron.core.language.aloud.words import Words, words_of

LONGEST = 20_000
"""Characters of one text that are read out."""
_FORMULA = re.compile(r"\$\$(?P<block>.+?)\$\$|(?<!\\)\$(?!\s)(?P<line>(?:[^$\\]|\\.)+?)(?<!\s)\$(?!\d)", re.DOTALL)
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LEAD = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+)+", re.MULTILINE)
_RULE = re.compile(r"^\s*(?:\|?[\s:|-]{3,}\|?|`{3,}.*|~{3,}.*)$", re.MULTILINE)
_MARKS = re.compile(r"\*\*|__|~~|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HELD = re.compile("\ue000(\\d+)\ue001")
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)]|\|)\s)")
_ENDED = (".", "!", "?", ":", ";", ",", "…")


def aloud(text: str, language: str) -> str:
    """Markdown with formulas as plain words of ``language`` (a tag; English where it is not known).

    Every block ends as a sentence does, so that a voice pauses. Never raises.
    """
    words = words_of(language)
    held: list[str] = []

    def hold(said: str) -> str:
        """Put words aside, so that nothing that follows takes their signs for Markdown's."""
        held.append(said)
        return f"\ue000{len(held) - 1}\ue001"

    plain = re.sub("[\ue000\ue001]", "", text[:LONGEST])
    plain = _FORMULA.sub(lambda found: hold(say(found["block"] or found["line"], words)), plain)
    plain = _PICTURE.sub(lambda found: _picture(found[1], words), plain)
    plain = _ESCAPED.sub(lambda found: hold(found[1]), _LINK.sub(r"\1", plain))
    blocks = (_sentence(_MARKS.sub("", _LEAD.sub("", block))) for block in _BLOCK.split(_RULE.sub("\n", plain)))
    return _HELD.sub(lambda found: held[int(found[1])], " ".join(block for block in blocks if block))


def _picture(words: str, of: Words) -> str:
    return of.shown.format(words) if words.strip() else of.picture


def _sentence(block: str) -> str:
    """A block in one line that ends as a sentence; the cells of a table's row are parted by commas."""
    said = " ".join(block.split())
    if said.startswith("|"):
        said = ", ".join(cell.strip() for cell in said.strip("|").split("|") if cell.strip())
    return said if not said or said.endswith(_ENDED) else f"{said}."
