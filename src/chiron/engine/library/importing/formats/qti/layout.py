"""The order of an item: words before, steps, and gaps that stand in running text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chiron.core.words import Json
from chiron.engine.library.importing.formats.qti.case import Made, joined
from chiron.engine.library.importing.formats.qti.content import CLOSE, MARK, OPEN, Content
from chiron.engine.library.importing.formats.qti.gaps import MOST, gap_text, is_plain
from chiron.engine.library.importing.texts import escaped

BLANK = "\\_\\_\\_\\_"
_FIELD = re.compile(rf"\s*{OPEN}([0-9]+){CLOSE}(?:[ \xa0]*([^\s\\*_$.,;:?!]{{1,12}}))?\s*")
_UNIT = re.compile(r"[ \xa0]*([^\s\\*_$.,;:?!]{1,12})[ \t]*(?=\n|$)")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


@dataclass(slots=True)
class Laid:
    """Words before the first step, and the steps with the words before each."""

    before: str = ""
    steps: list[Made] = field(default_factory=list)


def lay_out(marked: tuple[str, dict[int, int], set[int]], made: dict[int, Made], content: Content) -> Laid:
    """Steps in the order of the text. ``marked`` is the text, whose each sign is, and which stand in a line."""
    text, signs, inline = marked
    laid, context = Laid(), ""
    blocks = {sign for sign, number in signs.items() if number not in inline}
    steps = {sign: made.get(number) for sign, number in signs.items() if number in inline}
    alone = {sign: steps[sign] for sign in _alone(text, steps)}
    for piece in _pieces(text, blocks | alone.keys(), alone):
        if isinstance(piece, int):
            number = signs[piece]
            if number in made:
                context = _add(laid, context, made[number])
            continue
        live = [int(found[1]) for found in MARK.finditer(piece) if signs.get(int(found[1])) in inline]
        if not any(signs[sign] in made for sign in live):
            context = joined([context, content.filled(piece, dict.fromkeys(live, BLANK))])
            continue
        lead, middle, rest = _around(piece, set(live))
        context = joined([context, content.filled(lead, {})])
        for one in _in_line(middle, [(sign, made.get(signs[sign])) for sign in live], content):
            context = _add(laid, context, one)
        context = joined([context, content.filled(rest, {})])
    laid.before = joined([laid.before, context]) if laid.steps else context
    return laid


def _alone(text: str, made: Mapping[int, Made | None]) -> set[int]:
    """Fields that have a paragraph to themselves, below one with words: each is a question of its own.

    What follows a number there, in one word, is its unit.
    """
    found = set[int]()
    before = False
    for part in _PARAGRAPHS.split(text):
        match = _FIELD.fullmatch(part)
        one = made.get(int(match[1])) if match else None
        if match and one is not None and before and (not match[2] or one.kind == "numeric"):
            found.add(int(match[1]))
        before = not match
    return found


def _add(laid: Laid, context: str, one: Made) -> str:
    if laid.steps:
        one.prompt = joined([context, one.prompt])
    else:
        laid.before = context
    laid.steps.append(one)
    return ""


def _pieces(text: str, blocks: set[int], alone: Mapping[int, Made | None]) -> list[str | int]:
    found: list[str | int] = []
    at = 0
    for match in MARK.finditer(text):
        number = int(match[1])
        if number in blocks:
            found += [text[at : match.start()], number]
            at = match.end()
            one = alone.get(number)
            unit = _UNIT.match(text, at) if one is not None else None
            if one is not None and unit is not None:
                one.fields["unit"] = escaped(unit[1])
                at = unit.end()
    found.append(text[at:])
    return [piece for piece in found if isinstance(piece, int) or piece.strip()]


def _around(piece: str, live: set[int]) -> tuple[str, str, str]:
    """The paragraphs before the first gap, from it to the last one, and after that."""
    parts = _PARAGRAPHS.split(piece)
    with_gaps = [number for number, part in enumerate(parts) if _signs(part) & live]
    first, last = with_gaps[0], with_gaps[-1] + 1
    return "\n\n".join(parts[:first]), "\n\n".join(parts[first:last]), "\n\n".join(parts[last:])


def _signs(text: str) -> set[int]:
    return {int(found[1]) for found in MARK.finditer(text)}


Live = list[tuple[int, Made | None]]


def _in_line(text: str, live: Live, content: Content) -> list[Made]:
    """Gaps together as a cloze, as far as they can be gaps; a number alone, and the others, as steps of their own."""
    whole = [(sign, one) for sign, one in live if one is not None]
    if len(live) == 1 and whole and not MARK.sub("", text).strip():
        # A field by itself: it is answered below the question.
        return [whole[0][1]]
    single = len(live) == 1 and whole and whole[0][1].kind in ("numeric", "open", "short-text")
    fit = [] if single or not is_plain(text) else [(sign, one) for sign, one in whole if one.gap is not None]
    steps: list[Made] = []
    for at in range(0, len(fit), MOST):
        made = _cloze(text, fit[at : at + MOST], live, content)
        if made is None:
            fit = fit[:at]
            break
        steps.append(made)
    taken = {sign for sign, _ in fit}
    rest = [(sign, one) for sign, one in whole if sign not in taken]
    for number, (sign, one) in enumerate(rest, 1):
        blanks = {each: BLANK for each, _ in live}
        if len(live) > 1:
            blanks[sign] = f"**({number})** {BLANK}"
        one.prompt = joined([content.filled(text, blanks), one.prompt])
        steps.append(one)
    return steps


def _cloze(text: str, fit: Sequence[tuple[int, Made | None]], live: Live, content: Content) -> Made | None:
    gaps: dict[str, Json] = {}
    instead = {sign: BLANK for sign, _ in live}
    for number, (sign, one) in enumerate(fit, 1):
        if one is None or one.gap is None:
            return None
        gaps[f"gap-{number}"] = one.gap
        instead[sign] = f"[gap-{number}]"
    made = gap_text(content.filled(text, instead), gaps)
    if made is not None:
        made.prompt = joined(one.prompt for _, one in fit if one is not None)
        made.solution = joined(one.solution for _, one in fit if one is not None)
    return made
