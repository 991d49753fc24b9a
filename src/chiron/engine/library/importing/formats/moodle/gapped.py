"""A text with gaps: one cloze where its gaps fit, else a table beside the text, else a step for each gap.

A cloze is read in lines of words (docs/reference/course-format.md, cloze): its numbers are exact, its lists and tables
are not drawn. What needs more stands in the problem with its gaps numbered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chiron.core.learning.interactions.words import accepted, reading
from chiron.core.words import Json
from chiron.engine.library.importing.formats.moodle.gap_tables import as_table
from chiron.engine.library.importing.formats.moodle.making import WHOLE, Answer, Made, Unmade, choice, several, typed
from chiron.engine.library.importing.formats.moodle.said import Said, asks
from chiron.engine.library.importing.texts import escaped, plain

MOST_GAPS = 12
MOST_ROWS = 12
_TOKEN = re.compile("\ue000(\\d+)\ue001")
_BLOCK = re.compile(r"^\s*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})\s|>|```|\|)", re.MULTILINE)
_LIST = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+")
_HEADING = re.compile(r"^#{1,6}\s+(.*)$")
_BREAK = re.compile(r"(?: {2,}|\\|<br ?/?>)\n")
_EMPHASIS = re.compile("(\\*{1,3})([^*\\n]*\ue000\\d+\ue001[^*\\n]*)\\1")
_DOLLAR = re.compile(r"(?<!\\)\$\$?")
_CUT = re.compile(r"\n\n|(?<=[.!?;])\s+|\s+")
NUMBERED = "Its gaps are numbered in the text and answered beside it."
APART = "Its gaps are numbered in the text and answered one by one."
Steps = list[tuple[str, Made]]


def token(number: int) -> str:
    """What stands for a gap, counted from 1, while the text around it is turned into Markdown."""
    return f"\ue000{number}\ue001"


def without_tokens(text: str) -> str:
    """A stranger's text without letters that would look like a gap."""
    return text.replace("\ue000", "").replace("\ue001", "")


@dataclass(frozen=True, slots=True)
class Gap:
    """What one gap asks; ``bank`` are its plain words with what is said of them, where one of a list is picked."""

    made: Made
    bank: tuple[Answer, ...] = ()


def picked(answers: Sequence[Answer], rich: Sequence[Answer] | None = None) -> Gap:
    """A gap in which one of some plain words is picked; ``rich`` are the same as Markdown. Raises Unmade."""
    shown = rich if rich is not None else [Answer(plain(one.text), one.share, one.feedback) for one in answers]
    made = choice(shown, shuffle=True)
    best = max(one.share for one in answers)
    kept: dict[str, Answer] = {}
    seen_right = False
    for one in answers:
        name = reading(one.text)
        right = one.share == best
        if not name or (name in kept and kept[name].text.strip() != one.text.strip()):
            return Gap(made)
        if name in kept or (right and seen_right):
            continue
        seen_right = seen_right or right
        kept[name] = Answer(" ".join(one.text.split()), WHOLE if right else WHOLE - WHOLE, one.feedback)
    right_form = next(typed(one.text) for one in kept.values() if one.share == WHOLE)
    fits = len(kept) >= 2 and accepted(right_form.replace("@@", "@"))
    return Gap(made, tuple(kept.values())) if fits else Gap(made)


def ticked(answers: Sequence[Answer]) -> Gap:
    """A gap in which every right one of some options is picked. Raises Unmade."""
    return Gap(several(answers))


def gapped(text: str, gaps: Sequence[Gap], words: Said) -> tuple[str, Steps]:
    """The problem's own text and its steps, from Markdown with a token for each gap. Raises Unmade."""
    numbers = [int(number) for number in _TOKEN.findall(text)]
    if sorted(numbers) != list(range(1, len(gaps) + 1)):
        raise Unmade("A gap stands where it cannot be asked, such as within a formula or a link.")
    if not gaps:
        raise Unmade("It has no gaps.")
    text = _EMPHASIS.sub(r"\2", text)
    found = as_table(text, words.answer, [_fields(gap) if _in_table(gap) else None for gap in gaps])
    if found is not None:
        before, fields = found
        return before, [(words.gaps, _joined("table", fields, gaps))]
    if all(_in_cloze(gap) for gap in gaps) and not _in_maths(text):
        before, inner = _parted(text)
        if inner is not None:
            return before, _clozes(inner, gaps, words)
    numbered = _numbered(text).strip()
    if all(_in_table(gap) for gap in gaps):
        return numbered, _tables(gaps, words)
    steps: Steps = []
    for number, gap in enumerate(gaps, 1):
        asked = f"**({number})** {asks(gap.made.kind, words)}"
        steps.append((asked, gap.made if len(gaps) == 1 else gap.made.noted(APART)))
    return numbered, steps


