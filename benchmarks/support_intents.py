"""What a customer's message is about, told from examples: Banking77 and CLINC150, with and without embeddings.

Data: the folder that CHIRON_BENCH_SUPPORT names, by default ``../shared/data/support`` (never part of the package).
Sentence vectors: the folder of an ONNX sentence encoder that CHIRON_BENCH_EMBEDDINGS names, by default
``../shared/models/minilm-l6-v2-int8``; CHIRON_BENCH_CACHE may name a folder where vectors are kept between runs.

Banking77 (``banking77/train.csv``): every class is dealt into five folds by lot (seed 0); four fifths are learnt from,
every message of the fifth is read. "Ten a class": ten messages of each class drawn by lot, 2,000 others are read, mean
of five seeds. "Typos": readers of the folds, each letter of the messages read is mistyped with probability .06
(``chiron.core.language.classify.typos``, seed 0). CLINC150: its training part is learnt from with its 100 examples of
outside, its validation part is read; rejects count as wrong. An intent's name is one more example of it, as a
playbook's title is.

The references come from the same run on the same rows: TF-IDF of words, pairs and pieces of words beside three times
the sentence vector, with scikit-learn's linear SVM (C 0.3 for C 0.1, .3, 1 hardly differ); in the note the same without
vectors. They have no outside: there, the logit of the greatest score stands.

What was chosen and on what: kernels, penalties and which heads choose, on 6,000 messages of Banking77 of which 2,000
were read, and on CLINC150 with 40 of the 100 messages of each class; the share given up, on the same. What each reader
learns (pooling, scope, from when on it answers) it learns from its own examples.
"""

from __future__ import annotations

import asyncio
import csv
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any

import numpy as np

from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.adapters.embeddings.local import LocalEmbedder
from chiron.core.errors import ChironError
from chiron.core.language.classify.typos import mistyped
from chiron.core.support.intents.reader import Read, Reader
from chiron.core.support.intents.training import train

SHARED = Path(__file__).parents[2] / "shared"
SUPPORT = Path(os.environ.get("CHIRON_BENCH_SUPPORT", SHARED / "data" / "support"))
ENCODER = Path(os.environ.get("CHIRON_BENCH_EMBEDDINGS", SHARED / "models" / "minilm-l6-v2-int8"))
CACHE = os.environ.get("CHIRON_BENCH_CACHE")
FOLDS = 5
SEEDS = 5
TYPOS = 0.06
TEN_READ = 2_000
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


@cache
def folds() -> tuple[tuple[tuple[Row, ...], tuple[Row, ...]], ...]:
    """Banking77 in folds: to learn from, and to read."""
    lots, dealt = Random(0), dict[Row, int]()
    by_name: dict[str, list[Row]] = {}
    for row in banking():
        by_name.setdefault(row[1], []).append(row)
    for name in sorted(by_name):
        mine = sorted(set(by_name[name]))
        lots.shuffle(mine)
        dealt |= {row: at % FOLDS for at, row in enumerate(mine)}
    return tuple(
        (tuple(row for row in dealt if dealt[row] != fold), tuple(row for row in dealt if dealt[row] == fold))
        for fold in range(FOLDS)
    )


@cache
def of_fold(fold: int) -> Reader:
    """The reader of a fold."""
    return learnt(folds()[fold][0])


Told = Mapping[str, list[float]]


def told(found: Told) -> str:
    """Several means in one line."""
    return ", ".join(f"{what} {fmean(values):.4f}" for what, values in found.items() if values)


def compared(pairs: Iterable[tuple[Reader, Sequence[Row], Sequence[Row], Sequence[str]]], progress: Progress) -> Figure:
    """The mean accuracy over (reader, learnt from, read, the same as written); the reference's, and both by words."""
    ours, by_words, reference, plain, surest = (list[float]() for _ in range(5))
    for reader, rows, judged, texts in pairs:
        names = [name for _, name in judged]
        found = read(reader, texts, True)
        ours.append(share(likeliest(found), names))
        surest.append(fmean(each.probability for each in found))
        by_words.append(share(likeliest(read(reader, texts, False)), names))
        for meaning, into in ((True, reference), (False, plain)):
            if (other := guessed(rows, texts, meaning)) is not None:
                into.append(share(other, names))
        progress(told({"ours": ours, "reference": reference, "by words": by_words, "TF-IDF": plain}))
    note = told({"without embeddings": by_words, "TF-IDF alone with the SVM": plain, "mean probability told": surest})
    return Figure(fmean(ours), fmean(reference) if reference else None, f"{note}; of each: {rounded(ours)}")


def rounded(values: Iterable[float]) -> str:
    """Values of folds or seeds."""
    return " ".join(f"{value:.4f}" for value in values)


@benchmark("support.intents.full", "Banking77's intent, five folds", "share", goal=Goal(0.94, at="least"),
           reference=REFERENCE)  # fmt: skip
def full(progress: Progress) -> Figure:
    """All of a fold's training part."""
    return compared(
        ((of_fold(at), rows, judged, [text for text, _ in judged]) for at, (rows, judged) in enumerate(folds())),
        progress,
    )


@benchmark("support.intents.typos", "Banking77's intent, typos in 6 % of letters", "share", goal=Goal(0.88, at="least"),
           reference=REFERENCE)  # fmt: skip
def typos(progress: Progress) -> Figure:
    """The readers of the folds, on mistyped messages."""
    lots = Random(0)
    return compared(
        (
            (of_fold(at), rows, judged, [mistyped(text, TYPOS, lots) for text, _ in judged])
            for at, (rows, judged) in enumerate(folds())
        ),
        progress,
    )


