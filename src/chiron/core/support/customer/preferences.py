"""What a customer seems to like, from what they looked at, bought, kept and sent back, with the events behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chiron.core.support.customer.facts import held
from chiron.core.support.customer.figures import DAY, bought
from chiron.core.support.customer.state import Customer, Interest

HALF_LIFE = 180.0
"""Days after which something counts half."""
SEEN, BASKET, KEPT, SENT_BACK, LIKED = 1.0, 2.0, 5.0, -4.0, 2.0
"""Weights: a look (five at most), a basket, a piece that was kept, one sent back, each star above three."""
ENOUGH = 6.0
"""Weight at which a preference is half sure."""

Traits = Mapping[str, Mapping[str, str]]
"""By product, its traits: ``{"trail-boot": {"category": "boots", "brand": "Fell", "colour": "blue"}}``."""


@dataclass(frozen=True, slots=True)
class Preference:
    """A trait that a customer favours: ``share`` of what speaks for any, and how sure that is, both in [0, 1]."""

    name: str
    value: str
    share: float
    confidence: float
    events: tuple[str, ...]
    source: str = "inferred"


def preferences(customer: Customer, traits: Traits, now: datetime) -> dict[str, Preference]:
    """By trait, the value that is liked best.

    A fact of that name goes before what is inferred; a name that the customer had forgotten is not inferred at all.
    """
    said = held(customer, now)
    found: dict[str, Preference] = {}
    for name, weights in sorted(_weights(customer, traits, now).items()):
        if name not in customer.erased and name not in said:
            best = _best(name, weights)
            if best is not None:
                found[name] = best
    for name, fact in said.items():
        found[name] = Preference(name, fact.value, 1.0, fact.confidence, (*fact.events,), fact.certainty.value)
    return found


def sizes(customer: Customer, sort_of: Mapping[str, str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """By sort of product, the size of it that they kept last, with its events. ``sort_of`` gives a product's sort."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for order in bought(customer):
        for line in order.lines:
            sort = sort_of.get(line.product)
            if sort is not None and line.size is not None and line.quantity > line.back:
                found[sort] = (line.size, tuple(order.keys))
    return {sort: size for sort, size in found.items() if f"size.{sort}" not in customer.erased}


def weight(interest: Interest, now: datetime) -> float:
    """How much a product speaks for its traits now."""
    stars = 0.0 if interest.stars is None else LIKED * (interest.stars - 3)
    acts = SEEN * min(interest.seen, 5) + BASKET * min(interest.basket, 2)
    owned = KEPT * max(0, interest.bought - interest.returned) + SENT_BACK * interest.returned
    age = 0.0 if interest.last is None else max(0.0, (now - interest.last).total_seconds() / DAY)
    return float((acts + owned + stars) * 0.5 ** (age / HALF_LIFE))


_Weights = dict[str, list[tuple[float, tuple[str, ...]]]]


def _weights(customer: Customer, traits: Traits, now: datetime) -> dict[str, _Weights]:
    found: dict[str, _Weights] = {}
    for product, interest in sorted(customer.products.items()):
        much = weight(interest, now)
        for name, value in traits.get(product, {}).items():
            found.setdefault(name, {}).setdefault(value, []).append((much, tuple(interest.keys)))
    return found


def _best(name: str, weights: _Weights) -> Preference | None:
    sums = {value: sum(much for much, _ in each) for value, each in weights.items()}
    value = max(sorted(sums), key=lambda one: sums[one])
    if sums[value] <= 0.0:
        return None
    whole = sum(much for much in sums.values() if much > 0.0)
    share = sums[value] / whole
    keys = tuple(dict.fromkeys(key for much, keys in weights[value] if much > 0.0 for key in keys))
    return Preference(name, value, share, share * sums[value] / (sums[value] + ENOUGH), keys)
