# ruff: noqa: E501 - patterns are data
"""Whether a text says a number as the answer.

What counts, with ``v`` the key in any form (digits, decimal, fraction, mixed number, percent, LaTeX, words in English or
Spanish):
1. an equation whose whole side is v: ``... = v``, ``v = x``, ``x → v``;
2. a statement: "is v", "you get v", "the answer: v", "es v", "write v", "v is the answer";
3. v alone as a sentence;
4. in text that is not the step's own ladder, a v that is easily known again (not whole, negative or beyond 20) and does
   not stand on the learner's screen, anywhere.
What does not count: an equation or statement that stands on the learner's screen in the same words; v as a factor or
term of something longer (``3x``, ``3 + x``); v counting parts of the lesson ("3 terms", "3 times").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from chiron.core.language.guard.plain import plain

_VALUE = r"(?<![\w.,/])(?P<v>(?:[-+] ?)?(?:\d+ \d+/\d+|\d+/\d+|\d+(?:[.,]\d+)*|[.,]\d+)(?: ?%)?)(?![\w/]|[.,]\d)"
NUMBER = re.compile(_VALUE)
"""A number in plain text, as group ``v``."""
_LEADS = (
    r"is|are|was|it's|its|that's|equals?|equal to|same as|makes?|gives?|gets?|got|getting|be|becomes?|leaves?|leaving|answer|result|solution|value|total|"
    r"sum|product|write|enter|type|put|try|comes? to|comes? out (?:as|at|to)|works? out (?:as|at|to)|left with|choose|pick|say|"
    r"exactly|simply|namely|hence|therefore|thus|so|have|has|find|found|reach|end up with|must be|called|"
    r"es|son|sera|seria|da|dan|igual a|vale|valen|queda|quedan|sale|respuesta|resultado|solucion|escribe|pon|prueba con|"
    r"obtienes|tienes|total de|elige|entonces|por tanto"
)
_FILL = (
    r"(?: (?:be|to|the|number|value|as|at|of|just|simply|exactly|only|that|which|about|in|an|with|answer|equal|equals|is|x|y|n|"
    r"el|la|numero|valor|solo|exactamente|de|que|es|now|then|here|actually|really|precisely|clearly|has|must|for))"
)
_COUNTED = (
    r"steps?|terms?|ways?|parts?|kinds?|factors?|digits?|numbers?|sides?|options?|hints?|times|more|less|fewer|of|groups?|equal|"
    r"things?|rules?|cases?|types?|stages?|questions?|words?|letters?|lots|copies|cop(?:y|ies)|plus|minus|divided|multiplied|"
    r"added|subtracted|over|to the|squared|cubed|pasos?|terminos?|veces|partes?|mas|menos|por|entre|lados?|grupos?|tipos?|x\b|"
    r"different|same|like|unlike|brackets?|examples?|main|and \d|or \d|y \d|o \d|than"
)
_STATED = re.compile(rf"\b(?:{_LEADS}):?{_FILL}{{0,4}}:? ?{_VALUE}(?P<after>[^\n]{{0,16}})")
_EQUATED = re.compile(rf"(?:=|→|->|=>|:=)\s*{_VALUE}(?P<after>[^\n]{{0,6}})")
LEADS_TO = re.compile(rf"(?:\b(?:{_LEADS}):?{_FILL}{{0,4}}:? ?|[=→]\s*)$")
"""What stands before something that is stated."""
_TURNED = re.compile(
    rf"{_VALUE}\s*(?:=\s*\(?[a-z]\)?(?![\w(])|(?:is|es)(?: indeed| then)? (?:the |your |our |la |el )?"
    r"(?:right |correct |final )?(?:answer|solution|result|value|respuesta|solucion|resultado|correct|right)\b)"
)
_GOES_ON = re.compile(r"^\s*(?!(?:[cdkm]?m|ft|in) ?\^ ?[23](?!\d))(?:[+*/^(-]\s*[\w(]|[xyz]\b|[a-z] ?[-+*/^=]|\*)")
_BEFORE = re.compile(r"(?:(?:\d++(?:\.\d++)?[a-z]?|\b[a-z]\b|[-+*/^()])\s*+)++$|\S+\s*$")
_ALONE = re.compile(rf"^[^\w+.,-]*(?:[a-z]\s*)?{_VALUE}\W*(?:[a-z]{{1,3}})?\W*$")

MOST_DIGITS = 4_000
"""A longer run is no number: Python reads none, and no key is one."""


def value_of(text: str) -> tuple[Fraction, ...]:
    """What a number in plain form may mean; several for "1,5", "1,000" and "75%"; none for what is no number."""
    if len(text) > MOST_DIGITS:
        return ()
    text = text.replace(" %", "%").strip()
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("+- ")
    percent = text.endswith("%")
    text = text.rstrip("%")
    found: list[Fraction] = []
    if match := re.fullmatch(r"(?:(\d+) )?(\d+)/(\d+)", text):
        if int(match[3]):
            found.append(Fraction(int(match[1] or 0)) + Fraction(int(match[2]), int(match[3])))
    else:
        if text.count(".") + text.count(",") <= 1 and re.fullmatch(r"\d*[.,]?\d+", text):
            found.append(Fraction(text.replace(",", ".")))
        if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
            found.append(Fraction(re.sub(r"[.,]", "", text)))
    values = [sign * value for value in found]
    return tuple(values + [value / 100 for value in values]) if percent else tuple(values)


def _says(match: re.Match[str], keys: frozenset[Fraction]) -> bool:
    said = match["v"]
    fraction = re.fullmatch(r"[-+]? ?\d+/\d+", said)
    values = value_of(said)
    if fraction and values and values[0].denominator == 1:
        return False  # a division still to be done, such as 12/3
    return any(value in keys for value in values)


def _whole(match: re.Match[str]) -> bool:
    """Whether the number ends there, rather than being a term or a factor of something longer."""
    return not _GOES_ON.match(match["after"])


def _counts(match: re.Match[str]) -> bool:
    return bool(re.match(rf"\s*(?:{_COUNTED})\b", match["after"]))


def _squashed(text: str) -> str:
    """One space between words, none around signs, no marks that end a clause."""
    text = re.sub(r"[^\w\s=+*/^().,%→-]|[.,](?!\d)", " ", text)
    return re.sub(r"\s*([=+*/^()→-])\s*", r"\1", re.sub(r"\s+", " ", text)).strip()


def _on_screen(match: re.Match[str], text: str, shown: str) -> bool:
    """Whether the same equation or statement stands on the learner's screen, with what stands before it."""
    start = match.start()
    before = _BEFORE.search(text[max(0, start - 120) : start])
    said = _squashed((before.group() if before else "") + text[start : match.end("v")])
    return bool(said) and re.search(rf"(?<![\w.]){re.escape(said)}(?![\w%]|[.,]\d)", shown) is not None


