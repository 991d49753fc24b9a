"""The kind of step that a row asks for, and its key, told from the answer where the row does not say it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from chiron.core.learning.interactions.words import reading
from chiron.core.words import Json
from chiron.engine.library.importing.formats.sheets import values
from chiron.engine.library.importing.formats.sheets.numbers import (
    amount_or_number,
    expression,
    several_numbers,
    solutions,
)
from chiron.engine.library.importing.formats.sheets.options import (
    alternatives,
    lacks_the_right_one,
    numbered,
    picked,
    right_ones,
    with_wrong,
)
from chiron.engine.library.importing.formats.sheets.shapes import (
    MOST_ITEMS,
    MOST_OPTIONS,
    SHORT,
    WORDS,
    Cells,
    Made,
    Sheet,
    Trouble,
    kind_named,
    text,
)
from chiron.engine.library.importing.texts import escaped

UNSAID = "The sheet does not say what a good answer has."
_ARROW = re.compile(r"\s*(?:->|→|=>|⇒|↔|<->)\s*")
_PAIR = re.compile(r"\s*(?:->|→|=>|⇒|↔|<->|=|\s[-–—]\s|:)\s*")
_GAP = re.compile(r"_{2,}|\.{4,}|…{2,}")


def made(cells: Cells, sheet: Sheet) -> Made:
    """The step of a row. Raises Trouble with the reason."""
    kind = kind_named(cells.type)
    if kind == "poll":
        raise Trouble(f"A question of the kind {cells.type!r} has no right answer.")
    if kind in _BY_KIND:
        return _BY_KIND[kind](cells, sheet)
    if cells.options or cells.wrong:
        return _options(cells, sheet, kind)
    return _typed(cells, sheet, kind)


def _options(cells: Cells, sheet: Sheet, kind: str) -> Made:
    """Options to pick from, of which the answer says the right ones."""
    if kind not in ("", "choice", "multiple-choice", "truth"):
        return _typed(alternatives(cells), sheet, kind)
    if lacks_the_right_one(cells):
        cells = Cells(cells.question, cells.answer, wrong=tuple(cells.options.values()))
    if cells.wrong and not cells.options:
        cells = with_wrong(cells)
        right: list[int] | None = [number for number in cells.options if number < 100]
    else:
        right = right_ones(cells, sheet)
    if len(cells.options) == 1:
        raise Trouble("There is only one option to choose from.")
    if right is None:
        said = (
            f"The right answer {cells.answer!r} is none of the options."
            if cells.answer
            else "No option is said to be right."
        )
        raise Trouble(said)
    return picked(cells, right, kind)


def _typed(cells: Cells, sheet: Sheet, kind: str) -> Made:
    """Something to type, by what it looks like; without an answer a person reads it."""
    if not cells.answer:
        return Made("open", {"rubric": UNSAID}, ["No right answer is said: a person reads what is answered."])
    if between := re.fullmatch(r"\$([^$]+)\$|\\\((.+)\\\)", cells.answer):
        bare = replace(cells, answer=(between.group(1) or between.group(2)).strip())
        for maths in (amount_or_number(bare, sheet), solutions(bare, sheet), expression(bare, sheet, asked=True)):
            if maths:
                return maths
    if made := _gaps(cells, sheet, kind):
        return made
    tries: tuple[Callable[[Cells, Sheet], Made | None], ...] = (
        amount_or_number,
        several_numbers,
        _truth,
        _pairs,
        solutions,
    )
    if kind in ("text", "short-text"):
        tries = (amount_or_number,) if kind == "text" else ()
    for attempt in (*tries, *([expression] if kind in ("", "numeric", "quantity") else [])):
        if found := attempt(cells, sheet):
            return found
    if kind in ("numeric", "quantity"):
        raise Trouble(f"The answer {cells.answer!r} is no number.")
    return _words(cells, sheet, kind)


def _words(cells: Cells, sheet: Sheet, kind: str) -> Made:
    accepted = [part for part in dict.fromkeys(values.parts(cells.answer)) if reading(part)]
    if not accepted:
        raise Trouble(f"The answer {cells.answer!r} has no words.")
    if kind != "short-text" and all(len(part) <= SHORT and len(part.split()) <= WORDS for part in accepted):
        return Made("text", {"accept": [escaped(part) for part in accepted]})
    short = [part for part in accepted if len(part) <= 300][:12]
    if sheet.language == "en" and short:
        fields: dict[str, Json] = {
            "context": escaped(cells.question[:1000]),
            "reference": [escaped(part) for part in short],
        }
        return Made(
            "short-text", fields, ["The answer is a sentence: others that say the same are judged by likeness."]
        )
    return Made(
        "open", {"rubric": text(cells.answer)}, ["The answer is a longer text: a person reads what is answered."]
    )


def _truth(cells: Cells, sheet: Sheet) -> Made | None:
    """A statement to call true or false."""
    found = values.truth(cells.answer, sheet.language)
    if not found and kind_named(cells.type) == "truth" and cells.answer.casefold() in "tfwvyn":
        right = cells.answer.casefold() in ("t", "w", "v", "y")
        found = next(
            ((yes, no, right) for code, yes, no in values.TRUE_FALSE if code == (sheet.language or "en")), None
        )
    if not found:
        return None
    yes, no, first = found
    options: list[Json] = [{"text": yes}, {"text": no}]
    options[0 if first else 1]["right"] = True
    return Made("choice", {"options": options, "shuffle": False})


def _truth_asked(cells: Cells, sheet: Sheet) -> Made:
    named = cells if not cells.options else None
    if cells.options and (right := right_ones(cells, sheet)):
        return picked(cells, right, "choice")
    found = _truth(named or cells, sheet)
    if not found:
        raise Trouble(f"The answer {cells.answer!r} is neither true nor false.")
    return found


def _pairs(cells: Cells, sheet: Sheet) -> Made | None:
    said = values.parts(cells.answer)
    if len(said) < 2 or not all(_ARROW.search(part) for part in said):
        return None
    return _matched(cells, sheet)


def _matched(cells: Cells, _sheet: Sheet) -> Made:
    said = [*cells.options.values()] or values.parts(cells.answer)
    pairs = list[Json]()
    for part in said:
        halves = _PAIR.split(part, maxsplit=1)
        if len(halves) != 2 or not all(halves):
            raise Trouble(f"{part!r} is no pair; write left -> right, and ; between pairs.")
        pairs.append({"left": text(halves[0]), "right": text(halves[1])})
    lefts = {pair["left"] for pair in pairs}
    if not 2 <= len(pairs) <= MOST_OPTIONS or len(lefts) < len(pairs):
        raise Trouble("It needs 2 to 12 pairs, with another left in each.")
    return Made("match", {"pairs": pairs})


def _ordered(cells: Cells, _sheet: Sheet) -> Made:
    items = [*cells.options.values()]
    if items and cells.answer:
        label = values.parts(cells.answer, ";|,>\n ")
        order = [numbered(part, by) for by in ("letter", "number") for part in label]
        known = [cells.options[number] for number in order if number is not None and number in cells.options]
        items = known if len(known) == len(items) else values.parts(cells.answer, ";|>\n")
    elif not items:
        items = values.parts(cells.answer, ";|>\n")
    if not 2 <= len(items) <= MOST_ITEMS or len(set(items)) < len(items):
        raise Trouble(f"It needs 2 to {MOST_ITEMS} different things to order, with ; between them.")
    return Made("order", {"items": [text(item) for item in items]})


def _expression_asked(cells: Cells, sheet: Sheet) -> Made:
    number = amount_or_number(cells, sheet) if cells.answer else None
    found = number or solutions(cells, sheet) or (expression(cells, sheet, asked=True) if cells.answer else None)
    if not found:
        raise Trouble(f"The answer {cells.answer!r} cannot be read as mathematics.")
    return found


def _solutions_asked(cells: Cells, sheet: Sheet) -> Made:
    found = solutions(cells, sheet, asked=True)
    if not found:
        raise Trouble(f"The answer {cells.answer!r} cannot be read as a set of solutions.")
    return found


def _gaps(cells: Cells, sheet: Sheet, kind: str) -> Made | None:
    """Several gaps in the question, and as many answers: one for each."""
    pieces = _GAP.split(cells.question)
    said = values.parts(cells.answer)
    if kind not in ("", "text") or len(pieces) < 3 or len(said) != len(pieces) - 1:
        return None
    names = [f"gap-{number}" for number in range(1, len(pieces))]
    gaps: dict[str, Json] = {}
    for name, part in zip(names, said, strict=True):
        found = values.number(part, sheet.comma)
        gaps[name] = {"answer": found} if found else {"accept": [escaped(each) for each in values.parts(part, "/")]}
    words = [text(piece) for piece in pieces]
    shown = words[0] + "".join(f" [{name}] {word}" for name, word in zip(names, words[1:], strict=True))
    return Made("cloze", {"text": re.sub(r" +(?=[.,;:!?])", "", shown.strip()), "gaps": gaps}, gaps=True)


def _open(cells: Cells, _sheet: Sheet) -> Made:
    return Made("open", {"rubric": text(cells.answer) if cells.answer else UNSAID})


_BY_KIND: dict[str, Callable[[Cells, Sheet], Made]] = {
    "truth": _truth_asked,
    "match": _matched,
    "order": _ordered,
    "expression": _expression_asked,
    "solution-set": _solutions_asked,
    "open": _open,
}
