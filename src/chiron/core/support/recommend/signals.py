"""From what is known of customers to what recommendations learn from, and to whom something is to be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from chiron.core.support.bounds import Consent
from chiron.core.support.customer.state import Customer, Interest
from chiron.core.support.recommend.table import Met
from chiron.core.support.recommend.wares import Shopper, Ware

SEEN, BASKET, BOUGHT = 1.0, 3.0, 8.0
"""How strongly one look, one time in the basket and one purchase speak. Within a person only their order counts."""
MOST_SEEN = 5
"""Looks beyond these say nothing more."""
HALF = 365.0
"""After so many days something counts half."""
POOR = 2
"""So many stars or fewer say that it did not please."""


def strengths(customer: Customer, now: datetime) -> dict[str, float]:
    """What a customer met and how strongly; what they sent back or rated poorly is not in it."""
    found: dict[str, float] = {}
    for product, interest in customer.products.items():
        if _displeased(interest):
            continue
        strength = SEEN * min(interest.seen, MOST_SEEN) + BASKET * interest.basket + BOUGHT * interest.bought
        days = max(0.0, (now - interest.last).total_seconds() / 86_400) if interest.last else 0.0
        # A product of which only a review is known was had after all.
        found[product] = (strength or BOUGHT) * 0.5 ** min(days / HALF, 30.0)
    return found


def met(customers: Mapping[str, Customer], now: datetime) -> Iterable[Met]:
    """What all customers met, by their names, for ``Table.of``: everybody whose model it is stands in it."""
    for name in sorted(customers):
        products = customers[name].products
        for product, strength in sorted(strengths(customers[name], now).items()):
            yield Met(name, product, strength, products[product].bought > 0)


def shopper(
    customer: Customer,
    now: datetime,
    wares: Mapping[str, Ware],
    complaints: Collection[str],
    mood: str = "neutral",
    mood_sure: bool = False,
) -> Shopper:
    """A customer as guards and scores see them. ``complaints`` are the playbook's intents that complain.

    An open case of which nobody knows yet what it is about counts as a complaint: it may be one.
    """
    returned = frozenset(name for name, one in customer.products.items() if _displeased(one))
    return Shopper(
        met=strengths(customer, now),
        bought=frozenset(name for name, one in customer.products.items() if one.bought > one.returned),
        returned=returned | _sent_back(customer),
        declined=frozenset(offer.product for offer in customer.offers.values() if offer.declined and offer.product),
        sizes=sizes(customer, wares),
        consents=frozenset(what for what in Consent if customer.agrees(what)),
        complaint=any(case.intent is None or case.intent in complaints for case in customer.open_cases),
        mood=mood,
        mood_sure=mood_sure,
    )


def sizes(customer: Customer, wares: Mapping[str, Ware]) -> dict[str, str]:
    """The size of each category that they bought last and kept."""
    found: dict[str, str] = {}
    ordered = sorted(customer.orders.values(), key=lambda order: (order.placed is not None, order.placed, order.id))
    for order in ordered:
        if order.cancelled:
            continue
        for line in order.lines:
            if line.size and line.quantity > line.back and line.product in wares:
                found[wares[line.product].category] = line.size
    return found


def _displeased(interest: Interest) -> bool:
    return interest.returned > 0 or (interest.stars is not None and interest.stars <= POOR)


def _sent_back(customer: Customer) -> frozenset[str]:
    return frozenset(line.product for order in customer.orders.values() for line in order.lines if line.back > 0)
