"""Which stage a journey is in, by the definitions of the playbook.

A stage is entered with ``times`` of its events within ``within_days``, is left with one of ``leaves``, and grows stale
after ``quiet_days`` without any step. Of several that were entered and not left, the furthest counts: the later one in
the playbook.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chiron.core.support.journey.naming import stage_kind
from chiron.core.support.journey.traces import Step
from chiron.core.support.playbook import Stage


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in one stage. ``until`` is None while it lasts; ``stale``: it ended because nothing was done any more."""

    stage: str
    since: datetime
    until: datetime | None = None
    stale: bool = False


@dataclass(slots=True)
class _Walk:
    """Where a walk along the steps has come to: which stages are open, and since when each has been entered."""

    stages: Sequence[Stage]
    opened: dict[int, bool] = field(default_factory=dict)
    met: dict[int, deque[datetime]] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)
    before: datetime | None = None

    def take(self, step: Step) -> str:
        """One step; the id of the stage after it, empty for none."""
        self.quiet_until(step.at)
        self.before = step.at
        kind = stage_kind(step.activity)
        for place, stage in enumerate(self.stages):
            if kind in stage.leaves:
                self.opened.pop(place, None)
                self.met.pop(place, None)
            if kind in stage.enters and self._enough(place, stage, step.at):
                self.opened[place] = True
        return self._settle(step.at, stale=False)

    def quiet_until(self, now: datetime) -> None:
        """Let go stale what has been quiet too long by ``now``, one after the other."""
        while self.opened and self.before is not None:
            known = ((place, self.stages[place].quiet_days) for place in self.opened)
            ends = {place: self.before + timedelta(days=days) for place, days in known if days is not None}
            gone = [place for place, end in ends.items() if end < now]
            if not gone:
                return
            first = min(gone, key=lambda place: ends[place])
            del self.opened[first]
            self.met.pop(first, None)
            self._settle(ends[first], stale=True)

    def _enough(self, place: int, stage: Stage, at: datetime) -> bool:
        """Whether the stage's events have now come often enough."""
        if stage.times == 1:
            return True
        met = self.met.setdefault(place, deque())
        met.append(at)
        while met[0] < at - timedelta(days=stage.within_days):
            met.popleft()
        return len(met) >= stage.times

    def _settle(self, at: datetime, stale: bool) -> str:
        """Be in the furthest open stage from ``at`` on."""
        here = self.stages[max(self.opened)].id if self.opened else ""
        last = self.stays[-1] if self.stays and self.stays[-1].until is None else None
        if last is not None and last.stage != here:
            self.stays[-1] = Stay(last.stage, last.since, at, stale)
        if here and (last is None or last.stage != here):
            self.stays.append(Stay(here, at))
        return here


def walked(steps: Sequence[Step], stages: Sequence[Stage], now: datetime | None = None) -> tuple[list[str], list[Stay]]:
    """The stage after each step (empty for none), and the stays in order; stale ones as of ``now`` where it is told."""
    walk = _Walk(stages)
    after = [walk.take(step) for step in steps]
    if now is not None:
        walk.quiet_until(now)
    return after, walk.stays
