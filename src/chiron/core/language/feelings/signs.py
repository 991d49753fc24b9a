"""What a message shows of a feeling besides its words: faces, hashtags, capitals, drawn-out letters, negation. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from chiron.core.language.text import bounded, fold, squeeze

LONGEST = 1_000
"""Characters of a message that are read, half of them from its end: people put what matters in either place."""
REACH = 3
"""Words after a negation that it turns."""
BREAK = "|"
"""Stands between clauses: no negation reaches across."""
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
    """

    words: tuple[str, ...]
    turned: tuple[bool, ...]
    tags: tuple[str, ...]
    loud: int
    asking: int
    drawn: int
    shouted: float

    @property
    def told(self) -> tuple[str, ...]:
        """The words without the breaks, each marked with :data:`NOT` where a negation turns it."""
        return tuple(
            NOT + word if turned else word
            for word, turned in zip(self.words, self.turned, strict=True)
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
    words: list[str] = []
    loud = asking = drawn = long = shouted = 0
    for piece in _PIECE.finditer(text):
        kind, told = piece.lastgroup, piece[0]
        if kind == "word":
            word = squeeze(fold(told))
            drawn += len(word) < len(told) and not told.isdigit()
            if len(told) > 2 and told.isalpha():
                long += 1
                shouted += told.isupper()
            words.append(word)
        elif kind == "face":
            words.append(":)" if _GLAD.search(told) else ":(")
        elif kind == "mark":
            loud += told.count("!")
            asking += told.count("?")
            words.append(BREAK)
        elif kind == "pause":
            words.append(BREAK)
        elif sign := _face(told):
            words.append(sign)
    return Signs(
        tuple(words), _turned(words), tags, loud, asking, drawn, shouted / long if long > 1 else 0.0
    )  # fmt: skip


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
