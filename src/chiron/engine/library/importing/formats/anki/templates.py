"""Anki's card templates and gaps (Anki manual: Field Replacements, Card Generation, Cloze Deletion).

Field values are HTML and go in as they are; what the templates make of them is made safe afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

_TAG = re.compile(r"\{\{\s*([#^/]?)([^{}]*?)\s*\}\}")
_EMPTY = re.compile(r"(?:\s|&nbsp;|</?(?:br|div|p)\s*/?>)*", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>")
_RUBY = re.compile(r" ?([^ >\[\]]+)\[([^\[\]]*)\]")
_DEEPEST = 16

SPECIAL = ("FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID")


@dataclass(slots=True)
class Side:
    """What one side of a card came to."""

    html: str = ""
    hints: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    """Fields that the learner types on this side."""
    missing: list[str] = field(default_factory=list)
    """Fields that the template names and the note has not."""
    spoken: bool = False
    """Whether a computer's voice was asked for."""


Gaps = Callable[[str], str]
"""What a field with gaps becomes on this side."""


def rendered(template: str, values: Mapping[str, str], gaps: Gaps, *, front: bool, number: int = 0) -> Side:
    """A side of a card. ``values`` holds the fields and the special ones; ``number`` is that of the gap asked for."""
    side = Side()
    shown: list[bool] = []
    end = 0
    out: list[str] = []
    for found in _TAG.finditer(template):
        if all(shown):
            out.append(template[end : found.start()])
        end = found.end()
        sign, name = found[1], found[2].strip()
        if sign == "/":
            if shown:
                shown.pop()
        elif sign:
            if len(shown) < _DEEPEST:
                shown.append(_filled(name, values, number) == (sign == "#"))
        elif all(shown):
            out.append(_replaced(name, values, gaps, side, front=front))
    if all(shown):
        out.append(template[end:])
    side.html = "".join(out)
    return side


def blank(html: str) -> bool:
    """Whether a field counts as empty."""
    return bool(_EMPTY.fullmatch(html[:2000])) if len(html) <= 2000 else False


def _filled(name: str, values: Mapping[str, str], number: int) -> bool:
    if re.fullmatch(r"c\d+", name):
        return int(name[1:]) == number
    return not blank(values.get(name, ""))


def _replaced(written: str, values: Mapping[str, str], gaps: Gaps, side: Side, *, front: bool) -> str:
    *filters, name = (part.strip() for part in written.split(":"))
    if name not in values:
        if name not in SPECIAL and name:
            side.missing.append(name)
        return ""
    value = values[name]
    for one in reversed(filters):
        word = one.split(" ")[0]
        if word == "hint":
            if not blank(value):
                side.hints.append(value)
            return ""
        if word == "type" and "cloze" not in filters:
            if front:
                side.typed.append(name)
                return ""
        elif word.startswith("tts"):
            side.spoken = True
            return ""
        else:
            value = _FILTERS.get(word, _same)(value) if word != "cloze" else gaps(value)
    return value


def _same(value: str) -> str:
    return value


def _plain(value: str) -> str:
    return _MARKUP.sub("", value)


_FILTERS: Mapping[str, Callable[[str], str]] = {
    "text": _plain,
    "furigana": lambda value: _RUBY.sub(r"\1 (\2)", value),
    "kana": lambda value: _RUBY.sub(r"\2", value),
    "kanji": lambda value: _RUBY.sub(r"\1", value),
}

# -- gaps

_GAP = re.compile(r"\{\{c([\d,]{1,40})::|\}\}|::", re.IGNORECASE)


@dataclass(slots=True)
class Gap:
    """``{{c1::inner::hint}}``; ``inner`` may hold further gaps."""

    numbers: frozenset[int]
    inner: list[str | Gap] = field(default_factory=list)
    hint: str = ""


def parsed(html: str) -> list[str | Gap]:
    """A field's text with its gaps; what is not closed is plain text."""
    root = Gap(frozenset())
    open_gaps = [(root, "")]
    hints: list[list[str] | None] = [None]
    end = 0
    for found in _GAP.finditer(html):
        _add(open_gaps[-1][0], hints, html[end : found.start()])
        end = found.end()
        if found[1]:
            numbers = frozenset(int(part) for part in found[1].split(",") if part and len(part) <= 6)
            if numbers and len(open_gaps) <= _DEEPEST:
                open_gaps.append((Gap(numbers), found[0]))
                hints.append(None)
            else:
                _add(open_gaps[-1][0], hints, found[0])
        elif len(open_gaps) == 1:
            _add(root, hints, found[0])
        elif found[0] == "::":
            if hints[-1] is None:
                hints[-1] = []
            else:
                hints[-1].append("::")
        else:
            gap, _ = open_gaps.pop()
            gap.hint = "".join(hints.pop() or ())
            open_gaps[-1][0].inner.append(gap)
    _add(open_gaps[-1][0], hints, html[end:])
    while len(open_gaps) > 1:  # never closed: as it is written
        gap, written = open_gaps.pop()
        hint = hints.pop()
        open_gaps[-1][0].inner += [written, *gap.inner, *(["::", *hint] if hint is not None else [])]
    return root.inner


def _add(gap: Gap, hints: list[list[str] | None], text: str) -> None:
    if not text:
        return
    hint = hints[-1]
    if hint is None:
        gap.inner.append(text)
    else:
        hint.append(text)


def asked(nodes: list[str | Gap], number: int) -> Iterator[Gap]:
    """The gaps of a number, the outermost where one holds another of the same."""
    for node in nodes:
        if isinstance(node, Gap):
            if number in node.numbers:
                yield node
            else:
                yield from asked(node.inner, number)


def written(nodes: list[str | Gap], instead: Callable[[Gap], str | None]) -> str:
    """The text, with something else for the gaps for which ``instead`` has it; the others are filled in."""
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
            continue
        other = instead(node)
        parts.append(written(node.inner, instead) if other is None else other)
    return "".join(parts)


def revealed(nodes: list[str | Gap]) -> str:
    """The text with every gap filled in."""
    return written(nodes, lambda _: None)
