"""Estimates of what another way of choosing brings, from a logged bandit.

Data: ``obd`` in the folder that CHIRON_BENCH_SUPPORT names: 10,000 decisions of an evenly random way and as many of a
Thompson sampler, each with its chance. The estimate of one way from the other's log is held against what it really got.
With 46 to 69 clicks a file it only tells whether the intervals hold.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import mean

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.support_recommend import folder
from chiron.core.support.recommend.offpolicy import Estimate, Shown, doubly_robust, ips, snips

Way = Callable[[Sequence[Shown]], Estimate]


def logged(kind: str) -> list[dict[str, str]]:
    """A log of ``obd``: ``random`` or ``bts``."""
    with (folder("obd") / kind / "women" / "women.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def judged(log: str, other: str, estimate: Way) -> tuple[Estimate, float, float]:
    """An estimate from a log of what the other way brings; what that one really got, and the half of its interval.

    The other way's chances by item and position are those that its own log shows. What is expected of an item, for
    doubly robust, is its share of clicks in the other half of the log, drawn towards the mean of all.
    """
    rows, theirs = logged(log), logged(other)
    counts = Counter((row["position"], row["item_id"]) for row in theirs)
    whole = Counter(row["position"] for row in theirs)
    expected = [_expected([row for place, row in enumerate(rows) if place % 2 == half]) for half in (0, 1)]
    shown = []
    for place, row in enumerate(rows):
        position, model = row["position"], expected[1 - place % 2]
        over = sum(
            n / whole[position] * model.get(item, model[""]) for (at, item), n in counts.items() if at == position
        )
        chance = counts[position, row["item_id"]] / whole[position]
        gain = model.get(row["item_id"], model[""])
        shown.append(Shown(float(row["propensity_score"]), float(row["click"]), chance, gain, over))
    share = mean(float(row["click"]) for row in theirs)
    return estimate(shown), share, 1.96 * math.sqrt(share * (1 - share) / len(theirs))


def _expected(rows: list[dict[str, str]]) -> dict[str, float]:
    share = mean(float(row["click"]) for row in rows)
    clicks = Counter(row["item_id"] for row in rows if row["click"] == "1")
    shown = Counter(row["item_id"] for row in rows)
    return {"": share, **{item: (clicks[item] + 200 * share) / (many + 200) for item, many in shown.items()}}


@benchmark("support.recommend.offpolicy", "estimates (3 ways, a random log) whose 95 % interval meets what was got",
           "of 3", goal=Goal(3.0, at="least"))  # fmt: skip
def estimates(progress: Progress) -> Figure:
    """A smoke test: the intervals of both, laid beside one another, must meet.

    The other way round, from the sampler's log, is told and not counted: there the weights leave so few cases that an
    estimate says itself that it is not enough to decide by.
    """
    hits, notes = 0, []
    for log, other in (("random", "bts"), ("bts", "random")):
        for name, way in (("IPS", ips), ("SNIPS", snips), ("DR", doubly_robust)):
            found, truth, half = judged(log, other, way)
            hits += log == "random" and found.enough and found.low <= truth + half and truth - half <= found.high
            line = (
                f"{name} of {other} from {log} {found.value:.4f} [{found.low:.4f}, {found.high:.4f}], got {truth:.4f}"
            )
            notes.append(f"{line}, rests on {found.effective:.0f}{'' if found.enough else ': not enough'}")
            progress(notes[-1])
    return Figure(float(hits), note="; ".join(notes))