def stated(text: str, keys: Iterable[Fraction], shown: str, quoted: bool) -> str | None:
    """The words of ``text`` that say one of the numbers as the answer; None where none does."""
    wanted = frozenset(keys)
    plainly, squashed = plain(text), _shown(shown)
    for pattern, words in ((_EQUATED, False), (_STATED, True)):
        for match in pattern.finditer(plainly):
            if not _says(match, wanted) or not _whole(match) or (words and _counts(match)):
                continue
            if not _on_screen(match, plainly, squashed):
                return match.group().strip()
    for match in _TURNED.finditer(plainly):
        if _says(match, wanted) and not _on_screen(match, plainly, squashed):
            return match.group().strip()
    for sentence in re.split(r"[!?;\n]|\.(?!\d)", plainly):
        for reading in (sentence, sentence.strip().removeprefix("- ")):  # a list item, or a minus
            alone = _ALONE.match(reading)
            if alone and _says(alone, wanted):
                return sentence.strip()
    return _anywhere(plainly, wanted, _standing(shown)) if quoted else None


@lru_cache(maxsize=128)
def _shown(screen: str) -> str:
    return _squashed(plain(screen))


@lru_cache(maxsize=128)
def _standing(screen: str) -> frozenset[Fraction]:
    """The numbers that stand on a screen, without their signs."""
    return frozenset(abs(value) for match in NUMBER.finditer(plain(screen)) for value in value_of(match["v"]))


def _anywhere(text: str, wanted: frozenset[Fraction], known: frozenset[Fraction]) -> str | None:
    rare = frozenset(v for v in wanted if abs(v) not in known and (v.denominator > 1 or v < 0 or v > 20))
    for match in NUMBER.finditer(text):
        if _says(match, rare):
            return match["v"]
    return None
