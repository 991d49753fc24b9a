"""Kinds of event of a shop: looking round, buying, getting it and sending it back. Money is in hundredths."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from chiron.core.support.bounds import (
    By,
    Cents,
    Count,
    Currency,
    Happening,
    Line,
    Pieces,
    Ref,
    Share,
    Stars,
    Text,
    Word,
)


class Item(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of an order: how many of a product, and what one cost."""

    product: Ref
    quantity: Pieces = 1
    price: Cents = 0
    size: Ref | None = None


Items = Annotated[tuple[Item, ...], Meta(min_length=1, max_length=200)]


# Looking round: kept only with consent.


class PageSeen(Happening, frozen=True, tag="page.seen"):
    """A page of the shop, such as an article, a category or the start."""

    page: Line
    article: Ref | None = None


class ProductSeen(Happening, frozen=True, tag="product.seen"):
    """A product's own page."""

    product: Ref
    seconds: Count | None = None


class Searched(Happening, frozen=True, tag="products.searched"):
    """The shop's search was asked; ``found`` is how many products it gave."""

    query: Line
    found: Count = 0


class BasketAdded(Happening, frozen=True, tag="basket.added"):
    """A product was put into the basket."""

    product: Ref
    quantity: Pieces = 1


class BasketRemoved(Happening, frozen=True, tag="basket.removed"):
    """A product was taken out of the basket."""

    product: Ref


class CheckoutStarted(Happening, frozen=True, tag="checkout.started"):
    """The basket was taken to the till."""


class MailOpened(Happening, frozen=True, tag="mail.opened"):
    """A mail of the shop was opened; ``link`` where something in it was followed."""

    mail: Ref
    link: Line | None = None


class OfferShown(Happening, frozen=True, tag="offer.shown"):
    """Something was recommended; ``chance`` is with which it was chosen, ``reason`` the code that was shown with it."""

    offer: Ref
    product: Ref | None = None
    chance: Share | None = None
    reason: Word | None = None
    holdout: bool = False
    """It was chosen and, by chance, not shown, so that what showing it brings can be told."""


class OfferTaken(Happening, frozen=True, tag="offer.taken"):
    """The customer followed a recommendation."""

    offer: Ref


class OfferDeclined(Happening, frozen=True, tag="offer.declined"):
    """The customer put it away."""

    offer: Ref


# Buying.


class OrderPlaced(Happening, frozen=True, tag="order.placed"):
    """An order. ``total`` includes what the lines do not say: shipping, less discounts."""

    order: Ref
    items: Items
    total: Cents
    currency: Currency = "EUR"


class OrderShipped(Happening, frozen=True, tag="order.shipped"):
    """It left the shop; ``due`` is when it was said to arrive."""

    order: Ref
    due: datetime | None = None


class OrderDelivered(Happening, frozen=True, tag="order.delivered"):
    """It arrived."""

    order: Ref


class OrderCancelled(Happening, frozen=True, tag="order.cancelled"):
    """It will not be sent."""

    order: Ref
    by: By = By.CUSTOMER
    reason: Word | None = None


class OrderReturned(Happening, frozen=True, tag="order.returned"):
    """Some of an order came back."""

    order: Ref
    items: Items
    reason: Word | None = None


class OrderExchanged(Happening, frozen=True, tag="order.exchanged"):
    """Some of an order came back and ``instead`` was sent."""

    order: Ref
    items: Items
    instead: Items


class OrderRefunded(Happening, frozen=True, tag="order.refunded"):
    """Money went back."""

    order: Ref
    amount: Cents
    currency: Currency = "EUR"


class ProductReviewed(Happening, frozen=True, tag="product.reviewed"):
    """The customer judged a product in public."""

    product: Ref
    stars: Stars
    text: Text = ""


Browsing = (
    PageSeen
    | ProductSeen
    | Searched
    | BasketAdded
    | BasketRemoved
    | CheckoutStarted
    | MailOpened
    | OfferShown
    | OfferTaken
    | OfferDeclined
)
"""Kept only with consent."""

Buying = (
    OrderPlaced
    | OrderShipped
    | OrderDelivered
    | OrderCancelled
    | OrderReturned
    | OrderExchanged
    | OrderRefunded
    | ProductReviewed
)
