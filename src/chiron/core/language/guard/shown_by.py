"""Numbers shown by signs: hands, dice, clocks, keys, repeated signs; and codes of signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

_SIGNS = {
    "☝": 1, "👆": 1, "☝️": 1, "✌": 2, "🤘": 2, "🤞": 2, "🤟": 3, "🖖": 4, "✋": 5, "🖐": 5, "🤚": 5, "👋": 5, "🙌": 10,
    "👐": 10, "⚀": 1, "⚁": 2, "⚂": 3, "⚃": 4, "⚄": 5, "⚅": 6, "🔟": 10, "💯": 100, "🥇": 1, "🥈": 2, "🥉": 3, "🎱": 8,
}  # fmt: skip
_SIGNS |= {chr(0x1F550 + hour): hour + 1 for hour in range(12)}
_SIGNS |= {chr(0x1F0A0 + 16 * suit + rank): rank for suit in range(4) for rank in range(1, 11)}
_SIGNS |= {chr(0x2460 + n): n + 1 for n in range(20)} | {chr(0x2776 + n): n + 1 for n in range(10)}
_SIGNS |= {chr(0x2160 + n): n + 1 for n in range(12)} | {chr(0x2170 + n): n + 1 for n in range(12)}
_SIGN = re.compile("|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))))
_SAME = re.compile(r"(?<!\S)([^\s\w.…_=\-!?,;:'\"*#])(?:[\ufe0f\s]*\1){1,40}|(?<!\w)([A-Za-z])\2{2,40}(?!\w)")
_CODES = re.compile(r"\b(?:ascii|unicode|char(?:acter)? ?code|code ?point|codepoint)\b", re.IGNORECASE)
_OF_SIGN = re.compile(r"\b(?:ascii|unicode|code)\b.{0,40}?[\"'“‘ ](?P<sign>[^\s\"'])[\"'”’.!]*(?:\s|$)", re.IGNORECASE)
_FACES = re.compile(r"\b(?:show|roll|dice|dados|wurfel|fingers|hands)")
_PAIR = re.compile(r"\b(\d) (?:and|y|et|und|e) (?:a |an )?(\d)\b")


_FORMULAS = {
    "H2O": "water", "CO2": "carbon dioxide", "O2": "oxygen", "H2": "hydrogen", "N2": "nitrogen", "NaCl": "salt",
    "CH4": "methane", "NH3": "ammonia", "C6H12O6": "glucose", "HCl": "hydrochloric acid", "Fe": "iron", "Au": "gold",
    "Ag": "silver", "Cu": "copper", "Na": "sodium", "He": "helium", "O3": "ozone",
}  # fmt: skip
_FORMULA = re.compile(r"\b(?:" + "|".join(_FORMULAS) + r")\b")
_LOW = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def named(text: str) -> str:
    """What Unicode calls the pictures of a text."""
    signs = (sign for sign in text[:300] if unicodedata.category(sign) in ("So", "Sk"))
    return " ".join(unicodedata.name(sign, "").lower() for sign in signs)


def formulas(text: str) -> list[str]:
    """The substances whose formulas stand in a text."""
    return [_FORMULAS[sign] for sign in _FORMULA.findall(text.translate(_LOW))]


def values(text: str, plain: str) -> Iterator[Fraction]:
    """The numbers that a text shows in these ways; ``plain`` is its plain form in English."""
    if not text.isascii():
        bare = text.replace("\ufe0f", "")
        signs = [_SIGNS[sign] for sign in _SIGN.findall(bare)]
        yield from map(Fraction, signs)
        if len(signs) > 1:
            yield Fraction(sum(signs))
            yield from (Fraction(int("".join(map(str, signs)))),) if len(signs) <= 6 else ()
    for match in _SAME.finditer(text.replace("\ufe0f", "")):
        sign = match[1] or match[2]
        yield Fraction(match.group().count(sign))
    yield from (Fraction(int(code)) for code in re.findall(r"\b[Uu]\+0*3([0-9])\b", text))
    if _CODES.search(text):
        yield from (
            Fraction(int(chr(code))) for code in map(int, re.findall(r"\b(4[89]|5[0-7])\b", text)) if 48 <= code <= 57
        )
        yield from (Fraction(ord(match["sign"])) for match in _OF_SIGN.finditer(text))
    if _FACES.search(plain):
        yield from (Fraction(int(a) + int(b)) for a, b in _PAIR.findall(plain))
