"""What holds of a customer now: of each name one fact, with its source, how sure it is and until when."""

from __future__ import annotations

from datetime import datetime, timedelta

from chiron.core.support.bounds import Certainty
from chiron.core.support.customer.state import Customer, Noted

LASTS: dict[Certainty, timedelta | None] = {
    Certainty.CORRECTED: None,
    Certainty.STATED: timedelta(days=730),
    Certainty.SHOP: None,
    Certainty.INFERRED: timedelta(days=180),
}
"""How long a fact holds that says nothing of it itself; None is for good."""
_RANK = {Certainty.CORRECTED: 2, Certainty.STATED: 2, Certainty.SHOP: 1, Certainty.INFERRED: 0}
"""A customer's own word goes before the shop's records, and those before what is inferred."""


def expires(fact: Noted) -> datetime | None:
    """Until when a fact holds; None is for good."""
    lasts = LASTS[fact.certainty]
    return fact.expires or (None if lasts is None else fact.at + lasts)


def holds(fact: Noted, now: datetime) -> bool:
    """Whether a fact is not too old to be used."""
    until = expires(fact)
    return until is None or now < until


def held(customer: Customer, now: datetime) -> dict[str, Noted]:
    """By name, the fact that is used now.

    Of several with one name the customer's own latest word holds, else what the shop knows, else what is inferred; of
    two alike the surer, then the later one.
    """
    found: dict[str, Noted] = {}
    for fact in customer.facts.values():
        if holds(fact, now) and (fact.name not in found or _order(fact) > _order(found[fact.name])):
            found[fact.name] = fact
    return dict(sorted(found.items()))


def shown(customer: Customer) -> list[Noted]:
    """All facts there are, for the customer to look at, the latest first; also what is overruled or too old."""
    return sorted(customer.facts.values(), key=lambda fact: (fact.at, fact.id), reverse=True)


def _order(fact: Noted) -> tuple[int, float, datetime, str]:
    own = _RANK[fact.certainty] == _RANK[Certainty.CORRECTED]
    return (_RANK[fact.certainty], 1.0 if own else fact.confidence, fact.at, fact.id)
