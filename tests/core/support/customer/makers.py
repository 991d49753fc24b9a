"""Touches for tests: short to write, at minutes of one day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chiron.core.support.events import Channel, Touch
from chiron.core.support.kinds import Body, Item, OrderPlaced

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def at(minutes: float = 0.0, days: float = 0.0) -> datetime:
    """So long after the start."""
    return START + timedelta(days=days, minutes=minutes)


def touch(
    key: str,
    body: Body,
    minutes: float = 0.0,
    days: float = 0.0,
    customer: str | None = "ada",
    visitor: str | None = None,
    channel: Channel = Channel.WEB,
) -> Touch:
    """One event of Ada's, unless said otherwise."""
    return Touch(key=key, at=at(minutes, days), body=body, customer=customer, visitor=visitor, channel=channel)


def order(id: str, *products: str, price: int = 1000, size: str | None = None) -> OrderPlaced:
    """An order of one of each product."""
    items = tuple(Item(product=product, price=price, size=size) for product in products)
    return OrderPlaced(order=id, items=items, total=price * len(products))
