"""LaTeX read out: a walk over its pieces, each said as it stands. Never raises; what is unknown is said by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chiron.core.language.aloud.words import Words

LONGEST = 2_000
DEEPEST = 30
_TOKEN = re.compile(
    r"(?P<number>\d+(?:(?:\{,\}|[.,]|\\,|\{?\\ \}?)\d+)*)|\\(?P<command>[a-zA-Z]+)\*?|\\(?P<escaped>[%$#&_{}|])"
    r"|\\\\(?P<line>)|(?P<letter>[^\W\d_])|(?P<sign>[^\s\w~&\\])|(?P<other>\\.|[\s~&_]|.)",
    re.DOTALL,
)
_GROUP = re.compile(r"\s*\{")
_SILENT = frozenset(
    {"left", "right", "displaystyle", "quad", "qquad", "big", "Big", "bigl", "bigr", "mathstrut", "limits"}
)
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_TEXTS = frozenset({"text", "textrm", "textbf", "textit", "mathrm", "mathbf", "mathit", "operatorname", "mbox"})
_THROUGH = frozenset({"boxed", "overline", "underline", "mathbb", "mathcal", "phantom", "vec", "hat", "bar"})
_FUNCTIONS = frozenset("fgh")
_OF = re.compile(r"\s*([a-z])\s*\)")
_OPENING, _CLOSING = "([", ")]"


@dataclass(slots=True)
class _Piece:
    """What was read: its words; ``kind`` is number, letter, part, shut (a close bracket), open or sign."""

    words: str
    kind: str

    @property
    def short(self) -> bool:
        """Whether it is one thing, so that nobody wonders where it ends."""
        return self.kind in ("number", "letter")


def say(latex: str, words: Words) -> str:
    """A formula as words."""
    return _Reader(latex[:LONGEST].strip(), words).whole().words.rstrip(",")


class _Reader:
    """A walk over one formula; one use."""

    def __init__(self, text: str, words: Words, depth: int = 0) -> None:
        self.text, self.words, self.depth, self.at = text, words, depth, 0

    def whole(self) -> _Piece:
        """All of it as one piece."""
        pieces: list[_Piece] = []
        while self.at < len(self.text):
            piece = self.piece(pieces[-1] if pieces else None)
            if piece is not None and piece.words:
                pieces += [*self.between(pieces, piece), piece]
        said = re.sub(r",?(?: +(?=[,;.])|$)", "", " ".join(piece.words for piece in pieces))
        if len(pieces) == 1:
            return pieces[0]
        signed = len(pieces) == 2 and pieces[0].words == self.words.signs["-"] and pieces[1].short
        return _Piece(said, "number" if signed else "part")

    def between(self, before: list[_Piece], piece: _Piece) -> list[_Piece]:
        """The word for a sign that is not written: "times" before a bracket, "and" in a mixed number."""
        if not before:
            return []
        last = before[-1].kind
        if piece.kind == "fraction" and last == "number":
            return [_Piece(self.words.and_, "sign")]
        if piece.kind == "open" and last in ("number", "shut"):
            return [_Piece(self.words.times, "sign")]
        return []

    def piece(self, before: _Piece | None) -> _Piece | None:
        """The next piece, None for a space."""
        found = _TOKEN.match(self.text, self.at)
        assert found is not None  # the last alternative takes any character
        if found["sign"] == "{":
            return self.inside()
        self.at = found.end()
        if found["number"]:
            return _Piece(re.sub(r"\\[, ]", "", found["number"].replace("{,}", ",")).replace("{", ""), "number")
        if found["command"]:
            return self.command(found["command"])
        if found["escaped"]:
            return _Piece(self.words.signs.get(found["escaped"], found["escaped"]), "sign")
        if found["line"] is not None:
            return _Piece(".", "sign")
        if found["letter"]:
            return _Piece(self.words.signs.get(found["letter"], found["letter"]), "letter")
        return self.sign(found["sign"], before) if found["sign"] else self.other(found["other"])

    def other(self, found: str) -> _Piece | None:
        """A space says nothing; an underscore is an index."""
        return _Piece(self.words.index.format(self.argument().words), "sign") if found == "_" else None

    def sign(self, sign: str, before: _Piece | None) -> _Piece | None:
        """One sign that is neither a letter nor a digit."""
        if sign == "^":
            return self.power()
        if sign == "|":
            return self.size()
        if sign in _OPENING:
            of = _OF.match(self.text, self.at) if before is not None and before.words in _FUNCTIONS else None
            if of is None:
                return _Piece(self.words.signs[sign], "open")
            self.at = of.end()
            return _Piece(self.words.of.format(of[1]), "shut")
        kind = "shut" if sign in _CLOSING else "sign"
        return _Piece(self.words.signs.get(sign, sign), kind) if sign != "}" else None

    def power(self) -> _Piece:
        """An exponent, after its base was said."""
        up = self.argument()
        if up.words == self.words.signs["°"]:
            return _Piece(up.words, "shut")
        named = self.words.powers.get(up.words)
        return _Piece(named or (self.words.power if up.short else self.words.long_power).format(up.words), "shut")

    def size(self) -> _Piece:
        """What stands between two bars."""
        end = self.text.find("|", self.at)
        if end < 0:
            return _Piece("", "sign")
        inner = self.within(self.text[self.at : end].removesuffix("\\right").removesuffix("\\"))
        self.at = end + 1
        return _Piece((self.words.size if inner.short else self.words.long_size).format(inner.words), "shut")

    def command(self, name: str) -> _Piece | None:
        """One command of LaTeX with what belongs to it."""
        if name in _SILENT:
            return None
        if name in _FRACTIONS:
            return self.fraction(self.argument(), self.argument())
        if name == "sqrt":
            return self.root()
        if name in _TEXTS:
            return _Piece(self.group_text(), "part")
        if name in _THROUGH:
            return self.argument()
        if name in ("begin", "end"):
            self.group_text()
            return None
        words = self.words.commands.get(name, name)
        return _Piece(words, "letter" if words == name else "sign")

    def fraction(self, above: _Piece, below: _Piece) -> _Piece:
        """A fraction: by the name of its parts, "a over b", or with its end said."""
        if above.words.isdecimal() and below.words.isdecimal():
            named = self.words.parts.get(int(below.words[:3]))
            if named and int(above.words[:3]) == 1:
                return _Piece(f"{self.words.one} {named[0]}", "fraction")
            if named:
                return _Piece(f"{above.words} {named[1]}", "fraction")
            return _Piece(self.words.over.format(above.words, below.words), "fraction")
        both = above.short and below.short
        return _Piece((self.words.over if both else self.words.long_over).format(above.words, below.words), "shut")

    def root(self) -> _Piece:
        """A root with its index."""
        index = ""
        if self.text[self.at : self.at + 1] == "[" and (end := self.text.find("]", self.at)) > 0:
            index = self.within(self.text[self.at + 1 : end]).words
            self.at = end + 1
        inner = self.argument()
        under = inner.words if inner.short else self.words.long_root.format(inner.words)
        if index and index not in self.words.roots and index != "2":
            return _Piece(self.words.root_of.format(index, under), "shut")
        return _Piece(self.words.roots.get(index, self.words.root).format(under), "shut")

    def argument(self) -> _Piece:
        """What a command or a ``^`` takes: a group, else the next sign alone."""
        if _GROUP.match(self.text, self.at):
            return self.inside()
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        if self.text[self.at : self.at + 1].isdecimal():
            self.at += 1  # LaTeX takes one digit: \frac12 is a half
            return _Piece(self.text[self.at - 1], "number")
        if self.at >= len(self.text) or self.depth > DEEPEST:
            self.at = len(self.text)
            return _Piece("", "letter")
        self.depth += 1
        found = self.piece(None) or _Piece("", "letter")
        self.depth -= 1
        return found

    def inside(self) -> _Piece:
        """A group in braces, as one piece."""
        return self.within(self.group_text())

    def within(self, text: str) -> _Piece:
        """A part of the formula, read by itself; what nests too deeply is not read."""
        return _Reader(text.strip(), self.words, self.depth + 1).whole() if self.depth < DEEPEST else _Piece("", "part")

    def group_text(self) -> str:
        """The text of the group that begins here, its braces taken off; empty where none begins."""
        opening = _GROUP.match(self.text, self.at)
        if opening is None:
            return ""
        depth, start = 1, opening.end()
        for place in range(start, len(self.text)):
            letter = self.text[place]
            if self.text[place - 1] != "\\":
                depth += (letter == "{") - (letter == "}")
            if depth == 0:
                self.at = place + 1
                return self.text[start:place]
        self.at = len(self.text)
        return self.text[start:]
