"""Puts a decided move into words. With no model configured, the authored words are said."""

from __future__ import annotations

from chiron.core.learning.decide import Words


async def speak(words: Words) -> Words:
    """The words to say for a move: the course's own, which every move carries."""
    return words
