"""Which journeys, and which of their steps, a map is drawn of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from chiron.core.support.journey.traces import Step, Trace


@dataclass(frozen=True, slots=True)
class Keep:
    """A filter; what is empty filters nothing, and a journey stays where all of it holds.

    ``segments``: its customer is counted among one of these. ``products``: a step of it is about one of these.
    ``through``: it has each of these steps. ``since``, ``until``: it began from ``since`` on and before ``until``, both
    aware of their zone. Of journeys that stay, only steps by one of the ``channels`` and none of ``without`` are shown.
    """

    segments: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    through: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None

    def journey(self, trace: Trace) -> bool:
        """Whether a journey stays."""
        if not trace.steps or (self.segments and not self.segments & trace.segments):
            return False
        began = trace.steps[0].at
        if (self.since is not None and began < self.since) or (self.until is not None and began >= self.until):
            return False
        if self.through and not self.through <= {step.activity for step in trace.steps}:
            return False
        return not self.products or any(not self.products.isdisjoint(step.products) for step in trace.steps)

    def step(self, step: Step) -> bool:
        """Whether a step of a journey that stays is shown."""
        return step.activity not in self.without and (not self.channels or step.channel in self.channels)


def kept(traces: Iterable[Trace], keep: Keep) -> list[Trace]:
    """What stays of traces, but those without a step. One that went on in steps that are not shown counts as open."""
    whole = not keep.channels and not keep.without
    found = [trace for trace in traces if keep.journey(trace)]
    if whole:
        return found
    cut = [_cut(trace, keep) for trace in found]
    return [trace for trace in cut if trace.steps]


def _cut(trace: Trace, keep: Keep) -> Trace:
    """A trace with the steps that are shown."""
    steps = tuple(filter(keep.step, trace.steps))
    return replace(trace, steps=steps, keys={}, open=trace.open or not keep.step(trace.steps[-1]))
