"""How surely a passage answers a question: the line between an answer and "the course does not say". Pure.

A logistic regression on a handful of numbers, fitted on one half of the benchmark's articles: each question once with
its passage there and once with it taken away (``benchmarks/retrieval.py`` says how, and measures on the other half).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from chiron.core.language.offered import offered
from chiron.core.language.text import fold

MOST_TERMS = 6
"""A question of more content words than this is as good as one of this many."""

_COUNTING = {
    "en": re.compile(
        r"\b(?:when|what (?:year|century|date|percent\w*)|which (?:year|century)|how (?:many|much|old|long|far))\b"
    ),
    "es": re.compile(r"\b(?:cuando|cuant[oa]s?|que (?:ano|siglo|fecha|porcentaje)|en que (?:ano|siglo))\b"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a passage and a question. ``share`` in [0, 1]: how much of the question's information the
    passage holds; ``words`` the score by words over that information; ``terms`` the content words asked; ``nearest``
    the cosine of the nearest sentence, None where meaning was not compared.
    """

    share: float
    words: float
    terms: int
    nearest: float | None = None


BY_WORDS = (-8.32, 3.84, 2.10, 0.56)
"""What is added always, and for ``share``, ``words`` and ``terms``, where only words were compared."""
BY_MEANING = (-9.01, 5.43, 0.90, 0.31, 5.64)
"""The same where meaning was compared too, and for ``nearest``."""


def surety(evidence: Evidence) -> float:
    """How surely a passage answers, in [0, 1]; at one half it is as likely as not."""
    length = min(evidence.terms, MOST_TERMS)
    known = [1.0, evidence.share, evidence.words, float(length)]
    weights: tuple[float, ...] = BY_WORDS
    if evidence.nearest is not None:
        known.append(evidence.nearest)
        weights = BY_MEANING
    return 1 / (1 + math.exp(-sum(weight * value for weight, value in zip(weights, known, strict=True))))


def counts(question: str, language: str) -> bool:
    """Whether a question asks for a number or a date."""
    return bool(_COUNTING[offered(language)].search(fold(question)))
