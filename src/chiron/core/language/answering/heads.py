"""The learnt weights of answering: which sentence answers, and how surely a passage does. Pure.

Both are linear: a choice among sentences (a conditional logit, D. McFadden, "Conditional logit analysis of qualitative
choice behavior", 1974) and a logistic regression. ``heads.json`` says of itself what they were learnt from;
``python -m benchmarks.answering_heads`` makes it again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SENTENCE = (
    "held", "rare", "before", "leaning", "fits", "naming", "beside", "length", "head", "plain", "first", "last", "only",
    "ordered", "ranked", "near", "near-before",
)  # fmt: skip
"""What is known of a sentence and a question: see :mod:`chiron.core.language.answering.features`."""
SURE = (
    "terms", "share", "words", "two", "lost-names", "lost-numbers", "unheard", "lost", "fits", "asks-kind", "beside",
    "plain", "names", "ahead", "nearest", "nearest-ahead",
)  # fmt: skip
"""What is known of a passage and a question."""
BY_MEANING = frozenset({"near", "near-before", "nearest", "nearest-ahead"})
"""What is known only where meaning was compared."""
ACROSS = ("nearest", "nearest-ahead")
"""What tells of a question in another language than the course's: its words tell nothing."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Weights by name: of a sentence, and of surety with its ``base``, each by words and by words and meaning; and of
    surety ``across`` languages, by meaning alone.
    """

    sentence: Mapping[bool, Mapping[str, float]]
    sure: Mapping[bool, Mapping[str, float]]
    across: Mapping[str, float]

    def speaking(self, known: Sequence[float], meaning: bool) -> float:
        """How well a sentence answers, beside others: larger is better."""
        return sum(self.sentence[meaning].get(name, 0.0) * value for name, value in zip(SENTENCE, known, strict=True))

    def surely(self, known: Sequence[float], meaning: bool, across: bool = False) -> float:
        """How surely a passage answers, in [0, 1]; at one half it is as likely as not.

        ``across`` says that the question is in another language than the course: then meaning alone may do.
        """
        here = self._surely(self.sure[meaning], known)
        return max(here, self._surely(self.across, known)) if across and meaning else here

    @staticmethod
    def _surely(weights: Mapping[str, float], known: Sequence[float]) -> float:
        total = weights["base"] + sum(weights.get(name, 0.0) * value for name, value in zip(SURE, known, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def from_json(kept: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Heads:
    """Weights as they are kept: both heads by ``words`` and by ``meaning``; ``sure`` by ``across`` besides."""
    by = {head: {False: dict(kept[head]["words"]), True: dict(kept[head]["meaning"])} for head in ("sentence", "sure")}
    return Heads(by["sentence"], by["sure"], dict(kept["sure"]["across"]))


@cache
def shipped() -> Heads:
    """The weights that come with Chiron."""
    return from_json(json.loads(files(__package__).joinpath("heads.json").read_text("utf-8")))
