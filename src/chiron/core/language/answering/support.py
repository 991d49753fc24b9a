"""Whether what a model claims stands in the passages that it cites. Pure.

A check on words first: what a sentence says is taken as supported where one passage holds most of its content words,
every number of it, and says it as plainly or as negatively. Where too few words are the passage's, and somebody can
tell how near two texts are in meaning, a claim that comes very near to a sentence of the passage counts as supported
too: its numbers, its names and what it denies must be the passage's all the same. What neither can see is a passage's
own words put together into something that the passage does not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from chiron.core.language.answering.likeness import Vocabulary
from chiron.core.language.answering.retrieval import terms
from chiron.core.language.offered import offered
from chiron.core.language.text import fold, sentences, words

COVERED = 0.6
"""Of the content words of a claim, so many at least must stand in the passage, in this form or one of its family."""
NEAR = 0.7
"""The cosine from which a claim says what a sentence of the passage says, in other words. Chosen by a sweep over all of
``benchmarks/paraphrases.txt``, both halves together, so what is measured there is no held-out figure."""
LEAST = 2
"""A sentence of fewer content words claims nothing about the subject."""

_NOT = {
    "en": re.compile(r"\b(?:not|no|never|none|neither|nor|without|cannot|nothing|nobody|hardly)\b|n't\b"),
    "es": re.compile(r"\b(?:no|nunca|jamas|ningun[oa]?|nadie|nada|sin|ni|tampoco)\b"),
}
_TALK = {
    "en": re.compile(
        r"^\W*(?:try|look|think|read|tell|take|go|have|let|let's|now|remember|imagine|notice|great|good|nice|well done|"
        r"yes|ok|okay|sure|thank|thanks|sorry|you can|you could|shall|would you|what|how|why|which|when|where|here is|"
        r"your lesson|the lesson|the course|i)\b"
    ),
    "es": re.compile(
        r"^\W*(?:intenta|prueba|mira|piensa|lee|dime|toma|ve|vamos|ahora|recuerda|imagina|fijate|bien|muy bien|si|vale|"
        r"gracias|puedes|podrias|que|como|por que|cual|cuando|donde|aqui|tu leccion|la leccion|el curso|yo)\b"
    ),
}
"""How a sentence begins that speaks with the learner and not about the subject."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CLAUSE = re.compile(
    r"[,;:()–—]|\b(?:but|while|whereas|although|though|which|who|because|and|pero|mientras|aunque|porque|cuando|y)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<=[^\W_] |[,;:(] )[A-ZÀ-ÖØ-Þ][^\W\d_]+")
_COUNTED = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
_WORTH = {tag: {word: str(n) for n, word in enumerate(said.split(" "))} for tag, said in _COUNTED.items()}


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a claim is not supported: ``words``, ``number`` or ``negation``."""

    why: str


@dataclass(frozen=True, slots=True)
class Near:
    """The sentence of a passage that is nearest in meaning to a claim, and the cosine between the two."""

    cosine: float
    text: str


def lacks(sentence: str, cited: Sequence[str], language: str, near: Sequence[Near] = ()) -> Lack | None:
    """What a sentence claims beyond every one of the cited passages; None where one supports it, or where it claims
    nothing: a question, an encouragement, a call to do something. ``near`` is, for each passage, its sentence that is
    nearest to the claim in meaning; without it words alone decide.
    """
    if not claims(sentence, language):
        return None
    alike = [*near, *[Near(0.0, "")] * len(cited)]
    found = [_lack(sentence, passage, offered(language), each) for passage, each in zip(cited, alike, strict=False)]
    if not found:
        return Lack("words")
    # The passage that comes nearest says best what is missing.
    return min(found, key=lambda lack: 0 if lack is None else ("negation", "number", "words").index(lack.why) + 1)


def claims(sentence: str, language: str) -> bool:
    """Whether a sentence says something about the subject."""
    plain = sentence.strip()
    if plain.endswith(("?", "？")) or _TALK[offered(language)].match(fold(plain)):
        return bool(_numbers(plain, offered(language))) and not plain.endswith(("?", "？"))
    return len(set(terms(plain, language))) >= LEAST


def _lack(sentence: str, passage: str, language: str, nearest: Near) -> Lack | None:
    said, held, vocabulary = frozenset(terms(sentence, language)), *_known(passage, language)
    if not said:
        return None
    covered = sum(term in held or bool(vocabulary.like(term)) for term in said)
    by_words = covered / len(said) >= COVERED
    if not by_words and not (covered and nearest.cosine >= NEAR and _named(sentence) <= set(words(passage))):
        return Lack("words")
    if not _numbers(sentence, language) <= _numbers(passage, language):
        return Lack("number")
    plainly = _as_plainly(sentence, passage, said, language) if by_words else _agrees(sentence, nearest.text, language)
    return None if plainly else Lack("negation")


def _agrees(sentence: str, nearest: str, language: str) -> bool:
    """Whether a sentence denies something only where the nearest one does, and says something plainly where it does."""
    negative = _NOT[language]
    denied = [bool(negative.search(fold(part))) for part in _CLAUSE.split(nearest) if part.strip()]
    return any(denied) if negative.search(fold(sentence)) else not all(denied)


def _named(sentence: str) -> set[str]:
    """The names in a sentence: words with a capital that do not begin it."""
    return {fold(word) for word in _CAPITAL.findall(sentence.strip())}


def _as_plainly(sentence: str, passage: str, said: frozenset[str], language: str) -> bool:
    """Whether the part of the passage that speaks of the same denies what the sentence denies, and nothing else."""
    negative = bool(_NOT[language].search(fold(sentence)))
    shared = {
        part: len(said & frozenset(terms(part, language)))
        for each in sentences(passage) or [passage]
        for part in (_CLAUSE.split(each) if not negative else [each])
        if part.strip()
    }
    most = max(shared.values(), default=0)
    # Where several parts speak of it as much, one that agrees is enough.
    return any(bool(_NOT[language].search(fold(part))) is negative for part, count in shared.items() if count == most)


@lru_cache(maxsize=64)
def _known(passage: str, language: str) -> tuple[frozenset[str], Vocabulary]:
    held = frozenset(terms(passage, language))
    return held, Vocabulary(held)


def _numbers(text: str, language: str) -> frozenset[str]:
    """The numbers of a text, those in words up to twelve among them; "one" as often a word as a number is left out."""
    figures = {found.replace(",", "").rstrip(".") for found in _NUMBER.findall(text)}
    worth = _WORTH[language]
    spoken = {worth[word] for word in words(text) if word in worth} - {"0", "1"}
    return frozenset(figures | spoken)
