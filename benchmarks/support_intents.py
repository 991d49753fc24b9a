"""What a customer's message is about, told from examples: Banking77, with and without embeddings.

Data, vectors and the reference: ``support_intents_data``. Every class of Banking77's training part is dealt into five
folds by lot (seed 0); four fifths are learnt from, every message of the fifth is read. CHIRON_BENCH_FOLDS may name
fewer. "Ten a class": ten messages of each class drawn by lot, 2,000 others are read, mean of five seeds. "Typos":
readers of the folds, each letter of the messages read is mistyped with probability .06
(``chiron.core.language.classify.typos``).

What was chosen and on what: kernels, penalties and which heads choose, on 6,000 messages of Banking77 of which 2,000
were read, and on CLINC150 with 40 of the 100 messages of each class. What a reader learns (pooling, scope, from when on
it answers) it learns from its own examples.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from random import Random
from statistics import fmean

import numpy as np

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.support_intents_data import (
    REFERENCE,
    Row,
    banking,
    encoder,
    guessed,
    learnt,
    likeliest,
    read,
    share,
)  # fmt: skip
from chiron.core.language.classify.typos import mistyped
from chiron.core.support.intents.reader import Reader

FOLDS = 5
MEASURED = int(os.environ.get("CHIRON_BENCH_FOLDS", FOLDS))
SEEDS = 5
TYPOS = 0.06
TEN_READ = 2_000


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
        (
            (of_fold(at), rows, judged, [text for text, _ in judged])
            for at, (rows, judged) in enumerate(folds()[:MEASURED])
        ),
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
            for at, (rows, judged) in enumerate(folds()[:MEASURED])
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
    whole, words, spent = list[float](), list[float](), list[float]()
    for text in texts[:20]:
        reader.read(text, asyncio.run(encoder().embed([reader.mended(text)]))[0])
    for text in texts:
        at, cpu = time.perf_counter(), time.process_time()
        reader.read(text, asyncio.run(encoder().embed([reader.mended(text)]))[0])
        whole.append(time.perf_counter() - at)
        spent.append(time.process_time() - cpu)
        at = time.perf_counter()
        reader.read(text)
        words.append(time.perf_counter() - at)
    note = f"median {np.median(whole) * 1000:.2f} ms, p95 of CPU {late(spent):.2f} ms; without embeddings p95"
    return Figure(late(whole), note=f"{note} {late(words):.2f} ms, median {np.median(words) * 1000:.2f}; {trained}")
