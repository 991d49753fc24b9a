"""Where a PDF's sections begin: by its outline (ISO 32000-1, 12.3.3), or by the sizes of its letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from chiron.engine.library.importing.formats.documents.pdf.layout import Line
from chiron.engine.library.importing.formats.documents.pdf.pieces import Sheet

MOST_ENTRIES = 50_000
LONGEST = 160
"""Letters of a heading."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the outline. ``level`` counts from 0."""

    level: int
    title: str


@dataclass(slots=True)
class Sizes:
    """What sizes of letters mean in this file."""

    body: float = 10.0
    heads: list[float] = field(default_factory=list)
    """Sizes of headings, the largest first."""
    title: str = ""
    """What stands largest on the first page, and only there."""

    def level(self, size: float) -> int | None:
        """The level, from 0, of a line of this size; None where it is none of a heading."""
        if size < 1.12 * self.body:
            return None
        return next((number for number, head in enumerate(self.heads) if size >= head - 0.6), len(self.heads))


def outline(document: Any) -> tuple[dict[int, list[Entry]], bool]:
    """Page -> the entries that lead to it, in order; and whether some were beyond the bounds. Hold LOCK."""
    found: dict[int, list[Entry]] = defaultdict(list)
    last = 0
    for count, bookmark in enumerate(document.get_toc(max_depth=8), 1):
        if count > MOST_ENTRIES:
            return found, True
        title = " ".join(bookmark.get_title().replace("\0", "").split())[:LONGEST]
        target = bookmark.get_dest()
        page = target.get_index() if target else None
        last = page if page is not None else last
        if title:
            found[last].append(Entry(bookmark.level, title))
    return found, False


def sizes(sheets: Iterable[Sheet]) -> Sizes:
    """By how many letters there are of each size: most are the body, few and larger ones are headings."""
    letters: Counter[float] = Counter()
    pages: dict[float, set[int]] = defaultdict(set)
    largest: dict[float, list[str]] = defaultdict(list)
    first = -1
    for sheet in sheets:
        first = sheet.index if first < 0 else first
        for piece in sheet.pieces:
            size = round(2 * piece.size) / 2
            letters[size] += len(piece.text)
            if sum(map(str.isalpha, piece.text)) >= 3:
                pages[size].add(sheet.index)
                if sheet.index == first:
                    largest[size].append(piece.text)
    if not letters:
        return Sizes()
    body = max(letters, key=lambda size: letters[size])
    total = sum(letters.values())
    heads = [size for size in sorted(letters, reverse=True) if size >= 1.12 * body and letters[size] < 0.12 * total]
    title = ""
    # A title page has the largest letters of all, and they come nowhere else.
    if heads and pages[heads[0]] == {first} and len(heads) > 1:
        title = " ".join(largest[heads[0]])[:LONGEST]
        heads = heads[1:]
    return Sizes(body, _clustered([size for size in heads if pages[size]]), title)


def _clustered(sizes_found: Sequence[float]) -> list[float]:
    """Sizes that differ by less than a point are one level; four levels at most."""
    levels: list[float] = []
    for size in sizes_found:
        if not levels or levels[-1] - size > 1.0:
            levels.append(size)
    return levels[:4]


def alike(text: str) -> str:
    """A heading as it is compared: letters and digits alone."""
    if text.isascii():
        return re.sub(r"[\W_]+", "", text.lower())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def matched(lines: Sequence[Line], start: int, entries: Sequence[Entry]) -> tuple[int, int]:
    """Which of the entries stands in the lines from ``start`` on, and in how many of them; (-1, 0) for none."""
    words = ""
    if not entries:
        return -1, 0
    for count in range(1, 4):
        if start + count > len(lines):
            break
        words += alike(" ".join(piece.text for piece in lines[start + count - 1].pieces))
        if len(words) > LONGEST:
            break
        for number, entry in enumerate(entries):
            said = alike(entry.title)
            # The page often says the number of a chapter that the outline leaves out, or the other way round.
            if said and words and (words == said or _but_for_number(words, said) or _but_for_number(said, words)):
                return number, count
    return -1, 0


def _but_for_number(longer: str, shorter: str) -> bool:
    if len(shorter) < 4 or not longer.endswith(shorter):
        return False
    return bool(
        re.fullmatch(
            r"(?:chapter|part|kapitel|capitulo|chapitre|section|unit|lesson)?[\divxlc]{0,8}", longer[: -len(shorter)]
        )
    )
