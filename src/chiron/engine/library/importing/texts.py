"""Small things that every reader does with texts: decoding, escaping, naming."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Container

_LONGEST_ID = 64
_BEGINNINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 65_536
_ACCENTED = re.compile(r"[^\x00-\x7f\s]")
_ELSEWHERE = (
    ("shift_jis", re.compile("[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e]")),
    ("euc_jp", re.compile("[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e]")),
    ("windows-1251", re.compile("(?<![А-Яа-яЁё])[А-ЯЁа-яё][а-яё]{2,}(?![А-ЯЁ])")),
    ("koi8-r", re.compile("(?<![А-Яа-яЁё])[А-ЯЁа-яё][а-яё]{2,}(?![А-ЯЁ])")),
)
"""Encodings of other scripts, and the letters or words that prove one."""
_JAPANESE = ("shift_jis", "euc_jp")
_ENOUGH = 12
_KANA = re.compile("[\u3040-\u30ff]")
"""Without some, no Japanese: pairs of accented letters are other signs there."""
_SPELT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"})
_ANYWHERE = re.compile(
    r"[\\`*$~\[\]]"  # escapes, code, emphasis, formulas, strokes, links
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis, but not within a word
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w{1,32};)"
)
_AT_START = re.compile(
    r"^(\d{1,9})(?=[.)](?:\s|$))"  # a numbered list
    r"|^(?=[-+](?:\s|$)|-[-:|\s]*$|=+\s*$|[>|]|:-|#{1,6}(?:\s|$))",  # a list, a line, a quotation, a table, a heading
    re.MULTILINE,
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_NO_LETTERS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffd\ufffe\uffff]")
OF_LETTERS = 100
"""One control character in so many letters is put up with."""
_INDENT = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)


def escaped(text: str) -> str:
    """A text for a place where the course format replaces ``@name``: ``@`` doubled (course-format, Replacement)."""
    return text.replace("@", "@@")


def plain(text: str) -> str:
    r"""Plain text as Markdown that reads the same: marks escaped, ``$`` as ``\$``, lines kept apart as they stand."""
    kept = _ANYWHERE.sub(lambda found: "\\" + found[0], _INDENT.sub("", controlled(text)))
    return _AT_START.sub(lambda found: f"{found[1]}\\" if found[1] else "\\", kept)


def plain_inside(text: str) -> str:
    """The same for words within a line, whose spaces at the ends count."""
    return _ANYWHERE.sub(lambda found: "\\" + found[0], controlled(text))


def guarded(line: str) -> str:
    """A line of Markdown that must not begin a list, heading or quotation."""
    return _AT_START.sub(lambda found: f"{found[1]}\\" if found[1] else "\\", line)


def controlled(text: str) -> str:
    """A text without the control characters that a course refuses; line ends are ``\\n``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROLS.sub("", text)


def in_one_line(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())


def title(text: str, longest: int = 120) -> str:
    r"""Plain text as a title: one line, not too long, ``$`` as ``\$``. Titles know formulas and no other Markdown."""
    line = in_one_line(controlled(text))
    if len(line) > longest:
        line = f"{line[: longest - 1].rsplit(' ', 1)[0]}…"
    return line.replace("$", r"\$")


def identifier(title: str, taken: Container[str] = (), fallback: str = "item") -> str:
    """An id from a title: lower-case words with hyphens, at most 64 letters, none of those that are taken."""
    folded = unicodedata.normalize("NFKD", title.casefold().translate(_SPELT))
    words = re.findall(r"[a-z0-9]+", "".join(char for char in folded if not unicodedata.combining(char)))
    name = "-".join(words)[:_LONGEST_ID].strip("-") or fallback
    if not name[0].isalpha():
        name = f"{fallback}-{name}"[:_LONGEST_ID].strip("-")
    if name not in taken:
        return name
    return _numbered(name, free(lambda number: _numbered(name, number) in taken))


