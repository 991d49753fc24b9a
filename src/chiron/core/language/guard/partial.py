# ruff: noqa: E501, SIM905 - patterns are data
"""The rule that a model does not give the answer away in parts: its digits or letters one by one, how it begins or ends,
narrow bounds, its neighbours, a rhyme, where among the options it stands, or yes and no to a learner's guesses.
"""

from __future__ import annotations

import re
from fractions import Fraction

from chiron.core.language.guard import placed, sequences
from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.numbers import value_of
from chiron.core.language.guard.phrasebook import english
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.guard.values import plainly, spoken, standing, wanted
from chiron.core.language.text import fold

NAME = "answer-in-part"
_NUM = r"(-?\d+(?:\.\d+)?)"
_BETWEEN = re.compile(rf"\b(?:between|entre) {_NUM} (?:and|to|y) {_NUM}")
_ABOVE = re.compile(
    rf"(?:\b(?:more|greater|bigger|larger|higher|above|over|at least|exceeds|mayor|mas)(?: than| of| que)?|>=?|≥) ?{_NUM}|{_NUM} ?<=? ?[a-z]\b"
)
_BELOW = re.compile(
    rf"(?:\b(?:less|smaller|lower|fewer|below|under|at most|menor|menos)(?: than| of| que)?|<=?|≤) ?{_NUM}|{_NUM} ?>=? ?[a-z]\b"
)
_NEXT = re.compile(
    rf"\b(?:(?:one|1) (?:more|greater|bigger|higher) than|(?:right|just|directly|immediately|comes) (?:right |just )?(?:after|above|over)|(?:number|integer|one) after|just over|slightly (?:more|over|above)(?: than)?|successor of|despues del?|follows|next|comes after|(?:number|one|integer|digit|it) (?:that |which )?(?:is |comes )?(?:right |just )?after)(?: of| to)?(?: the)? {_NUM}"
)
_LAST = re.compile(
    rf"\b(?:(?:one|1) (?:less|fewer|smaller|lower) than|(?:right|just|directly|immediately|comes) (?:right |just )?(?:before|below|under)|(?:number|integer|one) before|just (?:under|below)|slightly (?:less|under|below)(?: than)?|predecessor of|antes del?|precedes|previous|comes before|(?:one|1) before|(?:number|one|integer|digit|it) (?:that |which )?(?:is |comes )?(?:right |just )?before)(?: of| to)?(?: the)? {_NUM}"
)
_BEGINS = re.compile(
    r"\b(?:(?:starts?|begins?|starting|beginning) (?:with|in|off with)|(?:first|leading|initial) (?:digit|number|figure)s? (?:is|are|being|of it is|:)|(?:tens|hundreds|thousands)(?: digit| place)?(?: is| has|:)?|empieza (?:con|por)|primer(?:a)? (?:cifra|digito) es)(?: a| an| the| digit| number| el| un)* (\d)\b"
)
_ENDS = re.compile(
    r"\b(?:(?:ends?|ending|finish(?:es)?) (?:with|in|on)|(?:last|final|ones|units|second)(?: digit| place| figure)? (?:is|are|has|:)|termina en|ultima cifra es)(?: a| an| the| digit| number| un)* (\d)\b"
)
_LETTER = re.compile(
    r"\b(?:(?:starts?|begins?|starting|beginning|ends?|ending) (?:with|in)|(?:first|last|initial|final) letters? (?:is|are|:)|empieza (?:con|por)|termina (?:con|en))(?: a| an| the| letters?| la| letra)* [\"'“‘*-]*([a-z]{1,4})\b"
)
_RHYMES = re.compile(r"\b(?:rhym\w+|sounds like|rima\w*|suena como)\b")
_TOO_LOW = re.compile(
    rf"{_NUM} (?:is|was|es|would be) (?:just |a bit |a little |slightly |one )?(?:too (?:small|little|low|few)|too short|muy poco|demasiado poco)"
)
_TOO_HIGH = re.compile(
    rf"{_NUM} (?:is|was|es|would be) (?:just |a bit |a little |slightly |one )?(?:too (?:big|much|large|high|many)|too long|demasiado)"
)
_NEAR = re.compile(
    rf"\b(?:a (?:bit|little|tad|touch)|slightly|not much|barely|just) (?:more|over|above|bigger|greater|less|under|below|smaller|fewer)(?: than)? {_NUM}|\b(?:digit|number|one|integer) (?:after|before|next to|following|beside) {_NUM}"
)
_TIES = re.compile(
    r"\bin (?:the|his|its|your) (?:low |mid |high |early |late )?(twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
)
_TEN_OF = {
    name: place
    for place, name in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), 2)
}
_NTH_PRIME = re.compile(r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) prime\b")
_PRIMES = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(),
        (2, 3, 5, 7, 11, 13, 17, 19, 23, 29),
        strict=True,
    )
)
_NARROW = re.compile(r"\b(?:even|odd|prime|multiple|whole|integer|square|par|impar|primo)\b")
_AGREES = re.compile(
    r"^\W*(?:yes|yep|yeah|yup|correct|right|exactly|indeed|absolutely|precisely|bingo|true|that's (?:it|right|correct|the one)|you got it|you(?:'ve| have) got it|spot on|si|exacto|correcto|claro|asi es|👍|✅|✔)(?:\W|$)"
)
_WARMER = re.compile(
    r"\b(?:warmer|colder|hotter|getting close|very close|so close|too (?:high|low|big|small|large|much)|(?:go|try|a (?:bit|little)|bit|little|slightly) (?:higher|lower|bigger|smaller|more|less)|higher than that|lower than that|mas (?:alto|bajo)|caliente|frio)\b|^\W*(?:higher|lower|bigger|smaller|up|down)\W*$"
)
SHORT = 3
"""A reply of so few words to a guess says yes or no to it, whatever the words are."""
WIDEST = 3
"""Bounds with so many whole numbers or fewer between them name the answer; with a word such as "odd", twice as many."""


