# ruff: noqa: SIM905 - words are data
"""A text decoded in the ways in which an answer may be hidden in it. Pure, bounded, and it never raises."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from html import unescape

from chiron.core.language.text import fold

LONGEST = 2_000
_TOKEN = re.compile(r"[A-Za-z0-9+/_-]{3,400}={0,6}|[A-Za-z0-9+/_-]{2}==")
_SAYS_CODE = re.compile(r"\b(?:hex\w*|ascii|unicode|code ?points?|char(?:acter)? codes?)\b", re.IGNORECASE)
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "$": "s", "@": "a", "!": "i", "+": "t", "8": "b"}
)
_READS = re.compile(r"[\w\s.,:;!?'\"=+*/()^$\\{}<>|-]+")
_APART = re.compile(r"(?<![^\W_])(?:[^\W_][\s.\-_*·,/|]{1,3}){2,40}[^\W_](?![^\W_])")
_MORSE = dict(zip(
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. "
    "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.".split(),
    "abcdefghijklmnopqrstuvwxyz0123456789", strict=True,
))  # fmt: skip
_NATO = {
    word: word[0]
    for word in "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november "
    "oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu".split()
}
_ALIKE = str.maketrans("асеорхуікѕԁոɡАВЕКМНОРСТХοανιΑΒΕΗΙΚΜΝΟΡΤΧ", "aceopxyiksdngABEKMHOPCTXoaviABEHIKMNOPTX")
_SMALL = "abcdefghijklmnopqrstuvwxyz"
_MOVED = tuple(str.maketrans(_SMALL, _SMALL[by:] + _SMALL[:by]) for by in range(len(_SMALL)))
_PERCENT = re.compile(r"%([0-9a-fA-F]{2})")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")


def rotated(text: str, by: int) -> str:
    """Each Latin letter moved on in the alphabet."""
    return text.lower().translate(_MOVED[by % len(_SMALL)])


def whole(text: str) -> Iterator[str]:
    """The whole text in other readings, each of which reads like plain text where it was hidden so."""
    text = text[:LONGEST]
    if (alike := text.translate(_ALIKE)) != text:
        yield alike
    if "&" in text and (plain := unescape(text)) != text:
        yield plain
    if "%" in text and (plain := _PERCENT.sub(lambda m: chr(int(m[1], 16)), text)) != text:
        yield plain
    if "\\" in text and (plain := _ESCAPED.sub(lambda m: chr(int(m[1] or m[2], 16)), text)) != text:
        yield plain


def pieces(text: str) -> Iterator[str]:
    """Parts of a text that were decoded: short, and nothing that anybody would write so by chance."""
    text = text[:LONGEST]
    for token in _TOKEN.findall(text):
        yield from _decoded(token)
    for match in re.finditer(r"(?:(?:0x)?\b[0-9a-fA-F]{2}\b[ ,]?){2,60}", text):
        yield from _from_codes([int(code, 16) for code in re.findall(r"[0-9a-fA-F]{2}\b", match.group())])
    if _SAYS_CODE.search(text):
        codes = re.findall(r"\b(?:0x|u\+00)?([0-9a-f]{2})\b", text.lower())
        yield from (found for code in codes for found in _from_codes([int(code, 16)]))
    for token in text.split():
        if len(token) >= 3 and len(token) % 2 and len(set(token[1::2])) == 1 and not token[1].isalnum():
            yield token[::2]
    for match in re.finditer(r"(?:\b\d{2,3}\b[ ,]{0,2}){2,40}", text):
        yield from _from_codes([int(code) for code in re.findall(r"\d{2,3}", match.group())])
    for match in re.finditer(r"(?:\b[01]{7,8}\b ?){1,40}", text):
        yield from _from_codes([int(code, 2) for code in match.group().split()])
    for match in re.finditer(r"(?:[.\-•–]{1,5}(?:\s+|/|$)){2,40}", text):
        yield "".join(_MORSE.get(sign.replace("•", ".").replace("–", "-"), "?") for sign in match.group().split())
    if "orse" in text:
        yield from (_MORSE.get(sign, "") for sign in re.findall(r"[.-]{1,5}", text.replace("•", ".").replace("–", "-")))
    for match in _APART.finditer(text):
        yield re.sub(r"[\W_]", "", match.group())
    words = re.findall(r"[a-z]+", fold(text))
    named = [_NATO[word] for word in words if word in _NATO]
    if len(named) >= 2:
        yield "".join(named)
    counts = re.findall(r"\b([a-z]?)(\d{1,2})\b", fold(text))
    yield "".join(chr(96 + int(number)) for _, number in counts if 1 <= int(number) <= 26)


def initials(text: str) -> str:
    """The first letters of the words."""
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", fold(text[:LONGEST])))


def last_letters(text: str) -> str:
    """The last letters of the words."""
    return "".join(word[-1] for word in re.findall(r"[^\W\d_]+", fold(text[:LONGEST])))


def backwards(text: str) -> str:
    """The text from its end to its beginning."""
    return fold(text[:LONGEST])[::-1]


def unleet(text: str) -> str:
    """Digits and signs that stand for letters, in words that hold a letter or spell nothing but such signs."""
    return " ".join(
        token.translate(_LEET) if re.search(r"[^\W\d_]", token) and re.search(r"[\d$@!+]", token) else token
        for token in fold(text[:LONGEST]).split()
    )


def _from_codes(codes: list[int]) -> Iterator[str]:
    if codes and all(32 <= code < 127 for code in codes):
        yield "".join(map(chr, codes))


def _decoded(token: str) -> Iterator[str]:
    if not _odd(token):
        return
    for way in (_base64, _base32, _hex):
        found = way(token)
        if found and _READS.fullmatch(found) and len(found) <= 300:
            yield found
            if len(found) >= 4 and _TOKEN.fullmatch(found) and (again := _base64(found)) and again.isprintable():
                yield again


def _odd(token: str) -> bool:
    """Whether nobody writes a word so: with a digit, signs of filling, or capitals in its middle."""
    return bool(re.search(r"\d|=|[a-z][A-Z]|[A-Z]{2}.*[a-z]", token)) or (token.isupper() and len(token) >= 8)


def _base64(token: str) -> str:
    bare = token.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""


def _base32(token: str) -> str:
    bare = token.rstrip("=").upper()
    try:
        return base64.b32decode(bare + "=" * (-len(bare) % 8)).decode("ascii") if len(bare) >= 4 else ""
    except (binascii.Error, ValueError):
        return ""


def _hex(token: str) -> str:
    try:
        return bytes.fromhex(token).decode("ascii") if len(token) >= 2 and len(token) % 2 == 0 else ""
    except ValueError:
        return ""
