# ruff: noqa: E501, SIM905 - patterns are data
"""A number that counts something else than what is asked for: "600 pounds" where the question is what it is worth.

It gives nothing away where the talk counts the same thing with it already, and the sentence makes no answer of it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from chiron.core.language.guard.scene import Scene
from chiron.core.language.guard.values import Number, spoken
from chiron.core.language.text import fold, words

_MORE = r"(?: (?:more|fewer|less|different|new|old|whole|full|other|extra|additional|total|mas|menos))?"
_THING = re.compile(rf"^{_MORE} ([a-z]{{3,}}s)\b")
_NO_THING = frozenset(
    "this was has does plus minus times less gets makes gives costs equals leaves thus its mas menos tres".split()
)
_HOW_MANY = re.compile(r"\b(?:how many|cuant[oa]s)\b")
_MONEY = re.compile(
    r"\b(?:how much|cuanto)\b.*\b(?:money|costs?|pay|pays|paid|spend|spends|spent|earn|earns|earned|worth|profit|price|charge|owes?|saves?|dollars|cuesta|paga|gasta|gana|vale)\b"
)
_COINS = {"$": ("dollars", "cents", "pesos"), "£": ("pounds", "pence"), "€": ("euros", "cents")}
_QUESTION = re.compile(r"[^.!?\n]*\b(?:how (?:many|much)|cuant[oa]s?)\b[^.!?\n]*")
_RESULT = re.compile(r"\b(?:answers?|solution|result|respuesta|solucion|resultado|box|blank|gap)\b")
_MADE_OF_IT = re.compile(
    r"\b(?:should|must|total|altogether|actually|really|so|therefore|hence|thus|final|deberia|entonces|en total)\b[^.?!;\n]*$"
)
_AND_ALL = re.compile(r"^(?: [a-z]+){1,2} (?:in total|total|in all|altogether|en total)\b")


def without(plain: str, scene: Scene) -> str:
    """A plain text without the numbers in it that count what the question does not ask for."""
    if scene.keys is None or not scene.heard or _RESULT.search(plain):
        return plain
    others = _others(scene.keys.shown)
    for number in reversed(spoken(plain) if others else ()):
        thing = _thing(number)
        if thing not in others or _MADE_OF_IT.search(number.before) or _AND_ALL.search(number.after):
            continue
        counted = _counted("\n".join((*scene.heard, scene.asked)))
        if any((value, thing) in counted for value in number.values):
            plain = f"{plain[: number.start]} some{plain[number.start + len(number.said) :]}"
    return plain


def _thing(number: Number) -> str | None:
    found = _THING.match(number.after)
    return found[1] if found and found[1] not in _NO_THING else None


@lru_cache(maxsize=128)
def _others(shown: str) -> frozenset[str]:
    """What a problem counts beside what it asks for; nothing where it asks neither for a count nor for money."""
    question = " ".join(_QUESTION.findall(fold(shown)))
    asked = set(words(question))
    if not _HOW_MANY.search(question):
        if not _MONEY.search(question):
            return frozenset()
        asked.update(coin for sign, coins in _COINS.items() if sign in shown for coin in coins)
    return frozenset({thing for number in spoken(shown) if (thing := _thing(number))} - asked)


@lru_cache(maxsize=64)
def _counted(talk: str) -> frozenset[tuple[Fraction, str]]:
    """What the talk counts, with the numbers of it."""
    return frozenset((value, thing) for number in spoken(talk) if (thing := _thing(number)) for value in number.values)
