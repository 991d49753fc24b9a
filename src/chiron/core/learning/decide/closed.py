"""With an open sheet the tutor gives no help with its items, here or by a program that speaks for the learner.

Questions about words and ideas of the subject are answered as ever: lessons lie open too, a sheet may be left for days,
and a learner who goes on learning meanwhile does what it is for. What is kept back is the items themselves. A message
is taken for one of them by its numbers, its formula or its words; better one question too many is put off than one
item worked out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from chiron.core.language.lines import line
from chiron.core.language.stopwords import STOPWORDS
from chiron.core.learning.decide.setting import Setting
from chiron.core.learning.decide.sheets import items_of
from chiron.core.learning.generate import CannotGenerate, Item
from chiron.core.learning.state import LearnerState
from chiron.core.words import Move, MoveKind, Source, Utterance

CLOSED = "sheet-open"
"""The reason of the move, which no model puts otherwise."""
SHORTEST_FORMULA = 3
LEAST_NUMBERS = 2
LEAST_WORDS = 4
"""Content words of a problem without numbers that a message must share."""
MOST_OF = 0.6
"""This share of a problem's content words taken over makes a message one about it."""
_FORMULA = re.compile(r"\$\$?([^$]+)\$")
_COMMON = frozenset().union(*STOPWORDS.values())
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_]{2,}")
_TEX = re.compile(r"\\(?:left|right|,|;|!|quad|displaystyle|mathrm|text)\b|[{}\s]|\\[,;!]")
_SIGNS = {"\\cdot": "*", "\\times": "*", "·": "*", "×": "*", "−": "-", "–": "-", "\\le": "<=", "\\ge": ">=", "**": "^",
          "\\frac": "", "\\div": "/", "÷": "/", "=": "="}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Print:
    """What a message about an item would hold."""

    formulas: frozenset[str]
    numbers: frozenset[str]
    words: frozenset[str]


def closed(state: LearnerState, text: str, setting: Setting) -> tuple[Move, list[Utterance]] | None:
    """The answer to a message about an item of the open sheet, None for any other."""
    sheet = state.sheet
    if sheet is None:
        return None
    try:
        items = items_of(sheet, setting)
    except (KeyError, CannotGenerate):  # The course changed: its items of then are not made by that of now.
        return None
    if not about_one(text, items):
        return None
    said = Utterance(line("sheet-open", setting.talk.language), Source.CHIRON)
    skill = state.item.skill if state.item is not None else None
    return Move(MoveKind.ASK, CLOSED, {}, skill), [said]


def about_one(text: str, items: Sequence[Item]) -> bool:
    """Whether a message is about one of these items."""
    flat, words = _flat(text), _words(text)
    numbers = frozenset(_NUMBER.findall(text))
    return any(_same(_print(item.prompt, tuple(s.prompt for s in item.steps)), flat, numbers, words) for item in items)


def _same(one: _Print, flat: str, numbers: frozenset[str], words: frozenset[str]) -> bool:
    if any(formula in flat for formula in one.formulas):
        return True
    shared = len(one.words & words)
    if len(one.numbers) >= LEAST_NUMBERS:
        # All its numbers and no other, or with words of its own: "3 and 7, what do I do?" about a problem with 3 and 7.
        return one.numbers <= numbers and (numbers == one.numbers or shared > 0 or len(one.numbers) > LEAST_NUMBERS)
    return len(one.words) >= LEAST_WORDS and shared >= max(LEAST_WORDS, MOST_OF * len(one.words))


@lru_cache(maxsize=256)
def _print(prompt: str, steps: tuple[str, ...]) -> _Print:
    texts = (prompt, *steps)
    formulas = {_flat(found) for text in texts for found in _FORMULA.findall(text)}
    told = frozenset(each for each in formulas if len(each) >= SHORTEST_FORMULA and re.search(r"\d", each))
    numbers = frozenset(number for text in texts for number in _NUMBER.findall(text))
    whole = frozenset(each for each in told if re.search(r"[-+*/^=<>a-z(]", each[1:]))
    return _Print(whole, numbers, frozenset().union(*map(_words, texts)))


def _flat(text: str) -> str:
    """A text or formula without spaces and markup, for comparing what stands in it."""
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    return _TEX.sub("", text).replace("\\", "").replace("*", "").lower()


def _words(text: str) -> frozenset[str]:
    plain = _FORMULA.sub(" ", text).lower()
    return frozenset(word for word in _WORD.findall(plain) if word not in _COMMON)
