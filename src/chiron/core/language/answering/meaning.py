"""Which pieces of a course are compared with a question by their meaning, and how each is named. Pure.

A piece is a sentence under its heading. Its digest names its text, so that a changed lesson is embedded again only
where it changed, and the same sentence in two versions of a course is embedded once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from chiron.core.language.text import sentences, without_files
from chiron.core.words import Passage

Nearness = Mapping[str, float]
"""The cosine between a question and each piece of a course, by digest. What is missing was not compared."""

LONGEST = 1_000
"""Characters of a piece that are embedded; models read some 256 tokens."""


def embedded(passage: Passage) -> list[tuple[str, str]]:
    """The pieces of a passage, one for each of its sentences in order: (digest, text to embed)."""
    found = []
    for sentence in map(without_files, sentences(passage.text)):
        text = (f"{passage.heading}: {sentence}" if passage.heading else sentence)[:LONGEST]
        found.append((hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), text))
    return found


def pieces(every: Iterable[Passage]) -> dict[str, str]:
    """Every piece of these passages: digest to text."""
    return {digest: text for passage in every for digest, text in embedded(passage)}
