"""Options to pick from, and which of them are right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chiron.core.learning.interactions.words import reading
from chiron.core.words import Json
from chiron.engine.library.importing.formats.sheets import values
from chiron.engine.library.importing.formats.sheets.heads import LETTERS
from chiron.engine.library.importing.formats.sheets.shapes import MOST_OPTIONS, Cells, Made, Sheet, Trouble, text

_LABEL = re.compile(r"\(?(?:[^\W\d_]+\s+)?([A-Ja-j]|\d{1,2})[).:]?")


def options_named(cells: Cells, by: str) -> list[int] | None:
    """Numbers of the right options, with the answers meant ``by`` number, letter or text; None where that fails."""
    if by == "text":
        texts = {reading(text): number for number, text in reversed(cells.options.items())}
        if reading(cells.answer) in texts:
            return [texts[reading(cells.answer)]]
        said = values.parts(cells.answer)
        found = [texts.get(reading(part)) for part in said]
    else:
        plain = re.sub(r"\s(?:and|und|y|et)\s", ";", cells.answer)
        plain = re.sub(r"[^\W\d_]{3,}\s+(?=\d)", "", plain)  # Option 2
        said = values.parts(plain, ";|,&/\n ") if by == "number" else _letters(plain)
        found = [numbered(part, by) for part in said]
    known = [number for number in found if number is not None and number in cells.options]
    return sorted(set(known)) if known and len(known) == len(said) else None


def _letters(answer: str) -> list[str]:
    if re.fullmatch(r"[A-J]{2,10}", answer):
        return list(answer)
    return values.parts(answer, ";|,&\n")


def numbered(part: str, by: str) -> int | None:
    found = _LABEL.fullmatch(part.strip())
    if not found:
        return None
    label = found.group(1).casefold()
    if by == "letter":
        return LETTERS.index(label) if label in LETTERS else None
    return int(label) - 1 if label.isdigit() else None


def picked(cells: Cells, right: Sequence[int], kind: str) -> Made:
    changed = list[str]()
    options = list[Json]()
    seen = dict[str, int]()
    for number, option in cells.options.items():
        same = seen.setdefault(" ".join(text(option).split()), number)
        if same != number:
            if (same in right) != (number in right):
                raise Trouble(f"The option {option!r} is there twice, once as right and once as wrong.")
            changed.append(f"The option {option!r} was there twice and comes once.")
            continue
        entry: dict[str, Json] = {"text": text(option)}
        if number in right:
            entry["right"] = True
        elif cells.told.get(number):
            entry["feedback"] = text(cells.told[number])
        options.append(entry)
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise Trouble(f"It has {len(options)} different options; 2 to {MOST_OPTIONS} can be asked.")
    several = kind == "multiple-choice" or sum("right" in option for option in options) > 1
    fields: dict[str, Json] = {"options": options}
    if any(
        re.search(r"\b(?:all|none|both|alle|keine|todas|ninguna|toutes|aucune)\b", str(o["text"]), re.I)
        for o in options
    ):
        fields["shuffle"] = False
    if len(options) == 2 and values.truth(str(options[0]["text"])):
        fields["shuffle"] = False
    return Made("multiple-choice" if several else "choice", fields, changed)


def right_ones(cells: Cells, sheet: Sheet) -> list[int] | None:
    """By what the sheet's answers name their options; where that fails in a row, by what else fits."""
    if not cells.answer:
        return None
    order = [sheet.by, *(by for by in ("text", "letter", "number") if by != sheet.by)]
    return next((found for by in order if (found := options_named(cells, by))), None)


def with_wrong(cells: Cells) -> Cells:
    right = [cells.answer] if not re.search(r"[|\n]", cells.answer) else values.parts(cells.answer, "|\n")
    wrong = [part for cell in cells.wrong for part in (values.parts(cell) if len(cells.wrong) == 1 else [cell])]
    if not cells.answer:
        raise Trouble("There are wrong answers, but no right one.")
    every = dict(enumerate(right)) | {100 + number: option for number, option in enumerate(wrong)}
    return Cells(cells.question, cells.answer, every, told={100 + key: said for key, said in cells.told.items()})


def lacks_the_right_one(cells: Cells) -> bool:
    """Whether the options are the other ones: they begin with B, as the right answer, in a column of its own, is A."""
    texts = {option.casefold().strip() for option in cells.options.values()}
    return bool(cells.answer) and min(cells.options, default=0) == 1 and cells.answer.casefold().strip() not in texts


def alternatives(cells: Cells) -> Cells:
    """Where nothing is picked, options are answers that are accepted."""
    answer = cells.answer or "|".join(cells.options.values())
    named = next((found for by in ("number", "letter") if (found := options_named(cells, by))), None)
    if named:
        answer = "|".join(cells.options[number] for number in named)
    return Cells(cells.question, answer, type=cells.type, unit=cells.unit, tolerance=cells.tolerance)


_LABELLED = re.compile(r"(?:^|(?<=[\s;|]))\(?([A-Ha-h])[.)]\s+")


def within(text: str) -> tuple[str, dict[int, str]] | None:
    """``Capital? A) Paris B) Rome``: what stands before the options, and the options; None where there are none."""
    found = list(_LABELLED.finditer(text))
    labels = [each.group(1).casefold() for each in found]
    if len(found) < 2 or labels != list(LETTERS[: len(labels)]):
        return None
    ends = [*(each.start() for each in found[1:]), len(text)]
    options = {
        number: text[f.end() : end].strip(" ;|\n") for number, (f, end) in enumerate(zip(found, ends, strict=True))
    }
    return (text[: found[0].start()].strip(), options) if all(options.values()) else None
