"""Reading one message: which intent, how surely, whether it is one of them at all, and which words told. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chiron.core.language.classify.grams import Grams, by_letters, by_words, said
from chiron.core.language.classify.linear import softmax
from chiron.core.language.classify.spelling import Speller
from chiron.core.support.intents.heads import SHARP_MEANING, SHARP_WORDS, Voice, kernel, numbers, pooled
from chiron.core.support.intents.landmarks import Meant, Worded, centred, nearest, with_outside

OTHERS = 3
"""How many intents are named, the likeliest first."""
LEAST = 0.4
"""An intent that is less probable, though the likeliest, is not known."""
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
"""What is read in a message without any word, and by words alone in one without any that an example has."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A trained reader: :func:`~chiron.core.support.intents.training.train` makes one. Serialise it with
    :mod:`chiron.core.support.intents.keeping`.

    ``intents``: names by number; ``by_words`` and ``by_meaning`` (examples x intents + 1): the weights of kernel
    ridge regression over the examples that are ``worded`` and ``meant``; ``words_alone`` is the voice of the heads by
    words, ``whole`` that of all. What is by meaning is None where it was trained without vectors. ``mark`` names what
    it was trained on.
    """

    intents: tuple[str, ...]
    grams: Grams
    speller: Speller
    worded: Worded
    by_words: Any
    words_alone: Voice
    meant: Meant | None
    by_meaning: Any
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
        weights = self.grams.weights_of(found)
        meaning = vector is not None and self.whole is not None
        if not found or not (meaning or any(word in self.speller.words for word in found)):
            return NOTHING
        likeness = self.worded.likeness(weights, len(self.grams.words.terms))
        near = kernel(likeness, SHARP_WORDS)
        heads = [near @ self.by_words, nearest(likeness, self.worded.starts, len(self.intents))]
        voice = self.words_alone
        if vector is not None and self.meant is not None and self.whole is not None:
            heads += self._by_meaning(vector, self.meant)
            voice = self.whole
        logits = pooled(heads, voice.weights)
        scope = voice.scope.sure(numbers(heads, logits, [share_of([word in self.speller.words for word in found])])[0])
        sure = softmax(logits)[0]
        first = sorted(range(len(sure)), key=lambda kind: (-sure[kind], kind))[:OTHERS]
        ranked = tuple((self.intents[kind], float(sure[kind])) for kind in first)
        why = self._why(found, weights, SHARP_WORDS * near[0] * self.by_words[:, first[0]])
        known = scope >= voice.least and ranked[0][1] >= LEAST
        return Read(ranked[0][0] if known else None, ranked[0][1], scope, ranked, why)

    def _by_meaning(self, vector: Sequence[float], meant: Meant) -> list[Any]:
        """The heads by meaning."""
        if len(vector) != len(meant.middle):
            raise ValueError(f"This reader was trained on vectors of {len(meant.middle)}, not of {len(vector)}.")
        own = centred([vector], meant.middle)
        likeness = own @ meant.vectors.T
        return [
            kernel(likeness, SHARP_MEANING) @ self.by_meaning,
            nearest(likeness, meant.starts, len(self.intents)),
            with_outside(own @ meant.prototypes.T),
        ]

    def _why(self, found: Sequence[str], weights: Mapping[int, float], slope: Any) -> tuple[str, ...]:
        """The words that told most: what their likeness adds to a score that has this slope by likeness."""
        past = len(self.grams.words.terms)
        gains = self.worded.telling(weights, past, slope)
        told: dict[str, float] = {}
        for at, word in enumerate(found):
            pieces = {past + self.grams.letters.terms.get(each, -past - 1) for each in by_letters([word])}
            pairs = by_words(found[max(0, at - 1) : at + 2])
            pieces |= {self.grams.words.terms.get(each, -1) for each in pairs if word in each.split(" ")}
            told[word] = max(told.get(word, 0.0), sum(gains.get(place, 0.0) for place in pieces))
        best = sorted((word for word, gain in told.items() if gain > 0), key=lambda word: (-told[word], word))
        return tuple(best[:TOLD])


def share_of(known: Sequence[bool]) -> float:
    """The share of words that no example has, counted as if one more word stood there that one has."""
    return known.count(False) / (len(known) + 1)
