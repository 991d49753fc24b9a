"""Gaps between stars: ``*answer/other:a tip*`` (the descriptions of H5P.Blanks, H5P.DragText and H5P.MarkTheWords)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_STARRED = re.compile(r"\*\*|\*((?:[^*]|\*\*)+?)\*(?!\*)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_FEEDBACK = re.compile(r"\\([+-])")


@dataclass(frozen=True, slots=True)
class Starred:
    """What stands between two stars."""

    answers: tuple[str, ...]
    tip: str = ""
    praise: str = ""
    correction: str = ""


def parted(text: str, alternatives: bool = True) -> list[str | Starred]:
    """The text in pieces; two stars together are one star of the text."""
    pieces: list[str | Starred] = []
    at = 0
    plain = ""
    for found in _STARRED.finditer(text):
        plain += text[at : found.start()]
        at = found.end()
        if found[1] is None:
            plain += "*"
            continue
        gap = starred(found[1].replace("**", "*"), alternatives)
        if gap.answers:
            pieces += [plain, gap]
            plain = ""
        else:
            plain += found[0]
    return [*pieces, plain + text[at:]]


def starred(source: str, alternatives: bool = True) -> Starred:
    """One gap: answers apart by ``/`` (``\\/`` for itself), a tip after ``:``, feedback after ``\\+`` and ``\\-``."""
    parts = _FEEDBACK.split(source)
    told = dict(zip(parts[1::2], parts[2::2], strict=True))
    words, _, tip = _apart(parts[0])
    split = re.split(r"(?<!\\)/", words) if alternatives else [words]
    answers = tuple(dict.fromkeys(word for word in (bare(one.replace("\\/", "/")) for one in split) if word))
    return Starred(answers, bare(tip), bare(told.get("+", "")), bare(told.get("-", "")))


def _apart(text: str) -> tuple[str, str, str]:
    """Words and tip. A colon within a tag or behind a backslash is none."""
    for found in re.finditer(r"<[^<>]*>|\\:|:", text):
        if found[0] == ":":
            return text[: found.start()].replace("\\:", ":"), ":", text[found.end() :]
    return text.replace("\\:", ":"), "", ""


def bare(markup: str) -> str:
    """The words of some markup."""
    return " ".join(unescape(_TAG.sub(" ", markup)).replace("\u200b", "").split())
