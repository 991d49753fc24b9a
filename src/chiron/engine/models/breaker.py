"""When a model that keeps failing is left alone for a while. Pure: the time is given."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chiron.ports.llm import Busy, Declined, ModelError, OutOfQuota, Withheld, WrongKey

FAILURES = 3
"""In a row, before a model rests."""
REST, LONGEST_REST = 20.0, 600.0
"""Seconds of the first rest; each further one is twice as long, up to the longest."""


@dataclass(frozen=True, slots=True)
class Health:
    """How a model did lately: failures in a row, rests in a row, and until when it rests."""

    failures: int = 0
    rests: int = 0
    until: float = 0.0

    def resting(self, now: float) -> bool:
        """Whether it is not to be asked at ``now``, in the seconds of any steady clock."""
        return now < self.until


def probed(health: Health, now: float) -> Health:
    """After a rest one ask goes out to try it; until that ends, or a rest later, no other does."""
    return replace(health, until=now + REST) if health.rests else health


def succeeded() -> Health:
    """After an answer."""
    return Health()


def failed(health: Health, fault: ModelError, now: float) -> Health:
    """After a failure. What was wrong with the ask alone does not count; what only a person can mend rests at once."""
    if isinstance(fault, Declined | Withheld):
        return replace(health, until=0.0) if health.rests else health
    if isinstance(fault, Busy):
        wait = fault.details.get("seconds")
        if isinstance(wait, int | float) and wait > 0:
            return replace(health, rests=max(1, health.rests), until=now + min(float(wait), LONGEST_REST))
    failures = health.failures + 1
    if failures < FAILURES and not health.rests and not isinstance(fault, OutOfQuota | WrongKey):
        return replace(health, failures=failures)
    rests = health.rests + 1
    return Health(failures, rests, now + min(REST * 2.0 ** min(rests - 1, 10), LONGEST_REST))
