"""Readers of feelings learnt for a measurement: words, pieces of words, signs, feeling words and, where told, meaning.

Regularised least squares over a sum of kernels (R. Rifkin and A. Klautau, "In defense of one-vs-all classification",
JMLR 5, 2004), whose prediction of each text without that text is a formula: what is chosen (how strong the penalty is,
how the labels' scores are shifted for macro-F1) is chosen on these alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import lapack
from scipy.optimize import minimize

from benchmarks.harness import Progress
from benchmarks.support_feelings_data import Array, goemotions, vectors
from chiron.core.language.classify.grams import Block, by_letters
from chiron.core.language.feelings.head import numbers, terms
from chiron.core.language.feelings.lexicon import look_up, weighed
from chiron.core.language.feelings.signs import BREAK, plain, signs

Labels = NDArray[np.int64]
PENALTIES = (1.5, 2.5, 4.0)
"""Tried in choosing."""
STEPS = (0.2, 0.1, 0.05)
COMMENTS = 12_000
"""Comments of GoEmotions by whose meaning its emotions are told: vectors cost two milliseconds each."""
ASKED = "How I feel: "
"""Stands before a message for a second vector of it, which leans to the feeling."""


@dataclass
class Texts:
    """What is looked at of some texts: terms, pieces of words, numbers, and vectors where meaning is compared."""

    terms: list[list[str]]
    pieces: list[list[str]]
    numbers: Array
    vectors: Array | None = None
    asked: Array | None = None

    @classmethod
    def of(cls, texts: Sequence[str], progress: Progress, meaning: bool) -> Texts:
        """Look at texts."""
        told = [signs(text) for text in texts]
        pieces = [
            [piece for word in each.words if word != BREAK for piece in by_letters([word], 3, 5)] for each in told
        ]
        known = np.array([numbers(each, weighed(look_up(each, "en"))) for each in told])
        found = cls([sorted(terms(each)) for each in told], pieces, known)
        if meaning:
            clean = [plain(text) for text in texts]
            found.vectors = vectors(clean, progress)
            found.asked = vectors([ASKED + text for text in clean], progress)
        return found


def rows(block: Block, lists: Sequence[Sequence[str]]) -> Any:
    """The weights of many texts' terms: a sparse matrix."""
    ends, places, values = [0], list[int](), list[float]()
    for each in lists:
        own = block.weights(each)
        places += own.keys()
        values += own.values()
        ends.append(len(places))
    shape = (len(lists), len(block.terms))
    return sparse.csr_matrix((np.array(values, np.float32), np.array(places, np.int32), np.array(ends)), shape)


def many_logistic(matrix: Any, table: Array, ridge: float, rounds: int = 40) -> tuple[Array, Array]:
    """Logistic regressions on the same rows, one for each column of ``table``: weights and bases."""
    size, many = matrix.shape[1], table.shape[1]
    across = matrix.T.tocsr() if sparse.issparse(matrix) else matrix.T
    aims = table.astype(np.float32)

    def loss(flat: Array) -> tuple[float, Array]:
        tried = flat.reshape(size + 1, many)
        scores = np.asarray(matrix @ tried[:size].astype(np.float32)) + tried[size]
        off = (1 / (1 + np.exp(-scores)) - aims).astype(np.float32)
        slope = np.empty_like(tried)
        slope[:size] = across @ off + ridge * tried[:size]
        slope[size] = off.sum(axis=0)
        total = np.logaddexp(0, scores).sum() - (aims * scores).sum() + ridge / 2 * (tried[:size] ** 2).sum()
        return float(total), slope.ravel()

    share = np.clip(aims.mean(axis=0), 1e-4, 1 - 1e-4)
    start = np.vstack([np.zeros((size, many)), np.log(share / (1 - share))])
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    found = found.reshape(size + 1, many)
    return found[:size].astype(np.float32), found[size]


@dataclass
class Comments:
    """The emotions of GoEmotions as told by a text's words, and by its meaning: 28 log-odds each."""

    block: Block
    words: tuple[Array, Array]
    meaning: tuple[Array, Array] | None

    def told(self, texts: Texts) -> Array:
        """The log-odds for each text."""
        matrix = _with(rows(self.block, texts.terms), texts.numbers)
        found = [np.asarray(matrix @ self.words[0]) + self.words[1]]
        if self.meaning and texts.vectors is not None:
            found.append(_VECTOR * texts.vectors @ self.meaning[0] + self.meaning[1])
        return np.hstack(found)


_VECTOR = 4.0
"""Vectors have length one; so much longer, the penalty of the words fits them too."""


