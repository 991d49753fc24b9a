"""No text shows ``@{name}`` itself: within quotation marks and in a parameter's words nothing is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from chiron.core.learning.course import rung_way
from chiron.core.words import Json
from chiron.engine.library import faults as where
from chiron.engine.library.looks.sight import Sight, Told

_MARK = re.compile(r"@\{[^}]*\}?|(?<!\w)@([a-z][a-z0-9_]*)")
REMEDY = (
    "Within quotation marks and in the words of a parameter nothing is filled in. Write it outside them: "
    "`@{if(n == 1, 'the', 'a')} @{cell.name}`, not `@{if(n == 1, 'the @{cell.name}', 'a @{cell.name}')}`."
)


def unfilled(sight: Sight) -> Iterator[Told]:
    """Every text of an item, those of keys and tasks too, that still holds a replacement."""
    for path, text in _texts(sight):
        for found in _MARK.finditer(text):
            if found[1] is None or found[1] in sight.template.parameters:
                if "@@" in sight.template.model_dump_json():
                    return  # a plain @ that the author asked for
                yield path, f"A replacement is shown as it is written: {found.group()}.", REMEDY
                break


def _texts(sight: Sight) -> Iterator[tuple[where.Path, str]]:
    yield from sight.texts()
    if sight.item.picture is not None:
        yield ("picture", "drawing"), sight.item.picture.markup
        yield ("picture", "alt"), sight.item.picture.alt
    for number, step in enumerate(sight.item.steps):
        for rung, text in step.hints:
            yield ("steps", number, "hints", rung_way(rung)), text
        for inner in (step.task, step.key):
            yield from ((("steps", number), text) for text in _strings(inner) if "@" in text)


def _strings(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
