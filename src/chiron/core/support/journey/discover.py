"""The map of journeys, discovered from traces: directly-follows counts with their times, loops, drop-offs, stages.

Counting what directly follows what: W. M. P. van der Aalst, "Process mining: data science in action", 2016, chapter 6.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from chiron.core.support.journey.columns import Columns, columns_of, distinct, spread, spreads
from chiron.core.support.journey.keeping import Keep, kept
from chiron.core.support.journey.shape import Flow, Loop, Map, Passage, Path, Place, Reached, Spread
from chiron.core.support.journey.stages import Stay, walked
from chiron.core.support.journey.traces import Trace
from chiron.core.support.playbook import Stage

GOALS = frozenset({"order.delivered", "order.refunded", "case.closed", "case.rated", "product.reviewed"})
"""Steps with which a journey may well end."""
LONGEST = 4
"""Loops of up to so many steps are told."""
PATHS = 20


@dataclass(frozen=True, slots=True)
class Looking:
    """How journeys are judged. A journey is over where nothing was done for ``quiet`` before ``now``.

    ``over``: traces that are not open have ended, however late their last step.
    """

    now: datetime
    quiet: timedelta = timedelta(days=30)
    goals: frozenset[str] = GOALS
    stages: Sequence[Stage] = field(default=())
    over: bool = False

    def ended(self, trace: Trace) -> bool:
        """Whether nothing more is expected of a journey."""
        return not trace.open and (self.over or self.now - trace.steps[-1].at > self.quiet)


def discover(traces: Sequence[Trace], looking: Looking, keep: Keep | None = None) -> Map:
    """The map of the traces that ``keep`` lets stay, in whatever order they are given."""
    past = [one for trace in traces if (one := _past(trace, looking.now)).steps]
    shown = kept(past, keep) if keep else past
    if not shown:
        return Map(0, 0, 0, 0, Spread(), (), (), (), _no_stages(looking.stages), (), ())
    columns = columns_of(shown)
    walks = [walked(trace.steps, looking.stages, looking.now) for trace in shown] if looking.stages else []
    over = [looking.ended(trace) for trace in shown]
    done = sum(ended and trace.steps[-1].activity in looking.goals for trace, ended in zip(shown, over, strict=True))
    stages, passages = _stages(looking.stages, [stays for _, stays in walks])
    return Map(
        journeys=len(shown),
        steps=len(columns.codes),
        done=done,
        left=sum(over) - done,
        lasted=spread((columns.at[columns.last] - columns.at[columns.first]).tolist()),
        places=_places(columns, over, looking.goals, [stage for after, _ in walks for stage in after]),
        flows=_flows(columns),
        loops=_loops(columns),
        stages=stages,
        passages=passages,
        paths=_paths(shown),
    )


def _past(trace: Trace, now: datetime) -> Trace:
    """A trace up to now: a clock that is wrong may date a step into the future."""
    if not trace.steps or trace.steps[-1].at <= now:
        return trace
    return replace(trace, steps=tuple(step for step in trace.steps if step.at <= now), keys={})


def _places(columns: Columns, over: Sequence[bool], goals: frozenset[str], stages: Sequence[str]) -> tuple[Place, ...]:
    """The steps of the map."""
    import numpy as np

    many = len(columns.names)
    ended = columns.codes[columns.last][np.array(over, bool)]
    times, journeys = np.bincount(columns.codes, minlength=many), distinct(columns.codes, columns.trace, many)
    starts = np.bincount(columns.codes[columns.first], minlength=many)
    ends = np.bincount(ended, minlength=many)
    sizes = (columns.last - columns.first)[columns.trace]
    early = (np.arange(len(columns.codes)) - columns.first[columns.trace]) / np.maximum(sizes, 1)
    # In whole millionths: their sum is the same in whatever order traces come.
    mean = np.bincount(columns.codes, np.round(early * 1e6), many) / np.maximum(times, 1) / 1e6
    mostly = _mostly(columns, stages)
    places = [
        Place(
            activity=name,
            times=int(times[code]),
            journeys=int(journeys[code]),
            starts=int(starts[code]),
            ends=int(ends[code]),
            left=0 if name in goals else int(ends[code]),
            again=int(times[code] - journeys[code]),
            stage=mostly.get(code, ""),
            early=float(mean[code]),
        )
        for code, name in enumerate(columns.names)
    ]
    return tuple(sorted(places, key=lambda place: (-place.times, place.activity)))


def _mostly(columns: Columns, stages: Sequence[str]) -> dict[int, str]:
    """The stage in which each step is mostly done."""
    if not stages:
        return {}
    counts: dict[int, Counter[str]] = {}
    for code, stage in zip(columns.codes.tolist(), stages, strict=True):
        counts.setdefault(code, Counter())[stage] += 1
    return {code: min(of, key=lambda stage: (-of[stage], stage)) for code, of in counts.items()}


def _flows(columns: Columns) -> tuple[Flow, ...]:
    """What directly follows what."""
    import numpy as np

    many = len(columns.names)
    inside = columns.trace[1:] == columns.trace[:-1]
    pairs = (columns.codes[:-1] * many + columns.codes[1:])[inside]
    if not len(pairs):
        return ()
    known, group = np.unique(pairs, return_inverse=True)
    waits = spreads(group, np.diff(columns.at)[inside], len(known))
    times, journeys = np.bincount(group), distinct(group, columns.trace[1:][inside], len(known))
    flows = [
        Flow(columns.names[pair // many], columns.names[pair % many], int(time), int(journey), wait)
        for pair, time, journey, wait in zip(known.tolist(), times, journeys, waits, strict=True)
    ]
    return tuple(sorted(flows, key=lambda flow: (-flow.times, flow.before, flow.after)))


def _loops(columns: Columns) -> tuple[Loop, ...]:
    """Returns to a step by the fewest steps, those round the same ring counted together."""
    import numpy as np

    rounds: dict[tuple[int, ...], list[int]] = {}
    widths: dict[tuple[int, ...], int] = {}
    returned: Any = np.zeros(len(columns.codes), bool)
    for width in range(1, LONGEST + 1):
        same: Any = np.zeros(len(columns.codes), bool)
        same[width:] = (columns.codes[width:] == columns.codes[:-width]) & (
            columns.trace[width:] == columns.trace[:-width]
        )
        for row in np.flatnonzero(same & ~returned).tolist():
            ring = _ring(columns.codes[row - width : row].tolist())
            rounds.setdefault(ring, []).append(row)
            widths[ring] = width
        returned |= same
    loops = [_loop(columns, ring, rows, widths[ring]) for ring, rows in rounds.items()]
    return tuple(sorted(loops, key=lambda loop: (-loop.times, loop.steps)))


def _ring(codes: list[int]) -> tuple[int, ...]:
    """One name for a ring, wherever one steps into it."""
    return min(tuple(codes[place:] + codes[:place]) for place in range(len(codes)))


def _loop(columns: Columns, ring: tuple[int, ...], rows: Sequence[int], width: int) -> Loop:
    """The loop of a ring, from the rows in which it was closed."""
    import numpy as np

    ends = np.array(rows)
    names = _ring_of([columns.names[code] for code in ring])
    waits = (columns.at[ends] - columns.at[ends - width]).tolist()
    return Loop(names, len(rows), len(np.unique(columns.trace[ends])), spread(waits))


def _ring_of(names: list[str]) -> tuple[str, ...]:
    """A ring told from the name that comes first in the alphabet: the same, whatever codes its steps have."""
    return min(tuple(names[place:] + names[:place]) for place in range(len(names)))


def _paths(traces: Sequence[Trace]) -> tuple[Path, ...]:
    """The most frequent whole ways."""
    counts = Counter(trace.activities for trace in traces)
    common = sorted(counts, key=lambda steps: (-counts[steps], steps))[:PATHS]
    return tuple(Path(steps, counts[steps]) for steps in common)


def _no_stages(stages: Sequence[Stage]) -> tuple[Reached, ...]:
    """Every stage, reached by nobody."""
    return tuple(Reached(stage.id, stage.title, 0, 0, 0, 0, 0, Spread()) for stage in stages)


def _stages(stages: Sequence[Stage], walks: Sequence[list[Stay]]) -> tuple[tuple[Reached, ...], tuple[Passage, ...]]:
    """How far journeys came, and from which stage to which they passed."""
    order = {stage.id: place for place, stage in enumerate(stages)}
    seen: dict[str, dict[str, set[int]]] = {stage.id: {} for stage in stages}
    lasted: dict[str, list[float]] = {stage.id: [] for stage in stages}
    passed: Counter[tuple[str, str]] = Counter()
    for journey, stays in enumerate(walks):
        passed.update({(one.stage, two.stage) for one, two in pairwise(stays)})
        for place, stay in enumerate(stays):
            after = stays[place + 1] if place + 1 < len(stays) else None
            for word in ("journeys", _how(stay, after, order)):
                seen[stay.stage].setdefault(word, set()).add(journey)
            if stay.until is not None:
                lasted[stay.stage].append((stay.until - stay.since).total_seconds())
    reached = tuple(_reached(stage, seen[stage.id], lasted[stage.id]) for stage in stages)
    common = sorted(passed, key=lambda pair: (-passed[pair], pair))
    return reached, tuple(Passage(*pair, passed[pair]) for pair in common)


def _reached(stage: Stage, seen: Mapping[str, set[int]], lasted: Sequence[float]) -> Reached:
    """A stage, from the journeys of which each was true and the times of its stays."""
    many = {word: len(seen.get(word, ())) for word in ("journeys", "here", "further", "back", "stale")}
    return Reached(stage=stage.id, title=stage.title, stay=spread(lasted), **many)


def _how(stay: Stay, after: Stay | None, order: dict[str, int]) -> str:
    """How a stay ended."""
    if stay.until is None:
        return "here"
    if stay.stale:
        return "stale"
    return "further" if after is not None and order[after.stage] > order[stay.stage] else "back"