def stops(line: Line, scene: Scene) -> str | None:
    """The words that give a part of it; see the module."""
    keys = scene.closed
    if keys is None:
        return None
    text, values = english(line.text), wanted(keys)
    whole = english(line.whole)
    known = standing(scene.screen)
    if _RHYMES.search(text):
        return line.text
    for value in values:
        if (
            _around(line, value, scene)
            or _bounds(whole, value)
            or _neighbour(text, value)
            or sequences.leads_to(text, value, known)
            or _digits(line, value, scene)
        ):
            return line.text
    if _lettered(fold(line.text), keys) or placed.points(line.text, keys):
        return line.text
    return line.text if _guessed(line, scene) else None


def _bounds(text: str, value: Fraction) -> bool:
    found = [(Fraction(a), Fraction(b)) for a, b in _BETWEEN.findall(text)]
    above = [Fraction(a or b) for a, b in _ABOVE.findall(text)]
    below = [Fraction(a or b) for a, b in _BELOW.findall(text)]
    found += [(low, high) for low in above for high in below]
    found += [(Fraction(low), Fraction(high)) for low in _TOO_LOW.findall(text) for high in _TOO_HIGH.findall(text)]
    wide = WIDEST * 2 + 1 if _NARROW.search(text) else WIDEST
    return any(min(a, b) < value < max(a, b) and abs(b - a) - 1 <= wide for a, b in found)


def _around(line: Line, value: Fraction, scene: Scene) -> bool:
    """Both neighbours of a whole number, neither of which stands on the screen."""
    if value.denominator != 1:
        return False
    known = standing(scene.screen)
    said = {each for number in spoken(line.whole) for each in number.values} - known
    return {value - 1, value + 1} <= said


def _neighbour(text: str, value: Fraction) -> bool:
    if value.denominator != 1:
        return False
    near = {Fraction(part) for pair in _NEAR.findall(text) for part in pair if part}
    if {value - 1, value + 1} & near or value in {_PRIMES[name] for name in _NTH_PRIME.findall(text)}:
        return True
    if any(_TEN_OF[name] == value // 10 for name in _TIES.findall(text)):
        return True
    return any(Fraction(near) + 1 == value for near in _NEXT.findall(text)) or any(
        Fraction(near) - 1 == value for near in _LAST.findall(text)
    )


def _digits(line: Line, value: Fraction, scene: Scene) -> bool:
    """How a number of several digits begins and ends, and its digits one after the other."""
    number = abs(value)
    if number.denominator != 1 or number < 10:
        return False
    shown, text = str(int(number)), english(line.text)
    if any(digit == shown[0] for digit in _BEGINS.findall(text)) or any(d == shown[-1] for d in _ENDS.findall(text)):
        return True
    said = spoken(english(line.whole))
    single = [one.said.strip() if re.fullmatch(r" ?\d", one.said) else "." for one in said]
    run = "".join(single)
    at = run.find(shown)
    while at >= 0:
        between = [one.before for one in said[at + 1 : at + len(shown)]]
        if all(_near(before) for before in between) and not _in_screen(shown, scene):
            return True
        at = run.find(shown, at + 1)
    return False


def _near(before: str) -> bool:
    """Whether little stands between a digit and the one before it, and no sign of a sum."""
    gap = re.split(r"\d", before)[-1]
    return len(gap.split()) <= 7 and not re.search(r"[-+*/^=()]\s*$|[a-z]\^|\b(?:plus|minus|times)\b", gap)


def _in_screen(shown: str, scene: Scene) -> bool:
    """Whether these digits stand one after the other on the screen as numbers of their own."""
    return " ".join(shown) in re.sub(r"[^\d]+", " ", plainly(scene.screen))


def _lettered(text: str, keys: StepKeys) -> bool:
    """How the word begins or ends."""
    words = [fold(form).strip() for form in (*keys.forms, *(right for _, right in keys.pairs), *keys.sequence[:1])]
    if not any(re.match(r"[a-z]{3}", word) for word in words):
        return False
    if any(int(count) in map(len, words) for count in re.findall(r"\b(\d+) letters\b", plainly(text))):
        return True
    return any(
        part not in ("a", "an", "the") and any(word.startswith(part) or word.endswith(part) for word in words)
        for part in _LETTER.findall(text)
    )


def _guessed(line: Line, scene: Scene) -> bool:
    """Yes, no, warmer or colder to a guess that the learner made in the talk, where no checker judged it."""
    if not scene.asked or line.before:
        return False
    guessed = spoken(scene.asked) or re.search(r"\d", scene.asked)
    asked = fold(scene.asked)
    keys = scene.closed
    named = keys is not None and any(fold(text) in asked for text in (*keys.options, *keys.forms) if len(text) > 1)
    if not guessed and not named:
        return False
    text = fold(line.text)
    if len(text.split()) <= SHORT and "?" not in text:
        return True
    return bool(_AGREES.match(text) or _WARMER.search(text)) or bool(value_of(text.strip(" .!")))
