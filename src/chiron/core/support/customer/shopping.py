"""How what a customer looks at, buys and sends back changes what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from chiron.core.support import kinds as k
from chiron.core.support.customer.state import MOST_KEYS, Customer, Interest, Line, Offer, Order
from chiron.core.support.events import Touch

Folder = Callable[[Customer, Touch, Any], None]
"""Changes a customer by a touch with a body of one kind."""
MOST_SEARCHES = 20


def name(keys: list[str], touch: Touch) -> None:
    """Note that a part rests on an event."""
    if touch.key not in keys:
        keys.append(touch.key)
        del keys[:-MOST_KEYS]


def interest_in(customer: Customer, product: str, touch: Touch) -> Interest:
    """What is known of the customer and a product, marked with this event."""
    found = customer.products.setdefault(product, Interest())
    found.last = touch.at
    name(found.keys, touch)
    return found


def order_of(customer: Customer, id: str, touch: Touch) -> Order:
    """The order, as far as it is known, marked with this event."""
    found = customer.orders.setdefault(id, Order(id))
    name(found.keys, touch)
    return found


def earliest(known: datetime | None, at: datetime) -> datetime:
    """The first time that something was told."""
    return at if known is None else min(known, at)


def line_of(order: Order, product: str, size: str | None) -> Line:
    """The line of a product; one that is not known yet is added with no quantity."""
    for line in order.lines:
        if line.product == product and size in (None, line.size):
            return line
    order.lines.append(Line(product, quantity=0, size=size))
    return order.lines[-1]


def _seen(customer: Customer, touch: Touch, body: k.ProductSeen) -> None:
    interest_in(customer, body.product, touch).seen += 1


def _searched(customer: Customer, touch: Touch, body: k.Searched) -> None:
    customer.searches.append((touch.at, touch.key, body.query))
    del customer.searches[:-MOST_SEARCHES]


def _added(customer: Customer, touch: Touch, body: k.BasketAdded) -> None:
    found = interest_in(customer, body.product, touch)
    found.basket += 1
    found.in_basket = True


def _removed(customer: Customer, touch: Touch, body: k.BasketRemoved) -> None:
    interest_in(customer, body.product, touch).in_basket = False


def _shown(customer: Customer, touch: Touch, body: k.OfferShown) -> None:
    customer.offers.setdefault(body.offer, Offer(body.offer, touch.at, body.product, body.chance, body.holdout))


def _taken(customer: Customer, touch: Touch, body: k.OfferTaken) -> None:
    offer = customer.offers.setdefault(body.offer, Offer(body.offer, touch.at))
    offer.taken = earliest(offer.taken, touch.at)


def _declined(customer: Customer, touch: Touch, body: k.OfferDeclined) -> None:
    offer = customer.offers.setdefault(body.offer, Offer(body.offer, touch.at))
    offer.declined = earliest(offer.declined, touch.at)


def _placed(customer: Customer, touch: Touch, body: k.OrderPlaced) -> None:
    order = order_of(customer, body.order, touch)
    if order.placed is not None:
        return
    order.placed, order.total, order.currency = touch.at, body.total, body.currency
    _buy(customer, touch, order, body.items)


def _buy(customer: Customer, touch: Touch, order: Order, items: Sequence[k.Item]) -> None:
    for item in items:
        line = line_of(order, item.product, item.size)
        line.quantity, line.price = line.quantity + item.quantity, item.price
        found = interest_in(customer, item.product, touch)
        found.bought += item.quantity
        found.in_basket = False


def _shipped(customer: Customer, touch: Touch, body: k.OrderShipped) -> None:
    order = order_of(customer, body.order, touch)
    order.shipped, order.due = earliest(order.shipped, touch.at), body.due or order.due


def _delivered(customer: Customer, touch: Touch, body: k.OrderDelivered) -> None:
    order = order_of(customer, body.order, touch)
    order.delivered = earliest(order.delivered, touch.at)


def _cancelled(customer: Customer, touch: Touch, body: k.OrderCancelled) -> None:
    order = order_of(customer, body.order, touch)
    order.cancelled = earliest(order.cancelled, touch.at)


def _returned(customer: Customer, touch: Touch, body: k.OrderReturned) -> None:
    order = order_of(customer, body.order, touch)
    order.returned = touch.at
    if body.reason:
        order.reasons.append(body.reason)
    _send_back(customer, touch, order, body.items)


def _send_back(customer: Customer, touch: Touch, order: Order, items: Sequence[k.Item]) -> None:
    """More cannot come back than was sent: what is told twice counts once."""
    for item in items:
        line = line_of(order, item.product, item.size)
        more = item.quantity if order.placed is None else min(item.quantity, line.quantity - line.back)
        line.back += max(0, more)
        interest_in(customer, item.product, touch).returned += max(0, more)


def _exchanged(customer: Customer, touch: Touch, body: k.OrderExchanged) -> None:
    order = order_of(customer, body.order, touch)
    _send_back(customer, touch, order, body.items)
    _buy(customer, touch, order, body.instead)


def _refunded(customer: Customer, touch: Touch, body: k.OrderRefunded) -> None:
    order = order_of(customer, body.order, touch)
    order.refunded += body.amount
    if order.placed is not None:
        order.refunded = min(order.refunded, order.total)


def _reviewed(customer: Customer, touch: Touch, body: k.ProductReviewed) -> None:
    interest_in(customer, body.product, touch).stars = body.stars


FOLDERS: dict[type, Folder] = {
    k.ProductSeen: _seen,
    k.Searched: _searched,
    k.BasketAdded: _added,
    k.BasketRemoved: _removed,
    k.OfferShown: _shown,
    k.OfferTaken: _taken,
    k.OfferDeclined: _declined,
    k.OrderPlaced: _placed,
    k.OrderShipped: _shipped,
    k.OrderDelivered: _delivered,
    k.OrderCancelled: _cancelled,
    k.OrderReturned: _returned,
    k.OrderExchanged: _exchanged,
    k.OrderRefunded: _refunded,
    k.ProductReviewed: _reviewed,
}
