"""Lines as paragraphs, headings, lists and tables, written as Chiron's Markdown."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from chiron.engine.library.importing.formats.documents.pdf.headings import LONGEST, Entry, Sizes, alike, matched
from chiron.engine.library.importing.formats.documents.pdf.layout import Line, leftward
from chiron.engine.library.importing.formats.documents.pdf.pieces import GAP, Piece
from chiron.engine.library.importing.formats.documents.pdf.tables import table_at
from chiron.engine.library.importing.texts import guarded, plain_inside

_BULLET = re.compile(r"[•▪◦‣●○■□➢✓–—*·-]\s+(?=\S)|[•▪◦‣●■➢]")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_LETTER = re.compile(r"\(?([a-z]|[ivx]{1,4})[.)]\s+(?=\S)")
_DOTS = re.compile(r"\s*(?:\.\s?){4,}\s*|\s*…{2,}\s*")
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]?$")
_SMALL = re.compile(r"[\w+\-−*'′]{1,8}")


@dataclass(slots=True)
class Block:
    """A part of a page. ``level``: of a heading, from 0; sections are those of ``section``."""

    kind: str
    """heading, text, item, code, table, picture."""
    text: str
    level: int = 0
    section: bool = False
    open: bool = False
    """Whether its last line might go on in the next column."""
    alt: str = ""


@dataclass(slots=True)
class Words:
    """Which words the document uses: whether a hyphen at a line's end belongs to the word."""

    seen: Counter[str] = field(default_factory=Counter)

    def note(self, text: str) -> None:
        """Remember the words of a text, as far as there is room."""
        if len(self.seen) < 200_000:
            self.seen.update(re.findall(r"[\w]+(?:-\w+)*", text.casefold()))

    def joined(self, before: str, after: str) -> str:
        """Two lines as one. A hyphen goes where the word goes on in small letters and is not written with one."""
        if re.search(r"\w-$", before) and re.match(r"[^\W\d_]", after) and after[0].islower():
            start, end = re.search(r"\w+-$", before), re.match(r"\w+", after)
            first = start.group()[:-1].casefold() if start else ""
            last = end.group().casefold() if end else ""
            apart = self.seen[f"{first}-{last}"] > self.seen[first + last]
            return before + after if apart else before[:-1] + after
        if before.endswith("-") and re.search(r"\w-$", before):
            return before + after
        return f"{before} {after}"


