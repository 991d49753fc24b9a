"""Filling values into an author's text: ``@name``, ``@{formula}``, ``@@``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from chiron.core.learning.exact import FormulaError, Value
from chiron.core.learning.formula import Formula, parse
from chiron.core.learning.printing import Mode, Style, show

_EDGE = re.compile(r"@@|@\{|<!--|-->|[<>\"']")
_MARK = re.compile(r"\\.|\$\$?|@@|@[a-z][a-z0-9_]*|@\{", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text with its replacements found; ``names`` are the parameters it reads."""

    pieces: tuple[str | tuple[Formula, bool], ...]
    """Plain text, or a formula and whether it stands in maths."""
    names: frozenset[str]
    plain: str | None = None
    """The text itself, where nothing is replaced in it."""

    def fill(self, values: Mapping[str, Value], decimal: str = ".", plain: bool = False) -> str:
        """The text with the values in. ``plain`` writes for our own parsers. Raises FormulaError."""
        if self.plain is not None:
            return self.plain
        prose, maths = _styles(decimal, plain)
        return "".join(
            piece if isinstance(piece, str) else _written(piece[0], values, maths if piece[1] else prose)
            for piece in self.pieces
        )


def fill(text: str, values: Mapping[str, Value], decimal: str = ".", plain: bool = False) -> str:
    """Fill the values into a text. Raises FormulaError for what cannot be read or worked out."""
    if "@" not in text:
        return text  # Who asks for its pieces still needs to know which of them are maths.
    return pattern(text).fill(values, decimal, plain)


def fill_markup(text: str, values: Mapping[str, Value], decimal: str = ".") -> str:
    """Fill the values into a drawing: as numbers of SVG within a tag, else as words and numbers that are read.

    Whoever shows it reads it strictly once more, as a value may bring in markup. Raises FormulaError.
    """
    if "@" not in text:
        return text
    return "".join(
        fill(piece, values).replace("\N{MINUS SIGN}", "-") if is_tag else fill(piece, values, decimal)
        for piece, is_tag in by_tags(text)
    )


def by_tags(markup: str) -> Iterator[tuple[str, bool]]:
    """(piece, whether it is a tag or a comment) of markup with replacements, whose ``<`` and ``>`` are no edges of
    tags. Raises FormulaError where one is not closed.
    """
    start, at, inside = 0, 0, ""
    while found := _EDGE.search(markup, at):
        edge, at = found.group(), found.end()
        if edge == "@{":
            at = _closing(markup, at) + 1
        elif inside in ("'", '"'):
            inside = "<" if edge == inside else inside
        elif inside == "<" and edge in ("'", '"'):
            inside = edge
        elif inside != "<!--" and edge in ("<", "<!--"):
            yield markup[start : found.start()], False
            start, inside = found.start(), edge
        elif edge == "-->" or (inside == "<" and edge == ">"):
            yield markup[start:at], bool(inside)
            start, inside = at, ""
    yield markup[start:], False


@lru_cache(maxsize=8192)
def pattern(text: str) -> Pattern:
    """Find the replacements of a text. Raises FormulaError with the place of a stray ``@``."""
    pieces: list[str | tuple[Formula, bool]] = []
    names = set[str]()
    maths, at = "", 0
    while found := _MARK.search(text, at):
        mark = found.group()
        _plain(text, at, found.start(), pieces)
        at = found.end()
        if mark.startswith("$"):
            maths = _toggled(maths, mark)
            pieces.append(mark)
        elif mark[0] == "\\":
            at = found.start() + 1 if mark[1] == "@" else at
            pieces.append(text[found.start() : at])
        elif mark == "@@":
            pieces.append("@")
        else:
            source, at = _formula(text, mark, at)
            formula = parse(source)
            names |= formula.names
            pieces.append((formula, bool(maths)))
    _plain(text, at, len(text), pieces)
    plain = "".join(piece for piece in pieces if isinstance(piece, str))
    replaced = any(not isinstance(piece, str) for piece in pieces)
    return Pattern(tuple(pieces), frozenset(names), None if replaced else plain)


@lru_cache(maxsize=8)
def _styles(decimal: str, plain: bool) -> tuple[Style, Style]:
    """How values are written in prose and in maths."""
    prose = Style(Mode.PLAIN if plain else Mode.TEXT, decimal)
    return prose, prose if plain else Style(Mode.MATHS, decimal)


def _toggled(maths: str, mark: str) -> str:
    if not maths:
        return mark
    return "" if mark.startswith(maths) else maths


def _plain(text: str, start: int, end: int, pieces: list[str | tuple[Formula, bool]]) -> None:
    stray = text.find("@", start, end)
    if stray >= 0:
        raise FormulaError("A single @ stands before nothing that can be replaced; write @@ for a plain @.", stray)
    if start < end:
        pieces.append(text[start:end])


def _formula(text: str, mark: str, at: int) -> tuple[str, int]:
    if mark != "@{":
        return mark[1:], at
    end = _closing(text, at)
    return text[at:end], end + 1


def _closing(text: str, at: int) -> int:
    """Where ``@{`` ends: the next ``}`` outside quotation marks."""
    quote = ""
    for place in range(at, len(text)):
        letter = text[place]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "}":
            return place
    raise FormulaError("A @{ is not closed by }.", at)


def _written(formula: Formula, values: Mapping[str, Value], style: Style) -> str:
    return show(formula.value(values, style), style)
