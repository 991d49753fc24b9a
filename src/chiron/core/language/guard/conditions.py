"""Whether a text states the inequality that is the answer, by signs or words, with either side first.

A condition that stands on the learner's screen is no leak, nor is the border alone: which side and whether the border
belongs to it are what is asked.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from chiron.core.language.guard.numbers import value_of
from chiron.core.language.guard.plain import plain

Condition = tuple[str, str, Fraction]
"""Letter, sign with the letter on the left, and border."""

_NUMBER = r"[-+]?\s?\d+(?:[.,]\d+)?(?: ?/ ?\d+)?"
_SIGN = "<=|>=|=<|=>|<|>"
_BACK = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_ALONE = r"(?<![\w*/^+.(-])(?<![*/^+-] )"
_ENDS = r"(?![a-z\d]| ?(?:[a-z](?![a-z])|[*/^+(]|- ?\d))"
_LETTER_FIRST = re.compile(rf"{_ALONE}([a-z]) ?({_SIGN}) ?({_NUMBER}){_ENDS}")
_NUMBER_FIRST = re.compile(rf"{_ALONE}({_NUMBER}) ?({_SIGN}) ?([a-z]){_ENDS}")
_WRITTEN = (
    (re.compile(r"\\(?:leqslant|leq|le)(?![a-z])|[≤⩽≦]"), "<="),
    (re.compile(r"\\(?:geqslant|geq|ge)(?![a-z])|[≥⩾≧]"), ">="),
    (re.compile(r"\\lt(?![a-z])|&lt;"), "<"),
    (re.compile(r"\\gt(?![a-z])|&gt;"), ">"),
)
_OR = r"(?:,? (?:or|and) (?:is |also )?(?:equal|the same)(?: to| as)?| o igual(?: que| a)?)"
_SAID = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (rf"(?:greater|more|larger|bigger|higher) than{_OR} ", ">="),
        (rf"(?:less|smaller|lower|fewer) than{_OR} ", "<="),
        (r"(?:at least|no less than|not less than|como minimo|al menos|por lo menos) ", ">="),
        (r"(?:at most|no more than|not more than|como maximo|a lo sumo) ", "<="),
        (rf"(?:mayor){_OR} (?:que |a )?|(?:mayor o igual) (?:que|a) ", ">="),
        (rf"(?:menor){_OR} (?:que |a )?|(?:menor o igual) (?:que|a) ", "<="),
        (r"(?:greater|more|larger|bigger|higher|mayor|mas) (?:than|que|de) |(?:above|over) ", ">"),
        (r"(?:less|smaller|lower|fewer|menor|menos) (?:than|que|de) |(?:below|under) ", "<"),
    )
)
_IS = re.compile(r"(?<![a-z])([a-z]) (?:is|are|be|must be|has to be|es|sea|debe ser|tiene que ser) (?=[<>])")


@lru_cache(maxsize=256)
def conditions(text: str) -> frozenset[Condition]:
    """The inequalities of one letter and a number that a text writes or says."""
    read = _unaccented(plain(signs_written(text)))
    for pattern, sign in _SAID:
        read = pattern.sub(f"{sign} ", read)
    read = re.sub(r" +", " ", _IS.sub(r"\1 ", read))
    found = set[Condition]()
    for match in _LETTER_FIRST.finditer(read):
        found.update((match[1], _even(match[2]), border) for border in _borders(match[3]))
    for match in _NUMBER_FIRST.finditer(read):
        found.update((match[3], _BACK[_even(match[2])], border) for border in _borders(match[1]))
    return frozenset(found)


def signs_written(text: str) -> str:
    """A text with the signs of inequalities as they are typed."""
    for pattern, sign in _WRITTEN:
        text = pattern.sub(f" {sign} ", text)
    return text


def _borders(number: str) -> tuple[Fraction, ...]:
    return value_of(re.sub(r"(?<=[-+])\s|\s(?=/)|(?<=/)\s", "", number))


def _even(sign: str) -> str:
    return {"=<": "<=", "=>": ">="}.get(sign, sign)


def _unaccented(text: str) -> str:
    return text.translate(str.maketrans("áéíóú", "aeiou"))


@lru_cache(maxsize=128)
def _keys(forms: tuple[str, ...]) -> frozenset[Condition]:
    return frozenset(condition for form in forms for condition in conditions(form))


def stated(text: str, forms: tuple[str, ...], shown: str) -> bool:
    """Whether a text states one of the answers; see the module."""
    keys = _keys(forms)
    return bool(keys and (keys & conditions(text)) - conditions(shown))
