"""A line of words, marks, formulas and pictures as Markdown that CommonMark reads back as just that.

Marks are set only where CommonMark's rules for delimiters let them open and close (CommonMark 0.31, 6.2); elsewhere
the words stand without, and never with stray asterisks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from chiron.engine.library.importing.texts import guarded, plain_inside

BREAK = "\v"
"""A line's end that the source asks for. No text holds it: it is a control character."""

_MARKS = (("strike", "~~"), ("strong", "**"), ("em", "*"))
_SPACES = re.compile(r"[^\S\v]+")


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a line. ``words`` are plain and escaped later; a formula, link or picture is Markdown already."""

    text: str
    marks: frozenset[str] = frozenset()
    kind: str = "words"
    """``words``, ``code``, ``markdown`` or ``break``."""


def lines(atoms: Sequence[Atom]) -> list[str]:
    """Paragraphs of Markdown: two breaks part paragraphs, one ends a line."""
    if not atoms:
        return []
    text = _emitted(_merged(atoms), _MARKS, "", "", nested=False)
    text = re.sub(r" *\v *", BREAK, re.sub(r" {2,}", " ", text)).strip(f" {BREAK}")
    paragraphs = re.split(r"\v{2,}", text) if text else []
    return ["  \n".join(guarded(line) for line in paragraph.split(BREAK)) for paragraph in paragraphs]


def line(atoms: Sequence[Atom]) -> str:
    """The same in one line, as for a heading or a table's cell; not guarded at its start."""
    text = _emitted(_merged(atoms), _MARKS, "", "", nested=False)
    return " ".join(text.replace(BREAK, " ").split())


def code(text: str) -> str:
    """A span of code, fenced by more backticks than stand in it (CommonMark 6.1)."""
    text = " ".join(text.split())
    if not text:
        return ""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _merged(atoms: Sequence[Atom]) -> list[Atom]:
    """Neighbours of one kind as one, so that what is escaped is seen whole; spaces as one space."""
    merged: list[Atom] = []
    for (kind, marks), group in groupby(atoms, key=lambda atom: (atom.kind, atom.marks)):
        same = list(group)
        if kind in {"words", "code"}:
            merged.append(Atom(_SPACES.sub(" ", "".join(atom.text for atom in same)), marks, kind))
        else:
            merged += same
    return merged


def _emitted(
    atoms: Sequence[Atom], marks: tuple[tuple[str, str], ...], before: str, after: str, *, nested: bool
) -> str:
    if not marks:
        return _joined([_written(atom) for atom in atoms])
    (mark, sign), rest = marks[0], marks[1:]
    groups = [
        (has, list(group))
        for has, group in groupby(atoms, key=lambda atom: mark in atom.marks and atom.kind != "break")
    ]
    plain_parts: list[str | None] = []
    for place, (has, group) in enumerate(groups):
        left = groups[place - 1][1][-1].text[-1:] if place else before
        right = groups[place + 1][1][0].text[:1] if place + 1 < len(groups) else after
        plain_parts.append(None if has else _emitted(group, rest, left, right, nested=nested))
    out = ""
    for place, (has, group) in enumerate(groups):
        written = plain_parts[place]
        if not has and written is not None:
            out = _joined([out, written])
            continue
        following = plain_parts[place + 1] if place + 1 < len(groups) else None
        left, right = (out[-1:] or before), ((following or "")[:1] or after)
        inner = _emitted(group, rest, left, right, nested=True)
        edge = nested and mark == "em"
        out = _joined([out, _marked(inner, sign, left, right, edge=edge)])
    return out


def _marked(inner: str, sign: str, left: str, right: str, *, edge: bool) -> str:
    """Words between their marks, spaces outside; without marks where CommonMark would not read them as such."""
    core = inner.strip()
    if not core:
        return inner
    head, tail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    left, right = head[-1:] or left, tail[:1] or right
    char = sign[0]
    opens = _flanks(left, core[0]) and left != char
    closes = _flanks(right, core[-1]) and right != char
    if edge and (_letter(left) or _letter(right)):
        opens = False
    if not opens or not closes or _holds(core, sign):
        return inner
    return f"{head}{sign}{core}{sign}{tail}"


def _holds(core: str, sign: str) -> bool:
    """Whether marks of the same sign at an end of what is within would run together with these."""
    return sign == "*" and (core[0] == "*" or (core[-1] == "*" and not core.endswith(r"\*")))


def _flanks(outer: str, inner: str) -> bool:
    return not _symbol(inner) or not outer or outer.isspace() or unicodedata.category(outer).startswith("P")


def _symbol(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _letter(char: str) -> bool:
    return bool(char) and not char.isspace() and not _symbol(char)


def _written(atom: Atom) -> str:
    if atom.kind == "words":
        return plain_inside(atom.text)
    return code(atom.text) if atom.kind == "code" else atom.text


def _joined(parts: Sequence[str]) -> str:
    """Pieces in a row, kept from becoming something else together."""
    out = ""
    for part in parts:
        if not part:
            continue
        if out.endswith("$") and part.startswith("$") and not out.endswith(r"\$"):
            out += " "
        elif out.endswith("!") and part.startswith("["):
            out = f"{out[:-1]}\\!"
        elif (out.endswith("`") and part.startswith("`")) or (out.endswith("~") and part.startswith("~")):
            out += " "
        out += part
    return out
