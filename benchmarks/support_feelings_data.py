"""What people wrote and others labelled with a feeling: read from the folder that CHIRON_BENCH_SUPPORT names.

For measuring alone, except GoEmotions (Apache-2.0), from which the shipped head is learnt too
(``support_feelings_heads.py``). Texts, labels and licences: the README of that folder.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Progress
from chiron.adapters.embeddings.local import LocalEmbedder
from chiron.core.errors import ChironError
from chiron.core.language.feelings.conversation import Said

Array = NDArray[np.float64]
SHARED = Path(__file__).parents[2] / "shared"
SUPPORT = Path(os.environ.get("CHIRON_BENCH_SUPPORT", SHARED / "data" / "support"))
MODEL = Path(os.environ.get("CHIRON_BENCH_EMBEDDINGS", SHARED / "models" / "minilm-l6-v2-int8"))
KEPT = Path(os.environ.get("CHIRON_BENCH_KEPT", Path(tempfile.gettempdir()) / "chiron-bench-vectors"))
"""Where vectors of texts are kept between runs."""
_ILL = "anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse sadness"
_GLAD = "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief"
NEGATIVE, POSITIVE = frozenset(_ILL.split()), frozenset(_GLAD.split())
GROUPS = {
    "anger": ("anger", "disgust"),
    "frustration": ("annoyance",),
    "disappointment": ("disappointment",),
    "sadness": ("sadness", "grief", "remorse"),
    "worry": ("fear", "nervousness"),
    "confusion": ("confusion",),
    "joy": ("joy", "amusement", "excitement", "love", "admiration", "pride", "relief"),
    "gratitude": ("gratitude",),
    "hope": ("optimism",),
}
"""Our emotions by those of GoEmotions."""


@dataclass(frozen=True)
class Labelled:
    """Texts with one label each, from 0."""

    texts: tuple[str, ...]
    labels: NDArray[np.int64]


@dataclass(frozen=True)
class Turn:
    """A customer's message with what went before it, its number of dialogue, and the labels that people gave it."""

    text: str
    before: tuple[Said, ...]
    dialogue: int
    given: tuple[int, ...]
    place: int
    """Of its line among all lines of the file."""

    @property
    def label(self) -> int:
        """The most frequent label, the lowest of equals: as the data's own authors count."""
        return max(sorted(set(self.given)), key=self.given.count)

    @property
    def plain(self) -> bool:
        """Whether one label is the most frequent."""
        times = sorted((self.given.count(each) for each in set(self.given)), reverse=True)
        return len(times) == 1 or times[0] > times[1]


def lines(*parts: str) -> list[str]:
    """The lines of a file. SystemExit where it is missing."""
    path = SUPPORT.joinpath(*parts)
    if not path.is_file():
        raise SystemExit(f"Skipped: {path} is missing; name the folder of support data: CHIRON_BENCH_SUPPORT.")
    return path.read_text("utf-8").rstrip("\n").split("\n")


@cache
def tweets(task: str, part: str) -> Labelled:
    """Tweets of TweetEval: ``emotion`` (anger, joy, optimism, sadness), ``sentiment`` (negative, neutral, positive)."""
    folder = f"tweeteval_{task}"
    labels = np.array([int(line) for line in lines(folder, f"{part}_labels.txt") if line.strip()])
    return Labelled(tuple(lines(folder, f"{part}_text.txt")), labels)


@cache
def goemotions(part: str) -> tuple[tuple[str, ...], Array, tuple[str, ...]]:
    """Comments of GoEmotions, which of the emotions each has (0 or 1), and their names."""
    names = tuple(line.strip() for line in lines("goemotions", "labels.txt"))
    rows = [line.split("\t") for line in lines("goemotions", f"{part}.tsv")]
    table = np.zeros((len(rows), len(names)))
    for at, row in enumerate(rows):
        table[at, [int(each) for each in row[1].split(",")]] = 1
    return tuple(row[0] for row in rows), table, names


@cache
def dialogues(name: str) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
    """Every message of a user in a file of the USS data, and the texts of all its lines."""
    turns: list[Turn] = []
    texts: list[str] = []
    before: list[Said] = []
    number = 0
    for line in lines("uss", f"{name}.txt"):
        if not line.strip():
            number += bool(before)
            before = []
            continue
        by, text, _, given = [*line.split("\t"), "", "", ""][:4]
        if by == "USER" and text != "OVERALL":
            labels = tuple(int(each) for each in given.split(",") if each.strip())
            turns.append(Turn(text, tuple(before), number, labels, len(texts)))
        before.append(Said(by == "USER", text))
        texts.append(text)
    return tuple(turns), tuple(texts)


def vectors(texts: Sequence[str], progress: Progress) -> Array:
    """The vectors of texts, each read alone as it is in use, kept between runs. SystemExit where there is no model."""
    try:
        model = LocalEmbedder("bench", MODEL)
    except ChironError as fault:
        raise SystemExit(f"Skipped: {fault.message}") from fault
    digest = hashlib.sha256("\0".join([asyncio.run(model.mark()), *texts]).encode()).hexdigest()[:24]
    path = KEPT / f"{digest}.npy"
    if path.exists():
        return np.asarray(np.load(path), float)
    progress(f"vectors of {len(texts)} texts")
    own = list(dict.fromkeys(texts))

    async def every() -> dict[str, Array]:
        return {text: np.array((await model.embed([text]))[0], np.float32) for text in own}

    known = asyncio.run(every())
    table = np.array([known[text] for text in texts])
    KEPT.mkdir(parents=True, exist_ok=True)
    np.save(path, table)
    return np.asarray(table, float)


def folds(groups: Sequence[Any], many: int, seed: int) -> NDArray[np.int64]:
    """A fold for each item, items of a group together, groups dealt out by chance."""
    own = list(dict.fromkeys(groups))
    order = np.random.default_rng(seed).permutation(len(own))
    dealt = {own[place]: at % many for at, place in enumerate(order)}
    return np.array([dealt[group] for group in groups])


def dealt(labels: NDArray[np.int64], many: int, seed: int) -> NDArray[np.int64]:
    """A fold for each item, every label spread evenly over the folds."""
    found = np.zeros(len(labels), np.int64)
    chance = np.random.default_rng(seed)
    for label in np.unique(labels):
        mine = chance.permutation(np.flatnonzero(labels == label))
        found[mine] = np.arange(len(mine)) % many
    return found


def f1(said: NDArray[np.bool_], right: NDArray[np.bool_]) -> float:
    """The harmonic mean of precision and recall."""
    return float(2 * (said & right).sum() / max(said.sum() + right.sum(), 1))


def macro_f1(said: NDArray[np.int64], right: NDArray[np.int64]) -> float:
    """The mean F1 over the labels that stand in ``right``."""
    return float(np.mean([f1(said == label, right == label) for label in np.unique(right)]))


def macro_recall(said: NDArray[np.int64], right: NDArray[np.int64]) -> float:
    """The mean share of each label's items that were told."""
    return float(np.mean([(said[right == label] == label).mean() for label in np.unique(right)]))


def resampled(measure: Callable[[NDArray[np.int64]], float], many: int, times: int = 500, seed: int = 0) -> str:
    """The 95 % interval of a measure of the items at given places, by resampling them."""
    chance = np.random.default_rng(seed)
    found = sorted(measure(chance.integers(0, many, many)) for _ in range(times))
    return f"[{found[int(0.025 * times)]:.3f}, {found[int(0.975 * times)]:.3f}]"
