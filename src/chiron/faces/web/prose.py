"""Sentences with formulas, which most texts of a course are, set without the whole reader of Markdown.

What holds any mark of Markdown, a quotation mark or a dash is left to the reader; a test compares the two.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from chiron.faces.web.maths import mathml

_FORMULA = r"\$(?=\S)(?:[^$\\\n]|\\[A-Za-z{},;%])+(?<=\S)\$"
_LINE = re.compile(
    rf"(?:[^\W_]|{_FORMULA})(?:[^\W_]|[ :;%=/)]|,(?!,)|\((?![crptCRPT])|[.?!](?![.?!])|{_FORMULA})*(?<! )"
)
_NUMBERED = re.compile(r"\d{1,3}\. +(?=\S)")


def plain_line(text: str) -> Markup | None:
    """A line without any mark, its formulas set; None where the line is anything else."""
    if not _LINE.fullmatch(text):
        return None
    parts = text.split("$")
    parts[1::2] = [mathml(formula) for formula in parts[1::2]]
    return Markup("".join(parts))  # noqa: S704 - no character that HTML knows stands outside the formulas


def plain_block(text: str) -> Markup | None:
    """A paragraph of one such line, or a list of them numbered from 1; None where the text is anything else."""
    lines = text.strip("\n").split("\n")
    if len(lines) == 1 and not _NUMBERED.match(text):
        only = plain_line(lines[0])
        return None if only is None else Markup(f"<p>{only}</p>\n")  # noqa: S704 - set above
    items = []
    for number, line in enumerate(lines, 1):
        head = _NUMBERED.match(line)
        item = plain_line(line[head.end() :]) if head and int(line[: line.index(".")]) == number else None
        if item is None or _NUMBERED.match(line, head.end() if head else 0):
            return None
        items.append(Markup(f"<li>{item}</li>\n"))  # noqa: S704 - set above
    return Markup(f"<ol>\n{Markup('').join(items)}</ol>\n")  # noqa: S704 - set above