@benchmark("support.intents.ten", "Banking77's intent, ten examples a class", "share", goal=Goal(0.87, at="least"),
           reference=REFERENCE)  # fmt: skip
def ten(progress: Progress) -> Figure:
    """Mean of five seeds."""

    def few_of(seed: int) -> tuple[Reader, Sequence[Row], Sequence[Row], Sequence[str]]:
        lots, kept = Random(seed), dict[str, list[Row]]()
        rows = sorted(set(banking()))
        lots.shuffle(rows)
        for row in rows:
            if len(kept.setdefault(row[1], [])) < 10:
                kept[row[1]].append(row)
        few = [row for some in kept.values() for row in some]
        drawn = set(few)
        rest = [row for row in rows if row not in drawn][:TEN_READ]
        return learnt(few, seed=seed), few, rest, [text for text, _ in rest]

    return compared((few_of(seed) for seed in range(SEEDS)), progress)


@cache
def of_clinc(given: bool) -> tuple[list[Read], list[Read], list[str], float]:
    """CLINC150's validation part read with a reader of its training part, with or without examples of outside: those
    in scope, those outside, the right intents of the first, and the share right without vectors."""
    reader = learnt(clinc("train"), [text for text, _ in clinc("oos_train")] if given else ())
    names = [name for _, name in clinc("val")]
    inside, outside = [text for text, _ in clinc("val")], [text for text, _ in clinc("oos_val")]
    by_words = share([each.intent or "" for each in read(reader, inside, False)], names)
    return read(reader, inside, True), read(reader, outside, True), names, by_words


def area(inside: Sequence[float], outside: Sequence[float]) -> float:
    """How often a message in scope is surer than one outside (ties count half)."""
    one, other = np.array(inside)[:, None], np.array(outside)[None]
    return float((one > other).mean() + (one == other).mean() / 2)


@cache
def reference_scores() -> tuple[Any, Any, list[str]] | None:
    """The reference's scores in scope and outside, and its intents."""
    if (made := linear(clinc("train"), True)) is None:
        return None
    names, scores = made
    return scores([text for text, _ in clinc("val")]), scores([text for text, _ in clinc("oos_val")]), names


@benchmark("support.scope.inside", "CLINC150 in scope, rejects counted wrong", "share", goal=Goal(0.947, at="least"),
           reference=f"{REFERENCE}, rejecting nothing")  # fmt: skip
def scope_inside(_: Progress) -> Figure:
    """Accuracy in scope."""
    inside, _outside, names, by_words = of_clinc(True)
    right = [each.intent or "" for each in inside]
    note = f"rejecting nothing {share(likeliest(inside), names):.4f}; without embeddings {by_words:.4f}"
    scores = reference_scores()
    return Figure(
        share(right, names), scores and share([scores[2][at] for at in scores[0].argmax(axis=1)], names), note
    )


@benchmark("support.scope.recall", "CLINC150 out of scope, told to be so", "share", goal=Goal(0.70, at="least"))
def scope_recall(_: Progress) -> Figure:
    """Recall of outside; the note's where no example of outside was given."""
    _inside, outside, _names, _words = of_clinc(True)
    bare_inside, bare, names, _ = of_clinc(False)
    note = f"given no example of outside {fmean(each.intent is None for each in bare):.3f}, "
    note += f"in scope then {share([each.intent or '' for each in bare_inside], names):.4f}"
    return Figure(fmean(each.intent is None for each in outside), note=note)


@benchmark("support.scope.area", "CLINC150, in scope surer than out of it (AUROC)", "share",
           goal=Goal(0.98, at="least"), reference=f"greatest score of {REFERENCE}")  # fmt: skip
def scope_area(_: Progress) -> Figure:
    """AUROC of scope; the note's where no example of outside was given."""
    inside, outside, _, _ = of_clinc(True)
    bare, none, _, _ = of_clinc(False)
    scores = reference_scores()
    other = scores and area(scores[0].max(axis=1), scores[1].max(axis=1))
    note = f"given no example of outside {area([each.scope for each in bare], [each.scope for each in none]):.4f}"
    return Figure(area([each.scope for each in inside], [each.scope for each in outside]), other, note)


def late(times: Sequence[float]) -> float:
    """The 95th percentile, in ms."""
    return float(np.quantile(times, 0.95) * 1000)


@benchmark("support.intents.late", "one message read with its embedding, p95", "ms", goal=Goal(20))
def latency(progress: Progress) -> Figure:
    """Mended, embedded and read one by one; the note's without embedding (bar: 3 ms), and how long training took."""
    rows, judged = folds()[0]
    began = time.perf_counter()
    cpu = time.process_time()
    reader = of_fold(0)
    trained = (
        f"trained on {len(rows)} in {time.perf_counter() - began:.1f} s ({time.process_time() - cpu:.1f} s of CPU)"
    )
    progress(trained)
    texts = [text for text, _ in judged[:500]]
    whole, words = list[float](), list[float]()
    for text in texts[:20]:
        reader.read(text, asyncio.run(encoder().embed([reader.mended(text)]))[0])
    for text in texts:
        at = time.perf_counter()
        reader.read(text, asyncio.run(encoder().embed([reader.mended(text)]))[0])
        whole.append(time.perf_counter() - at)
        at = time.perf_counter()
        reader.read(text)
        words.append(time.perf_counter() - at)
    note = f"without embeddings {late(words):.2f} ms, median {np.median(words) * 1000:.2f}; {trained}"
    return Figure(late(whole), note=f"median {np.median(whole) * 1000:.2f} ms; {note}")
