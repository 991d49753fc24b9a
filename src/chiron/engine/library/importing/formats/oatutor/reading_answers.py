"""What an OATutor answer is, as a tree of Chiron's mathematics; None where it is words or a program's line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from chiron.core.learning.interactions.mathematics import understood
from chiron.core.learning.maths.reading import Reading
from chiron.core.learning.maths.tree import Node, SetOf
from chiron.core.learning.maths.vocabulary import CALLED, NAMED
from chiron.core.learning.unread import Unread
from chiron.engine.library.importing.formats.oatutor.wording import evened

_COMMAND = re.compile(r"\\[A-Za-z]+")
_WORD = re.compile(r"[A-Za-z]{2,}")
_KNOWN = frozenset(CALLED) | frozenset(NAMED) | {"or", "and", "in"}
_PROGRAM = re.compile(r"[\"'_\[\]]\w{2}|\w{2}_\w|==|\w\.[A-Za-z]|(?<!\w)\w{3,}\(\)|:$")
_NUMBERED_BASE = re.compile(r"\{(-?[\d.]+)\}(?=\s*\^)")
_BASE_OF_LOG = re.compile(r"(?<![\\a-z])log\{(\w{1,3})\}")
_NUMERAL = re.compile(r"\s*-?\d+(?:\.\d+|/\d+)?\s*")

Pair = Literal["point", "interval"]


@dataclass(frozen=True, slots=True)
class Context:
    """The words and formulas around an answer, which decide what it is."""

    words: str
    """Everything that is asked, in small letters, without its maths."""
    maths: tuple[str, ...] = ()
    """The formulas of the step, the innermost last."""


def bare(text: str) -> str:
    """An answer without the marks around its maths and without what only its looks need."""
    joined = text.replace("$$", " ").replace("\N{MINUS SIGN}", "-").replace("\\n", " ")
    joined = _BASE_OF_LOG.sub(r"\\log_{\1}", _NUMBERED_BASE.sub(_base, evened(joined)))
    return " ".join(joined.split())


def _base(found: re.Match[str]) -> str:
    """A number that is raised, without its braces; in brackets where they part it from a digit or hold its sign."""
    before = found.string[: found.start()].rstrip()
    return f"({found[1]})" if found[1].startswith("-") or before[-1:].isdigit() else found[1]


def is_words(text: str, typed: bool) -> bool:
    """Whether an answer is words, a name or a line of a program. ``typed``: it stands there as a learner types it.

    Letters side by side are a product only between marks of maths: ``xyz`` there, but not ``group``.
    """
    if _PROGRAM.search(text.replace("\\", "")) and typed:
        return True
    stripped = _COMMAND.sub(" ", text)
    found = [word for word in _WORD.findall(stripped) if word.casefold() not in _KNOWN]
    if not typed:
        return any(len(word) > 5 for word in found)
    return any(len(word) > 2 for word in found) or text.strip().isalpha()


def read_answer(text: str, pair: Pair = "point") -> Node | None:
    """The tree of a bare answer; None where it cannot be read, or could mean two things."""
    reading = Reading(".", None, pair=pair, lists=True)
    try:
        return understood(text, reading)
    except Unread:
        return _list(text, reading)


def _list(text: str, reading: Reading) -> Node | None:
    """Values with commas between them, which could be one number with groups of digits."""
    parts = text.split(",")
    if len(parts) < 2 or not all(_NUMERAL.fullmatch(part) for part in parts):
        return None
    try:
        return SetOf(tuple(understood(part.strip(), reading) for part in parts))
    except Unread:
        return None