@dataclass(slots=True)
class Prose:
    """Reads the lines of a page's columns. One for each file: it keeps the file's words."""

    sizes: Sizes
    words: Words = field(default_factory=Words)
    tables: int = 0

    def blocks(self, columns: Sequence[list[Line]], entries: Sequence[Entry], depth: int) -> list[Block]:
        """The parts of a page. ``depth`` is how many levels the outline has; 0 where there is none."""
        found: list[Block] = []
        waiting = list(entries)
        self.tables = 0
        for column in columns:
            for number, block in enumerate(self._column(column, waiting, depth)):
                before = found[-1] if found else None
                goes_on = (
                    before is not None and before.open and before.kind in ("text", "item") and block.kind == "text"
                )
                if (
                    number == 0
                    and before is not None
                    and goes_on
                    and re.match(r"[^\W\d_]", block.text)
                    and block.text[0].islower()
                ):
                    before.text = self.words.joined(before.text, block.text)
                    before.open = block.open
                else:
                    found.append(block)
        # What the outline says to begin here, though the page does not say it, begins at its top.
        return [Block("heading", entry.title, entry.level, section=True) for entry in waiting] + found

    def _column(self, lines: Sequence[Line], waiting: list[Entry], depth: int) -> Iterator[Block]:
        if not lines:
            return
        texts = [line for line in lines if not line.main.picture]
        left = min((line.left for line in texts), default=0.0)
        right = max((line.right for line in texts), default=0.0)
        gaps = [a.main.base - b.main.base for a, b in pairwise(texts)]
        usual = [gap for gap in gaps if 0.8 * self.sizes.body <= gap <= 2.2 * self.sizes.body]
        pitch = statistics.median(usual) if usual else 1.3 * self.sizes.body
        at, block, last = 0, None, None
        while at < len(lines):
            line = lines[at]
            taken, made = self._apart(lines, at, waiting, depth)
            if made is not None:
                if block:
                    yield block
                yield made
                at, block, last = at + taken, None, None
                continue
            text, kind = self._said(line), self._kind(line)
            if block and last and not self._begins(block, last, line, kind, left, right, pitch):
                block.text = f"{block.text}\n{text}" if kind == "code" else self.words.joined(block.text, text)
            else:
                if block:
                    yield block
                block = Block(kind, text)
            block.open = not _ENDED.search(text)
            at, last = at + 1, line
        if block:
            yield block

    def _apart(self, lines: Sequence[Line], at: int, waiting: list[Entry], depth: int) -> tuple[int, Block | None]:
        """What stands by itself: pictures, headings, tables. How many lines it takes, and the block."""
        line = lines[at]
        if line.main.picture:
            return 1, Block("picture", line.main.picture, alt=line.main.alt)
        number, count = matched(lines, at, waiting)
        if count:
            entry = waiting.pop(number)
            return count, Block("heading", entry.title, entry.level, section=True)
        level = self._level(line)
        if level is not None:
            count = 1
            while at + count < len(lines) and count < 4 and self._goes_on(lines[at + count - 1], lines[at + count]):
                count += 1
            title = _plain(lines[at : at + count])
            if len(title) <= LONGEST:
                # The document's own title is above all sections.
                own = bool(self.sizes.title) and alike(title) == alike(self.sizes.title)
                return count, Block("heading", title, 0 if own else level + depth, section=not depth and not own)
        table = table_at(lines, at)
        if table is None:
            return 0, None
        self.tables += 1
        return table[0], Block("table", table[1])

    def _level(self, line: Line) -> int | None:
        """Of a heading; None where it is none. Bold letters alone make one that is no section."""
        text = _plain([line])
        if sum(map(str.isalpha, text)) < 3 or len(text) > LONGEST or len(_cells(line)) > 2:
            return None
        if line.main.mono or _BULLET.match(text) or _DOTS.search(text):
            return None
        level = self.sizes.level(line.main.size)
        if level is not None:
            return level
        short = len(text.split()) <= 12 and not re.search(r"[.,;:]$", text) and not _BULLET.match(text)
        if short and all(piece.bold for piece in line.pieces) and line.main.size >= 0.98 * self.sizes.body:
            return len(self.sizes.heads) + 2
        return None

    def _goes_on(self, line: Line, after: Line) -> bool:
        """Whether a heading goes on in the next line."""
        same = abs(line.main.size - after.main.size) < 0.3 and line.main.bold == after.main.bold
        close = line.main.base - after.main.base < 1.6 * line.main.size
        numbered = re.match(r"\d+(?:\.\d+)+\s", after.main.text)
        return (
            same
            and close
            and not numbered
            and self._level(after) is not None
            and line.main.size >= 1.12 * self.sizes.body
        )

    def _kind(self, line: Line) -> str:
        if all(piece.mono for piece in line.pieces):
            return "code"
        text = _plain([line])
        if re.search(_DOTS.pattern + r"(?:\d+|[ivxlc]+)$", text):
            return "item"
        return "item" if _BULLET.match(text) or _NUMBER.match(text) or _LETTER.match(text) else "text"

    def _begins(self, block: Block, last: Line, line: Line, kind: str, left: float, right: float, pitch: float) -> bool:
        """Whether a line begins a new paragraph."""
        if (kind == "code") != (block.kind == "code") or kind == "item":
            return True
        size = line.main.size
        if kind == "code":
            return last.main.base - line.main.base > 2.5 * size
        if last.main.base - line.main.base > max(1.38 * pitch, 1.5 * size) or abs(last.main.size - size) > 0.15 * size:
            return True
        if block.kind == "item":
            return line.left < last.left - 0.5 * size and bool(_ENDED.search(_plain([last])))
        indented = line.left > left + 0.8 * size and last.left <= left + 0.5 * size
        if leftward(line.pieces):
            indented = line.right < right - 0.8 * size and last.right >= right - 0.5 * size
            open_end = last.left > left + 0.18 * (right - left)
        else:
            open_end = last.right < right - 0.18 * (right - left)
        return indented or (open_end and bool(_ENDED.search(_plain([last]))))

    def _said(self, line: Line) -> str:
        """A line as Markdown inside a paragraph; raised and lowered letters as such."""
        if all(piece.mono for piece in line.pieces):
            return _spaced(line)
        words = ""
        main = line.main
        for number, piece in enumerate(line.pieces):
            before = line.pieces[number - 1] if number else None
            text = _raised(piece, main) or plain_inside(piece.text)
            apart = before is not None and max(piece.left - before.right, before.left - piece.right) > 0.12 * main.size
            words += f"{' ' if apart else ''}{text}"
        words = _DOTS.sub(" … ", words)
        self.words.note(_DOTS.sub(" ", " ".join(piece.text for piece in line.pieces)))
        return words.strip()


def _raised(piece: Piece, main: Piece) -> str:
    """``$^2$`` for small letters above the line, ``$_2$`` for those below it."""
    if piece is main or piece.size > 0.85 * main.size or not _SMALL.fullmatch(piece.text):
        return ""
    off = (piece.base - main.base) / main.size
    text = piece.text.replace("_", "")
    return f"$^{{{text}}}$" if off > 0.12 else f"$_{{{text}}}$" if off < -0.05 else ""


def _plain(lines: Sequence[Line]) -> str:
    return " ".join(" ".join(piece.text for piece in line.pieces) for line in lines)


def _cells(line: Line) -> list[Piece]:
    return [p for n, p in enumerate(line.pieces) if not n or p.left - line.pieces[n - 1].right > GAP * p.size]


def _spaced(line: Line) -> str:
    """Code, with its indent as it stands."""
    main = line.main
    wide = (main.right - main.left) / max(1, len(main.text))
    return "\u0000" * round(line.left / max(wide, 1.0)) + "  ".join(piece.text for piece in line.pieces)


def written(block: Block, above: int) -> str:
    """A block as Markdown; headings of the text are below those of ``above`` levels of sections."""
    if block.kind == "heading":
        level = min(4, 2 + max(0, block.level - above))
        return f"{'#' * level} {plain_inside(block.text)}"
    if block.kind == "code":
        rows = block.text.split("\n")
        indent = min((len(row) - len(row.lstrip("\u0000")) for row in rows), default=0)
        return "```\n" + "\n".join(row[indent:].replace("\u0000", " ") for row in rows) + "\n```"
    if block.kind == "item":
        return _item(block.text)
    return block.text if block.kind in ("table", "picture") else guarded(block.text)


def _item(text: str) -> str:
    bare = re.sub(r"^\\(?=\W)", "", text)
    if found := _BULLET.match(bare):
        return f"- {guarded(bare[found.end() :].strip())}"
    if found := re.match(r"(\d{1,3})\\?[.)]\s+", text):
        return f"{found.group(1)}. {text[found.end() :]}"
    return f"- {text}" if _LETTER.match(text) or " … " in text else guarded(text)
