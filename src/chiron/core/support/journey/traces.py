"""A customer's steps in order: a fold of events that may come late, twice and in any order.

The same key is one step. Where a key was sent with two contents, the earlier of them (by time, then by what it says) is
kept, so that every order of arrival gives the same trace.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from chiron.core.support.events import Touch
from chiron.core.support.journey.naming import products_of, step_of


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One thing done, at a time. ``key`` tells it from all others of its trace."""

    at: datetime
    key: str
    activity: str
    channel: str = ""
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """The steps of one journey by time and key. ``open``: more may come, so that its last step is no end.

    ``segments``: what the customer is counted among, such as ``loyal`` or ``new``.
    """

    who: str
    steps: tuple[Step, ...] = ()
    segments: frozenset[str] = frozenset()
    open: bool = False
    keys: Mapping[str, Step] = field(default_factory=dict, repr=False, compare=False, hash=False)

    @property
    def activities(self) -> tuple[str, ...]:
        """What was done, in order."""
        return tuple(step.activity for step in self.steps)


def joined(trace: Trace, step: Step) -> Trace:
    """The trace with one step more, in its place; the very same trace where the step is in it."""
    keys = trace.keys or {one.key: one for one in trace.steps}
    known = keys.get(step.key)
    if known is not None and known <= step:
        return trace
    steps = list(trace.steps)
    if known is not None:
        steps.pop(bisect_left(steps, known))
    steps.insert(bisect_left(steps, step), step)
    return Trace(trace.who, tuple(steps), trace.segments, trace.open, {**keys, step.key: step})


def of_touch(touch: Touch) -> Step | None:
    """The step that an event is; None for what is no step of a journey, such as a consent."""
    activity = step_of(touch)
    if activity is None:
        return None
    return Step(touch.at, touch.key, activity, str(touch.channel), products_of(touch.body))


def gathered(
    touches: Iterable[Touch],
    segments: Mapping[str, frozenset[str]] | None = None,
    who: Callable[[Touch], str] = lambda touch: touch.who,
) -> list[Trace]:
    """Traces by customer, by the time of their first steps. ``who`` tells whose a touch is: visitors may be merged."""
    found: dict[str, dict[str, Step]] = {}
    for touch in touches:
        step = of_touch(touch)
        if step is None:
            continue
        steps = found.setdefault(who(touch), {})
        known = steps.get(step.key)
        if known is None or step < known:
            steps[step.key] = step
    traces = [
        Trace(name, tuple(sorted(steps.values())), (segments or {}).get(name, frozenset()))
        for name, steps in found.items()
    ]
    return sorted(traces, key=lambda trace: (trace.steps[0].at, trace.who))


def journeys(trace: Trace, pause: timedelta, now: datetime) -> list[Trace]:
    """A trace cut where nothing happened for longer than ``pause``; the last is open while ``now`` is within it."""
    if not trace.steps:
        return []
    cuts = [place for place, (one, two) in enumerate(pairwise(trace.steps), 1) if two.at - one.at > pause]
    parts = [trace.steps[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    ended = [Trace(trace.who, steps, trace.segments) for steps in parts[:-1]]
    return [*ended, Trace(trace.who, parts[-1], trace.segments, now - parts[-1][-1].at <= pause)]
