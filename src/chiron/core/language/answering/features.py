"""What is known of a sentence, and of a passage, beside a question: the numbers that the learnt weights read. Pure.

Shares throughout, so that they mean the same in a course of ten passages and of ten thousand. What a sentence needs
from the one before it ("it", "she") is told apart from what it says itself.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chiron.core.language.answering.asked import Cut, Question
from chiron.core.language.answering.expected import Piece
from chiron.core.language.answering.meaning import Nearness

MOST_TERMS = 6
"""A question of more content words than this is as good as one of this many."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage as ranked: ``words`` its score by words over the question's information, ``score`` with all that ranks
    it, ``nearest`` the cosine of its nearest sentence (0 where meaning was not compared).
    """

    words: float
    score: float
    nearest: float


@dataclass(frozen=True, slots=True)
class Beside:
    """A question laid beside a passage. ``parts`` says of each sentence how far it holds each term of the question."""

    question: Question
    cut: Cut
    pieces: Sequence[Piece]
    near: Nearness | None
    ranked: Ranked
    parts: Sequence[Mapping[str, float]]

    @classmethod
    def lay(cls, asked: Question, cut: Cut, pieces: Sequence[Piece], near: Nearness | None, ranked: Ranked) -> Beside:
        """Beside one another."""
        parts = [{term: asked.part(term, held) for term in asked.weights} for held in cut.held]
        return cls(asked, cut, pieces, near, ranked, parts)

    def sentences(self) -> list[tuple[float, ...]]:
        """What is known of each sentence, as :data:`chiron.core.language.answering.heads.SENTENCE` names it."""
        asked, parts = self.question, self.parts
        shares = [self._share(part) for part in parts]
        inside = {term: self._inside(sum(part[term] > 0 for part in parts), len(parts)) for term in asked.weights}
        return [self._sentence(at, parts, shares, inside) for at in range(len(parts))]

    def _sentence(
        self, at: int, parts: Sequence[Mapping[str, float]], shares: list[float], inside: dict[str, float]
    ) -> tuple[float, ...]:
        asked, part, piece = self.question, parts[at], self.pieces[at]
        first, last = asked.said[0], asked.said[-1]
        before = shares[at - 1] if at else 0.0
        rare = sum(inside[term] * held for term, held in part.items()) / (sum(inside.values()) or 1.0)
        others = [other for place, other in enumerate(parts) if place != at]
        only = sum(
            asked.weights[term]
            for term, held in part.items()
            if held >= 1 and not any(other[term] for other in others)
        )  # fmt: skip
        head = asked.expected.head
        return (
            shares[at], rare, before, before * piece.leans, float(piece.fits(asked.expected)),
            float(asked.expected.naming and piece.naming), self._pairs(piece) / asked.whole,
            math.log(1 + len(self.cut.sentences[at]) / 100), float(bool(head) and head in self.cut.held[at]),
            self._plain(piece), part[first], part[last], only / asked.whole, _ordered(asked.said, piece.said),
            self.ranked.score, self._near(at), self._near(at - 1) if at else 0.0,
        )  # fmt: skip

    def passage(self, at: int, ahead: float, nearest_ahead: float) -> tuple[float, ...]:
        """What is known of the passage, as :data:`chiron.core.language.answering.heads.SURE` names it.

        ``at`` is the sentence that answers; ``ahead`` and ``nearest_ahead`` how far score and cosine are before the
        next passage's.
        """
        asked, parts, whole = self.question, self.parts, self.question.whole
        best = {term: max((part[term] for part in parts), default=0.0) for term in asked.weights}
        two: Sequence[Mapping[str, float]] = [
            {term: max(one[term], other[term]) for term in best} for one, other in pairwise(parts)
        ] or parts
        lost = {term for term, part in best.items() if part == 0}
        names = [term for term in asked.weights if term in asked.names]
        said = self.cut.head_words.union(*(piece.words for piece in self.pieces))
        beside = set[tuple[str, str]]().union(*(pairwise(piece.said) for piece in self.pieces))

        def weight(some: set[str]) -> float:
            return sum(asked.weights[term] for term in some) / whole

        held_names = sum(asked.weights[term] * best[term] for term in names)
        all_names = sum(asked.weights[term] for term in names)
        return (
            float(min(len(asked.weights), MOST_TERMS)), self._share(best), self.ranked.words,
            max(map(self._share, two), default=0.0), weight(lost & asked.names),
            float(not asked.expected.numbers <= said), weight(lost & asked.unheard), weight(lost - asked.unheard),
            float(self.pieces[at].fits(asked.expected)), float(bool(asked.expected.kind)),
            len(set(pairwise(asked.said)) & beside) / max(1, len(asked.said) - 1),
            max(map(self._plain, self.pieces), default=0.0), held_names / all_names if names else 0.0, ahead,
            self.ranked.nearest, nearest_ahead,
        )  # fmt: skip

    def _share(self, part: Mapping[str, float]) -> float:
        asked = self.question
        return sum(weight * part[term] for term, weight in asked.weights.items()) / asked.whole

    @staticmethod
    def _inside(holding: int, of: int) -> float:
        """How rare a term is among the sentences of one passage, in nats."""
        return math.log(1 + (of - holding + 0.5) / (holding + 0.5))

    def _pairs(self, piece: Piece) -> float:
        asked, inside = self.question, set(pairwise(piece.said))
        return sum(
            (asked.weights[one] + asked.weights[other]) / 2
            for one, other in set(pairwise(asked.said))
            if (one, other) in inside
        )

    def _plain(self, piece: Piece) -> float:
        """The share of all words of the question, small ones too, that stand in a sentence or its heading."""
        words = self.question.expected.words
        return len(words & (piece.words | self.cut.head_words)) / max(1, len(words))

    def _near(self, at: int) -> float:
        return self.near.get(self.cut.digests[at], 0.0) if self.near else 0.0


def _ordered(asked: Sequence[str], said: Sequence[str]) -> float:
    """How much of the question's order a sentence keeps, in [0, 1]."""
    place = {term: at for at, term in reversed(list(enumerate(asked)))}
    shared = [place[term] for term in said if term in place]
    return min(1.0, sum(one < other for one, other in pairwise(shared)) / max(1, len(place) - 1))
