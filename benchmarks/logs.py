"""Public logs of answers as typed values, with the splits and the scoring rules of their published protocols.

The data lie in ``../shared/data/learner`` or the folder that CHIRON_BENCH_LEARNER names, and never in the repository.
Their README names sources and terms. What is chosen by looking is chosen on ``validation`` splits of a training part;
a test part is read for the last figure alone.
"""

from __future__ import annotations

import csv
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

DATA = Path(os.environ.get("CHIRON_BENCH_LEARNER", Path(__file__).parents[2] / "shared" / "data" / "learner"))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``item`` is empty where the log names only skills; ``when`` are seconds from any beginning, or None
    where the log has no times."""

    learner: str
    item: str
    skills: tuple[str, ...]
    when: float | None
    right: bool


Log = dict[str, list[Answer]]
"""learner -> their answers in order."""


@dataclass(frozen=True, slots=True)
class Review:
    """One card shown again. ``when`` in seconds since 1970, ``took`` in seconds.

    ``kind`` as Anki numbers it: 0 learning, 1 review, 2 relearning, 3 filtered, 4 set by hand. ``ease`` is 1 (again) to
    4 (easy); 0 is no answer.
    """

    card: str
    when: float
    ease: int
    took: float
    kind: int


@dataclass(frozen=True, slots=True)
class Fold:
    """One division into what may be learnt from and what is predicted; no learner is in both."""

    name: str
    train: Log
    test: Log


FOLDS = {
    "assistments09": ("published",),
    "assistments09-folds": ("1", "2", "3", "4", "5"),
    "assistments09-folds-raw": ("1", "2", "3", "4", "5"),
    "assistments15": ("0", "1", "2", "3", "4"),
    "algebra05": ("0", "1", "2", "3", "4"),
}
"""The logs and their folds. ``assistments09`` is the split of Gervet et al. (2020); ``-folds`` the five test files of
Ghosh et al. (2020, AKT), an answer that repeats the one before it (the same item, the same outcome: a second skill of
one answer, which would give the answer away) dropped and its skill kept with the item; ``-folds-raw`` the same rows as
published; ``assistments15`` the folds of pyKT (skills only); ``algebra05`` half of the learners of Algebra 2005-2006,
every fifth of them held out."""


def folds(name: str) -> Iterator[Fold]:
    """Every fold of a log, one after another. Raises KeyError for an unknown name, SystemExit without the data."""
    for part in FOLDS[name]:
        yield fold(name, part)


def fold(name: str, part: str) -> Fold:
    """One fold of a log by its name in FOLDS."""
    if name == "assistments09":
        return Fold(part, dict(read(name, "train")), dict(read(name, "test")))
    train = {who: told for other in FOLDS[name] if other != part for who, told in read(name, other).items()}
    return Fold(part, train, dict(read(name, part)))


def validation(train: Log, share: float = 0.2) -> Fold:
    """A training part divided by learners, always the same way: about so large a share to choose by."""
    held = {who for who in train if zlib.crc32(f"validation {who}".encode()) % 1000 < share * 1000}
    kept = {who: told for who, told in train.items() if who not in held}
    return Fold("validation", kept, {who: train[who] for who in train if who in held})


def some(log: Log, learners: int) -> Log:
    """That many learners, always the same ones, for a quick look."""
    chosen = sorted(log, key=lambda who: zlib.crc32(f"some {who}".encode()))[:learners]
    return {who: log[who] for who in chosen}


def scored(name: str, answers: list[Answer]) -> list[bool]:
    """Which of a learner's answers a protocol scores: all, but the first in ``assistments15``."""
    return [place > 0 or name != "assistments15" for place in range(len(answers))]


@cache
def read(name: str, part: str) -> Log:
    """A part of a log: ``train`` or ``test`` of ``assistments09``, else a fold's own (held-out) learners."""
    if name == "assistments09":
        return _tab_separated(_folder("gervet_assistments09"), f"preprocessed_data_{part}.csv", timed=False)
    if name in ("assistments09-folds", "assistments09-folds-raw"):
        return _lines_of_four(_folder("akt_assist2009_pid"), part, raw=name.endswith("raw"))
    if name == "assistments15":
        return {who: told for who, (place, told) in _pykt().items() if place == part}
    if name == "algebra05":
        log = _tab_separated(_folder("gervet_algebra05_half"), "users_even.csv", timed=True)
        return {who: told for place, (who, told) in enumerate(log.items()) if str(place % 5) == part}
    raise KeyError(name)


