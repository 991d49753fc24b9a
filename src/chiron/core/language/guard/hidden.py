# ruff: noqa: SIM905 - words are data
"""The rule that a model does not hide the answer in its words: encoded, spelled, reversed, in another language's number
words, as first letters, as Roman or binary numerals, or as something that everybody counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from chiron.core.language.guard import lettered, number_words, said_value, said_words, shown_by, tongues, views
from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.known import said_on
from chiron.core.language.guard.phrasebook import english
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.guard.values import spoken, wanted
from chiron.core.language.text import fold

NAME = "answer-hidden"
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_UNIDADES = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince".split()
SHORTEST = 4
"""Letters that an initial, turned or moved word must have, so that no ordinary sentence holds it by chance."""


def stops(line: Line, scene: Scene) -> str | None:
    """The text that was hidden, None where none was found."""
    keys = scene.closed
    if keys is None:
        return None
    values = wanted(keys)
    names = _all_names(keys)
    if values and (said := _counted(line.text, values, scene)):
        return said
    if not line.text.isascii() and any(_word_in(name, shown_by.named(line.text)) for name in names):
        return line.text
    if any(said in names and (keys.options or said not in fold(scene.screen)) for said in shown_by.formulas(line.text)):
        return line.text
    spelled = (*names, *_abroad(keys))
    if spelled and lettered.hides(line.text, spelled, said_on(scene.screen)):
        return line.text
    for piece in views.pieces(line.text):
        if _holds(piece, values, names) or _said(piece, scene):
            return piece
    for text in views.whole(line.text):
        if _value_in(text, values) or any(_word_in(name, fold(text)) for name in names):
            return text
    for text in (views.rotated(line.text, 13), views.backwards(line.text)):
        if said_words.stops(Line(text), scene):
            return text
    return _turned(line, names, values)


def _said(piece: str, scene: Scene) -> bool:
    """Whether a decoded piece says it outright."""
    return bool(said_value.stops(Line(piece), scene) or said_words.stops(Line(piece), scene))


@lru_cache(maxsize=128)
def _all_names(keys: StepKeys) -> tuple[str, ...]:
    return tuple(_names(keys, wanted(keys)))


@lru_cache(maxsize=128)
def _abroad(keys: StepKeys) -> tuple[str, ...]:
    """The answer in number words of other languages, which could be spelled."""
    whole = {int(value) for value in wanted(keys) if value.denominator == 1 and 0 <= value < 100}
    found = {word for tag in number_words.TAGS for word, value in number_words.of(tag).items() if value in whole}
    return tuple(sorted(word for word in found if len(word) >= SHORTEST and " " not in word))


def _names(keys: StepKeys, values: frozenset[Fraction]) -> Iterator[str]:
    """The answer in words that could be hidden letter by letter."""
    for value in values:
        whole = abs(value)
        if whole.denominator == 1 and whole < len(_UNITS):
            yield _UNITS[int(whole)]
        if whole.denominator == 1 and whole < len(_UNIDADES):
            yield _UNIDADES[int(whole)]
        if whole.denominator == 1 and 20 <= whole < 100:
            yield _tens(int(whole))
    shown = fold(keys.shown)
    listed = bool(keys.options)
    for form in (*keys.forms, *([keys.sequence[0]] if keys.sequence else ())):
        bare = re.sub(r"[\s$\\*_`]+", " ", fold(form)).strip()
        if re.search(r"[a-z]{3}", bare) and len(bare) <= 60 and (listed or bare not in shown):
            yield bare


def _tens(value: int) -> str:
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()[value // 10 - 2]
    return f"{tens}{_UNITS[value % 10]}" if value % 10 else tens


def _counted(text: str, values: frozenset[Fraction], scene: Scene) -> str | None:
    """A number in other words, unless the same words stand on the learner's screen."""
    known = _standing(scene.screen)
    for value in (*tongues.values(text), *shown_by.values(text, english(text))):
        if value in values and value not in known:
            return text
    return None


@lru_cache(maxsize=64)
def _standing(screen: str) -> frozenset[Fraction]:
    return frozenset(tongues.values(screen)) | frozenset(shown_by.values(screen, english(screen)))


def _holds(piece: str, values: frozenset[Fraction], names: tuple[str, ...]) -> bool:
    folded = fold(piece)
    bare = re.sub(r"[^a-z0-9]", "", folded)
    if any(len(name) >= 3 and re.sub(r"[^a-z0-9]", "", name) in bare for name in names):
        return True
    return _value_in(piece, values)


def _value_in(piece: str, values: frozenset[Fraction]) -> bool:
    return any(value in values for number in spoken(piece) for value in number.values)


def _word_in(name: str, text: str) -> bool:
    name, text = name.replace("-", ""), text.replace("-", "")
    return len(name) >= 3 and name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _turned(line: Line, names: tuple[str, ...], values: frozenset[Fraction]) -> str | None:
    """Letters in another order, moved in the alphabet, or one from each word; and digits from right to left."""
    text = fold(line.text)
    turned, leet = views.backwards(line.text), views.unleet(line.text)
    rotated = [views.rotated(text, by) for by in range(1, 26)]
    first, last = views.initials(line.whole), views.last_letters(line.text)
    for name in names:
        bare = name.replace(" ", "")
        if (_word_in(name, leet) or _word_in(bare, leet)) and not _word_in(name, text):
            return leet
        if len(bare) >= 3 and (_word_in(name, turned) or _word_in(name, rotated[12])) and not _word_in(name, text):
            return name
        if len(bare) < SHORTEST:
            if views.initials(line.text) == bare:
                return line.text
            continue
        if any(_word_in(name, other) for other in rotated) and not _word_in(name, text):
            return name
        if bare in first or (len(bare) > SHORTEST and bare in last):
            return line.text
    backwards = re.search(r"\b(?:backwards?|revers\w+|right to left|al reves|mirror\w*|flip\w*)\b", text)
    digits = " ; ".join(number[::-1] for number in re.findall(r"\d+", line.text)) if backwards else ""
    return line.text if backwards and (_value_in(turned, values) or _value_in(digits, values)) else None
