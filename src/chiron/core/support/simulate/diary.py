"""A customer's events as they are made: each with its time, its key and whose it is."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from chiron.core.support.events import Body, Channel, Touch
from chiron.core.support.simulate.people import Person


@dataclass(slots=True)
class Diary:
    """One customer's events. Those at or after ``ends`` have not happened yet and are not written."""

    who: Person
    ends: datetime
    touches: list[Touch] = field(default_factory=list)
    moods: list[tuple[datetime, float]] = field(default_factory=list)
    """When something pleased (above 0) or put off (below 0), and how much."""
    _count: int = 0

    def write(self, at: datetime, body: Body, channel: Channel = Channel.SYSTEM, device: str | None = None) -> str:
        """Write an event of the customer's, on a device where there is one; its key."""
        return self._put(at, body, channel, self.who.ref, device)

    def unknown(self, at: datetime, body: Body, device: str) -> str:
        """Write an event of somebody who has not signed in."""
        return self._put(at, body, Channel.WEB, None, device)

    def felt(self, at: datetime, much: float) -> None:
        """Note that something pleased or put off."""
        self.moods.append((at, much))

    def mood(self, at: datetime) -> float:
        """What has been felt by then, older things less: half after 120 days. Between -1 and 1."""
        total = sum(much * math.exp2(-((at - when) / timedelta(days=120))) for when, much in self.moods if when <= at)
        return max(-1.0, min(1.0, total))

    def _put(self, at: datetime, body: Body, channel: Channel, customer: str | None, device: str | None) -> str:
        self._count += 1
        key = f"{self.who.ref}-{self._count:05d}"
        if at < self.ends:
            at = at.astimezone(UTC).replace(microsecond=0)
            self.touches.append(Touch(key=key, at=at, body=body, channel=channel, customer=customer, visitor=device))
        return key


def working(at: datetime) -> datetime:
    """The same hour on the next day from Monday to Friday, or this one."""
    while at.weekday() >= 5:
        at += timedelta(days=1)
    return at


def working_days(at: datetime, days: int) -> datetime:
    """So many working days later."""
    for _ in range(days):
        at = working(at + timedelta(days=1))
    return working(at)
