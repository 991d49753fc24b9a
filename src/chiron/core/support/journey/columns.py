"""Traces as columns of numbers, so that maps of hundreds of thousands of steps are counted at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chiron.core.support.journey.shape import Spread
from chiron.core.support.journey.traces import Trace


@dataclass(frozen=True, slots=True)
class Columns:
    """Every step in order, trace by trace. ``codes``: places in ``names``; ``at``: seconds; ``trace``: whose it is.

    ``first``, ``last``: the rows where each trace begins and ends.
    """

    names: tuple[str, ...]
    codes: Any
    at: Any
    trace: Any
    first: Any
    last: Any


def columns_of(traces: Sequence[Trace]) -> Columns:
    """The columns of traces that each have a step."""
    import numpy as np

    known: dict[str, int] = {}
    codes = np.array(
        [known.setdefault(step.activity, len(known)) for trace in traces for step in trace.steps], np.int64
    )
    at = np.array([step.at.timestamp() for trace in traces for step in trace.steps], float)
    sizes = np.array([len(trace.steps) for trace in traces], np.int64)
    last = sizes.cumsum() - 1
    return Columns(tuple(known), codes, at, np.repeat(np.arange(len(traces)), sizes), last - sizes + 1, last)


def distinct(groups: Any, traces: Any, many: int) -> Any:
    """In how many different traces each of ``many`` groups occurs."""
    import numpy as np

    width = int(traces.max(initial=0)) + 1
    pairs = np.unique(groups.astype(np.int64) * width + traces)
    return np.bincount(pairs // width, minlength=many)


def spreads(groups: Any, values: Any, many: int) -> list[Spread]:
    """The spread of the values of each of ``many`` groups, by the nearest value that there was."""
    import numpy as np

    order = np.lexsort((values, groups))
    values, counts = values[order], np.bincount(groups, minlength=many)
    starts = counts.cumsum() - counts
    middle, ninth = starts + (counts - 1) // 2, starts + np.ceil(0.9 * counts).astype(np.int64) - 1
    return [
        Spread(float(values[at]), float(values[above])) if count else Spread()
        for at, above, count in zip(middle, ninth, counts, strict=True)
    ]


def spread(values: Sequence[float]) -> Spread:
    """The spread of some values."""
    import numpy as np

    return spreads(np.zeros(len(values), np.int64), np.array(values, float), 1)[0]
