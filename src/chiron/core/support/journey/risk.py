"""How likely it is that a customer does nothing more, and that what comes next is trouble; each with its grounds.

The time from a step to the next is read from many traces by the product-limit estimator (E. L. Kaplan and P. Meier,
"Nonparametric estimation from incomplete observations", Journal of the American Statistical Association 53, 1958):
journeys that are still under way say only that the next step takes longer than they have waited. Where few stood at a
step, its curve leans on that of all steps.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from chiron.core.support.journey.forecast import Forecast
from chiron.core.support.journey.naming import stage_kind
from chiron.core.support.journey.traces import Trace

TROUBLE = frozenset({"case.opened", "case.reopened", "order.returned", "order.cancelled", "order.refunded"})
LEAN = 20.0
"""A step's own curve counts as much as that of all steps once so many stood there."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The share that has done nothing yet, after each of the ``times`` (seconds, rising); 1 before the first."""

    times: tuple[float, ...]
    shares: tuple[float, ...]
    many: int

    def quiet(self, seconds: float) -> float:
        """The share that still has done nothing after so long."""
        place = bisect_right(self.times, seconds)
        return self.shares[place - 1] if place else 1.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """The curve of each step, and that of all."""

    steps: Mapping[str, Curve]
    all: Curve


@dataclass(frozen=True, slots=True)
class Risk:
    """``leaving``: the chance of nothing within ``horizon``. ``trouble``: that of trouble, where something comes next.

    The grounds: the step ``after`` which they wait, how long (``quiet``), and how ``many`` waited there before.
    """

    leaving: float
    trouble: float
    horizon: timedelta
    after: str
    quiet: timedelta
    many: int


def waiting(traces: Iterable[Trace], now: datetime) -> Waiting:
    """The times from each step to the next, learnt from traces as they stood at ``now``."""
    waits: dict[str, list[tuple[float, bool]]] = {}
    for trace in traces:
        steps = [step for step in trace.steps if step.at <= now]
        for one, two in pairwise(steps):
            waits.setdefault(one.activity, []).append(((two.at - one.at).total_seconds(), True))
        if steps:
            waits.setdefault(steps[-1].activity, []).append(((now - steps[-1].at).total_seconds(), False))
    each = {activity: curve(found) for activity, found in sorted(waits.items())}
    return Waiting(each, curve([wait for found in waits.values() for wait in found]))


def curve(waits: Sequence[tuple[float, bool]]) -> Curve:
    """The product-limit curve of waits, each with whether the next step came at its end."""
    times: list[float] = []
    shares: list[float] = []
    left, share = len(waits), 1.0
    came: dict[float, int] = {}
    gone: dict[float, int] = {}
    for seconds, happened in waits:
        gone[seconds] = gone.get(seconds, 0) + 1
        came[seconds] = came.get(seconds, 0) + happened
    for seconds in sorted(gone):
        if came[seconds]:
            share *= 1 - came[seconds] / left
            times.append(seconds)
            shares.append(share)
        left -= gone[seconds]
    return Curve(tuple(times), tuple(shares), len(waits))


def leaving(waits: Waiting, activity: str, quiet: timedelta, horizon: timedelta) -> float:
    """The chance that nothing comes within ``horizon``, after so long a ``quiet`` since a step of this kind."""
    start, end = quiet.total_seconds(), (quiet + horizon).total_seconds()
    own = waits.steps.get(activity)
    if own is None:
        return _still(waits.all, start, end)
    trust = own.many / (own.many + LEAN)
    return trust * _still(own, start, end) + (1 - trust) * _still(waits.all, start, end)


def _still(of: Curve, start: float, end: float) -> float:
    """Of those who were quiet at ``start``, the share that still is at ``end``; all, where nobody was ever so long."""
    before = of.quiet(start)
    return of.quiet(end) / before if before > 0 else 1.0


def risk(
    trace: Trace, waits: Waiting, forecast: Forecast, now: datetime, horizon: timedelta = timedelta(days=30)
) -> Risk | None:
    """The risk of one journey at ``now``; None where nothing was done yet."""
    steps = [step for step in trace.steps if step.at <= now]
    if not steps:
        return None
    last = steps[-1]
    own = waits.steps.get(last.activity)
    return Risk(
        leaving=leaving(waits, last.activity, now - last.at, horizon),
        trouble=sum(step.chance for step in forecast.steps if stage_kind(step.activity) in TROUBLE),
        horizon=horizon,
        after=last.activity,
        quiet=now - last.at,
        many=own.many if own else 0,
    )
