"""Which segment a customer belongs to today, by rules that one can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chiron.core.support.customer.figures import Figure, bought, displeasure, lapsing, value
from chiron.core.support.customer.state import Customer


class Segment(StrEnum):
    """Where a customer stands with the shop."""

    VISITOR = "visitor"
    """Looks round; has bought nothing."""
    NEW = "new"
    """Has bought once, not long ago."""
    REGULAR = "regular"
    LOYAL = "loyal"
    """Buys often or much."""
    LAPSING = "lapsing"
    """Would usually have bought again by now."""
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the segments part: orders and hundredths a year of a loyal customer, chances of having lapsed.

    ``gap`` is the shop's usual number of days between two orders of a customer.
    """

    loyal_orders: int = 4
    loyal_cents: float = 50_000.0
    lapsing: float = 0.8
    lapsed: float = 0.95
    gap: float = 90.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A segment with the figures that it follows from. ``care``: something has gone wrong, whatever the segment."""

    segment: Segment
    figures: tuple[Figure, ...]
    care: bool = False


def segment(customer: Customer, now: datetime, lines: Lines | None = None) -> Standing:
    """Where a customer stands today, with what that follows from."""
    at = lines or Lines()
    worth, lapse, upset = value(customer, now), lapsing(customer, now, at.gap), displeasure(customer, now)
    chosen = _chosen(len(bought(customer)), len(worth.reasons), worth.value, lapse.value, at)
    return Standing(chosen, (worth, lapse, upset), upset.value >= 0.5)


def _chosen(orders: int, this_year: int, worth: float, lapse: float, at: Lines) -> Segment:
    if not orders:
        return Segment.VISITOR
    if lapse >= at.lapsed:
        return Segment.LAPSED
    if lapse >= at.lapsing:
        return Segment.LAPSING
    if this_year >= at.loyal_orders or worth >= at.loyal_cents:
        return Segment.LOYAL
    return Segment.NEW if orders == 1 else Segment.REGULAR