def _in_maths(text: str) -> bool:
    """Whether a gap stands within a formula."""
    return any(len(_DOLLAR.findall(text[: found.start()])) % 2 for found in _TOKEN.finditer(text))


def _numbered(text: str) -> str:
    """The text with the number of each gap in its place."""

    def shown(found: re.Match[str]) -> str:
        inside = len(_DOLLAR.findall(text[: found.start()])) % 2
        return f"({found[1]})" if inside else f"**({found[1]})**"

    return _TOKEN.sub(shown, text)


def _in_cloze(gap: Gap) -> bool:
    if gap.made.kind == "numeric":
        return gap.made.fields.keys() == {"answer"}
    return gap.made.kind == "text" or bool(gap.bank)


def _in_table(gap: Gap) -> bool:
    return gap.made.kind in ("numeric", "text") or bool(gap.bank)


def _fields(gap: Gap) -> dict[str, Json]:
    """The gap as a cloze or a table writes it."""
    if not gap.bank:
        return dict(gap.made.fields)
    fields: dict[str, Json] = {
        "bank": [escaped(one.text) for one in gap.bank],
        "accept": [typed(one.text) for one in gap.bank if one.share == WHOLE],
    }
    wrong: list[Json] = [
        {"text": typed(one.text), "feedback": escaped(one.feedback)}
        for one in gap.bank
        if one.share != WHOLE and one.feedback.strip() and accepted(one.text)
    ]
    return fields | ({"wrong": wrong} if wrong else {})


def _parted(text: str) -> tuple[str, str | None]:
    """What stands before the first gap's paragraph, and the rest as lines of words; None where it is more."""
    blocks = [block for block in re.split(r"\n\s*\n", _BREAK.sub("\n\n", text.strip())) if block.strip()]
    first = next(number for number, block in enumerate(blocks) if _TOKEN.search(block))
    inner: list[str] = []
    for block in blocks[first:]:
        lines = _in_words(block)
        if lines is None:
            return text, None
        inner += lines
    return "\n\n".join(blocks[:first]), "\n\n".join(inner)


def _in_words(block: str) -> list[str] | None:
    """The paragraphs of a block: the entries of a list each by itself; None for what words cannot show."""
    if heading := _HEADING.fullmatch(block):
        return [f"**{heading[1].strip()}**"]
    lines = block.split("\n")
    if all(_LIST.match(line) for line in lines):
        return [f"• {_LIST.sub('', line)}" for line in lines]
    return None if _BLOCK.search(block) or "![" in block or "$$" in block else [block]


def _clozes(text: str, gaps: Sequence[Gap], words: Said) -> Steps:
    steps: Steps = []
    for part in _cut(text):
        own = [int(number) for number in _TOKEN.findall(part)]
        # Behind a gap "(" would make a link of it.
        shown = re.sub("(?<=\ue001)\\(", " (", escaped(part))
        fields: dict[str, Json] = {
            "text": _TOKEN.sub(lambda found: f"[gap-{found[1]}]", shown),
            "gaps": {f"gap-{number}": _fields(gaps[number - 1]) for number in own},
        }
        steps.append((words.gaps, _joined("cloze", fields, [gaps[number - 1] for number in own])))
    return steps


def _cut(text: str) -> list[str]:
    """The text in parts of at most so many gaps, cut between paragraphs, sentences or words."""
    found = list(_TOKEN.finditer(text))
    parts, start = list[str](), 0
    for last in range(MOST_GAPS, len(found), MOST_GAPS):
        low, high = found[last - 1].end(), found[last].start()
        edges = list(_CUT.finditer(text, low, high))
        # Between paragraphs rather than sentences, between sentences rather than words.
        ranked = [(one[0] != "\n\n", text[one.start() - 1] not in ".!?;", one.start(), one.end()) for one in edges]
        end, after = min(ranked)[2:] if ranked else (low, low)
        parts.append(text[start:end])
        start = after
    return [*parts, text[start:]]


def _tables(gaps: Sequence[Gap], words: Said) -> Steps:
    steps: Steps = []
    for start in range(0, len(gaps), MOST_ROWS):
        own = list(gaps[start : start + MOST_ROWS])
        rows: list[Json] = [
            {"head": f"({number})", "cells": [_fields(gap)]} for number, gap in enumerate(own, start + 1)
        ]
        made = _joined("table", {"columns": [words.answer], "rows": rows}, own)
        steps.append((words.gaps, made.noted(NUMBERED)))
    return steps


def _joined(kind: str, fields: dict[str, Json], gaps: Sequence[Gap]) -> Made:
    changed = tuple(dict.fromkeys(line for gap in gaps for line in gap.made.changed))
    praise = tuple(dict.fromkeys(line for gap in gaps for line in gap.made.praise))
    return Made(kind, fields, changed, praise)
