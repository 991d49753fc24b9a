"""What a text is made of, for a linear head: its words, pairs of words, and pieces of words. Pure.

Terms are weighted as in G. Salton and C. Buckley, "Term-weighting approaches in automatic text retrieval", Information
Processing & Management 24(5), 1988: 1 + ln(times) by the inverse document frequency, words and pieces each to length
one. Pieces of words tell a misspelt word from a strange one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from chiron.core.language.text import bounded, squeeze, words

LONGEST = 1_000
"""Characters of a text that are read: the beginning and the end of a longer one."""
LONGEST_WORD = 32
"""Letters of a word that are read."""


def said(text: str) -> list[str]:
    """The folded words of a text as features read them; "sooo" is "soo"."""
    return [word[:LONGEST_WORD] for word in words(squeeze(bounded(text, LONGEST)))]


def by_words(found: Sequence[str]) -> list[str]:
    """Words, and pairs of words that stand beside each other, the ends of the text included."""
    return [*found, *(f"{one} {other}" for one, other in pairwise(("", *found, "")))] if found else []


def by_letters(found: Sequence[str], shortest: int = 2, longest: int = 5) -> list[str]:
    """Pieces of ``shortest`` to ``longest`` letters of every word, its ends marked by a space."""
    pieces = []
    for word in found:
        marked = f" {word} "
        for size in range(shortest, longest + 1):
            pieces += [marked[at : at + size] for at in range(max(1, len(marked) - size + 1))]
    return pieces


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of feature: its terms by number from 0, and each term's inverse document frequency (nats, plus 1)."""

    terms: Mapping[str, int]
    idf: Sequence[float]

    @classmethod
    def learnt(cls, texts: Iterable[Sequence[str]], least: int = 1) -> Block:
        """The terms that stand in at least so many of the texts (each given as its terms), in alphabetical order."""
        seen: Counter[str] = Counter()
        many = 0
        for each in texts:
            seen.update(set(each))
            many += 1
        kept = sorted(term for term, times in seen.items() if times >= least)
        idf = [1 + math.log((1 + many) / (1 + seen[term])) for term in kept]
        return cls({term: at for at, term in enumerate(kept)}, idf)

    def weights(self, terms: Iterable[str]) -> dict[int, float]:
        """The weights of a text's known terms by number, to length one; empty where it has none."""
        known = Counter(at for term in terms if (at := self.terms.get(term)) is not None)
        found = {at: (1 + math.log(times)) * self.idf[at] for at, times in known.items()}
        length = math.sqrt(sum(value * value for value in found.values()))
        return {at: value / length for at, value in found.items()}


@dataclass(frozen=True, slots=True)
class Grams:
    """The features of a set of texts: words with their pairs first, then pieces of words, numbered through."""

    words: Block
    letters: Block

    @classmethod
    def learnt(cls, texts: Sequence[str], *, least_words: int = 1, least_letters: int = 2) -> Grams:
        """The features that stand in at least so many of the texts."""
        every = [said(text) for text in texts]
        return cls(Block.learnt(map(by_words, every), least_words), Block.learnt(map(by_letters, every), least_letters))

    def __len__(self) -> int:
        """How many features there are."""
        return len(self.words.terms) + len(self.letters.terms)

    def weights(self, text: str) -> dict[int, float]:
        """The weights of one text by feature number; empty where nothing in it is known."""
        return self.weights_of(said(text))

    def weights_of(self, found: Sequence[str]) -> dict[int, float]:
        """The same of a text that was cut into words by :func:`said`."""
        past = len(self.words.terms)
        own = self.words.weights(by_words(found))
        own.update((past + at, value) for at, value in self.letters.weights(by_letters(found)).items())
        return own

    def rows(self, texts: Sequence[str]) -> Any:
        """The weights of many texts: a sparse matrix of texts by features (SciPy's CSR, 32-bit)."""
        import numpy as np
        from scipy import sparse

        ends, places, values = [0], list[int](), list[float]()
        for text in texts:
            own = self.weights(text)
            places += own.keys()
            values += own.values()
            ends.append(len(places))
        shape = (len(texts), len(self))
        return sparse.csr_matrix((np.array(values, np.float32), np.array(places, np.int32), np.array(ends)), shape)

    def kept(self) -> dict[str, list[str] | list[float]]:
        """As it is kept: terms and their inverse document frequencies, of words and of letters."""
        return {
            "words": list(self.words.terms), "words_idf": list(self.words.idf),
            "letters": list(self.letters.terms), "letters_idf": list(self.letters.idf),
        }  # fmt: skip

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> Grams:
        """From what :meth:`kept` gave. Raises KeyError where a part is missing."""
        blocks = [
            Block({str(term): at for at, term in enumerate(kept[name])}, [float(idf) for idf in kept[f"{name}_idf"]])
            for name in ("words", "letters")
        ]
        return cls(*blocks)
