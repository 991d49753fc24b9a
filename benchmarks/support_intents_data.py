"""Messages, sentence vectors and the reference of ``support_intents`` and ``support_scope``; no figure of its own.

Data: the folder that CHIRON_BENCH_SUPPORT names, by default ``../shared/data/support`` (never part of the package).
Sentence vectors: the folder of an ONNX sentence encoder that CHIRON_BENCH_EMBEDDINGS names, by default
``../shared/models/minilm-l6-v2-int8``; CHIRON_BENCH_CACHE may name a folder where vectors are kept between runs.

An intent's name is one more example of it, as a playbook's title is. The reference: TF-IDF of words, pairs and pieces
of words beside three times the sentence vector, with scikit-learn's linear SVM; it is not told the names.
"""

from __future__ import annotations

import asyncio
import csv
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from chiron.adapters.embeddings.local import LocalEmbedder
from chiron.core.errors import ChironError
from chiron.core.support.intents.reader import Read, Reader
from chiron.core.support.intents.training import train

SHARED = Path(__file__).parents[2] / "shared"
SUPPORT = Path(os.environ.get("CHIRON_BENCH_SUPPORT", SHARED / "data" / "support"))
ENCODER = Path(os.environ.get("CHIRON_BENCH_EMBEDDINGS", SHARED / "models" / "minilm-l6-v2-int8"))
CACHE = os.environ.get("CHIRON_BENCH_CACHE")
REFERENCE = "TF-IDF and the same vectors, linear SVM"

Row = tuple[str, str]
"""A message and its intent."""


def data(path: str) -> Path:
    """A file of the shared data. SystemExit where it is missing."""
    if not (SUPPORT / path).exists():
        raise SystemExit(
            f"Skipped: name the folder of support data: CHIRON_BENCH_SUPPORT ({SUPPORT / path} is missing)."
        )
    return SUPPORT / path


@cache
def banking() -> tuple[Row, ...]:
    """Banking77's training part."""
    with data("banking77/train.csv").open(encoding="utf-8") as file:
        return tuple((row["text"], row["category"]) for row in csv.DictReader(file))


@cache
def clinc(part: str) -> tuple[Row, ...]:
    """A part of CLINC150."""
    return tuple((text, name) for text, name in json.loads(data("clinc150/train_val.json").read_text("utf-8"))[part])


@cache
def encoder() -> LocalEmbedder:
    """The sentence encoder. SystemExit where there is none."""
    try:
        return LocalEmbedder("bench", ENCODER)
    except ChironError as fault:
        raise SystemExit(f"Skipped: {fault.message}") from fault


class Vectors:
    """The sentence vectors of texts, each embedded once; kept in a file where a folder is named."""

    def __init__(self) -> None:
        """Opens what is kept."""
        self._found: dict[str, Any] = {}
        self._file = Path(CACHE) / "support-vectors.npz" if CACHE else None
        if self._file and self._file.exists():
            kept = np.load(self._file)
            self._found = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))

    def of(self, texts: Iterable[str]) -> dict[str, Any]:
        """Vectors by text."""
        keys = {text: hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24] for text in texts}
        missing = sorted((text for text, key in keys.items() if key not in self._found), key=len)
        for at in range(0, len(missing), 256):
            some = missing[at : at + 256]
            for text, vector in zip(some, asyncio.run(encoder().embed(some)), strict=True):
                self._found[keys[text]] = np.array(vector, np.float32)
        if missing and self._file:
            np.savez(self._file, keys=np.array(list(self._found)), vectors=np.array(list(self._found.values())))
        return {text: self._found[key] for text, key in keys.items()}


VECTORS = Vectors()


def named(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Examples by intent, its name among them."""
    found: dict[str, list[str]] = {}
    for text, name in rows:
        found.setdefault(name, [name.replace("_", " ").rstrip("?")]).append(text)
    return found


def learnt(rows: Sequence[Row], outside: Sequence[str] = (), seed: int = 0) -> Reader:
    """A reader of these rows, with vectors."""
    examples = named(rows)
    vectors = VECTORS.of([*(text for texts in examples.values() for text in texts), *outside])
    return train(examples, outside, vectors, seed)


def read(reader: Reader, texts: Sequence[str], meaning: bool) -> list[Read]:
    """Every message as it is read."""
    if not meaning:
        return [reader.read(text) for text in texts]
    mended = [reader.mended(text) for text in texts]
    vectors = VECTORS.of(mended)
    return [reader.read(text, vectors[plain]) for text, plain in zip(texts, mended, strict=True)]


def likeliest(found: Iterable[Read]) -> list[str]:
    """The likeliest intent of each, sure or not."""
    return [each.ranked[0][0] if each.ranked else "" for each in found]


def share(one: Sequence[str], other: Sequence[str]) -> float:
    """How often two agree."""
    return fmean(a == b for a, b in zip(one, other, strict=True))


Scores = Callable[[Sequence[str]], Any]
"""A reference's scores of texts (texts x intents)."""


def linear(rows: Sequence[Row], meaning: bool) -> tuple[list[str], Scores] | None:
    """The reference: its intents, and how it scores. None where scikit-learn is not installed (extra ``training``)."""
    try:
        from scipy import sparse
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC
    except ImportError:
        return None
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    texts = [text for text, _ in rows]

    def laid(some: Sequence[str], known: Any) -> Any:
        parts = known(some)
        if meaning:
            vectors = VECTORS.of(some)
            parts.append(sparse.csr_matrix(np.array([vectors[text] for text in some]) * 3))
        return sparse.hstack(parts).tocsr()

    first = laid(texts, lambda some: [words.fit_transform(some), pieces.fit_transform(some)])
    model = LinearSVC(C=0.3, random_state=0).fit(first, [name for _, name in rows])
    known = lambda some: [words.transform(some), pieces.transform(some)]  # noqa: E731
    return [str(name) for name in model.classes_], lambda some: model.decision_function(laid(some, known))


def guessed(rows: Sequence[Row], texts: Sequence[str], meaning: bool) -> list[str] | None:
    """What the reference says."""
    if (made := linear(rows, meaning)) is None:
        return None
    names, scores = made
    return [names[at] for at in scores(texts).argmax(axis=1)]
