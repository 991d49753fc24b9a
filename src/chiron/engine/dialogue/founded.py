"""What a model may claim in answer to a free question: what the cited passages say, or, labelled, what it knows."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from chiron.core.errors import ChironError
from chiron.core.language.answering.support import Near, lacks
from chiron.core.language.lines import line
from chiron.core.learning.decide import Words
from chiron.core.learning.state import Piece
from chiron.core.words import Source

SILENT = "not-in-course"
"""The reason of a move that says that the course does not say."""
ANSWERS = frozenset({"quoted", "meaning", SILENT})
"""Reasons of moves that answer a free question."""
BEYOND = (
    "The course does not say it. Say so first. Then you may answer from general knowledge in at most two sentences; "
    "they are shown as not from the course and not checked."
)
"""Told to a model where the school allows general knowledge and the course does not say."""


PATIENCE = 0.4
"""Seconds after which words alone decide whether a passage says what was claimed."""
Alike = Callable[[str, Sequence[str]], Awaitable[Sequence[Near]]]
"""Of a claim and passages: the nearest sentence of each passage. Nothing where it cannot be told."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The passages that claims must stand in, and whether others may be said with a label."""

    cited: tuple[str, ...]
    beyond: bool


def claims_of(words: Words, beyond: bool) -> Claims | None:
    """What an answer to a free question may claim; None for any other move."""
    if words.move.reason not in ANSWERS:
        return None
    return Claims(tuple(piece.text for piece in words.pieces if piece.source is Source.COURSE), beyond)


async def unsupported(text: str, cited: Sequence[str], language: str, alike: Alike | None) -> bool:
    """Whether a sentence claims what no cited passage says: by its words, where these are others by its meaning."""
    lack = lacks(text, cited, language)
    if lack is None or lack.why != "words" or alike is None or not cited:
        return lack is not None
    try:
        async with asyncio.timeout(PATIENCE):
            near = await alike(text, cited)
    except (TimeoutError, ChironError):
        return True
    return lacks(text, cited, language, near) is not None


def labelled(beside: Sequence[str], language: str) -> tuple[Piece, ...]:
    """What is from beyond the course, as a piece that says so."""
    return (Piece(" ".join(beside), Source.MODEL, line("beyond-course", language)),) if beside else ()
