"""What a message shows of a feeling besides its words: faces, hashtags, capitals, drawn-out letters, negation. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from chiron.core.language.feelings.others import BREAK, QUOTES, others
from chiron.core.language.text import bounded, fold, squeeze

LONGEST = 1_000
"""Characters of a message that are read, half of them from its end: people put what matters in either place."""
__all__ = ["BREAK", "LONGEST", "NOT", "Signs", "plain", "signs"]

REACH = 3
"""Words after a negation that it turns."""
NOT = "not_"
"""Stands before a word that a negation turns."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.])@\w+")
_TAG = re.compile(r"#(\w{1,80})")
_SEAM = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|_|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_PIECE = re.compile(
    r"(?P<face>[:;=8xX]['’]?[-o^]?[()\[\]DPpOo/\\|3*](?![\w/])|<3+|\^_+\^|[(;][:;=]|[Tt]_+[Tt]|-_+-)"
    r"|(?P<word>[^\W_]+(?:['’][^\W_]+)*)"
    r"|(?P<mark>[.!?…]+)|(?P<pause>[,;:()\n—–|]|\s-+\s)|(?P<sign>[^\w\s])"
)
_GLAD = re.compile(r"[)\]D3*]|\^|<3")
_NEGATING = """
not no never cannot without hardly barely nobody nothing nor neither aint isnt arent wasnt werent dont doesnt didnt cant
couldnt wont wouldnt shouldnt havent hasnt hadnt nunca jamas ni sin nada tampoco apenas nadie ningun ninguna
"""
_NEGATIONS = frozenset(_NEGATING.split())
_TURNS = frozenset({"but", "yet", "however", "although", "though", "pero", "sino", "aunque"})
_SKIN = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)


@dataclass(frozen=True, slots=True)
class Signs:
    """A message in pieces.

    ``words`` are folded and in order, hashtags taken apart, faces as signs of their own, :data:`BREAK` between clauses;
    ``turned`` holds for each whether a negation turns it. ``tags`` are the hashtags whole. ``loud`` counts exclamation
    marks, ``asking`` question marks, ``drawn`` words with drawn-out letters; ``shouted`` is the share of its longer
    words that are in capitals, 0 where there are fewer than two.
    ``others`` holds for each word whether it is not the writer's own: quoted, part of a name, or of somebody else.
    """

    words: tuple[str, ...]
    turned: tuple[bool, ...]
    others: tuple[bool, ...]
    tags: tuple[str, ...]
    loud: int
    asking: int
    drawn: int
    shouted: float

    @property
    def told(self) -> tuple[str, ...]:
        """The words without the breaks, each marked with :data:`NOT` where a negation turns it."""
        return tuple(word for _, word in self.placed)

    @property
    def placed(self) -> tuple[tuple[int, str], ...]:
        """What :attr:`told` has, each with its place in ``words``."""
        return tuple(
            (place, NOT + word if turned else word)
            for place, (word, turned) in enumerate(zip(self.words, self.turned, strict=True))
            if word != BREAK
        )


def plain(text: str) -> str:
    """A message as a model of meaning reads it best: no addresses, hashtags as words, faces by their names."""
    text = _TAG.sub(lambda tag: f" {_apart(tag[1])} ", _ADDRESS.sub(" ", _unescaped(text)))
    if not text.isascii():
        text = "".join(_named(sign) for sign in text)
    return " ".join(text.split())


def signs(text: str) -> Signs:
    """Take a message apart. No text raises."""
    text = _ADDRESS.sub(" ", _unescaped(text))
    tags = tuple(fold(tag) for tag in _TAG.findall(text))
    text = _TAG.sub(lambda tag: f" {_apart(tag[1])} ", text)
    pieces = [(word, piece) for piece in _PIECE.finditer(text) if (word := _word(piece))]
    words = tuple(word for word, _ in pieces)
    raw = [piece[0] for _, piece in pieces]
    marks = "".join(piece[0] for _, piece in pieces if piece.lastgroup == "mark")
    long = [told for told in raw if len(told) > 2 and told.isalpha()]
    return Signs(
        words,
        _turned(words),
        others(words, raw),
        tags,
        marks.count("!"),
        marks.count("?"),
        sum(len(word) < len(told) for word, told in zip(words, raw, strict=True) if told.isalpha()),
        sum(told.isupper() for told in long) / len(long) if len(long) > 1 else 0.0,
    )


def _word(piece: re.Match[str]) -> str:
    """A piece as it is compared; "" for what tells nothing."""
    kind, told = piece.lastgroup, piece[0]
    if kind == "word":
        return squeeze(fold(told))
    if kind == "face":
        return ":)" if _GLAD.search(told) else ":("
    return BREAK if kind in {"mark", "pause"} or told in QUOTES else _face(told)


def _unescaped(text: str) -> str:
    text = bounded(text, LONGEST)
    return html.unescape(text) if "&" in text else text


def _apart(tag: str) -> str:
    return _SEAM.sub(" ", tag)


def _turned(words: Sequence[str]) -> tuple[bool, ...]:
    found: list[bool] = []
    left = 0
    for word in words:
        if word == BREAK or word in _TURNS:
            left = 0
            found.append(False)
        elif word in _NEGATIONS or word.endswith("n't"):
            left = REACH
            found.append(False)
        else:
            worded = word[0].isalnum()
            found.append(left > 0 and worded)
            left -= left > 0 and worded
    return tuple(found)


def _face(sign: str) -> str:
    """A pictured sign as it is compared: none for skin tones, flags and what is no picture."""
    code = ord(sign)
    if code in _SKIN or code in _FLAGS or unicodedata.category(sign) != "So":
        return ""
    return sign


@lru_cache(4_000)
def _named(sign: str) -> str:
    if sign.isascii() or unicodedata.category(sign) not in {"So", "Sk", "Cf", "Mn", "Co", "Cn"}:
        return sign
    if not _face(sign):
        return ""
    return f" {unicodedata.name(sign, '').lower().replace('-', ' ')} "
