"""Which stage a journey is in, by the definitions of the playbook.

A stage is entered with ``times`` of its events within ``within_days``, is left with one of ``leaves``, and grows stale
once fewer of them than that lie within those days, or after ``quiet_days`` without any step. Of several that were
entered and not left, the furthest counts: the later one in the playbook.
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
    """A time in one stage. ``until`` is None while it lasts; ``stale``: time alone ended it."""

    stage: str
    since: datetime
    until: datetime | None = None
    stale: bool = False


@dataclass(slots=True)
class _Walk:
    """Where a walk along the steps has come to: the open stages by place, each with when it lapses by itself."""

    stages: Sequence[Stage]
    opened: dict[int, datetime] = field(default_factory=dict)
    met: dict[int, deque[datetime]] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)
    before: datetime | None = None

    def take(self, step: Step) -> str:
        """One step; the id of the stage after it, empty for none."""
        self.wait(step.at)
        self.before = step.at
        kind = stage_kind(step.activity)
        for place, stage in enumerate(self.stages):
            if kind in stage.leaves:
                self.opened.pop(place, None)
                self.met.pop(place, None)
            if kind in stage.enters:
                self._enter(place, stage, step.at)
        return self._settle(step.at, stale=False)

    def wait(self, now: datetime) -> None:
        """Let go stale what has lapsed or been quiet too long by ``now``, one after the other."""
        while self.opened:
            ends = {place: self._end(place, lapses) for place, lapses in self.opened.items()}
            first = min(ends, key=lambda place: (ends[place], place))
            if ends[first] >= now:
                return
            del self.opened[first]
            self.met.pop(first, None)
            self._settle(ends[first], stale=True)

    def _end(self, place: int, lapses: datetime) -> datetime:
        """When a stage ends where nothing more is done."""
        quiet = self.stages[place].quiet_days
        return lapses if quiet is None or self.before is None else min(lapses, self.before + timedelta(days=quiet))

    def _enter(self, place: int, stage: Stage, at: datetime) -> None:
        """One of the stage's events: it is open where enough have come, and until they lie too far back."""
        met = self.met.setdefault(place, deque(maxlen=stage.times))
        met.append(at)
        lapses = met[0] + timedelta(days=stage.within_days)
        if len(met) == stage.times and lapses >= at:
            self.opened[place] = lapses

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
        walk.wait(now)
    return after, walk.stays
