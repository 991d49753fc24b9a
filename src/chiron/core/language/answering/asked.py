"""A question and a passage taken apart, so that one can be laid beside the other. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from chiron.core.language.answering.expected import Expected, Piece, piece
from chiron.core.language.answering.meaning import embedded
from chiron.core.language.answering.terms import terms
from chiron.core.language.text import sentences, without_files, words
from chiron.core.words import Passage


@dataclass(frozen=True, slots=True)
class Question:
    """A question's terms in order, the information of each, what else each may mean; which of them are names, which no
    passage holds; whether it asks for a number, and what it asks for.
    """

    said: tuple[str, ...]
    weights: Mapping[str, float]
    like: Mapping[str, Mapping[str, float]]
    names: frozenset[str]
    unheard: frozenset[str]
    counting: bool
    expected: Expected

    @property
    def whole(self) -> float:
        """All its information, in nats."""
        return sum(self.weights.values()) or 1.0

    def held(self, by: frozenset[str]) -> float:
        """How much of its information a set of terms holds."""
        return sum(weight * self.part(term, by) for term, weight in self.weights.items())

    def part(self, term: str, by: frozenset[str]) -> float:
        """How far a set of terms holds one of its terms, in [0, 1]."""
        if term in by:
            return 1.0
        return max((part for other, part in self.like[term].items() if other in by), default=0.0)


@dataclass(slots=True)
class Cut:
    """A passage taken apart: its sentences, the terms of each, the terms of its heading, and its pairs of terms."""

    sentences: tuple[str, ...]
    held: tuple[frozenset[str], ...]
    head: frozenset[str]
    head_words: frozenset[str]
    beside: frozenset[tuple[str, str]]
    digests: tuple[str, ...]
    _pieces: tuple[Piece, ...] = field(default=())

    def pieces(self, language: str, small: frozenset[str]) -> tuple[Piece, ...]:
        """Its sentences looked at: once, and only when a question first comes near."""
        if len(self._pieces) != len(self.sentences):
            self._pieces = tuple(piece(each, language, small) for each in self.sentences)
        return self._pieces


def cut(passage: Passage, language: str, body: Sequence[str]) -> Cut:
    """A passage, whose terms are ``body``, taken apart. A sentence is read under its heading."""
    pieces = tuple(sentences(passage.text))
    heading = f"{passage.heading} {passage.skill.replace('-', ' ')}"
    head = frozenset(terms(heading, language))
    held = tuple(head.union(terms(without_files(each), language)) for each in pieces)
    digests = tuple(digest for digest, _ in embedded(passage))
    beside = frozenset(pairwise(body))
    return Cut(pieces, held, head, frozenset(words(heading)), beside, digests)
