"""OATutor's texts as Markdown: ``$$..$$`` is maths in a line, ``##name##`` a picture, a written ``\\n`` a new line.

The rules are those by which OATutor shows a text (github.com/CAHLR/OATutor, src/platform-logic/renderText.js): lines
are parted first, then maths, then pictures; what stands between two marks, or after the last of an odd number, is
inside.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from chiron.engine.library.importing.texts import guarded, plain_inside

Shown = Callable[[str], str]
"""The Markdown of a picture by the name that stands between ``##``."""

_LINE = re.compile(r"\\n(?![a-z])")
"""A new line, where ``\\neq`` or ``\\nu`` could stand too."""
_GAP = re.compile(r"_{3,}")
_BARE = re.compile(r"(?<!\\)([%#$])")
_EMPTY_LINES = re.compile(r"\n{3,}")
_LETTERS_RAISED = re.compile(r"\{([A-Za-z]{2,4})\}(?=\s*\^)")
_WRAPPED_NUMBER = re.compile(r"\\operatorname\{(-?[\d.]+)\}")


def markdown(text: Any, shown: Shown) -> str:
    """A text as Markdown; what is no text counts as an empty one."""
    if not isinstance(text, str):
        return ""
    return _pictured(text, shown) if "##" in text else _kept(text)


@lru_cache(maxsize=4096)
def _kept(text: str) -> str:
    """Titles and hints of a pool say the same many times."""
    return _pictured(text, str)


def _pictured(text: str, shown: Shown) -> str:
    parts = text.split("$$")
    made = "".join(_maths(part) if number % 2 else _words(part, shown) for number, part in enumerate(parts))
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in made.split("\n"))).strip()


def in_line(text: Any, shown: Shown) -> str:
    """The same in one line, as an option or a title needs it."""
    return " ".join(markdown(text, shown).split())


def evened(maths: str) -> str:
    """LaTeX as OATutor's own converter writes it, with what it shows: ``{xy}^3`` stands there as xy^3."""
    split = _LETTERS_RAISED.sub(lambda found: " ".join(found[1]), maths)
    return _WRAPPED_NUMBER.sub(r"\1", split)


def _maths(part: str) -> str:
    inner = " ".join(_LINE.sub(" ", evened(part)).split())
    if not inner:
        return ""
    if _GAP.fullmatch(inner):
        return r"\_\_\_\_"
    kept = _BARE.sub(r"\\\1", inner)
    return f"${kept}$"


def _words(part: str, shown: Shown) -> str:
    lines = part.split("\\n")
    return "\n\n".join(_line(line, shown) for line in lines)


def _line(line: str, shown: Shown) -> str:
    pieces = line.split("##")
    return "".join(
        f"\n\n{shown(piece.strip())}\n\n" if number % 2 and piece.strip() else guarded(plain_inside(piece))
        for number, piece in enumerate(pieces)
    )
