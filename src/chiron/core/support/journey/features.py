"""What the first steps of a trace tell about the next, as a row of numbers; nothing in it looks ahead.

The last steps, how often each was done, runs and distinct steps, the gaps between the last steps and since the start,
hour and weekday, days on which something was done, and when it is now: processes change, and trees see after which day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log1p
from typing import Any

from chiron.core.support.journey.traces import Trace

LAST = 6
GAPS = 4
COUNTED = 16
"""So many of the commonest activities are counted each."""
CODED = 60
"""Rarer activities share one code; more would not fit the bins of the trees."""
LOOKED = 256
"""No more than the last so many steps are looked at, so that a flood of events costs no more than its length."""
DAY = 86400.0


@dataclass(frozen=True, slots=True)
class Words:
    """The activities of a log, the commonest first; an activity's code is its place, the end of a journey is code 0."""

    names: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The activities that have a code of their own, in the order of their codes."""
        return self.names if len(self.names) < CODED else self.names[: CODED - 1]

    def codes(self, activities: Iterable[str]) -> list[int]:
        """The code of each activity; one that the log never had counts as the rarest."""
        known = {name: place for place, name in enumerate(self.names, 1)}
        unknown = len(self.names) + 1
        return [min(known.get(name, unknown), CODED) for name in activities]


def words_of(traces: Iterable[Trace]) -> Words:
    """The words of a log, in an order that is the same whatever the order of its traces."""
    counts = Counter(step.activity for trace in traces for step in trace.steps)
    return Words(tuple(sorted(counts, key=lambda name: (-counts[name], name))))


def prefixes(trace: Trace, words: Words, sizes: range) -> list[list[float]]:
    """The row of each prefix whose size is in ``sizes``."""
    codes = words.codes(trace.activities)
    times = [step.at.timestamp() for step in trace.steps]
    spans = [(max(0, size - LOOKED), size) for size in sizes if 1 <= size <= len(codes)]
    return [row(codes[start:size], times[start:size]) for start, size in spans]


def row(codes: Sequence[int], times: Sequence[float]) -> list[float]:
    """The row of one prefix: codes and times in seconds, both at least one long and in order. -1 where nothing is."""
    size = len(codes)
    run = 1
    while run < size and codes[-run - 1] == codes[-1]:
        run += 1
    now, start = times[-1], times[0]
    today = now // DAY
    counts = Counter(codes)
    days = [time // DAY for time in times]
    back = [times[-place] - times[-place - 1] if place < size else None for place in range(1, GAPS + 1)]
    back += [now - start, now - times[-run], now - times[-run - 1] if run < size else None]
    return [
        float(size),
        *(float(codes[-place]) if place <= size else -1.0 for place in range(1, LAST + 1)),
        float(run),
        float(len(counts)),
        *(float(counts[code]) for code in range(1, COUNTED + 1)),
        *(log1p(max(0.0, gap)) if gap is not None else -1.0 for gap in back),
        now % DAY / 3600,
        (today + 3) % 7,
        start % DAY / 3600,
        (days[0] + 3) % 7,
        today - days[0],
        float(days.count(today)),
        float(len(set(days))),
        now,
    ]


def table(rows: Sequence[Sequence[float]]) -> Any:
    """Rows as an array of rows x features."""
    import numpy as np

    return np.array(rows, float)
