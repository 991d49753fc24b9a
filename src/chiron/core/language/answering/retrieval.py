"""Finding the passage of a course that speaks of a question, and saying honestly when none does.

By words, always: BM25 (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
Foundations and Trends in Information Retrieval 3(4), 2009) with weighted term frequencies, so that headings count more
than running text; to it comes how much of the question one single sentence holds, and words of the question that stand
beside one another in the passage. By meaning besides, where somebody compared the question's sense with the sentences':
see :mod:`chiron.core.language.answering.meaning`. Whether the course says anything at all is judged by itself:
:mod:`chiron.core.language.answering.surety`. The numbers were chosen on one half of the articles of
``benchmarks/retrieval.py``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chiron.core.language.answering.likeness import Vocabulary
from chiron.core.language.answering.meaning import Nearness, embedded
from chiron.core.language.answering.passages import passages
from chiron.core.language.answering.surety import Evidence, counts, surety
from chiron.core.language.offered import offered
from chiron.core.language.stem import stem
from chiron.core.language.stopwords import STOPWORDS
from chiron.core.language.text import bounded, sentences, words
from chiron.core.words import Passage

__all__ = ["Found", "Index", "passages", "terms"]

SATURATION = 1.2
"""BM25's k1."""
LENGTH = 0.4
"""BM25's b."""
HEADING = 1.5
"""How often a word of the heading counts as if it stood in the passage."""
SENTENCE = 2.0
"""What the question's information in the best sentence counts for, besides BM25."""
BESIDE = 0.5
"""What two words of the question add that stand beside each other in the passage, of their information's mean."""
NUMBER = 1.0
"""What a number adds to a sentence (in nats) where the question asks when, or how many."""
MEANING = 3.0
"""What the cosine of the nearest sentence counts for, beside the words' score over the question's information."""
NEAR = 1.15
"""A passage of the skill in hand ranks this many times higher: "it" mostly means what lies on the table."""
CLOSE = 30
"""So many passages, the best by BM25 and the nearest by meaning, are looked at sentence by sentence."""
ENOUGH = 0.5
"""A passage that is less surely an answer is none: "the course does not say"."""
LONGEST_QUERY = 400


def terms(text: str, language: str = "en") -> list[str]:
    """The index terms of a text: folded words without stop words, stemmed where the language is English."""
    stop = STOPWORDS[offered(language)]
    found = [word.replace("'s", "").replace("'", "") for word in words(text) if word not in stop]
    return [stem(word) for word in found if word] if offered(language) == "en" else found


@dataclass(frozen=True, slots=True)
class Found:
    """A passage for a question. ``score`` ranks, ``share`` in [0, 1] is how much of the question it holds, ``sure`` in
    [0, 1] how surely it is an answer. ``sentence`` is the one that answers best; it holds ``sentence_share``.
    """

    passage: Passage
    score: float
    share: float
    sentence: str = ""
    sure: float = 0.0
    sentence_share: float = 0.0

    @property
    def enough(self) -> bool:
        """Whether it may be quoted as an answer."""
        return self.sure >= ENOUGH


@dataclass(frozen=True, slots=True)
class _Cut:
    """A passage taken apart: its sentences, the terms of each, the terms of its heading, and its pairs of terms."""

    sentences: tuple[str, ...]
    held: tuple[frozenset[str], ...]
    head: frozenset[str]
    beside: frozenset[tuple[str, str]]
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Question:
    """A question's terms in order, the information of each, what else each may mean; whether it asks for a number."""

    said: tuple[str, ...]
    weights: Mapping[str, float]
    like: Mapping[str, Mapping[str, float]]
    counting: bool

    @property
    def whole(self) -> float:
        """All its information, in nats."""
        return sum(self.weights.values()) or 1.0

    def held(self, by: frozenset[str]) -> float:
        """How much of its information a set of terms holds."""
        return sum(weight * self._part(term, by) for term, weight in self.weights.items())

    def _part(self, term: str, by: frozenset[str]) -> float:
        if term in by:
            return 1.0
        return max((part for other, part in self.like[term].items() if other in by), default=0.0)