@cache
def comments(progress: Progress, meaning: bool) -> Comments:
    """Learnt from the training part of GoEmotions."""
    texts, table, _ = goemotions("train")
    progress("learning from GoEmotions")
    told = Texts.of(texts, progress, False)
    block = Block.learnt(told.terms, 3)
    words = many_logistic(_with(rows(block, told.terms), told.numbers), table, 0.5)
    if not meaning:
        return Comments(block, words, None)
    known = vectors([plain(text) for text in texts[:COMMENTS]], progress)
    return Comments(block, words, many_logistic((_VECTOR * known).astype(np.float32), table[:COMMENTS], 0.5))


def _with(matrix: Any, table: Array) -> Any:
    return sparse.hstack([matrix, sparse.csr_matrix(table.astype(np.float32))]).tocsr()


@dataclass
class Reader:
    """Scores of labels for texts: a sum of kernels' worth of training texts, and what the scores are shifted by."""

    near: Callable[[Texts, Array], Array]
    weights: Array
    shift: Array
    alone: Array = field(repr=False)
    """The scores of each training text by the others, not shifted."""

    def scores(self, texts: Texts, told: Array) -> Array:
        """Scores of texts x labels; the largest is the label."""
        return self.near(texts, told) @ self.weights + self.shift


def nearness(known: Texts, told: Array) -> Callable[[Texts, Array], Array]:
    """How near texts are to known ones: the sum of cosines of words, pieces, meaning, feeling words and comments."""
    blocks = [Block.learnt((set(each) for each in lists), least) for lists, least in _lists(known)]
    first = [rows(block, lists) for block, (lists, _) in zip(blocks, _lists(known), strict=True)]
    dense = [_centred(table) for table in _tables(known, told)]

    def near(texts: Texts, also: Array) -> Array:
        found = np.zeros((len(texts.terms), len(known.terms)), np.float32)
        for block, mine, (lists, _) in zip(blocks, first, _lists(texts), strict=True):
            found += (rows(block, lists) @ mine.T).toarray()
        for (middle, spread, mine), table in zip(dense, _tables(texts, also), strict=True):
            found += (_unit((table - middle) / spread) @ mine.T).astype(np.float32)
        return found

    return near


def _lists(texts: Texts) -> list[tuple[list[list[str]], int]]:
    words = [[term for term in each if " " not in term] for each in texts.terms]
    return [(words, 1), (texts.terms, 1), (texts.pieces, 2)]


def _tables(texts: Texts, told: Array) -> list[Array]:
    known = [np.hstack([texts.numbers, told]), texts.numbers]
    return known + [table for table in (texts.vectors, texts.asked) if table is not None]


def _centred(table: Array) -> tuple[Array, Array, Array]:
    """Vectors keep their spread: theirs is even already."""
    middle = table.mean(axis=0)
    spread = table.std(axis=0) + 1e-6 if table.shape[1] < 200 else np.ones(table.shape[1])
    return middle, spread, _unit((table - middle) / spread)


def _unit(table: Array) -> Array:
    return np.asarray(table / (np.linalg.norm(table, axis=1, keepdims=True) + 1e-9), float)


Judge = Callable[[Labels, Labels], float]


def learnt(known: Texts, told: Array, labels: Labels, many: int, judge: Judge) -> Reader:
    """A reader of ``many`` labels, its penalty and shifts chosen by ``judge`` on each text told by the others."""
    near = nearness(known, told)
    matrix = near(known, told)
    aims = np.eye(many)[labels] * 2 - 1
    best: tuple[float, Array, Array] | None = None
    for penalty in PENALTIES:
        weights, alone = _solved(matrix, aims, penalty)
        reached = judge(alone.argmax(axis=1), labels)
        if best is None or reached > best[0]:
            best = reached, weights, alone
    assert best is not None
    return Reader(near, best[1], shifts(best[2], labels, judge), best[2])


def _solved(matrix: Array, aims: Array, penalty: float) -> tuple[Array, Array]:
    """The weights of the training texts, and the score of each by the others."""
    held = matrix.astype(np.float32) + penalty * np.eye(len(matrix), dtype=np.float32)
    factor, _ = lapack.spotrf(held, lower=1)
    inverse, _ = lapack.spotri(factor, lower=1)
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    weights = inverse @ aims
    return weights, aims - weights / np.diag(inverse)[:, None]


def shifts(scores: Array, labels: Labels, judge: Judge, dear: float = 2e-3) -> Array:
    """What to add to each label's scores, step by step, for as long as the judge finds the labels better told."""
    found = np.zeros(scores.shape[1])

    def reached(tried: Array) -> float:
        return judge((scores + tried).argmax(axis=1), labels) - dear * float(np.abs(tried).sum())

    now = reached(found)
    for step in STEPS:
        for _ in range(3):
            for place in range(len(found)):
                for move in (-step, step):
                    tried = found.copy()
                    tried[place] += move
                    if (value := reached(tried)) > now:
                        now, found = value, tried
    return found
