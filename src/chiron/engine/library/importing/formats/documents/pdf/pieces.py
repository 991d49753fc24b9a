"""What stands on a page of a PDF and where: runs of letters out of PDFium, turned upright, with their size.

PDFium keeps no lock of its own: whoever calls it holds LOCK, page by page.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

LOCK = threading.RLock()
MOST_LETTERS = 60_000
"""On one page; a page of a dictionary has 8,000."""
GAP = 1.0
"""A gap of so many letter heights ends a run: the next column, or the next cell of a table."""
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_MENDED = _LIGATURES | {
    "\u00a0": " ",
    "\u00ad": "",
    "\u200b": "",
    "\ufeff": "",
    "\u2002": " ",
    "\u2003": " ",
    "\t": " ",
}
_MONO_FONTS = ("courier", "mono", "consol", "nimbusmon", "cmtt", "typewriter", "menlo", "inconsolata")
_ODD = re.compile("[^\u0021-\u007e\u00a1-\u00ac\u00ae-\u1fff\u2010-\u206f\u2070-\ud7ff ]")
_HYPHENS = "\x02\ufffe"
_MATHS_FONTS = ("cmmi", "cmsy", "cmex", "math", "symbol", "msam", "msbm", "mtextra")


@dataclass(slots=True)
class Piece:
    """A run of letters of one size without a wide gap, or a picture. Points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: float
    size: float
    bold: bool = False
    mono: bool = False
    leftward: bool = False
    picture: str = ""
    """The key of the picture that stands here, instead of text."""
    alt: str = ""
    """What it shows, where the file says so."""


@dataclass(slots=True)
class Sheet:
    """One page as it was found."""

    index: int
    width: float
    height: float
    turn: int = 0
    """Quarters by which the page is shown turned."""
    pieces: list[Piece] = field(default_factory=list)
    letters: int = 0
    unread: int = 0
    """Letters for which the font does not say what they are."""
    sideways: int = 0
    """Runs that stand at another angle than the page."""
    cut: bool = False
    formulas: bool = False
    """Whether fonts for mathematics are used."""
    covered: float = 0.0
    """The share of the page that its pictures cover."""


@dataclass(slots=True)
class _Run:
    start: int
    left: float
    bottom: float
    right: float
    top: float
    letters: list[str]
    leftward: bool = False
    """Whether it is written from right to left; PDFium gives letters as they are spoken."""


def pieces_of(page: Any, index: int) -> Sheet:
    """The runs of letters of a page (``pypdfium2.PdfPage``) in the order of its content. Hold LOCK."""
    import pypdfium2.raw as raw

    turn = page.get_rotation() // 90 % 4
    wide, high = page.get_size()
    sheet = Sheet(index, wide, high, turn)
    text = page.get_textpage()
    try:
        count = text.count_chars()
        sheet.cut = count > MOST_LETTERS
        fonts: dict[tuple[bytes, int], tuple[bool, bool, bool]] = {}
        for run in _runs(raw, text.raw, min(count, MOST_LETTERS), turn, wide, high, sheet):
            piece = _piece(raw, text.raw, run, turn, wide, high, fonts, sheet)
            if piece is not None:
                sheet.pieces.append(piece)
    finally:
        text.close()
    return sheet


def _runs(raw: Any, text: Any, count: int, turn: int, wide: float, high: float, sheet: Sheet) -> list[_Run]:
    """Letters joined while they follow one another on a line, at one height."""
    runs: list[_Run] = []
    current: _Run | None = None
    box = raw.FS_RECTF()
    box_of = raw.FPDFText_GetLooseCharBox
    for index, letter in enumerate(_letters(raw, text, count)):
        if letter in "\r\n":
            current = None
            continue
        if letter == " ":
            if current is not None:
                current.letters.append(" ")
            continue
        if not box_of(text, index, box):
            continue
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if turn:
            left, bottom, right, top = turned(turn, left, bottom, right, top, wide, high)
        sheet.letters += 1
        if current is not None and _follows(current, left, bottom, right, top):
            current.letters.append(letter)
            if left < current.left:
                current.left = left
            if right > current.right:
                current.right = right
        else:
            leftward = letter > "\u0590" and unicodedata.bidirectional(letter) in ("R", "AL")
            current = _Run(index, left, bottom, right, top, [letter], leftward)
            runs.append(current)
    return runs


