"""Reading one message: which intent, how surely, whether it is one of them at all, and which words told. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chiron.core.language.classify.grams import Grams, by_letters, by_words, said
from chiron.core.language.classify.linear import softmax
from chiron.core.language.classify.spelling import Speller
from chiron.core.support.intents.heads import SHARP_MEANING, SHARP_WORDS, Voice, kernel, numbers, pooled
from chiron.core.support.intents.landmarks import Landmarks, nearest, with_outside

OTHERS = 3
"""How many intents are named, the likeliest first."""
TOLD = 4
"""How many words are named as having told, at most."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a message was read as.

    ``intent``: None is "I don't know". ``probability``: that the likeliest intent is right if it is one of them;
    ``scope``: that it is one of them at all; both in [0, 1]. ``ranked``: the likeliest intents with their probability,
    best first, also where none is sure enough. ``why``: the words that told most for the likeliest, strongest first.
    """

    intent: str | None
    probability: float = 0.0
    scope: float = 0.0
    ranked: tuple[tuple[str, float], ...] = ()
    why: tuple[str, ...] = ()


NOTHING = Read(None)
"""What is read in a message without any word."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A trained reader: :func:`~chiron.core.support.intents.training.train` makes one. Serialise it with
    :mod:`chiron.core.support.intents.keeping`.

    ``intents``: names by number; ``by_words`` and ``by_meaning`` (landmarks x intents + 1): the weights of kernel
    ridge regression, the second None where it was trained without vectors, as are ``prototypes`` (intents x
    dimensions) and ``whole``, the voice of all heads; ``words_alone`` is that of the heads by words. ``mark`` names
    what it was trained on.
    """

    intents: tuple[str, ...]
    grams: Grams
    speller: Speller
    landmarks: Landmarks
    by_words: Any
    words_alone: Voice
    by_meaning: Any
    prototypes: Any
    whole: Voice | None
    mark: str

    def mended(self, text: str) -> str:
        """The text as it is read, and as it is to be embedded: misspelt words mended by the examples' own."""
        return self.speller.mended(text)

    def read(self, text: str, vector: Sequence[float] | None = None) -> Read:
        """What a message is about. ``vector``: the sentence vector of :meth:`mended` of it, by the model whose vectors
        the reader was trained on; without one, or where it was trained without, it is read by its words alone.

        Nothing raises on any text. Raises ValueError where the vector has another size than those trained on.
        """
        found = said(self.mended(text))
        if not found or not self.intents:
            return NOTHING
        weights = self.grams.weights_of(found)
        heads = self._word_heads(weights)
        voice = self.words_alone
        if vector is not None and self.whole is not None:
            heads += self._meaning_heads(vector)
            voice = self.whole
        logits = pooled(heads, voice.weights)
        scope = voice.scope.sure(numbers(heads, logits, [strange(found, self.speller)])[0])
        sure = softmax(logits)[0]
        first = sorted(range(len(sure)), key=lambda kind: (-sure[kind], kind))[:OTHERS]
        ranked = tuple((self.intents[kind], float(sure[kind])) for kind in first)
        inside = scope >= voice.least
        why = self._why(found, weights, first[0])
        return Read(ranked[0][0] if inside else None, ranked[0][1], scope, ranked, why)

    def _word_heads(self, weights: Mapping[int, float]) -> list[Any]:
        likeness = self.landmarks.by_words(weights, len(self.grams.words.terms))[None]
        kinds = len(self.intents)
        return [kernel(likeness, SHARP_WORDS) @ self.by_words, nearest(likeness, self.landmarks.starts, kinds)]

    def _meaning_heads(self, vector: Sequence[float]) -> list[Any]:
        if len(vector) != self.prototypes.shape[1]:
            raise ValueError(f"This reader was trained on vectors of {self.prototypes.shape[1]}, not {len(vector)}.")
        own, likeness = self.landmarks.by_meaning(vector)
        kinds = len(self.intents)
        return [
            kernel(likeness, SHARP_MEANING) @ self.by_meaning,
            nearest(likeness, self.landmarks.starts, kinds),
            with_outside(own @ self.prototypes.T),
        ]

    def _why(self, found: Sequence[str], weights: Mapping[int, float], kind: int) -> tuple[str, ...]:
        """The words that told most: what likeness by words adds to the kind's score, by the words it comes from."""
        words = len(self.grams.words.terms)
        likeness = self.landmarks.by_words(weights, words)
        slope = SHARP_WORDS * kernel(likeness, SHARP_WORDS) * self.by_words[:, kind]
        gains = self.landmarks.telling(weights, words, slope)
        told: dict[str, float] = {}
        for at, word in enumerate(found):
            pieces = {
                words + place
                for each in by_letters([word])
                if (place := self.grams.letters.terms.get(each)) is not None
            }
            pairs = by_words(found[max(0, at - 1) : at + 2])
            pieces |= {
                place
                for each in pairs
                if word in each.split() and (place := self.grams.words.terms.get(each)) is not None
            }
            told[word] = max(told.get(word, 0.0), sum(gains.get(place, 0.0) for place in pieces))
        best = sorted((word for word, gain in told.items() if gain > 0), key=lambda word: (-told[word], word))
        return tuple(best[:TOLD])


def strange(found: Sequence[str], speller: Speller) -> float:
    """The share of words that stand in no example, counted as if one more word stood there."""
    return sum(word not in speller.words for word in found) / (len(found) + 1)
