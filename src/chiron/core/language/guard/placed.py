# ruff: noqa: E501 - patterns are data
"""An option given by where it stands, how long it is or what stands beside it, instead of by its words."""

from __future__ import annotations

import re

from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.phrasebook import english
from chiron.core.language.guard.values import plainly
from chiron.core.language.text import fold

_PLACES = re.compile(
    r"\b(?:the |la |el )?(?:option|choice|answer|number|opcion)? ?(first|second|third|fourth|fifth|sixth|last|middle|top|bottom|left|right|primera|segunda|tercera|ultima)(?:most|-most)? (?:one|option|choice|answer|item|button|opcion|in the list|on the list)\b(?! of your)|\b(?:the|la) (last|middle|top|bottom)\b(?! (?:line|row|of|one of))"
)
_ORDINALS = {
    "first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "sixth": 5, "top": 0, "primera": 0, "segunda": 1,
    "tercera": 2,
}  # fmt: skip
_COUNTED = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|last)(?: one| option| word| answer| line)? (?:from|of|in|on|down from|up from|one from|one of)(?: the)? (?:very )?(top|bottom|list|left|right|end|options|choices|row|column|lot|bunch|\d)\b"
)
_SOME = re.compile(r"\b(first|last|top|bottom|upper|lower|middle) ([2-9]|couple|pair|half|ones|options)\b")
_BESIDE = re.compile(
    r"\b(?:1|one|option|answer|it|that|word|stands|sits|line|right|just|directly|what)\b[^.?!]{0,16}?\b(?P<way>under|below|beneath|underneath|after|following|above|before|over|preceding)(?: of| to)?(?: the| option| word| line)* [\"'“‘(]*$"
)
_BY_LENGTH = re.compile(r"\b(longest|shortest)\b(?: of| in| and|,|\.|$| (?:word|one|option|answer|name|term))")
_BY_LETTER = re.compile(
    r"\b(first|last)(?: one| option)? (?:in (?:the )?alphabet\w*(?: order)?|alphabetically)|\balphabetically (?:the )?(first|last)\b"
)
_NOT_THE = re.compile(r"\b(?:not|nor|neither|ni|no)(?: the| la| el)? (first|second|third|fourth|fifth|sixth)\b")
_NUMBERS = re.compile(r"\b(?:numbers|options|answers|choices|places|lines|rows) ((?:\d(?:,|,? and| &)? ?)+)\b")
_AMIDST = re.compile(r"\bbetween(?: the)? [\"'“‘(]*$")
_LETTERED = re.compile(
    r"(?:^|\b(?:it's|is|choose|pick|select|option|go with|try|answer|letter|answer:|elige|es)[: ]+)[\"'(]*([a-f])[\"').!]*(?:$|[.!,)]| (?:is|it is))"
)


def _numbered(folded: str, right: set[int], size: int) -> bool:
    """A place by its number, alone or after "option"; or every other one struck out by its letter."""
    alone = re.fullmatch(
        r"\W*(?:the |la |el )?(first|second|third|fourth|fifth|sixth|primera|segunda|tercera)\W*", folded
    )
    if alone and _ORDINALS.get(alone[1]) in right:
        return True
    for name in re.findall(
        r"\b(?:option|choice|answer|number|opcion|numero|respuesta) (\d|one|two|three|four|five|six|uno|dos|tres|cuatro|cinco|seis)\b",
        folded,
    ):
        if int(re.sub(r"\D", "", plainly(name)) or 0) - 1 in right:
            return True
    struck = {
        ord(letter) - 97 for letter in re.findall(r"\b(?:not|nor|isn't|neither|no|ni) (?:option )?\(?([a-f])\b", folded)
    }
    return size > 1 and bool(struck) and struck == set(range(size)) - right


def points(text: str, keys: StepKeys) -> bool:
    """A place among the options instead of their words."""
    if keys.kind not in ("choice", "multiple-choice") or not keys.options:
        return False
    folded, size = fold(text), len(keys.options)
    right = {place for place, option in enumerate(keys.options) if option in keys.forms}
    if _numbered(folded, right, size) or _struck(folded, right, size):
        return True
    if re.search(r"\b(?:not|n't|isn't)\b|n't\b", folded):
        return False
    told = english(text)
    return (
        _at(folded, right, size)
        or _counted(told, right, size)
        or _beside(told, keys, right)
        or _told_by(told, keys, right)
    )


def _struck(folded: str, right: set[int], size: int) -> bool:
    """ "Not the first, not the third", where only the right ones are left."""
    struck = {_ORDINALS[word] for word in _NOT_THE.findall(folded)}
    return bool(right) and len(struck) > 1 and struck == set(range(size)) - right


def _at(folded: str, right: set[int], size: int) -> bool:
    """ "The second one", "the bottom", "(b)"."""
    for match in _PLACES.finditer(folded):
        word = match[1] or match[2]
        place = _ORDINALS.get(
            word, size - 1 if word in ("last", "bottom", "ultima") else size // 2 if word == "middle" else -1
        )
        if place in right:
            return True
    return any(ord(letter) - 97 in right for letter in _LETTERED.findall(folded.strip()))


def _counted(told: str, right: set[int], size: int) -> bool:
    """ "The second from the bottom", "the last two"."""
    for word, end in _COUNTED.findall(told):
        place = size - 1 if word == "last" else _ORDINALS[word]
        if (size - 1 - place if end in ("bottom", "right", "end") and word != "last" else place) in right:
            return True
    for numbers in _NUMBERS.findall(told):
        if right and right == {int(number) - 1 for number in re.findall(r"\d", numbers)}:
            return True
    for end, many in _SOME.findall(told):
        count = (
            int(many)
            if many.isdigit()
            else len(right)
            if many in ("ones", "options")
            else size // 2
            if many == "half"
            else 2
        )
        places = set(range(count)) if end in ("first", "top", "upper") else set(range(size - count, size))
        if right and right == places and end != "middle":
            return True
    return False


def _beside(told: str, keys: StepKeys, right: set[int]) -> bool:
    """ "The one under 'nucleus'"."""
    for place, option in enumerate(keys.options):
        at = told.find(plainly(option))
        if at >= 0 and _AMIDST.search(told[:at]) and _between(told, place, keys, right):
            return True
        if at < 0 or not (match := _BESIDE.search(told[:at])):
            continue
        step = -1 if match["way"] in ("above", "before", "over", "preceding") else 1
        if place + step in right:
            return True
    return False


def _between(told: str, place: int, keys: StepKeys, right: set[int]) -> bool:
    """Whether another option is named with the right one between both."""
    others = [number for number, option in enumerate(keys.options) if number != place and plainly(option) in told]
    return any(abs(number - place) == 2 and (number + place) // 2 in right for number in others)


def _told_by(told: str, keys: StepKeys, right: set[int]) -> bool:
    """By its length, or by its place in the alphabet."""
    if match := _BY_LENGTH.search(told):
        by = sorted(range(len(keys.options)), key=lambda place: len(keys.options[place]))
        return (by[-1] if match[1] == "longest" else by[0]) in right
    if match := _BY_LETTER.search(told):
        order = sorted(range(len(keys.options)), key=lambda place: fold(keys.options[place]))
        return order[0 if "first" in match.groups() else -1] in right
    return False
