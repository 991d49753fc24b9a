"""Gaps within a text: ``{2:SHORTANSWER:=Paris#Yes~%50%Lyon#Nearly~*#No}``.

Source: docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type: weight, type, answers apart by ``~``, right with
``=`` or ``%100%``, feedback after ``#``; ``\\`` before ``} # ~ / " \\`` takes their meaning away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from html import unescape

from chiron.engine.library.importing.formats.moodle.gapped import Gap, picked, ticked, token, without_tokens
from chiron.engine.library.importing.formats.moodle.making import Answer, NumberAnswer, Unmade, numeric, words
from chiron.engine.library.importing.formats.moodle.numbers import around, number
from chiron.engine.library.importing.formats.moodle.texts import HTML, Texts

_KINDS = {
    "words": ("SHORTANSWER", "SA", "MW"),
    "capitals": ("SHORTANSWER_C", "SAC", "MWC"),
    "number": ("NUMERICAL", "NM"),
    "pick": (
        *("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"),
        *("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"),
    ),
    "tick": (
        *("MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH"),
        *("MULTIRESPONSE_S", "MRS", "MULTIRESPONSE_HS", "MRHS"),
    ),
}
KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names}
_START = re.compile(r"(?<!\\)\{\s*(\d{0,4})\s*:\s*([A-Za-z][A-Za-z_]*)\s*:")
LIKELY = re.compile(rf"\{{\s*\d{{0,4}}\s*:\s*(?:{'|'.join(KIND_OF)})\s*:")
_ESCAPE = re.compile(r"\\([}#~/\"\\={])")
_PLANE = 0xF0000
_BACK = {_PLANE + ord(letter): letter for letter in '}#~/"\\={'}
_WEIGHT = re.compile(r"\s*%(-?[0-9]{1,3}(?:[.,][0-9]{0,10})?)%")
_TAG = re.compile(r"<[^<>]*>")
_RICH = re.compile(r"<\s*(?!/?\s*(?:p|span|div|br)\b)[a-zA-Z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with a token in the place of each gap, and what the gaps ask."""

    text: str
    gaps: tuple[Gap, ...]
    weights: tuple[int, ...]


def marked(source: str, texts: Texts, form: str = HTML) -> Marked:
    """Find the gaps of a text. Raises Unmade for one that cannot be read."""
    text = _ESCAPE.sub(lambda found: chr(_PLANE + ord(found[1])), without_tokens(source))
    parts, gaps, weights, at = list[str](), list[Gap](), list[int](), 0
    while found := _START.search(text, at):
        kind = KIND_OF.get(found[2].upper())
        end = text.find("}", found.end())
        if kind is None:
            raise Unmade(f"A gap is of the type {found[2][:30]!r}, which Chiron does not know.")
        if end < 0:
            raise Unmade(f"Its gap number {len(gaps) + 1} is not closed by a brace.")
        try:
            gaps.append(_gap(kind, text[found.end() : end], texts, form))
        except Unmade as error:
            raise Unmade(f"Its gap number {len(gaps) + 1}: {error}") from None
        weights.append(int(found[1] or 1))
        parts += [text[at : found.start()], token(len(gaps))]
        at = end + 1
    whole = "".join([*parts, text[at:]]).translate({_PLANE + ord(letter): f"\\{letter}" for letter in '}#~/"\\={'})
    return Marked(whole, tuple(gaps), tuple(weights))


def _gap(kind: str, source: str, texts: Texts, form: str) -> Gap:
    pieces = [_piece(part) for part in source.split("~") if part.strip()]
    if not pieces:
        raise Unmade("It has no answers.")
    if kind == "number":
        return Gap(numeric([_number(text, share, _said(told, texts, form)) for text, share, told in pieces]))
    plain = [Answer(_plain(text), share, _said(told, texts, form)) for text, share, told in pieces]
    if kind in ("words", "capitals"):
        return Gap(words(plain, capitals=kind == "capitals"))
    rich = [
        Answer(texts.of(_back(text), form), share, one.feedback)
        for (text, share, _), one in zip(pieces, plain, strict=True)
    ]
    if kind == "tick":
        return ticked(rich)
    gap = picked(plain, rich)
    return Gap(gap.made) if any(_RICH.search(_back(text)) for text, _, _ in pieces) else gap


def _piece(part: str) -> tuple[str, Fraction, str]:
    """Text, share of the mark and feedback of one answer, still protected."""
    share, text = Fraction(0), part.lstrip()
    if text.startswith("="):
        share, text = Fraction(1), text[1:]
    if weight := _WEIGHT.match(text):
        share, text = (number(weight[1]) or Fraction(0)) / 100, text[weight.end() :]
        text = text.lstrip().removeprefix("=")
    text, _, told = text.partition("#")
    return text, share, told


def _back(text: str) -> str:
    return text.translate(_BACK)


def _plain(text: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", _back(text))).split())


def _said(text: str, texts: Texts, form: str) -> str:
    return texts.of(_back(text).strip(), form)


def _number(text: str, share: Fraction, told: str) -> NumberAnswer:
    bare = _plain(text)
    span = around(bare)
    if span is None and bare not in ("", "*"):
        raise Unmade(f"{bare[:40]!r} is no number.")
    return NumberAnswer(span, share, told)
