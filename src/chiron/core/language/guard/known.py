"""What the rules ask of the same few texts again and again while a message is judged, worked out once each."""

from __future__ import annotations

from functools import lru_cache

from chiron.core.language.answering import retrieval
from chiron.core.language.text import words


def terms(text: str, language: str = "en") -> list[str]:
    """See :func:`chiron.core.language.answering.retrieval.terms`."""
    return list(_terms(text, language))


@lru_cache(maxsize=1_000)
def _terms(text: str, language: str) -> tuple[str, ...]:
    return tuple(retrieval.terms(text, language))


@lru_cache(maxsize=64)
def said_on(screen: str) -> frozenset[str]:
    """The folded words of a screen."""
    return frozenset(words(screen))
