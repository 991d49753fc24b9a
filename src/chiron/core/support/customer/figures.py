"""What follows from a customer's history today: value, recency and risk, each with its reasons and their events.

Figures are worked out when they are looked at and never kept: they depend on the day. None of them is a model trained
on others; the constants stand here and can be read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from statistics import fmean

from chiron.core.support.customer.state import Customer, Order

DAY = 86_400.0
USUAL_GAP = 90.0
"""Days between two orders of a customer of whom nothing is known, unless the shop says otherwise."""
USUAL_WEIGHT = 2.0
"""As how many gaps of their own that counts."""
LATE_CASE = 1.0
"""Days without an answer from which on waiting counts as a reason."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure is what it is: a code with its values, how much it weighs, and the keys of the events behind it."""

    code: str
    weight: float
    events: tuple[str, ...]
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its reasons, the weightiest first. The unit is part of the name."""

    name: str
    value: float
    reasons: tuple[Reason, ...] = ()

    @property
    def events(self) -> tuple[str, ...]:
        """The keys of all events that it rests on, each once."""
        return tuple(dict.fromkeys(key for reason in self.reasons for key in reason.events))


def bought(customer: Customer) -> list[Order]:
    """Orders that were placed and not cancelled, by time."""
    found = [order for order in customer.orders.values() if order.placed is not None and order.cancelled is None]
    return sorted(found, key=lambda order: (order.placed, order.id))


def value(customer: Customer, now: datetime, days: float = 365.0) -> Figure:
    """What the shop keeps of the orders of the last ``days``, in hundredths: totals less refunds.

    An order is a reason by what is kept of it. Orders in several currencies are not converted: the commonest counts.
    """
    recent = [order for order in bought(customer) if _days(order.placed, now) <= days]
    currency = _commonest(order.currency for order in recent)
    reasons = [
        Reason("order", float(order.kept), tuple(order.keys), {"order": order.id, "kept": order.kept})
        for order in recent
        if order.currency == currency
    ]
    return _figure("value_cents", sum(reason.weight for reason in reasons), reasons)


def recency(customer: Customer, now: datetime) -> Figure:
    """Days since they last did something themselves; -1 where they never did."""
    if customer.last is None:
        return Figure("recency_days", -1.0)
    days = _days(customer.last, now)
    reason = Reason("last-seen", days, (customer.last_key,), {"at": customer.last.isoformat()})
    return Figure("recency_days", days, (reason,))


def usual_gap(customer: Customer, shop: float = USUAL_GAP) -> float:
    """Days between two orders of this customer, drawn towards the ``shop``'s where they have few.

    The mean of a gamma-exponential model: (w g + sum of own gaps) / (w + their number).
    """
    times = [order.placed for order in bought(customer) if order.placed is not None]
    gaps = [(later - earlier).total_seconds() / DAY for earlier, later in pairwise(times)]
    return (USUAL_WEIGHT * shop + sum(gaps)) / (USUAL_WEIGHT + len(gaps))


def lapsing(customer: Customer, now: datetime, shop: float = USUAL_GAP) -> Figure:
    """The chance, in [0, 1], that somebody who still buys would have bought again by now: 1 - exp(-since / gap)."""
    orders = bought(customer)
    if not orders:
        return Figure("lapsing", 0.0)
    gap, since = usual_gap(customer, shop), _days(orders[-1].placed, now)
    chance = 1.0 - math.exp(-since / gap)
    keys = tuple(key for order in orders[-3:] for key in order.keys[:1])
    values = {"days": round(since), "usual": round(gap)}
    return Figure("lapsing", chance, (Reason("since-last-order", chance, keys, values),))


def returning(customer: Customer, shop: float = 0.1, weight: float = 5.0) -> Figure:
    """The share of pieces that they send back, drawn towards the ``shop``'s as if by ``weight`` pieces more."""
    orders = bought(customer)
    pieces = sum(line.quantity for order in orders for line in order.lines)
    back = [order for order in orders if any(line.back for line in order.lines)]
    reasons = [
        Reason(
            "returned",
            float(sum(line.back for line in order.lines)),
            tuple(order.keys),
            {"order": order.id, "because": tuple(order.reasons)},
        )
        for order in back
    ]
    returned = sum(reason.weight for reason in reasons)
    return _figure("return_share", (weight * shop + returned) / (weight + pieces), reasons)


def displeasure(customer: Customer, now: datetime) -> Figure:
    """How much speaks for a customer who is let down, in [0, 1]: 1 - the product of (1 - weight) over the reasons.

    The reasons: a case that waits for an answer, one that was reopened or rated low, a promise or a delivery that is
    late. It says where a person should look, and never what somebody is like.
    """
    reasons = [*_of_cases(customer, now), *_of_promises(customer, now), *_of_deliveries(customer, now)]
    return _figure("displeasure", 1.0 - math.prod(1.0 - reason.weight for reason in reasons), reasons)


def all_of(customer: Customer, now: datetime) -> dict[str, Figure]:
    """Every figure by its name."""
    made = (
        value(customer, now),
        recency(customer, now),
        lapsing(customer, now),
        returning(customer),
        displeasure(customer, now),
    )
    return {figure.name: figure for figure in made}


def _of_cases(customer: Customer, now: datetime) -> Iterable[Reason]:
    for case in customer.cases.values():
        keys = tuple(case.keys)
        if case.open and case.waiting is not None and _days(case.waiting, now) >= LATE_CASE:
            yield Reason("waits", 0.4, keys, {"case": case.id, "days": round(_days(case.waiting, now))})
        if case.reopened and _days(case.last, now) <= 90:
            yield Reason("reopened", min(0.6, 0.3 * case.reopened), keys, {"case": case.id})
        if case.stars is not None and case.stars <= 2 and _days(case.last, now) <= 180:
            yield Reason("rated-low", 0.3, keys, {"case": case.id, "stars": case.stars})


def _of_promises(customer: Customer, now: datetime) -> Iterable[Reason]:
    for promise in customer.promises.values():
        if promise.text and promise.kept is None and promise.due is not None and promise.due < now:
            yield Reason("promise-late", 0.5, tuple(promise.keys), {"promise": promise.id})


def _of_deliveries(customer: Customer, now: datetime) -> Iterable[Reason]:
    for order in bought(customer):
        if order.due is not None and order.delivered is None and order.due < now and order.stage == "shipped":
            yield Reason("delivery-late", 0.3, tuple(order.keys), {"order": order.id})


def _figure(name: str, value: float, reasons: Iterable[Reason]) -> Figure:
    return Figure(name, value, tuple(sorted(reasons, key=lambda reason: -reason.weight)))


def _days(then: datetime | None, now: datetime) -> float:
    return math.inf if then is None else max(0.0, (now - then).total_seconds() / DAY)


def _commonest(of: Iterable[str]) -> str:
    found = list(of)
    return max(sorted(set(found)), key=found.count, default="")


def mean_gap(customers: Iterable[Customer]) -> float:
    """The shop's own usual gap: the mean over customers with two orders or more; ``USUAL_GAP`` where there are none."""
    gaps = []
    for customer in customers:
        times = [order.placed for order in bought(customer) if order.placed is not None]
        if len(times) > 1:
            gaps.append((times[-1] - times[0]).total_seconds() / DAY / (len(times) - 1))
    return fmean(gaps) if gaps else USUAL_GAP
