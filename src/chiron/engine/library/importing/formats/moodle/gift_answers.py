"""What stands in the braces of a GIFT question (docs.moodle.org/en/GIFT_format, "Question format examples")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from chiron.engine.library.importing.formats.moodle.gift_blocks import restored
from chiron.engine.library.importing.formats.moodle.making import (
    Answer,
    Made,
    NumberAnswer,
    Unmade,
    choice,
    numeric,
    pairs,
    several,
    true_or_false,
    words,
)
from chiron.engine.library.importing.formats.moodle.numbers import around, number
from chiron.engine.library.importing.formats.moodle.said import said
from chiron.engine.library.importing.formats.moodle.texts import Texts

_FORM = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_PIECE = re.compile(r"([=~])")
_WEIGHT = re.compile(r"\s*%(-?[0-9]{1,3}(?:[.,][0-9]{0,10})?)%")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
Found = tuple[list[tuple[str, Made]], list[str]]
"""The steps, each with its own words, and what came otherwise."""
OPEN_RUBRIC = "The source gives no rubric."


@dataclass(frozen=True, slots=True)
class Piece:
    """One answer: its sign, its share of the mark where that is said, its text and feedback, still protected."""

    sign: str
    share: Fraction | None
    text: str
    feedback: str

    @property
    def worth(self) -> Fraction:
        """Its share of the mark."""
        if self.share is not None:
            return self.share
        return Fraction(self.sign != "~")


def answers(group: str, form: str, texts: Texts) -> Found:
    """The steps that braces ask for. ``form`` is the format of the question's text. Raises Unmade."""
    bare = group.strip()
    if not bare:
        return [("", Made("open", {"rubric": OPEN_RUBRIC}))], []
    if bare.startswith("#"):
        return [("", _numbers(bare[1:], form, texts))], []
    if "~" in bare:
        return [("", _options(_pieces(bare), form, texts))], []
    if "->" in bare and "=" in bare:
        return _pairs(_pieces(bare), form, texts)
    truth, *feedback = bare.split("#")
    if truth.strip().upper() in _TRUTH:
        return [("", _truth(_TRUTH[truth.strip().upper()], feedback, form, texts))], []
    given = [Answer(restored(p.text).strip(), p.worth, _said(p.feedback, form, texts)) for p in _pieces(bare)]
    return [("", words(given))], []


def _pieces(group: str) -> list[Piece]:
    """Split at ``=`` and ``~``; what stands before the first sign counts as right, as in ``{#3:2}``."""
    parts = _PIECE.split(group)
    signed = [("", parts[0])] if parts[0].strip() else []
    signed += list(zip(parts[1::2], parts[2::2], strict=True))
    return [_piece(sign, text) for sign, text in signed if text.strip() or sign == "="]


def _piece(sign: str, text: str) -> Piece:
    weight = _WEIGHT.match(text)
    share = None
    if weight:
        share = (number(weight[1]) or Fraction(0)) / 100
        text = text[weight.end() :]
    said_of, _, feedback = text.partition("#")
    return Piece(sign, share, said_of, feedback)


def _shown(text: str, form: str, texts: Texts) -> str:
    found = _FORM.match(text)
    if found:
        form, text = found[1], text[found.end() :]
    return texts.of(restored(text).strip(), form)


_said = _shown


def _options(found: list[Piece], form: str, texts: Texts) -> Made:
    """One is right where an answer begins with ``=``, else those with a weight above nothing are."""
    given = [Answer(_shown(p.text, form, texts), p.worth, _said(p.feedback, form, texts)) for p in found]
    return choice(given) if any(p.sign != "~" for p in found) else several(given)


def _pairs(found: list[Piece], form: str, texts: Texts) -> Found:
    changed, every, extra = [], list[tuple[str, str]](), list[str]()
    for piece in found:
        left, arrow, right = piece.text.partition("->")
        if not arrow:
            raise Unmade("One of its pairs has no ->.")
        if piece.feedback.strip():
            changed.append("What is said of a single pair is left out.")
        if left.strip():
            every.append((_shown(left, form, texts), texts.short(restored(right).strip())))
        else:
            extra.append(texts.short(restored(right).strip()))
    return pairs(every, extra), changed


def _truth(right: bool, feedback: list[str], form: str, texts: Texts) -> Made:
    """``{T#said of the wrong answer#said of the right one}``."""
    of_wrong, of_right = ([_said(part, form, texts) for part in feedback] + ["", ""])[:2]
    told = (of_right, of_wrong) if right else (of_wrong, of_right)
    return true_or_false(right, (said().true, said().false), told)


def _numbers(group: str, form: str, texts: Texts) -> Made:
    given = []
    for piece in _pieces(group):
        text = restored(piece.text).strip()
        span = around(text)
        if span is None and text not in ("", "*"):
            raise Unmade(f"{text[:40]!r} is no number, tolerance or range.")
        if span is not None or piece.feedback.strip():
            given.append(NumberAnswer(span, piece.worth, _said(piece.feedback, form, texts)))
    return numeric(given)