def _letters(raw: Any, text: Any, count: int) -> Sequence[str]:
    """The letters of a page; at once where each is one unit of the text that PDFium gives, else one by one."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        letters = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(letters) == count:
            return letters
    codes = (raw.FPDFText_GetUnicode(text, index) for index in range(count))
    return [chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes]


def _follows(run: _Run, left: float, bottom: float, right: float, top: float) -> bool:
    high = run.top - run.bottom
    slack = 0.08 * high
    if not (-slack <= bottom - run.bottom <= slack and -slack <= top - bottom - high <= slack):
        return False
    if run.leftward:
        return run.left - GAP * high <= right <= run.left + 0.6 * high and left <= run.right
    return run.right - 0.6 * high <= left <= run.right + GAP * high and right >= run.left


def turned(
    turn: int, left: float, bottom: float, right: float, top: float, wide: float, high: float
) -> tuple[float, float, float, float]:
    """A box of a page shown turned clockwise by quarters; ``wide`` and ``high`` are those of the page as shown."""
    if turn == 1:
        return bottom, high - right, top, high - left
    if turn == 2:
        return wide - right, high - top, wide - left, high - bottom
    return wide - top, left, wide - bottom, right


def _piece(
    raw: Any,
    text: Any,
    run: _Run,
    turn: int,
    wide: float,
    high: float,
    fonts: dict[tuple[bytes, int], tuple[bool, bool, bool]],
    sheet: Sheet,
) -> Piece | None:
    words = _mended(run.letters, sheet)
    if not words:
        return None
    angle = round(math.degrees(raw.FPDFText_GetCharAngle(text, run.start)) / 90 + turn) % 4
    if angle:
        sheet.sideways += 1
        return None
    matrix = raw.FS_MATRIX()
    scale = 1.0
    if raw.FPDFText_GetMatrix(text, run.start, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = raw.FPDFText_GetFontSize(text, run.start) * scale
    x, y = ctypes.c_double(), ctypes.c_double()
    base = run.bottom + 0.2 * (run.top - run.bottom)
    if raw.FPDFText_GetCharOrigin(text, run.start, x, y):
        base = turned(turn, x.value, y.value, x.value, y.value, wide, high)[1] if turn else y.value
    if not 0.5 <= size <= 500:
        size = 0.86 * (run.top - run.bottom)
    bold, mono, maths = _font(raw, text, run.start, fonts)
    sheet.formulas = sheet.formulas or maths
    return Piece(words, run.left, run.bottom, run.right, run.top, base, size, bold, mono, run.leftward)


def _font(
    raw: Any, text: Any, index: int, fonts: dict[tuple[bytes, int], tuple[bool, bool, bool]]
) -> tuple[bool, bool, bool]:
    name = ctypes.create_string_buffer(96)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, name, 96, flags)
    known = (name.value, flags.value)
    if known not in fonts:
        low = name.value.decode("utf-8", "replace").lower()
        bold = raw.FPDFText_GetFontWeight(text, index) >= 600 or "bold" in low or "black" in low or "heavy" in low
        mono = bool(flags.value & 1) or any(part in low for part in _MONO_FONTS)
        fonts[known] = (bold, mono, any(part in low for part in _MATHS_FONTS))
    return fonts[known]


def _mended(letters: list[str], sheet: Sheet) -> str:
    """Ligatures as letters, no soft hyphens; a hyphen at a line's end as one."""
    text = "".join(letters)
    if not _ODD.search(text):
        return " ".join(text.split())
    words = []
    for letter in letters:
        if letter in _HYPHENS:
            words.append("-")
        elif letter in _MENDED:
            words.append(_MENDED[letter])
        elif letter == "\ufffd" or 0xE000 <= ord(letter) <= 0xF8FF or ord(letter) < 32:
            sheet.unread += 1
            words.append("\u2022" if letter in "\uf0b7\uf0a7\uf0a8" else "")
        else:
            words.append(letter)
    return " ".join("".join(words).split())
