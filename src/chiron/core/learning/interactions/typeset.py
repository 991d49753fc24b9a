"""What a person typed, as maths: the same signs in the same order, set as a book sets them. Nothing is worked out.

Only for texts that the readers beside this file have read; what is not known here is shown as it was typed.
"""

from __future__ import annotations

import re
import unicodedata

from chiron.core.learning.interactions.base import escaped

_MINUS = "−–‒﹣－"
_TIMES = "×·⋅∙"
_RAISED = {letter: str(digit) for digit, letter in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {"⁻": "-", "⁺": "+"}
_OPEN, _CLOSE = "([{", ")]}"
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[., ]\d+)*[.,]?|[.,]\d+)|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+)|(?P<power>\*\*|\^)"
    r"|(?P<vulgar>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])"
    r"|(?P<letter>[^\W\d_])|(?P<sign>[-+*/=%()\[\]{}])|(?P<space>\s+)"
)
_EXPONENT = re.compile(r"\s*(?:\{([-+]?\d+)\}|\(([-+]?\d+)\)|([-+]?\d+))")
_UNREAD = "\0"


def typeset(typed: str, letters: tuple[str, ...] = ()) -> str:
    """Typed maths as Markdown. ``letters`` are those of the problem; text with any others stands as it was typed."""
    plain = "".join(_even(letter) for letter in typed.strip())
    latex = _Setter(plain, {letter.casefold(): letter for letter in letters}).whole()
    return escaped(typed.strip()).replace("\\-", "−") if _UNREAD in latex or not latex else f"${latex}$"


def _even(letter: str) -> str:
    if letter in _MINUS:
        return "-"
    if letter in _TIMES:
        return "*"
    if letter in "÷⁄∕":
        return "/"
    return str(unicodedata.decimal(letter)) if unicodedata.category(letter) == "Nd" else letter


class _Setter:
    """A walk over the characters; one use."""

    def __init__(self, text: str, letters: dict[str, str]) -> None:
        self.text = text
        self.letters = letters
        self.at = 0

    def whole(self) -> str:
        parts: list[str] = []
        while self.at < len(self.text):
            parts.append(self.fractions())
        return _joined(parts)

    def fractions(self) -> str:
        """One piece with what divides it."""
        above = self.piece()
        while above and above not in "+-=" and self.divides():
            below = self.piece()
            above = _UNREAD if not below or below in "+-=" else rf"\frac{{{_bare(above)}}}{{{_bare(below)}}}"
        return above

    def divides(self) -> bool:
        found = re.compile(r"\s*/\s*").match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found is not None

    def piece(self) -> str:
        """One number, letter, bracket or sign, with its exponent; empty for a space."""
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            self.at = len(self.text)
            return _UNREAD
        self.at = found.end()
        text = found.group()
        match found.lastgroup:
            case "space":
                return ""
            case "number":
                return self.raised(self.mixed(text))
            case "letter":
                return self.raised(self.letters.get(text.casefold(), _UNREAD))
            case "vulgar":
                above, _, below = unicodedata.normalize("NFKC", text).partition("⁄")
                return rf"\frac{{{above}}}{{{below}}}"
            case "sign" if text in _OPEN:
                return self.bracketed(text)
            case "sign" if text not in _CLOSE and text != "/":
                return {"*": r"\cdot", "%": r"\%"}.get(text, text)
            case _:
                return _UNREAD

    def mixed(self, number: str) -> str:
        """``1 1/2`` is one number: the space in it is not one between thousands."""
        whole, space, above = number.rpartition(" ")
        if space and re.compile(r"\s*/").match(self.text, self.at):
            self.at -= len(above)
            number = whole
        return number.replace(",", "{,}").replace(" ", r"\,")

    def bracketed(self, opening: str) -> str:
        parts: list[str] = []
        closing = _CLOSE[_OPEN.index(opening)]
        while self.at < len(self.text):
            if self.text[self.at] == closing:
                self.at += 1
                return self.raised(f"({_joined(parts)})")
            parts.append(self.fractions())
        return _UNREAD

    def raised(self, base: str) -> str:
        """The piece with the exponent that follows it, if one does."""
        found = _TOKEN.match(self.text, self.at)
        if found is None or found.lastgroup not in ("raised", "power"):
            return base
        if found.lastgroup == "raised":
            self.at = found.end()
            return f"{base}^{{{''.join(_RAISED[letter] for letter in found.group())}}}"
        exponent = _EXPONENT.match(self.text, found.end())
        if exponent is None:
            return _UNREAD
        self.at = exponent.end()
        return f"{base}^{{{next(group for group in exponent.groups() if group)}}}"


def _bare(piece: str) -> str:
    """Without brackets that a fraction's line makes needless."""
    inside = piece[1:-1]
    whole = piece.startswith("(") and piece.endswith(")") and "(" not in inside and ")" not in inside
    return inside if whole else piece


def _joined(parts: list[str]) -> str:
    """Side by side, with room around a sign between two pieces, as it would be typed."""
    text = ""
    for part in filter(None, parts):
        between = part in {"+", "-", "=", r"\cdot"} and text != "" and not text.endswith((" ", "("))
        text += f" {part} " if between else part
    return text.strip()