class Index:
    """Passages ready for search. Build it once per course version and keep it; it never changes."""

    def __init__(self, every: Sequence[Passage], language: str) -> None:
        """Use :meth:`build`."""
        self.passages = tuple(every)
        self.language = language
        self._cuts = [_cut(passage, language) for passage in every]
        bodies = [terms(passage.text, language) for passage in every]
        mean = sum(map(len, bodies)) / len(bodies) if bodies else 1.0
        self._norms = [1 - LENGTH + LENGTH * len(body) / (mean or 1.0) for body in bodies]
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for place, (body, cut) in enumerate(zip(bodies, self._cuts, strict=True)):
            count = {term: float(times) for term, times in Counter(body).items()}
            for term in cut.head:
                count[term] = count.get(term, 0.0) + HEADING
            for term, weight in count.items():
                self._postings.setdefault(term, []).append((place, weight))
        self._vocabulary = Vocabulary(self._postings)

    @property
    def pieces(self) -> tuple[str, ...]:
        """The digests of every sentence, as :mod:`chiron.core.language.answering.meaning` names them."""
        return tuple(digest for cut in self._cuts for digest in cut.digests)

    @classmethod
    def build(cls, every: Iterable[Passage], language: str = "en") -> Index:
        """Index passages written in ``language``."""
        return cls(list(every), language)

    def _information(self, term: str) -> float:
        """Inverse document frequency, never negative (Robertson and Zaragoza 2009, with 1 added inside)."""
        known = len(self._postings.get(term, ()))
        return math.log(1 + (len(self.passages) - known + 0.5) / (known + 0.5))

    def _asked(self, query: str) -> _Question:
        said = terms(bounded(query, LONGEST_QUERY), self.language)
        like = {term: self._vocabulary.like(term) for term in said}
        # A misspelt word weighs what the word weighs that was meant.
        weights = {
            term: self._information(term)
            if term in self._postings
            else max(map(self._information, like[term]), default=self._information(term))
            for term in said
        }
        return _Question(tuple(said), weights, like, counts(query, self.language))

    def find(self, query: str, limit: int = 5, skill: str | None = None, near: Nearness | None = None) -> list[Found]:
        """The best passages for a question, best first, whether or not they are enough for an answer.

        ``skill`` is the skill in hand; ``near`` the cosines of the course's sentences, by digest, where the question's
        meaning was compared. A text with no content words finds nothing.
        """
        asked = self._asked(query)
        if not asked.said:
            return []
        scores = self._by_words(asked)
        meant = self._by_meaning(near)
        close = sorted(scores, key=lambda place: (-scores[place], place))[:CLOSE]
        close += sorted(meant, key=lambda place: (-meant[place], place))[:CLOSE]
        found = [self._judged(place, asked, scores.get(place, 0.0), near, skill) for place in sorted(set(close))]
        return sorted((each for each in found if each.score > 0), key=lambda each: -each.score)[:limit]

    def _by_words(self, asked: _Question) -> dict[int, float]:
        """BM25 of every passage that holds a word of the question, or one like it."""
        scores: dict[int, float] = {}
        for term, weight in asked.weights.items():
            counts = dict(self._postings.get(term, ()))
            for other, part in asked.like[term].items():
                for place, _ in self._postings[other]:
                    counts.setdefault(place, part)
            for place, count in counts.items():
                gain = count * (SATURATION + 1) / (count + SATURATION * self._norms[place])
                scores[place] = scores.get(place, 0.0) + weight * gain
        return scores

    def _by_meaning(self, near: Nearness | None) -> dict[int, float]:
        """The cosine of the nearest sentence of every passage that was compared."""
        if not near:
            return {}
        found = {place: _nearest(cut.digests, near) for place, cut in enumerate(self._cuts)}
        return {place: cosine for place, cosine in found.items() if cosine > 0}

    def _judged(self, place: int, asked: _Question, score: float, near: Nearness | None, skill: str | None) -> Found:
        """A passage looked at sentence by sentence."""
        cut, passage = self._cuts[place], self.passages[place]
        held = [asked.held(terms_) for terms_ in cut.held]
        numbers = [NUMBER * (asked.counting and any(map(str.isdigit, text))) for text in cut.sentences]
        best = max((each + extra for each, extra in zip(held, numbers, strict=True) if each), default=0.0)
        beside = sum(
            (asked.weights[one] + asked.weights[other]) / 2
            for one, other in pairwise(asked.said)
            if (one, other) in cut.beside
        )
        whole = asked.whole
        words_ = (score + SENTENCE * best + BESIDE * beside) / whole
        nearest = _nearest(cut.digests, near) if near else None
        share = min(1.0, asked.held(frozenset().union(*cut.held)) / whole)
        evidence = Evidence(share, words_, len(asked.weights), nearest)
        ranked = words_ * (NEAR if skill is not None and passage.skill == skill else 1.0) + MEANING * (nearest or 0.0)
        speaking = [
            each + extra + whole * (near.get(digest, 0.0) if near else 0.0)
            for each, extra, digest in zip(held, numbers, cut.digests, strict=True)
        ]
        at = speaking.index(max(speaking)) if speaking else 0
        sentence, part = (cut.sentences[at], min(1.0, held[at] / whole)) if speaking else ("", 0.0)
        return Found(passage, ranked, share, sentence, surety(evidence), part)

    def search(self, query: str, limit: int = 5) -> list[tuple[Passage, float]]:
        """The best passages with their scores, best first."""
        return [(found.passage, found.score) for found in self.find(query, limit)]

    def answers(
        self, query: str, limit: int = 3, skill: str | None = None, near: Nearness | None = None
    ) -> list[Found]:
        """The passages that may be quoted as an answer, best first; empty when the course does not say."""
        return [found for found in self.find(query, limit, skill, near) if found.enough]


def _cut(passage: Passage, language: str) -> _Cut:
    pieces = tuple(sentences(passage.text))
    body = terms(passage.text, language)
    head = frozenset(terms(f"{passage.heading} {passage.skill.replace('-', ' ')}", language))
    # A sentence is read under its heading.
    held = tuple(head.union(terms(piece, language)) for piece in pieces)
    digests = tuple(digest for digest, _ in embedded(passage))
    return _Cut(pieces, held, head, frozenset(pairwise(body)), digests)


def _nearest(digests: Sequence[str], near: Nearness) -> float:
    return max((near.get(digest, 0.0) for digest in digests), default=0.0)
