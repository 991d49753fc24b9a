"""Make the heads of feelings that ship: ``python -m benchmarks.support_feelings_heads`` (some three minutes).

Learnt from the training part of GoEmotions alone (Apache-2.0), its 28 emotions in our groups; what ships holds hashes
and small whole numbers, no text. The terms kept are those of the strongest weights, and the weights of these are learnt
again. Penalties were chosen on a fifth of the training part set aside; temperature and scaling are those of the
development part, on which nothing else was learnt.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.support_feelings_data import GROUPS, NEGATIVE, POSITIVE, Array, goemotions
from chiron.core.language.classify.calibration import odds, temperature
from chiron.core.language.classify.linear import logistic
from chiron.core.language.feelings.head import OUTPUTS, SENTIMENTS, SMALL, Head, hashed, kept, numbers, terms
from chiron.core.language.feelings.lexicon import look_up, weighed
from chiron.core.language.feelings.signs import signs

RIDGES: dict[str, float] = {"words": 0.3, "pruned": 0.3, "signs": 0.1}
TERMS = 10_000
"""How many terms ship."""
LEAST = 4
"""Texts that a term must stand in."""
SHIPPED = Path(__file__).parents[1] / "src/chiron/core/language/feelings/head.json"
CARD = (
    "Learnt by python -m benchmarks.support_feelings_heads from the training part of GoEmotions (43,410 comments in"
    " English; D. Demszky et al., ACL 2020; Apache-2.0; monologg/GoEmotions-pytorch @ b75f9d3), calibrated on its"
    " development part: hashes and coefficients only, no text. words: hashed words and pairs, with our own lexicon;"
    " signs: the lexicon, faces and marks alone, for other languages. Written by strangers in a forum, labelled by"
    " others: it reads how a message sounds, not what a person is. Measured in benchmarks/RESULTS.md,"
    " support.feelings.*."
)


def sentiment(table: Array, names: Sequence[str]) -> NDArray[np.int64]:
    """0 negative, 1 neutral, 2 positive; -1 where a comment was called both."""
    ill = table[:, [name in NEGATIVE for name in names]].any(axis=1)
    glad = table[:, [name in POSITIVE for name in names]].any(axis=1)
    return np.where(ill & glad, -1, np.where(ill, 0, np.where(glad, 2, 1)))


def grouped(table: Array, names: Sequence[str]) -> Array:
    """Which of our emotions each comment has."""
    place = {name: at for at, name in enumerate(names)}
    return np.column_stack([table[:, [place[own] for own in group]].max(axis=1) for group in GROUPS.values()])


def known(texts: Sequence[str]) -> tuple[list[set[str]], Array]:
    """The terms and the numbers of texts."""
    told = [signs(text) for text in texts]
    felt = [look_up(each, "en") for each in told]
    table = [numbers(each, weighed(found)) for each, found in zip(told, felt, strict=True)]
    return [terms(each, found) for each, found in zip(told, felt, strict=True)], np.array(table)


def rows(found: Sequence[set[str]], vocabulary: dict[str, int], table: Array) -> Any:
    """Terms, each over the root of how many a text has, and the numbers beside them."""
    ends, places, values = [0], list[int](), list[float]()
    for each in found:
        mine = [at for term in each if (at := vocabulary.get(term)) is not None]
        places += mine
        values += [1 / np.sqrt(max(len(each), 1))] * len(mine)
        ends.append(len(places))
    shape = (len(found), len(vocabulary))
    words = sparse.csr_matrix((np.array(values, np.float32), np.array(places, np.int32), np.array(ends)), shape)
    return sparse.hstack([words, sparse.csr_matrix(table.astype(np.float32))]).tocsr()


def learnt(matrix: Any, kind: NDArray[np.int64], felt: Array, ridge: float) -> tuple[Array, Array]:
    """Weights (features x outputs) and bases."""
    clear = kind >= 0
    first = logistic(matrix[clear], kind[clear], len(SENTIMENTS), ridge=ridge)
    weights, base = [np.asarray(first.weights)], [np.asarray(first.base)]
    for each in felt.T:
        found = logistic(matrix, each.astype(int), 2, ridge=ridge)
        weights.append(np.asarray(found.weights[:, 1:] - found.weights[:, :1]))
        base.append(np.asarray(found.base[1:] - found.base[:1]))
    return np.hstack(weights), np.concatenate(base)


def packed(vocabulary: dict[str, int], weights: Array, base: Array) -> Head:
    """A head before calibration: the weights of terms as small whole numbers."""
    many = len(vocabulary)
    words, told = weights[:many], weights[many:]
    scale = np.maximum(np.abs(words).max(axis=0, initial=0.0), 1e-9) / SMALL
    small = np.rint(words / scale).astype(int)
    flat = [int(value) for value in small.ravel()]
    ones, zeros = [1.0] * (len(OUTPUTS) - len(SENTIMENTS)), [0.0] * (len(OUTPUTS) - len(SENTIMENTS))
    keys = {hashed(term): at for term, at in vocabulary.items()}
    if len(keys) < many:
        raise SystemExit("Two terms have one hash; take another number of terms.")
    return Head(keys, flat, _few(scale), [_few(row) for row in told.T], _few(base), 1.0, ones, zeros)


def calibrated(head: Head, texts: Sequence[str], kind: NDArray[np.int64], felt: Array) -> Head:
    """A head whose chances are those met in texts that it was not learnt from."""
    found, table = known(texts)
    every = head.rows
    scores = np.array([head.scores(mine if every else (), row) for mine, row in zip(found, table, strict=True)])
    clear, first = kind >= 0, len(SENTIMENTS)
    sharp = temperature(scores[clear, :first], kind[clear])
    scaled = [odds(scores[:, first + at : first + at + 1], each) for at, each in enumerate(felt.T)]
    up, even = _few([each.weights[0] for each in scaled]), _few([each.base for each in scaled])
    return Head(head.rows, head.weights, head.scale, head.told, head.base, round(sharp, 4), up, even)


def made(found: Sequence[set[str]], table: Array, kind: NDArray[np.int64], felt: Array) -> tuple[Head, Head]:
    """The heads of words and of signs from texts' terms and numbers, their sentiments and emotions."""
    times = Counter(term for each in found for term in each)
    vocabulary = {term: at for at, term in enumerate(sorted(term for term, many in times.items() if many >= LEAST))}
    weights, _ = learnt(rows(found, vocabulary, table), kind, felt, RIDGES["words"])
    ordered = sorted(vocabulary, key=lambda term: vocabulary[term])
    strong = np.abs(weights[: len(ordered)]).max(axis=1) * np.sqrt([times[term] for term in ordered])
    best = {ordered[place]: at for at, place in enumerate(np.sort(np.argsort(-strong)[:TERMS]))}
    words = packed(best, *learnt(rows(found, best, table), kind, felt, RIDGES["pruned"]))
    return words, packed({}, *learnt(rows(found, {}, table), kind, felt, RIDGES["signs"]))


def _few(values: Any) -> list[float]:
    return [round(float(value), 5) for value in values]


def main() -> None:
    """Learn, calibrate, write."""
    texts, table, names = goemotions("train")
    heads = made(*known(texts), sentiment(table, names), grouped(table, names))
    texts, table, names = goemotions("dev")
    words, alone = (calibrated(head, texts, sentiment(table, names), grouped(table, names)) for head in heads)
    told = {"card": CARD, "words": kept(words, ""), "signs": kept(alone, "")}
    SHIPPED.write_text(json.dumps(told, separators=(",", ":")) + "\n", "utf-8")
    print(f"{SHIPPED}: {SHIPPED.stat().st_size} bytes, {len(words.rows)} terms", file=sys.stderr)


if __name__ == "__main__":
    main()