def reviews() -> list[Review]:
    """The Anki log in order of time: one learner's cards. Rows without an answer are left out."""
    with (_folder("anki_revlog") / "revlog_first60.csv").open(newline="") as lines:
        rows = [
            Review(row["cid"], int(row["id"]) / 1000, int(row["ease"]), int(row["time"]) / 1000, int(row["type"]))
            for row in csv.DictReader(lines)
        ]
    return sorted((row for row in rows if row.ease), key=lambda row: row.when)


def count(log: Log) -> int:
    """How many answers."""
    return sum(map(len, log.values()))


def _folder(name: str) -> Path:
    if not (DATA / name).is_dir():
        raise SystemExit(f"There is no data set {name} in {DATA}; set CHIRON_BENCH_LEARNER to its parent folder.")
    return DATA / name


@cache
def _tab_separated(folder: Path, name: str, timed: bool) -> Log:
    skills, log = _skills_of_items(folder / "q_mat.npz"), Log()
    with (folder / name).open(newline="") as lines:
        for who, item, when, right, _ in csv.reader(_after_first(lines), delimiter="\t"):
            answer = Answer(who, item, skills[int(item)], float(when) if timed else None, right == "1")
            log.setdefault(who, []).append(answer)
    return log


def _after_first(lines: Iterable[str]) -> Iterator[str]:
    rest = iter(lines)
    next(rest)
    return rest


def _skills_of_items(path: Path) -> list[tuple[str, ...]]:
    """The rows of a sparse matrix (items by skills) as SciPy keeps it; read without it."""
    with zipfile.ZipFile(path) as parts:
        columns, ends = (_whole_numbers(parts.read(f"{name}.npy")) for name in ("indices", "indptr"))
    named = [str(column) for column in columns]
    return [tuple(named[a:b]) for a, b in pairwise(ends)]


def _whole_numbers(data: bytes) -> tuple[int, ...]:
    """A one-dimensional array of 32-bit numbers in NumPy's format, version 1."""
    begin = 10 + struct.unpack_from("<H", data, 8)[0]
    return struct.unpack_from(f"<{(len(data) - begin) // 4}i", data, begin)


@cache
def _akt_skills(folder: Path) -> dict[str, tuple[str, ...]]:
    """Every skill with which the logs name an item."""
    found: dict[str, set[str]] = {}
    for part in FOLDS["assistments09-folds"]:
        lines = (folder / f"assist2009_pid_test{part}.csv").read_text().split()
        for items, skills in zip(lines[1::4], lines[2::4], strict=True):
            for item, skill in zip(items.split(","), skills.split(","), strict=True):
                found.setdefault(item, set()).add(skill)
    return {item: tuple(sorted(skills)) for item, skills in found.items()}


def _lines_of_four(folder: Path, part: str, raw: bool) -> Log:
    skills_of, log = _akt_skills(folder), Log()
    lines = (folder / f"assist2009_pid_test{part}.csv").read_text().split()
    for head, *lists in zip(*(lines[n::4] for n in range(4)), strict=True):
        who, told = head.split(",")[1], list[Answer]()
        for item, skill, right in zip(*(one.strip(",").split(",") for one in lists), strict=True):
            if raw:
                told.append(Answer(who, item, (skill,), None, right == "1"))
            elif not (told and told[-1].item == item and told[-1].right == (right == "1")):
                told.append(Answer(who, item, skills_of[item], None, right == "1"))
        log.setdefault(who, []).extend(told)
    return log


@cache
def _pykt() -> dict[str, tuple[str, list[Answer]]]:
    """learner -> (fold, answers)."""
    found: dict[str, tuple[str, list[Answer]]] = {}
    with (_folder("pykt_assist2015") / "train_valid.csv").open(newline="") as lines:
        for part, who, skills, rights in csv.reader(_after_first(lines)):
            pairs = zip(skills.split(","), rights.split(","), strict=True)
            told = [Answer(who, "", (skill,), None, right == "1") for skill, right in pairs if right in "01"]
            found.setdefault(who, (part, []))[1].extend(told)
    return found
