"""Flashcards in notes: ``Q:``/``A:``, ``::`` and ``:::``, ``?`` and ``??``, and clozes ``==..==``, ``{{..}}``.

The notation is that of Obsidian's Spaced Repetition plug-in and of Anki's clozes. ``==..==`` is a card only in notes
marked with a tag for cards, as it is a plain highlight elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chiron.engine.library.importing.formats.notes.vault import unfenced

CARD_TAG = re.compile(
    r"(?:^|\s)#((?:flash)?cards?|srs?|anki|spaced-repetition|karteikarten)((?:/[\w/-]+)?)(?=\s|$)", re.I
)
_ASKS = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?(?:\*\*)?(?:Q|Question|F|P)(?:\*\*)?[:.][ \t]*(?:\*\*)?[ \t]*(\S.*)$")
_SAYS = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?(?:\*\*)?(?:A|Answer|R)(?:\*\*)?[:.][ \t]*(?:\*\*)?[ \t]*(.*)$")
_TURNED = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?(\S.*?)[ \t]*(:::?)[ \t]*(\S.*)$")
_FIELD = re.compile(r"^[\w-]+::[ \t]")
_SCHEDULE = re.compile(r"<!--SR:[^>\n]{0,400}-->")
_NAME = re.compile(r"[ \t]\^([A-Za-z0-9-]+)[ \t]*$")
_CLOZE = re.compile(
    r"\{\{c(\d{1,3})::(.{1,400}?)(?:::([^{}]{0,200}))?\}\}|\{\{([^{}\n]{1,200})\}\}|==(?=\S)([^=\n]{1,200}?)(?<=\S)=="
)
LONGEST = 4_000
"""Characters of a line that is looked at for cards."""
_CODE = re.compile(r"`[^`\n]*`|\$[^$\n]*\$")


@dataclass(frozen=True, slots=True)
class Card:
    """A question and its answer as they stand, with the line and its name where the note gives one."""

    front: str
    back: str
    line: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Gapped:
    """A paragraph with gaps: those of one card, as (start, end, word, hint) of ``text``; other marks are taken out."""

    text: str
    gaps: tuple[tuple[int, int, str, str], ...]
    line: int
    name: str = ""


def cards_in(lines: Sequence[str], *, tagged: bool, first: int = 1) -> tuple[list[Card], list[str], bool]:
    """The cards of some lines, the lines that are left, and whether schedules stood there."""
    scheduled = any("<!--SR:" in line for line in lines)
    lines = [_SCHEDULE.sub("", line) for line in lines]
    cards: list[Card] = []
    rest: list[str] = []
    plain = unfenced(lines)
    place = 0
    while place < len(lines):
        taken = _at(lines, plain, place, rest, tagged)
        if taken is None:
            rest.append(lines[place])
            place += 1
            continue
        found, end, back = taken
        # Empty lines stand for the lines taken, so that those after them keep their numbers.
        rest[len(rest) - back :] = [""] * (back + end - place)
        cards += [_named(front, answer, first + place - back) for front, answer in found]
        place = end
    return cards, rest, scheduled


def _named(front: str, back: str, line: int) -> Card:
    name = _NAME.search(front) or _NAME.search(back)
    return Card(_NAME.sub("", front).strip(), _NAME.sub("", back).strip(), line, name[1] if name else "")


Taken = tuple[list[tuple[str, str]], int, int]
"""Fronts with backs, the first line after them, and how many lines before them belong to the front."""


def _at(lines: list[str], plain: list[str | None], place: int, rest: list[str], tagged: bool) -> Taken | None:
    line = plain[place]
    if line is None or not line.strip() or len(line) > LONGEST:
        return None
    if line.strip() in ("?", "??") and rest and rest[-1].strip():
        return _parted(lines, place, rest)
    asked = _ASKS.match(line)
    if asked is not None:
        return _asked(lines, plain, place, asked[1])
    turned = _turned(line, tagged)
    return ([*turned], place + 1, 0) if turned else None


def _asked(lines: list[str], plain: list[str | None], place: int, front: str) -> Taken | None:
    """``Q:`` with its ``A:`` below; lines in between belong to the question, lines below to the answer."""
    asks, says = [front], list[str]()
    at = place + 1
    while at < len(lines) and (says or plain[at] is None or _SAYS.match(plain[at] or "") is None):
        text = plain[at]
        if text is not None and (not text.strip() or _ASKS.match(text) or text.startswith("#")):
            if says or not (
                text is not None and not text.strip() and at + 1 < len(lines) and _SAYS.match(lines[at + 1])
            ):
                break
        elif says:
            says.append(lines[at])
        else:
            asks.append(lines[at])
        at += 1
    if says or at >= len(lines) or (found := _SAYS.match(plain[at] or "")) is None:
        return None
    says = [found[1]]
    at += 1
    while at < len(lines) and lines[at].strip() and not _ASKS.match(lines[at]) and not lines[at].startswith("#"):
        says.append(lines[at])
        at += 1
    back = "\n".join(says).strip()
    return ([("\n".join(asks).strip(), back)], at, 0) if back else None


def _parted(lines: list[str], place: int, rest: list[str]) -> Taken | None:
    """Lines above ``?`` ask, lines below answer, up to a blank line."""
    above: list[str] = []
    while len(above) < len(rest) and rest[-1 - len(above)].strip() and not rest[-1 - len(above)].startswith("#"):
        above.insert(0, rest[-1 - len(above)])
    at = place + 1
    while at < len(lines) and lines[at].strip():
        at += 1
    front, back = "\n".join(above).strip(), "\n".join(lines[place + 1 : at]).strip()
    if not front or not back:
        return None
    both = [(front, back), (back, front)] if lines[place].strip() == "??" else [(front, back)]
    return both, at, len(above)


def _turned(line: str, tagged: bool) -> list[tuple[str, str]]:
    bare = _CODE.sub(lambda match: "\x01" * len(match[0]), line)
    if (
        len(line) > LONGEST
        or "::" not in bare
        or "{{" in bare
        or "://" in bare
        or line.lstrip().startswith(("|", ">", "#"))
    ):
        return []
    match = _TURNED.match(bare)
    if match is None or "::" in match[3] or (_FIELD.match(bare.strip()) and not tagged):
        return []
    front, back = line[match.start(1) : match.end(1)], line[match.start(3) : match.end(3)]
    return [(front, back), (back, front)] if match[2] == ":::" else [(front, back)]


def gapped_in(lines: Sequence[str], *, tagged: bool, first: int = 1) -> Iterator[Gapped]:
    """The clozes of some lines, paragraph by paragraph: one for each number, and one for each mark without."""
    run: list[str] = []
    start = first
    for place, line in enumerate([*unfenced(list(lines)), ""]):
        if line is not None and line.strip() and not line.startswith("#"):
            start = start if run else first + place
            run.append(line)
        else:
            yield from _gapped("\n".join(run), start, tagged)
            run = []


def _gapped(text: str, line: int, tagged: bool) -> Iterator[Gapped]:
    name = _NAME.search(text)
    text = _NAME.sub("", text)
    out, marks, end = "", list[tuple[str, int, int, str, str]](), 0
    for match in _CLOZE.finditer(text):
        word = match[2] or match[4] or match[5]
        if match[5] and not tagged:
            continue
        out += text[end : match.start()]
        group = f"c{match[1]}" if match[1] else f"m{len(marks)}"
        marks.append((group, len(out), len(out) + len(word), word, match[3] or ""))
        out += word
        end = match.end()
    out += text[end:]
    for group in dict.fromkeys(mark[0] for mark in marks):
        gaps = tuple(mark[1:] for mark in marks if mark[0] == group)
        if "![" not in out:
            yield Gapped(out, gaps, line, f"{name[1] if name else ''}{'-' if name else ''}{group}" if name else "")
