"""A GIFT file in parts: each question with its line, its category, and what a comment says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chiron.engine.library.importing.arriving import Section
from chiron.engine.library.importing.formats.moodle.categories import section_of

_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_PLANE = 0xF0000
"""Letters whose meaning was taken away stand in a private plane while the rest is read."""
_BACK = {_PLANE + ord(letter): letter for letter in "\\~=#{}:"} | {_PLANE + ord("n"): "\n"}
_OWN = {_PLANE + ord(letter): None for letter in "\\~=#{}:n"}
_ID = re.compile(r"\[id:((?:\\\]|[^\]])+)\]")
_TAG = re.compile(r"\[tags?:((?:\\\]|[^\]])+)\]")
_NUMBER = re.compile(r"//\s*question:\s*([1-9]\d*)\b")
_STARTS = ("::", "//", "$CATEGORY")
FURTHER = 200
"""Lines after a blank one within which an open brace is closed, if it is no mistake."""


@dataclass(frozen=True, slots=True)
class Block:
    """One question as it stands. ``id`` is what a comment calls it, if one does."""

    text: str
    line: int
    section: Section
    id: str = ""
    tags: tuple[str, ...] = ()


def protected(text: str) -> str:
    """The text with its escaped letters out of the way."""
    return _ESCAPED.sub(lambda found: chr(_PLANE + ord(found[1])), text.translate(_OWN))


def restored(text: str) -> str:
    """The same with them back, as plain letters."""
    return text.translate(_BACK)


def blocks(text: str) -> Iterator[Block]:
    """The questions in their order."""
    section: Section = ()
    for first, lines in _gathered(text.removeprefix("\ufeff").splitlines()):
        kept: list[tuple[int, str]] = []
        comments: list[str] = []
        for number, line in enumerate(lines, first):
            bare = line.strip()
            if bare.startswith("//"):
                comments.append(bare)
            elif bare.upper().startswith("$CATEGORY:"):
                section = section_of(bare[len("$CATEGORY:") :])
            else:
                kept.append((number, line))
        while kept and not kept[0][1].strip():
            kept.pop(0)
        if kept:
            words = "\n".join(line for _, line in kept).strip()
            yield Block(words, kept[0][0], section, _named(comments), _tags(comments))


def _gathered(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines between blank ones, with the number of the first. Braces that are open hold blank lines together."""
    start, gathered, opened = 0, list[str](), 0
    for number, line in enumerate([*lines, ""]):
        if line.strip() or (gathered and opened > 0 and _goes_on(lines[number : number + FURTHER])):
            if not gathered:
                start, opened = number + 1, 0
            gathered.append(line)
            opened += _opened(line)
        elif gathered:
            yield start, gathered
            gathered = []


def _goes_on(rest: list[str]) -> bool:
    """Whether an open brace is closed further on, before anything begins anew."""
    for line in rest:
        if line.strip().startswith(_STARTS):
            return False
        bare = protected(line)
        if "}" in bare:
            return "{" not in bare.partition("}")[0]
        if "{" in bare:
            return False
    return False


def _opened(line: str) -> int:
    """How many braces a line opens and does not close."""
    if line.lstrip().startswith("//"):
        return 0
    bare = protected(line)
    return bare.count("{") - bare.count("}")


def _named(comments: list[str]) -> str:
    for pattern, shown in ((_ID, "{}"), (_NUMBER, "question-{}")):
        for comment in comments:
            if found := pattern.search(comment):
                return shown.format(found[1].replace("\\]", "]").strip())
    return ""


def _tags(comments: list[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for comment in comments:
        for match in _TAG.finditer(comment):
            parts = match[1].replace("\\]", "]").split(",") if match[0].startswith("[tags") else [match[1]]
            found |= dict.fromkeys(part.strip() for part in parts if part.strip())
    return tuple(found)
