"""The fold of a customer: their events in order, each changing what is known of them.

The same thing told twice under two keys (an order by the shop's server and by an import) counts once. What comes before
it is known what it is about (a delivery before its order) is kept under the same name and filled in. What comes late
belongs in its place: ``advance`` gives None there, and the log is folded anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import get_args

from chiron.core.support import kinds as k
from chiron.core.support.bounds import By
from chiron.core.support.customer import asking, shopping
from chiron.core.support.customer.state import Customer
from chiron.core.support.events import Touch, in_order

FOLDERS = shopping.FOLDERS | asking.FOLDERS

_THEIRS: tuple[type, ...] = (
    *get_args(k.Browsing),
    k.OrderPlaced,
    k.ProductReviewed,
    k.CaseOpened,
    k.CaseReopened,
    k.CaseRated,
)
"""What a customer does themselves, beside saying something."""


def fold(touches: Iterable[Touch]) -> Customer:
    """What is known after these events, in whichever order they come here; an event of the same key counts once."""
    customer = Customer()
    for touch in _once(in_order(touches)):
        _apply(customer, touch)
    return customer


def advance(customer: Customer, touches: Sequence[Touch]) -> Customer | None:
    """The same and these further events; None where one of them belongs before what is folded already."""
    further = _once(in_order(touches))
    if further and customer.upto is not None and (further[0].at, further[0].key) <= customer.upto:
        return None
    after = deepcopy(customer)
    for touch in further:
        _apply(after, touch)
    return after


def theirs(touch: Touch) -> bool:
    """Whether it is something that the customer did themselves, and not the shop or its systems."""
    body = touch.body
    return body.by is By.CUSTOMER if isinstance(body, k.MessageSaid) else isinstance(body, _THEIRS)


def _apply(customer: Customer, touch: Touch) -> None:
    customer.first = customer.first or touch.at
    if theirs(touch):
        if customer.last is None or customer.last.date() != touch.at.date():
            customer.visits += 1
        customer.last, customer.last_key = touch.at, touch.key
        customer.channels[touch.channel] = customer.channels.get(touch.channel, 0) + 1
    folder = FOLDERS.get(type(touch.body))
    if folder is not None:
        folder(customer, touch, touch.body)
    customer.upto = (touch.at, touch.key)


def _once(touches: Sequence[Touch]) -> list[Touch]:
    found: dict[str, Touch] = {}
    for touch in touches:
        found.setdefault(touch.key, touch)
    return list(found.values())
