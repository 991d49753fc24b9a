"""A letter that is also a word: ``x = 2 y y = 3`` says "and" by its first y where the problem's letters are x and y."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chiron.core.learning.maths.options import Choices, Reading
from chiron.core.learning.maths.tokens import Token
from chiron.core.learning.maths.vocabulary import CONNECTIVES

_ENDS = {"number", "vulgar", "name", "constant", "close", "raised", "percent", "unit", "bar", "empty", "all"}
"""Kinds of token by which a statement may end."""
_BEGINS = {"number", "vulgar", "name", "constant", "open", "root", "frac", "sqrt", "function", "bar", "sign"}
"""Kinds of token by which one may begin."""


def joined(tokens: list[Token], reading: Reading, choices: Choices) -> list[Token]:
    """The tokens with each such letter that stands alone between two statements as the word that it is there.

    Beside a sign of operation or of relation it stays the letter, and so it does where only one side says anything.
    """
    words = CONNECTIVES.get(reading.language, {}) if reading.language != "en" else {}
    known = [letter for letter in words if reading.knows(letter)]
    found = list(tokens)
    if not known:
        return found
    for place in range(1, len(found) - 1):
        token = found[place]
        if (
            token.kind == "name"
            and token.text in known
            and _alone(found, place)
            and _word(found, place, reading, choices)
        ):
            found[place] = replace(token, kind="word", text=words[token.text])
    return found


def _alone(tokens: Sequence[Token], place: int) -> bool:
    """Whether nothing touches it on either side."""
    return tokens[place].spaced and tokens[place + 1].spaced


def _word(tokens: Sequence[Token], place: int, reading: Reading, choices: Choices) -> bool:
    before, after = tokens[place - 1], tokens[place + 1]
    if _depth(tokens[:place]) or after.kind not in _BEGINS or after.text == "+":
        return False
    again = after.kind == "name" and after.text == tokens[place].text and _alone(tokens, place + 1)
    if before.kind == "comma":
        return again and tokens[place + 2].kind == "relation"
    if before.kind not in _ENDS:
        return False
    left, right = _left(tokens, place), _right(tokens, place)
    if not (_says(left) and _says(right)):
        return reading.lists and choices.flipped("word", place)
    if after.kind == "sign" and (_bounds(left) or tokens[place + 2].spaced):
        return choices.flipped("word", place)
    if again and tokens[place + 2].kind in _BEGINS - {"sign"}:
        return not choices.flipped("word", place)
    return True


def _depth(tokens: Sequence[Token]) -> int:
    """Brackets that are open."""
    return sum({"open": 1, "close": -1}.get(token.kind, 0) for token in tokens)


def _left(tokens: Sequence[Token], place: int) -> Sequence[Token]:
    """From the word or comma before to here."""
    start = next((n + 1 for n in range(place - 1, -1, -1) if _parts(tokens, n)), 0)
    return tokens[start:place]


def _right(tokens: Sequence[Token], place: int) -> Sequence[Token]:
    end = next((n for n in range(place + 1, len(tokens)) if _parts(tokens, n)), len(tokens))
    return tokens[place + 1 : end]


def _parts(tokens: Sequence[Token], n: int) -> bool:
    return tokens[n].kind == "word" or (tokens[n].kind == "comma" and not _depth(tokens[:n]))


def _says(tokens: Sequence[Token]) -> bool:
    """Whether it is a statement about a letter: ``x = 2``, not ``1 < 2`` nor ``= 3``."""
    kinds = [token.kind for token in tokens]
    return "relation" in kinds and "name" in kinds and kinds[0] != "relation"


def _bounds(tokens: Sequence[Token]) -> bool:
    """Whether it is an inequality, which may go on: ``0 < x y - x < 5``."""
    return any(token.kind == "relation" and token.text != "=" for token in tokens)
