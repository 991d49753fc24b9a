"""Memory on a public log of reviews: is the next card recalled? Online: every review is predicted, then learnt from.

One learner's Anki log (``logs.reviews``). Scored is every answered review of a card that was shown before, in the order
of time, with the exact time since. The references are of the same run and see the same rows: FSRS-6 with the library's
parameters, and the moving average of the card's last five reviews. Which inputs the head has, and how wide its first
uncertainty is, was chosen by the first third alone; figures are for all and for the remaining two thirds. The paired
interval is over forty blocks of consecutive reviews, as neighbours are of one sitting.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from statistics import fmean, stdev

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.logs import Review, reviews
from chiron.core.learning.memory import FRESH, Initial, Memory, begun, learnt, recall, retrievability, review

BLOCKS = 40
T_39 = 2.0227
"""97.5 % point of Student's t with 39 degrees of freedom."""
LEAST = 1e-4
"""No chance is scored as nearer to 0 or 1: FSRS says 1 at once after a review."""
FSRS = "FSRS-6, the library's parameters, exact days"


@dataclass(frozen=True, slots=True)
class Said:
    """What each said of one review before it: ours, FSRS-6, FSRS-6 with fitted beginnings, the moving average."""

    ours: float
    fsrs: float
    fitted: float
    average: float
    days: float
    recalled: bool


@cache
def replayed() -> tuple[Said, ...]:
    """The whole log, online."""
    return tuple(replay(reviews()))


def replay(log: Sequence[Review]) -> list[Said]:
    """What was said of each review of a card that had been shown before."""
    usual, fitted = dict[str, Memory](), dict[str, Memory]()
    first, last = dict[str, int](), defaultdict[str, list[bool]](list)
    head, initial, told = FRESH, Initial(), list[Said]()
    for row in log:
        when, kept = datetime.fromtimestamp(row.when, UTC), usual.get(row.card)
        recalled, five = row.ease > 1, last[row.card][-5:]
        if kept is None:
            first[row.card] = row.ease
            fitted[row.card] = review(None, row.ease, when, scales=initial.scales)
        else:
            fsrs, other = retrievability(kept, when), retrievability(fitted[row.card], when)
            average = (sum(five) + 0.5) / (len(five) + 1)
            days = (when - kept.last).total_seconds() / 86_400
            told.append(Said(recall(head, kept, when), fsrs, other, average, days, recalled))
            head = learnt(head, kept, recalled, when)
            initial = begun(initial, first[row.card], kept, recalled, when)
            fitted[row.card] = review(fitted[row.card], row.ease, when)
        usual[row.card] = review(kept, row.ease, when)
        last[row.card].append(recalled)
    return told


def loss(chance: float, recalled: bool) -> float:
    """Minus log likelihood in nats."""
    held = min(max(chance, LEAST), 1 - LEAST)
    return -math.log(held if recalled else 1 - held)


def mean_loss(rows: Sequence[Said], who: Callable[[Said], float]) -> float:
    """Mean log loss of one of them."""
    return fmean(loss(who(row), row.recalled) for row in rows)


def gain(rows: Sequence[Said], than: Callable[[Said], float]) -> tuple[float, float]:
    """By how much our log loss is lower, and half the width of its paired 95 % interval over blocks."""
    ends = [round(n * len(rows) / BLOCKS) for n in range(BLOCKS + 1)]
    blocks = [rows[a:b] for a, b in pairwise(ends)]
    found = [fmean(loss(than(r), r.recalled) - loss(r.ours, r.recalled) for r in block) for block in blocks]
    return fmean(found), T_39 * stdev(found) / BLOCKS**0.5


def error(rows: Sequence[Said], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    sums = [[0.0, 0.0] for _ in range(bins)]
    for row in rows:
        into = sums[min(int(row.ours * bins), bins - 1)]
        into[0] += row.ours
        into[1] += row.recalled
    return sum(abs(said - was) for said, was in sums) / len(rows)


def _told(name: str, rows: Sequence[Said]) -> str:
    under, wide = gain(rows, lambda r: r.fsrs)
    return (
        f"{name} ({len(rows)}): ours {mean_loss(rows, lambda r: r.ours):.4f}, FSRS-6"
        f" {mean_loss(rows, lambda r: r.fsrs):.4f}, with fitted beginnings {mean_loss(rows, lambda r: r.fitted):.4f},"
        f" moving average {mean_loss(rows, lambda r: r.average):.4f}; under FSRS-6 by {under:.4f} +- {wide:.4f}"
    )


def _parts(progress: Progress) -> tuple[Said, ...]:
    rows = replayed()
    later, days = rows[len(rows) // 3 :], [row for row in rows if row.days >= 1]
    for name, part in (("all", rows), ("last two thirds", later), ("a day or more after", days)):
        progress(_told(name, part))
    progress(_told("a day or more after, last two thirds", [row for row in later if row.days >= 1]))
    return later


@benchmark(
    "learner.memory",
    "log loss of the next review below FSRS-6's, online, Anki log, last two thirds (lower end of the 95 % interval)",
    "nats",
    goal=Goal(0.008, at="least"),
)
def below(progress: Progress) -> Figure:
    """The bar counts as met where the interval excludes it."""
    later = _parts(progress)
    under, wide = gain(later, lambda r: r.fsrs)
    return Figure(under - wide, None, _told("last two thirds", later))


@benchmark(
    "learner.memory.spaced",
    "the same, of reviews a day or more after the last: those by which dates are made",
    "nats",
    goal=Goal(0.008, at="least"),
)
def spaced(progress: Progress) -> Figure:
    """FSRS was made for these; it is not asked about minutes."""
    later = [row for row in _parts(progress) if row.days >= 1]
    under, wide = gain(later, lambda r: r.fsrs)
    return Figure(under - wide, None, _told("a day or more after, last two thirds", later))


@benchmark(
    "learner.memory.loss",
    "log loss of the next review, online, Anki log, all reviews",
    "nats",
    goal=Goal(1.0, of="ratio"),
    reference=FSRS,
)
def absolute(progress: Progress) -> Figure:
    """Every review of a card shown before."""
    _parts(progress)
    rows = replayed()
    return Figure(mean_loss(rows, lambda r: r.ours), mean_loss(rows, lambda r: r.fsrs))


@benchmark("learner.memory.calibration", "ECE (10 bins) of the next review, online, Anki log", "", goal=Goal(0.02))
def calibration(progress: Progress) -> Figure:
    """All, and those a day or more after."""
    _parts(progress)
    rows = replayed()
    return Figure(error(rows), None, f"a day or more after: {error([row for row in rows if row.days >= 1]):.4f}")
