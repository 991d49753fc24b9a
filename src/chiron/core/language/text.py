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
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def bounded(text: str, longest: int = LONGEST) -> str:
    """The beginning and the end of a text that is too long: people put what matters in either place."""
    if len(text) <= longest:
        return text
    return text[: longest // 2] + "\n" + text[-longest // 2 :]


def fold(text: str) -> str:
    """Lower case, compatibility forms made plain, accents and invisible characters taken away, one kind of quote."""
    # One character may stand for eighteen (U+FDFA); no language needs more than a few.
    plain = bounded(unicodedata.normalize("NFKD", text.casefold()), MOST_APART * len(text))
    kept = []
    for sign in plain:
        kind = unicodedata.category(sign)
        if kind == "Mn":
            continue
        kept.append(" " if sign in "\t\n\r" else "" if kind in _INVISIBLE else sign)
    return re.sub(r"[’‘ʼ`´]", "'", "".join(kept))


def squeeze(text: str) -> str:
    """A letter that stands three times or more in a row stands twice ("sooo" -> "soo"); spaces become single."""
    return re.sub(r"\s+", " ", re.sub(r"([^\W\d_])\1{2,}", r"\1\1", text)).strip()


def words(text: str) -> list[str]:
    """The folded words of a text, in order; apostrophes inside a word are kept."""
    return _WORD.findall(fold(text))


def sentences(text: str) -> list[str]:
    """Markdown cut into sentences, list items and paragraphs; a decimal point or "e.g." before a small letter cuts
    nothing."""
    return [piece.strip() for piece in _BREAK.split(text) if piece and piece.strip()]
