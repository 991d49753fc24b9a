"""Typed text into tokens: plain text, Unicode, AsciiMath and LaTeX alike, each token with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from chiron.core.learning.maths.numerals import numeral
from chiron.core.learning.maths.options import LIMIT, Choices, Reading
from chiron.core.learning.maths.tree import AS_INTEGER, Written
from chiron.core.learning.maths.unit_words import unit_at
from chiron.core.learning.maths.vocabulary import (
    CALLED,
    COMMANDS,
    CONNECTIVES,
    GREEK,
    LOWERED,
    MINUS,
    NAMED,
    RAISED,
    RELATIONS,
    SAME,
    SIGNS,
    SILENT,
    VULGAR,
    WRAPPERS,
)
from chiron.core.learning.unread import Unread

MAXIMUM_TOKENS = 1_000
DIGITS = tuple("0123456789")
_BEFORE_VALUE = {"", "relation", "open", "comma", "word"}
"""Kinds of token after which ``+-3`` is no sum."""
_BEFORE_UNIT = {"number", "vulgar", "close", "raised", "percent", "constant", "bar"}

_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.S)
_GROUP = re.compile(r" *\{([^{}\\]*)\}")
_CASES = re.compile(r"\\(?:begin|end) *\{(?:cases|aligned|array|gathered)\}")
_RAISED_NUMBER = re.compile(r"(?<![\d.{])( *)\{( *\d+(?:[.,]\d+)? *)\}(?= *\^)")
_TAKES_GROUP = re.compile(r"(?:\\(?:sqrt|[dtc]?frac)|[\]}^_]) *$")
"""What stands before a group that belongs to it."""
_PRIMES = tuple("'′’")
_OR = re.compile(r"\b(?:or|o)\b", re.I)
_LOW = re.compile(r"_(?:\{([A-Za-z0-9]{1,8})\}|([A-Za-z0-9]))")


@dataclass(frozen=True, slots=True)
class Token:
    """``kind``: number, vulgar, name, constant, function, sign, times, over, power, raised, bracket, bar and so on.

    ``spaced``: whether a space goes before it. ``value`` and ``written`` are a number's.
    """

    kind: str
    text: str
    start: int
    end: int
    spaced: bool = False
    value: Fraction = Fraction(0)
    written: Written = AS_INTEGER


def even(letter: str) -> str:
    """One typed character as one that the reader knows, so that places stay the same."""
    if letter in MINUS:
        return "-"
    if letter in SAME:
        return SAME[letter]
    if letter == "\n":
        return letter
    if letter.isspace() or letter in "\u200b\u2061\u2062\u2063\ufeff":
        return " "
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.decimal(letter))
    wide = ord(letter) - 0xFEE0
    return chr(wide) if 0x21 <= wide <= 0x7E else letter


def checked(typed: str) -> str:
    """The text with evened characters, if it is some, not too long and free of control characters. Raises Unread."""
    if len(typed) > LIMIT:
        raise Unread("too-long", LIMIT)
    if not typed.strip():
        raise Unread("empty")
    for place, letter in enumerate(typed):
        if unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") and letter not in "\t\n\r":
            raise Unread("character", place)
    text = "".join(map(even, typed.replace("\r\n", " \n").replace("\r", "\n")))
    text = text.rstrip()
    return " " * (len(text) - len(text.lstrip())) + text.lstrip()


def _bare(found: re.Match[str]) -> str:
    """A number within braces that is raised stands as without them: ``3 \\times {10}^{4}``, not ``\\sqrt{10}^{2}``."""
    return found[0] if _TAKES_GROUP.search(found.string, 0, found.start()) else f"{found[1]} {found[2]} "


class Lexer:
    """One walk over the text; one use."""

    def __init__(self, text: str, reading: Reading, choices: Choices) -> None:
        self.text = _RAISED_NUMBER.sub(_bare, _CASES.sub(lambda found: " " * len(found.group()), text))
        self.reading = reading
        self.choices = choices
        self.latex = bool(re.search(r"\\[A-Za-z{]", text))
        # Where "or" parts, a decimal comma does not.
        self.lists = reading.lists and not (reading.decimal == "," and _OR.search(text))
        self.at = 0
        self.tokens: list[Token] = []
        self.spaced = False
        self.nested = 0
        self.undollar()

    def undollar(self) -> None:
        """Take away the dollars that make a formula, not one that is money."""
        inner = self.text.strip()
        for fence in ("$$", "$"):
            if len(inner) > 2 * len(fence) and inner.startswith(fence) and inner.endswith(fence):
                self.text = self.text.replace("$", " ")
                return

    def all(self) -> list[Token]:
        """Every token, and one of kind ``end``."""
        while self.at < len(self.text):
            if self.text[self.at] == " " or (self.text[self.at] in "~&" and self.latex):
                self.spaced = True
                self.at += 1
                continue
            if len(self.tokens) >= MAXIMUM_TOKENS:
                raise Unread("too-long", self.at)
            self.one()
        self.add("end", "", len(self.text))
        return self.tokens

    def add(self, kind: str, text: str, end: int, value: Fraction = Fraction(0), written: Written = AS_INTEGER) -> None:
        if kind == "open":
            self.nested += 1
        elif kind == "close":
            self.nested -= 1
        self.tokens.append(Token(kind, text, self.at, end, self.spaced, value, written))
        self.at = end
        self.spaced = False

    @property
    def before(self) -> str:
        """The kind of the token before; empty at the beginning."""
        return self.tokens[-1].kind if self.tokens else ""

    def one(self) -> None:
        letter = self.text[self.at]
        if self.unit():
            return
        if letter in DIGITS or (
            letter in ".," and self.text[self.at + 1 : self.at + 2] in DIGITS and self.number_may()
        ):
            found = numeral(self.text, self.at, self.reading.decimal, self.nested > 0 or self.lists, self.choices)
            self.add("number", self.text[self.at : found.end], found.end, found.value, found.written)
        elif letter == "\\":
            self.command()
        elif letter in VULGAR:
            above, _, below = unicodedata.normalize("NFKC", letter).partition("⁄")
            self.add("vulgar", letter, self.at + 1, Fraction(int(above), int(below)))
        elif letter in RAISED:
            self.raised()
        elif letter.isalpha() and letter not in SIGNS:
            self.word()
        else:
            self.sign(letter)

    def number_may(self) -> bool:
        """Whether a number may begin with its decimal sign here: ``.5``, but not the comma of ``2,3``."""
        return self.text[self.at] == "." or (
            self.reading.decimal == "," and self.before in ("", "sign", "times", "open")
        )

    def sign(self, letter: str) -> None:
        pair = self.text[self.at : self.at + 2]
        if pair == "**":
            self.add("power", "^", self.at + 2)
        elif self.text.startswith("+/-", self.at):
            self.add("pm", "±", self.at + 3)
        elif pair == "+-" and self.before in _BEFORE_VALUE:
            self.add("pm", "±", self.at + 2)
        elif len(pair) == 2 and pair in RELATIONS:
            self.add("relation", RELATIONS[pair], self.at + 2)
        elif letter in RELATIONS:
            self.add("relation", RELATIONS[letter], self.at + 1)
        elif letter in SIGNS:
            self.add(*SIGNS[letter], self.at + 1)
        elif letter in self.reading.currencies and self.reading.units:
            self.add("currency", letter, self.at + 1)
        elif letter == "." and not self.text[self.at + 1 :].strip():
            self.at += 1
        else:
            raise Unread("character", self.at)

    def raised(self) -> None:
        end = self.at
        digits = ""
        while self.text[end : end + 1] in RAISED and end < len(self.text):
            digits += RAISED[self.text[end]]
            end += 1
        if digits.isdecimal() and 2 <= int(digits) <= 9 and self.text[end : end + 1] == "√":
            self.add("root", digits, end + 1)
        else:
            self.add("raised", digits, end)

    def unit(self) -> bool:
        """Whether a unit goes from here to the end of its statement, after a value."""
        if not self.reading.units or self.before not in _BEFORE_UNIT:
            return False
        if self.text[self.at] in DIGITS:
            return False
        found = unit_at(self.text, self.at)
        if found is None or (self.reading.knows(self.text[self.at]) and self.choices.flipped("unit", self.at)):
            return False
        unit, end = found
        self.add("unit", unit, end)
        return True

    # -- words and commands

    def word(self) -> None:
        """A run of letters: a connective, a function, a constant, or letters side by side."""
        end = self.at
        while end < len(self.text) and self.text[end].isalpha() and self.text[end] not in SIGNS:
            if self.text[end] in VULGAR or self.text[end] in RAISED:
                break
            end += 1
        run = self.text[self.at : end]
        if self.connective(run, end):
            return
        while self.at < end:
            self.piece(self.text[self.at : end])

    def connective(self, run: str, end: int, certain: bool = False) -> bool:
        """Whether it joins statements; ``certain``: set apart as a word. Of a letter alone ``joined`` decides."""
        word = CONNECTIVES["en"].get(run.casefold())
        if word is None and (certain or self.reading.letters is None or self.reading.spelled(run) is None):
            word = CONNECTIVES.get(self.reading.language, {}).get(run.casefold())
        if word and self.tokens:
            self.add("word", word, end)
            return True
        if (
            run in ("U", "u", "uu")
            and (self.before == "close" or (self.tokens[-1:] and self.tokens[-1].text == "["))
            and self.text[end:].lstrip()[:1] in ("(", "[", "{", "]", "\\")
        ):
            self.add("cup", "∪", end)
            return True
        if run.casefold() == "in" and self.before == "name":
            self.add("relation", "in", end)
            return True
        return False

    def piece(self, rest: str) -> None:
        """The longest known word that ``rest`` begins with, else one letter."""
        for length in range(min(len(rest), 9), 1, -1):
            word = rest[:length]
            if self.reading.letters and word in self.reading.letters:
                self.name(word, length)
                return
            if word in CALLED or word.casefold() in CALLED:
                self.add("function", CALLED.get(word, CALLED.get(word.casefold(), "")), self.at + length)
                return
            if word.casefold() in NAMED and (length == len(rest) or word.casefold() == "pi"):
                self.add("constant", NAMED[word.casefold()], self.at + length)
                return
            if self.reading.letters and word in GREEK and GREEK[word] in self.reading.letters:
                self.name(GREEK[word], length)
                return
        self.letter(rest)

    def letter(self, rest: str) -> None:
        letter = rest[0]
        if self.text[self.at + 1 : self.at + 2] in _PRIMES and self.primed(f"{letter}'"):
            self.add("name", f"{letter}'", self.at + 2)
            return
        if (letter == "e" or (letter == "i" and self.reading.imaginary)) and not self.reading.knows(letter):
            self.add("constant", letter, self.at + 1)
            return
        known = self.reading.spelled(letter)
        if letter == "R" and known is None and len(rest) == 1 and self.reading.lists and self.before != "number":
            self.add("all", "ℝ", self.at + 1)
            return
        if known is None and letter in "xX" and self.before == "number":
            self.add("cross", letter, self.at + 1)
            return
        if len(rest) > (4 if self.reading.letters is None else 3) and (known is None or self.reading.letters is None):
            raise Unread("other-word", self.at)
        self.name(known if known is not None else letter, 1, known is None)

    def name(self, letter: str, length: int, unknown: bool = False) -> None:
        """A letter with what is written below it. Raises Unread if it is none of the problem's."""
        end = self.at + length
        low = ""
        while self.text[end : end + 1] in LOWERED and end < len(self.text):
            low += LOWERED[self.text[end]]
            end += 1
        if not low and (found := _LOW.match(self.text, end)):
            low = found.group(1) or found.group(2)
            end = found.end()
        whole = f"{letter}_{low}" if low else letter
        if self.reading.letters is not None and (unknown or low) and whole not in self.reading.letters:
            raise Unread(self.stranger(), self.at)
        self.add("name", whole, end)

    def primed(self, name: str) -> bool:
        """Whether a stroke belongs to the letter: ``x'`` is a letter of its own where the question has it."""
        return self.reading.letters is None or name in self.reading.letters

    def stranger(self) -> str:
        """Why a letter that is none of the problem's cannot be read."""
        if self.before not in ("number", "vulgar", "close", "raised"):
            return "other-letter"
        if self.reading.units:
            return "unit"
        return "no-unit-asked" if unit_at(self.text, self.at) else "other-letter"

    def command(self) -> None:
        if self.before == "all" and self.text[self.at + 1 :].lstrip()[:1] == "{":
            self.add("without", "∖", self.at + 1)
            return
        found = _COMMAND.match(self.text, self.at)
        if not found:
            raise Unread("latex", self.at)
        name = found.group(1)
        if name in SILENT:
            self.silent(name, found.end())
        elif name in COMMANDS and (name != "$" or self.reading.units):
            self.add(*COMMANDS[name], found.end())
        elif name in CALLED and name not in ("sqrt", "frac"):
            self.add("function", CALLED[name], found.end())
        elif name in GREEK:
            self.greek(name, found.end() - self.at)
        elif name in WRAPPERS:
            self.wrapped(found.end())
        elif name == "placeholder":
            raise Unread("missing", self.at)
        else:
            raise Unread("latex", self.at)

    def silent(self, name: str, end: int) -> None:
        """A command for looks alone; a bar after ``\\left`` or ``\\right`` is known to open or to close."""
        self.spaced = True
        self.at = end
        if name.endswith(("left", "right")) and self.text[end:].lstrip()[:1] == "|":
            self.at = self.text.index("|", end)
            self.add("bar", "open" if name.endswith("left") else "close", self.at + 1)

    def greek(self, name: str, length: int) -> None:
        letters = self.reading.letters
        if letters is not None and name in letters:
            self.name(name, length)
        else:
            self.name(GREEK[name], length, letters is not None and GREEK[name] not in letters)

    def wrapped(self, start: int) -> None:
        """A word in a command: ``\\text{or}``, ``\\operatorname{sin}``, ``\\mathbb{R}``."""
        found = _GROUP.match(self.text, start)
        if not found:
            raise Unread("latex", self.at)
        word = found.group(1).strip()
        if not word:
            self.at, self.spaced = found.end(), True
        elif word == "R" and "mathbb" in self.text[self.at : start]:
            self.add("all", "ℝ", found.end())
        elif not self.connective(word, found.end(), certain=word != found.group(1)):
            self.wrapped_word(word, found.end())

    def wrapped_word(self, word: str, end: int) -> None:
        if word in CALLED:
            self.add("function", CALLED[word], end)
        elif word in ("e", "i") and self.reading.spelled(word) is None:
            self.add("constant", word, end)
        elif (known := self.reading.spelled(word)) is not None and (len(word) == 1 or self.reading.letters):
            self.add("name", known, end)
        else:
            raise Unread("other-word", self.at)