def _numbered(name: str, number: int) -> str:
    return f"{name[: _LONGEST_ID - 1 - len(str(number))].rstrip('-')}-{number}"


def free(is_taken: Callable[[int], bool]) -> int:
    """A number from 2 on that is free: the first one, where those before it were given one after another.

    Found in steps that double, then halve: a book of twenty thousand sections called "Summary" is named in no time.
    """
    if not is_taken(2):
        return 2
    low, step = 2, 1
    while is_taken(low + step):
        low, step = low + step, step * 2
    high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if is_taken(middle) else (low, middle)
    return high


def decoded(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text of a file and the encoding that it was in: its mark, what it declares, UTF-8, else what it looks like.

    Where nothing says, windows-1252; Cyrillic and Japanese are told by their letters, and lines of UTF-8 among others
    by themselves, as in banks that were put together from two.
    """
    for mark, encoding in _BEGINNINGS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").lstrip("\ufeff"), encoding
    for encoding in filter(None, (_utf_16(data), "utf-8", _known(declared))):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return _guessed(data)


def _guessed(data: bytes) -> tuple[str, str]:
    """A text that is no UTF-8, and of which nobody says what it is."""
    for encoding, letters in _ELSEWHERE:
        try:
            text = data[:_LOOKED_AT].decode(encoding, "replace")
        except LookupError:  # pragma: no cover - every Python has them
            continue
        other = len(_ACCENTED.findall(text)) or 1
        kana = len(_KANA.findall(text)) if encoding in _JAPANESE else other
        if (
            sum(map(len, letters.findall(text))) > 0.6 * other
            and kana * 10 > other >= _ENOUGH
            and text.count("\ufffd") <= len(text) // 1000 + 1
        ):
            return data.decode(encoding, "replace"), encoding
    lines = data.split(b"\n")
    told = {_utf_8(line) for line in lines if not line.isascii()}
    if told == {True, False}:
        read = (line.decode("utf-8" if _utf_8(line) else "windows-1252", "replace") for line in lines)
        return "\n".join(read), "windows-1252 and utf-8"
    try:
        return data.decode("windows-1252"), "windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def _utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def started(data: bytes) -> str:
    """The text of a file's beginning, which may end within a letter; empty where it is the beginning of no text.

    A text has no zero byte, but in UTF-16 and UTF-32, and hardly another control character; one byte of ten of what is
    packed or drawn is one.
    """
    text, _ = decoded(_whole_letters(data))
    text = text.rstrip("\0")
    if "\0" in text:
        return ""
    return text if len(_NO_LETTERS.findall(text)) <= len(text) // OF_LETTERS + 1 else ""


def _whole_letters(data: bytes) -> bytes:
    """UTF-8 without the first bytes of a letter that is cut off at the end (RFC 3629, 3)."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte & 0xC0 != 0x80:
            length = 2 if byte & 0xE0 == 0xC0 else 3 if byte & 0xF0 == 0xE0 else 4 if byte & 0xF8 == 0xF0 else 1
            return data[:-back] if length > back else data
    return data


def _known(name: str) -> str:
    """A declared encoding that Python knows as one of texts; latin-1 means windows-1252 (WHATWG Encoding, 4.2)."""
    try:
        known = codecs.lookup(name.strip()) if name.strip() else None
    except (LookupError, ValueError):
        return ""
    if known is None or not getattr(known, "_is_text_encoding", True):
        return ""
    if known.name.startswith(("utf-16", "utf-32", "utf-7")):  # with neither mark nor zeros it is not so
        return ""
    return "windows-1252" if known.name in {"iso8859-1", "ascii"} else known.name


def _utf_16(data: bytes) -> str:
    """UTF-16 without its mark: nearly every other byte is zero."""
    start = data[:2048]
    if len(start) < 4 or len(data) % 2:
        return ""
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.7 and odd < half * 0.1 else ""
