"""What of the course may be quoted while a step is open: a passage, else one sentence of it, else a definition without
its example. Pure; ``allowed`` is the guard.

A number in an example is often the open step's number by mere chance. Who asks what a term is should hear it then too:
only what would give the step away is left out, and that something was is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from chiron.core.language.answering.retrieval import ENOUGH, Found
from chiron.core.language.text import sentences, words
from chiron.core.words import Source, Utterance

Allowed = Callable[[Utterance], bool]
"""Whether the guard lets an utterance pass now."""

_EXAMPLE = re.compile(
    r"[,;:]?\s+(?:such as|for example|for instance|so that|as in|por ejemplo|tal como|de modo que)\b.*$", re.DOTALL
)
_LEANS = re.compile(
    r"^\W*(?:it|its|this|that|these|those|they|them|he|she|here|there|so|then|but|and|or|also|both|however|therefore"
    r"|esto|eso|este|esta|ese|esa|asi|entonces|pero|tambien|ambos)\b",
    re.IGNORECASE,
)
"""A sentence that leans on the one before it says little alone."""
LEAST_WORDS = 4
"""A definition that is cut shorter than this is none."""


def quote(found: Found, text: str | None = None) -> Utterance:
    """A passage, or a piece of it, with its address."""
    return Utterance(text or found.passage.text, Source.COURSE, title=found.passage.heading, quote=found.passage)


def fitting(candidates: Iterable[Found], allowed: Allowed) -> tuple[Found, Utterance] | None:
    """The best passage that may be quoted now, whole; where it may not, the sentence of it that answers; else the next.

    None where none may.
    """
    for found in candidates:
        whole = quote(found)
        if allowed(whole):
            return found, whole
        part = quote(found, found.sentence)
        if found.sentence and found.sentence_share >= ENOUGH and stands_alone(found.sentence) and allowed(part):
            return found, part
    return None


def defined(term: str, meaning: str, allowed: Allowed) -> Utterance | None:
    """What a term means, as much of it as may be said now: all, else the sentences that may, else the first without its
    example. None where nothing is left that says what it is.
    """
    whole = Utterance(meaning, Source.COURSE, title=term)
    if allowed(whole):
        return whole
    first, *rest = sentences(meaning) or [meaning]
    kept = [each for each in (first, _without_example(first)) if _says(each) and allowed(_of(term, [each]))][:1]
    if not kept:
        return None
    for sentence in rest:
        # A sentence that leans on one that was left out would be read with the wrong one.
        if allowed(_of(term, [*kept, sentence])):
            kept.append(sentence)
        else:
            break
    return _of(term, kept)


def stands_alone(sentence: str) -> bool:
    """Whether a sentence can be read without the one before it."""
    return not _LEANS.match(sentence)


def _of(term: str, kept: list[str]) -> Utterance:
    return Utterance(" ".join(kept), Source.COURSE, title=term)


def _says(text: str) -> bool:
    return len(words(text)) >= LEAST_WORDS


def _without_example(sentence: str) -> str:
    cut = _EXAMPLE.sub("", sentence).rstrip(" ,;:")
    return cut if cut.endswith((".", "!", "?")) else f"{cut}."
