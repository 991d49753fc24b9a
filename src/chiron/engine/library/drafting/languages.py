"""The languages of a draft's head, once parts of another course come to it that are translated."""

from __future__ import annotations

from collections.abc import Mapping

from chiron.core.learning.outline.tree import Head
from chiron.core.words import Json
from chiron.engine.library.drafting.pieces import hash_of


def joined(head: Head, source: Head, pieces: Mapping[str, Mapping[str, Json]]) -> tuple[str, dict[str, Json] | None]:
    """The head's piece with the languages that the source has and it has not: its name and itself; None where same.

    Of such a language nothing is there yet but what comes along, so it is offered once all is translated. Courses of
    different languages bring none.
    """
    mine, theirs = pieces.get(head.piece, {}), pieces.get(source.piece, {})
    have = mine.get("languages") or {}
    new = {
        tag: {**{name: value for name, value in one.items() if name != "texts"}, "texts": {}, "complete": True}
        for tag, one in (theirs.get("languages") or {}).items()
        if tag not in have and tag != head.language
    }
    if not new or head.language != source.language:
        return head.piece, None
    made = {**mine, "languages": {**have, **new}}
    return hash_of(made), made
