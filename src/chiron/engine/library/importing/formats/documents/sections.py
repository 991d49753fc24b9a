"""A long text in Markdown as the sections of which it is made, by its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chiron.engine.library.importing.texts import in_one_line

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"(?<!\\)[*`]+|(?<!\\)~~")


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its heading, those above it, its text without the heading."""

    title: str
    path: tuple[str, ...]
    text: str


def cut(markdown: str, depth: int = 2, above: tuple[str, ...] = ()) -> Iterator[Part]:
    """The sections of the ``depth`` highest levels of headings that there are; deeper headings stay in the text.

    ``above`` stands before every path. What is before the first heading has the path ``above``. Headings that stay
    begin with ``##``, as those of a lesson do.
    """
    lines = list(_lines(markdown))
    used = sorted({level for level, _ in lines if level})[:depth]
    path: list[str] = []
    text: list[str] = []
    for level, line in lines:
        if level not in used:
            text.append(_lowered(line, level, used[-1] if used else 1))
            continue
        if part := _part(path, text, above):
            yield part
        place = used.index(level)
        # A level that was left out has no title: the path goes on without it.
        path, text = [*path[:place], _titled(line)], []
    if part := _part(path, text, above):
        yield part


def _part(path: list[str], text: list[str], above: tuple[str, ...]) -> Part | None:
    said = "\n".join(text).strip()
    whole = (*above, *path)
    return Part(whole[-1] if whole else "", whole, said) if said else None


def _lines(markdown: str) -> Iterator[tuple[int, str]]:
    """Each line, with its level where it is a heading and not within code or a formula."""
    fence = ""
    formula = False
    for line in markdown.split("\n"):
        if found := _FENCE.match(line):
            if not fence:
                fence = found.group(1)
            elif found.group(1).startswith(fence):
                fence = ""
        elif not fence and line.count("$$") % 2:
            formula = not formula
        heading = _HEADING.match(line) if not fence and not formula else None
        yield (len(heading.group(1)) if heading and heading.group(2) else 0), line


def _lowered(line: str, level: int, above: int) -> str:
    return f"{'#' * min(6, max(2, level - above + 1))} {line.lstrip('#').strip()}" if level else line


def _titled(line: str) -> str:
    """A heading as a title: words and formulas, no other marks."""
    found = _HEADING.match(line)
    words = _LINK.sub(r"\1", found.group(2) if found else line)
    pieces = re.split(r"((?<!\\)\$[^$]+(?<!\\)\$)", words)
    plain = [piece if number % 2 else _bare(piece) for number, piece in enumerate(pieces)]
    return in_one_line("".join(plain))[:200]


def _bare(words: str) -> str:
    return _ESCAPED.sub(lambda found: found[0] if found[1] == "$" else found[1], _MARKS.sub("", words))
