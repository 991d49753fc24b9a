"""Finding the passage of a course that speaks of a question, and saying honestly when none does.

Ranking is BM25 (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and
Trends in Information Retrieval 3(4), 2009) with weighted term frequencies, so that headings count more than running
text (their BM25F with one length). Whether the course says anything at all is judged by another number: the share of
the question's information that the passage holds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chiron.core.language.offered import offered
from chiron.core.language.passages import passages
from chiron.core.language.stem import stem
from chiron.core.language.stopwords import STOPWORDS
from chiron.core.language.text import bounded, words
from chiron.core.words import Passage

__all__ = ["Found", "Index", "passages", "terms"]

SATURATION = 1.2
"""BM25's k1."""
LENGTH = 0.4
"""BM25's b."""
HEADING = 1.5
"""How often a word of the heading counts as if it stood in the passage."""
NEAR = 1.15
"""A passage of the skill in hand ranks this many times higher: "it" mostly means what lies on the table."""
ENOUGH = 0.5
"""A passage holding a smaller share of the question's information is no answer: "the course does not say"."""
LONGEST_QUERY = 400


def terms(text: str, language: str = "en") -> list[str]:
    """The index terms of a text: folded words without stop words, stemmed where the language is English."""
    stop = STOPWORDS[offered(language)]
    found = [word.replace("'s", "").replace("'", "") for word in words(text) if word not in stop]
    return [stem(word) for word in found if word] if offered(language) == "en" else found


@dataclass(frozen=True, slots=True)
class Found:
    """A passage for a question. ``score`` ranks, ``share`` in [0, 1] is how much of the question it holds."""

    passage: Passage
    score: float
    share: float

    @property
    def enough(self) -> bool:
        """Whether it may be quoted as an answer."""
        return self.share >= ENOUGH


class Index:
    """Passages ready for search. Build it once per course version and keep it; it never changes."""

    def __init__(self, every: Sequence[Passage], language: str, counts: Sequence[Counter[str]], sizes: Sequence[int]):
        """Use :meth:`build`."""
        self.passages = tuple(every)
        self.language = language
        self._mean = sum(sizes) / len(sizes) if sizes else 1.0
        self._norms = [1 - LENGTH + LENGTH * size / (self._mean or 1.0) for size in sizes]
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for place, count in enumerate(counts):
            for term, weight in count.items():
                self._postings.setdefault(term, []).append((place, float(weight)))

    @classmethod
    def build(cls, every: Iterable[Passage], language: str = "en") -> Index:
        """Index passages written in ``language``."""
        every = list(every)
        counts, sizes = [], []
        for passage in every:
            body = terms(passage.text, language)
            count: Counter[str] = Counter(body)
            for term in terms(f"{passage.heading} {passage.skill.replace('-', ' ')}", language):
                count[term] += HEADING  # type: ignore[assignment]
            counts.append(count)
            sizes.append(len(body))
        return cls(every, language, counts, sizes)

    def _information(self, term: str) -> float:
        """Inverse document frequency, never negative (Robertson and Zaragoza 2009, with 1 added inside)."""
        known = len(self._postings.get(term, ()))
        return math.log(1 + (len(self.passages) - known + 0.5) / (known + 0.5))

    def find(self, query: str, limit: int = 5, skill: str | None = None) -> list[Found]:
        """The best passages for a question, best first, whether or not they are enough for an answer.

        ``skill`` is the skill in hand. A text with no content words finds nothing.
        """
        asked = list(dict.fromkeys(terms(bounded(query, LONGEST_QUERY), self.language)))
        weights = {term: self._information(term) for term in asked}
        scores: dict[int, float] = {}
        held: dict[int, float] = {}
        for term in asked:
            for place, count in self._postings.get(term, ()):
                gain = count * (SATURATION + 1) / (count + SATURATION * self._norms[place])
                scores[place] = scores.get(place, 0.0) + weights[term] * gain
                held[place] = held.get(place, 0.0) + weights[term]
        if skill is not None:
            for place in scores:
                if self.passages[place].skill == skill:
                    scores[place] *= NEAR
        whole = sum(weights.values()) or 1.0
        best = sorted(scores, key=lambda place: (-scores[place], place))[:limit]
        return [Found(self.passages[place], scores[place], held[place] / whole) for place in best]

    def search(self, query: str, limit: int = 5) -> list[tuple[Passage, float]]:
        """The best passages with their scores, best first."""
        return [(found.passage, found.score) for found in self.find(query, limit)]

    def answers(self, query: str, limit: int = 3, skill: str | None = None) -> list[Found]:
        """The passages that may be quoted as an answer, best first; empty when the course does not say."""
        return [found for found in self.find(query, limit, skill) if found.enough]
