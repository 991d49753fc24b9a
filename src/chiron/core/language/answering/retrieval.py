"""Finding the passage of a course that speaks of a question, and saying honestly when none does.

By words, always: BM25 (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
Foundations and Trends in Information Retrieval 3(4), 2009) with weighted term frequencies, so that headings count more
than running text; to it comes how much of the question one single sentence holds, and words of the question that stand
beside one another in the passage. By meaning besides, where somebody compared the question's sense with the sentences':
see :mod:`chiron.core.language.answering.meaning`. These numbers were chosen on one half of the articles of
``benchmarks/retrieval.py``. Learnt weights choose the sentence of a passage that answers, and judge whether the course
says anything at all: :mod:`chiron.core.language.answering.heads`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise

from chiron.core.language.answering.asked import Cut, Question, cut
from chiron.core.language.answering.expected import counts, expected
from chiron.core.language.answering.features import Beside, Ranked
from chiron.core.language.answering.heads import Heads, shipped
from chiron.core.language.answering.likeness import Vocabulary
from chiron.core.language.answering.meaning import Nearness
from chiron.core.language.answering.passages import passages
from chiron.core.language.answering.terms import terms
from chiron.core.language.offered import offered
from chiron.core.language.text import bounded, fold, without_files
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
LEARNT_FROM = 4
"""The sentences of so many of the best passages are weighed against one another where weights are learnt."""
ENOUGH = 0.5
"""A passage that is less surely an answer is none: "the course does not say"."""
LONGEST_QUERY = 400

_SMALL = re.compile(r"(?<![\w'’])[^\W\d_A-Z][^\W\d_]+")
_NAME = re.compile(r"(?<=[^\s.!?¿¡\"“(] )[^\W\d_][\w'’-]*")


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
class Candidate:
    """A passage as ranked, before it is read."""

    place: int
    ranked: Ranked
    share: float


@dataclass(frozen=True, slots=True)
class Laid:
    """Passages laid out for search."""

    passages: tuple[Passage, ...]
    cuts: tuple[Cut, ...]
    small: frozenset[str]
    norms: tuple[float, ...]
    postings: dict[str, list[tuple[int, float]]]
    vocabulary: Vocabulary


def lay(every: Iterable[Passage], language: str) -> Laid:
    """Lay passages out. A book of a thousand pages takes seconds."""
    found, cuts, lengths = tuple(every), list[Cut](), list[int]()
    small: set[str] = set()
    postings: dict[str, list[tuple[int, float]]] = {}
    for place, passage in enumerate(found):
        text = without_files(passage.text)
        small.update(word for word in _SMALL.findall(text) if word[0].islower())
        body = terms(text, language)
        each = cut(passage, language, body)
        cuts.append(each)
        lengths.append(len(body))
        count = {term: float(times) for term, times in Counter(body).items()}
        for term in each.head:
            count[term] = count.get(term, 0.0) + HEADING
        for term, weight in count.items():
            postings.setdefault(term, []).append((place, weight))
    mean = (sum(lengths) / len(lengths) if lengths else 1.0) or 1.0
    norms = tuple(1 - LENGTH + LENGTH * length / mean for length in lengths)
    return Laid(found, tuple(cuts), frozenset(map(fold, small)), norms, postings, Vocabulary(postings))


class Index:
    """Passages for search. Build it once per course version and keep it; what it finds never changes."""

    def __init__(self, every: Callable[[], Iterable[Passage]], language: str, heads: Heads | None = None) -> None:
        """Use :meth:`build`, or :meth:`later`."""
        self.language = language
        self._every = every
        self._heads = heads
        self._laid: Laid | None = None

    def ready(self) -> Laid:
        """The passages, laid out once: by the first question, or by whoever has the time before it comes."""
        laid = self._laid
        if laid is None:
            laid = self._laid = lay(self._every(), self.language)
        return laid

    @property
    def size(self) -> int:
        """How many passages are laid out by now."""
        return len(self._laid.passages) if self._laid else 0

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All of them."""
        return self.ready().passages

    @property
    def _cuts(self) -> tuple[Cut, ...]:
        return self.ready().cuts

    @property
    def _postings(self) -> dict[str, list[tuple[int, float]]]:
        return self.ready().postings

    @property
    def pieces(self) -> tuple[str, ...]:
        """The digests of every sentence, as :mod:`chiron.core.language.answering.meaning` names them."""
        return tuple(digest for each in self._cuts for digest in each.digests)

    @classmethod
    def build(cls, every: Iterable[Passage], language: str = "en", heads: Heads | None = None) -> Index:
        """Index passages written in ``language``; ``heads`` are the shipped ones where none are given."""
        index = cls(lambda: every, language, heads)
        index.ready()
        return index

    @classmethod
    def later(cls, every: Callable[[], Iterable[Passage]], language: str = "en") -> Index:
        """The same, laid out when it is first asked, or when :meth:`ready` is called."""
        return cls(every, language)

    def _information(self, term: str) -> float:
        """Inverse document frequency, never negative (Robertson and Zaragoza 2009, with 1 added inside)."""
        known = len(self._postings.get(term, ()))
        return math.log(1 + (len(self.passages) - known + 0.5) / (known + 0.5))

    def _asked(self, query: str) -> Question:
        text = bounded(query, LONGEST_QUERY)
        said = terms(text, self.language)
        like = {term: self.ready().vocabulary.like(term) for term in said}
        # A misspelt word weighs what the word weighs that was meant.
        weights = {
            term: self._information(term)
            if term in self._postings
            else max(map(self._information, like[term]), default=self._information(term))
            for term in said
        }
        names = terms(" ".join(word for word in _NAME.findall(text) if word[0].isupper()), self.language)
        unheard = frozenset(term for term in said if term not in self._postings)
        return Question(
            tuple(said), weights, like, frozenset(names) & weights.keys(), unheard, counts(query, self.language),
            expected(text, self.language),
        )  # fmt: skip

    def find(
        self,
        query: str,
        limit: int = 5,
        skill: str | None = None,
        near: Nearness | None = None,
        spoken: str | None = None,
    ) -> list[Found]:
        """The best passages for a question, best first, whether or not they are enough for an answer.

        ``skill`` is the skill in hand; ``near`` the cosines of the course's sentences, by digest, where the question's
        meaning was compared; ``spoken`` the language of the question, the course's where none is told. A text with no
        content words finds nothing.
        """
        asked = self._asked(query)
        ranked = self._ranked(asked, skill, near)
        across = spoken is not None and offered(spoken) != offered(self.language)
        return [self._read(asked, at, ranked, near, across) for at in range(min(len(ranked), limit))]

    def known(
        self, query: str, near: Nearness | None = None
    ) -> list[tuple[Passage, tuple[str, ...], list[tuple[float, ...]], list[tuple[float, ...]]]]:
        """What the learnt weights read, for those who learn them: of the best passages, as ranked, each with its
        sentences, what is known of each, and of the passage should that one answer.
        """
        asked = self._asked(query)
        ranked = self._ranked(asked, None, near)
        found = []
        for at, each in enumerate(ranked[:LEARNT_FROM]):
            beside = self._beside(asked, each, near)
            sure = [beside.passage(place, *_ahead(ranked, at)) for place in range(len(beside.pieces))]
            found.append((self.passages[each.place], beside.cut.sentences, beside.sentences(), sure))
        return found

    def _ranked(self, asked: Question, skill: str | None, near: Nearness | None) -> list[Candidate]:
        """The passages that come near, best first."""
        if not asked.said:
            return []
        scores, meant = self._by_words(asked), self._by_meaning(near)
        close = nsmallest(CLOSE, scores, key=lambda place: (-scores[place], place))
        close += nsmallest(CLOSE, meant, key=lambda place: (-meant[place], place))
        found = [
            self._judged(place, asked, scores.get(place, 0.0), meant.get(place, 0.0), skill)
            for place in sorted(set(close))
        ]
        return sorted((each for each in found if each.ranked.score > 0), key=lambda each: -each.ranked.score)

    def _by_words(self, asked: Question) -> dict[int, float]:
        """BM25 of every passage that holds a word of the question, or one like it."""
        scores: dict[int, float] = {}
        norms = self.ready().norms
        for term, weight in asked.weights.items():
            if not asked.like[term]:
                for place, count in self._postings.get(term, ()):
                    gain = count * (SATURATION + 1) / (count + SATURATION * norms[place])
                    scores[place] = scores.get(place, 0.0) + weight * gain
                continue
            counts = dict(self._postings.get(term, ()))
            for other, part in asked.like[term].items():
                for place, _ in self._postings[other]:
                    counts.setdefault(place, part)
            for place, count in counts.items():
                gain = count * (SATURATION + 1) / (count + SATURATION * norms[place])
                scores[place] = scores.get(place, 0.0) + weight * gain
        return scores

    def _by_meaning(self, near: Nearness | None) -> dict[int, float]:
        """The cosine of the nearest sentence of every passage that was compared."""
        if not near:
            return {}
        found = {
            place: max((near.get(digest, 0.0) for digest in each.digests), default=0.0)
            for place, each in enumerate(self._cuts)
        }
        return {place: cosine for place, cosine in found.items() if cosine > 0}

    def _judged(self, place: int, asked: Question, score: float, nearest: float, skill: str | None) -> Candidate:
        """A passage looked at sentence by sentence, for its rank."""
        each = self._cuts[place]
        held = [asked.held(terms_) for terms_ in each.held]
        numbers = [NUMBER * (asked.counting and any(map(str.isdigit, text))) for text in each.sentences]
        best = max((one + extra for one, extra in zip(held, numbers, strict=True) if one), default=0.0)
        beside = sum(
            (asked.weights[one] + asked.weights[other]) / 2
            for one, other in pairwise(asked.said)
            if (one, other) in each.beside
        )
        whole = asked.whole
        words_ = (score + SENTENCE * best + BESIDE * beside) / whole
        share = min(1.0, asked.held(frozenset().union(*each.held)) / whole)
        nearer = NEAR if skill is not None and self.passages[place].skill == skill else 1.0
        return Candidate(place, Ranked(words_, words_ * nearer + MEANING * nearest, nearest), share)

    def _beside(self, asked: Question, candidate: Candidate, near: Nearness | None) -> Beside:
        each = self._cuts[candidate.place]
        return Beside.lay(asked, each, each.pieces(self.language, self.ready().small), near, candidate.ranked)

    def _read(
        self, asked: Question, at: int, ranked: Sequence[Candidate], near: Nearness | None, across: bool
    ) -> Found:
        """A ranked passage with the sentence of it that answers, and how surely it does."""
        candidate = ranked[at]
        passage, beside = self.passages[candidate.place], self._beside(asked, candidate, near)
        if not beside.pieces:
            return Found(passage, candidate.ranked.score, candidate.share)
        heads, meaning = self._heads or shipped(), bool(near)
        speaking = [heads.speaking(known, meaning) for known in beside.sentences()]
        best = speaking.index(max(speaking))
        sure = heads.surely(beside.passage(best, *_ahead(ranked, at)), meaning, across)
        part = min(1.0, asked.held(beside.cut.held[best]) / asked.whole)
        return Found(passage, candidate.ranked.score, candidate.share, beside.cut.sentences[best], sure, part)

    def search(self, query: str, limit: int = 5) -> list[tuple[Passage, float]]:
        """The best passages with their scores, best first."""
        return [(found.passage, found.score) for found in self.find(query, limit)]

    def answers(
        self,
        query: str,
        limit: int = 3,
        skill: str | None = None,
        near: Nearness | None = None,
        spoken: str | None = None,
    ) -> list[Found]:
        """The passages that may be quoted as an answer, best first; empty when the course does not say."""
        return [found for found in self.find(query, limit, skill, near, spoken) if found.enough]


def _ahead(ranked: Sequence[Candidate], at: int) -> tuple[float, float]:
    """How far a passage's score is before the next one's, and its cosine before the best of those behind it."""
    behind = [each.ranked for each in ranked[at + 1 :]]
    mine = ranked[at].ranked
    nearest = mine.nearest - max((each.nearest for each in behind), default=0.0)
    return mine.score - (behind[0].score if behind else 0.0), nearest
