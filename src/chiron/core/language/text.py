"""Plain handling of text: bounded, folded, cut into words and sentences. Nothing here raises on any text."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 4_000
"""Characters of a message that are read; what follows is kept with the message but not interpreted."""

MOST_APART = 4
"""So many characters, on average, may the characters of a text be taken apart into."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)*_]*\s+(?=[\W_]*[^\W_a-zß-öø-ÿ])|\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)")
_FILE = re.compile(r"\]\((?:media/[^)\n]{0,200}|/learn/[a-z0-9-]{1,64}/media/[0-9a-f]{64}#[^)\s]*)\)")
_OPEN_PICTURE = re.compile(r"!\[(?:[^\]\\]|\\.)*$")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_QUOTES = "’‘ʼ`´"


class _Folded(dict[int, str]):
    """What each character comes to, looked up once: most texts are made of a few dozen."""

    def __missing__(self, code: int) -> str:
        """Found out; kept as long as there are few, since whoever types chooses which."""
        sign = chr(code)
        kind = unicodedata.category(sign)
        found = " " if sign in "\t\n\r" else "" if kind == "Mn" or kind in _INVISIBLE else sign
        if len(self) < _MOST_KNOWN:
            self[code] = found
        return found


_MOST_KNOWN = 4_000
_FOLDED = _Folded({ord(quote): "'" for quote in _QUOTES})
_SPACES = re.compile(r"\s+")
_LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}")


def bounded(text: str, longest: int = LONGEST) -> str:
    """The beginning and the end of a text that is too long: people put what matters in either place."""
    if len(text) <= longest:
        return text
    return text[: longest // 2] + "\n" + text[-longest // 2 :]


def fold(text: str) -> str:
    """Lower case, compatibility forms made plain, accents and invisible characters taken away, one kind of quote."""
    plain = text.casefold()
    if not plain.isascii():
        # One character may stand for eighteen (U+FDFA); no language needs more than a few.
        plain = bounded(unicodedata.normalize("NFKD", plain), MOST_APART * len(text))
    return plain.translate(_FOLDED)


def squeeze(text: str) -> str:
    """A letter that stands three times or more in a row stands twice ("sooo" -> "soo"); spaces become single."""
    return _SPACES.sub(" ", _LONG_DRAWN.sub(r"\1\1", text)).strip()


def words(text: str) -> list[str]:
    """The folded words of a text, in order; apostrophes inside a word are kept."""
    return _WORD.findall(fold(text))


def sentences(text: str) -> list[str]:
    """Markdown cut into sentences, list items and paragraphs; a decimal point or "e.g." before a small letter cuts
    nothing, and what a picture shows is not cut."""
    found = [piece.strip() for piece in _BREAK.split(text) if piece and piece.strip()]
    if "![" not in text:
        return found
    whole: list[str] = []
    for piece in found:
        if whole and _OPEN_PICTURE.search(whole[-1]):
            whole[-1] += f" {piece}"
        else:
            whole.append(piece)
    return whole


def without_files(text: str) -> str:
    """A text without the names and addresses of a course's files, for whoever reads only its words: a search, a model,
    what compares numbers. What they show or are called stays."""
    return _FILE.sub("]()", text) if "media/" in text else text


def common_start(one: str, other: str) -> int:
    """Letters that two words begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
