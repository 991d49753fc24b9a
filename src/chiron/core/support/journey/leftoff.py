"""What a customer left unfinished, so that whoever comes back is met there: basket, till, case, orders on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chiron.core.support.events import Touch, in_order
from chiron.core.support.kinds import (
    BasketAdded,
    BasketRemoved,
    Body,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CheckoutStarted,
    OrderCancelled,
    OrderDelivered,
    OrderPlaced,
    OrderReturned,
    OrderShipped,
    ProductSeen,
    PromiseKept,
    PromiseMade,
    Searched,
)

FRESH = timedelta(days=60)
"""What was only looked at, sought or put into a basket is forgotten after so long; cases, orders, promises are not."""
LOOKED = 5
"""So many of the products that were looked at last are told."""


@dataclass(frozen=True, slots=True)
class LeftOff:
    """What is unfinished. ``basket``: products, the last added at the end; ``till``: the basket was taken to the till.

    ``cases``: open ones, the last touched at the end; ``orders``: placed and not yet there; ``promises``: not yet kept;
    ``looked``: products seen last, the latest first, none of them in the basket or bought since; ``sought``: what was
    searched for last and gave no product that was then looked at.
    """

    basket: tuple[str, ...] = ()
    till: bool = False
    cases: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    looked: tuple[str, ...] = ()
    sought: str = ""

    @property
    def first(self) -> str:
        """What to begin with: ``case``, ``promise``, ``order``, ``basket``, ``looked``, ``sought``, or nothing."""
        order = (
            ("case", self.cases),
            ("promise", self.promises),
            ("order", self.orders),
            ("basket", self.basket),
            ("looked", self.looked),
            ("sought", self.sought),
        )
        return next((name for name, there in order if there), "")


class _Kept:
    """What is unfinished while touches are read in order; each mapping keeps the order in which things came."""

    def __init__(self) -> None:
        self.at = datetime.min.replace(tzinfo=UTC)
        self.basket: dict[str, datetime] = {}
        self.cases: dict[str, datetime] = {}
        self.orders: dict[str, datetime] = {}
        self.promises: dict[str, datetime] = {}
        self.looked: dict[str, datetime] = {}
        self.sought: dict[str, datetime] = {}
        self.till = False

    def read(self, touch: Touch) -> None:
        """One event."""
        self.at = touch.at
        self._browsing(touch.body)
        self._buying(touch.body)
        self._helping(touch.body)

    def _last(self, of: dict[str, datetime], name: str) -> None:
        """Put a name last, as of now."""
        of.pop(name, None)
        of[name] = self.at

    def _browsing(self, body: Body) -> None:
        match body:
            case ProductSeen(product=product):
                self.sought.clear()
                self._last(self.looked, product)
            case Searched(query=query):
                self.sought = {query: self.at}
            case BasketAdded(product=product):
                self.till = False
                self._last(self.basket, product)
                self.looked.pop(product, None)
            case BasketRemoved(product=product):
                self.basket.pop(product, None)
                self.till = self.till and bool(self.basket)
            case CheckoutStarted():
                self.till = bool(self.basket)

    def _buying(self, body: Body) -> None:
        match body:
            case OrderPlaced(order=order, items=items):
                self._last(self.orders, order)
                for item in items:
                    self.basket.pop(item.product, None)
                    self.looked.pop(item.product, None)
                self.till = False
            case OrderShipped(order=order):
                if order in self.orders:
                    self._last(self.orders, order)
            case OrderDelivered(order=order) | OrderCancelled(order=order) | OrderReturned(order=order):
                self.orders.pop(order, None)

    def _helping(self, body: Body) -> None:
        match body:
            case CaseOpened(case=case) | CaseReopened(case=case):
                self._last(self.cases, case)
            case CaseClosed(case=case):
                self.cases.pop(case, None)
            case PromiseMade(promise=promise):
                self._last(self.promises, promise)
            case PromiseKept(promise=promise):
                self.promises.pop(promise, None)
            case _:
                touched: str | None = getattr(body, "case", None)
                if touched is not None and touched in self.cases:
                    self._last(self.cases, touched)


def left_off(touches: Iterable[Touch], now: datetime) -> LeftOff:
    """What one customer left unfinished by ``now``, from their touches in whatever order, doubles included."""
    kept = _Kept()
    for touch in unique(touch for touch in touches if touch.at <= now):
        kept.read(touch)
    basket, looked, sought = (
        [name for name, at in of.items() if now - at <= FRESH] for of in (kept.basket, kept.looked, kept.sought)
    )
    return LeftOff(
        tuple(basket),
        kept.till and bool(basket),
        tuple(kept.cases),
        tuple(kept.orders),
        tuple(kept.promises),
        tuple(reversed(looked[-LOOKED:])),
        "".join(sought),
    )


def unique(touches: Iterable[Touch]) -> list[Touch]:
    """Touches in order, each key once: of two contents under one key the earlier, as ``traces`` does."""
    found: dict[tuple[str, str], Touch] = {}
    for touch in touches:
        known = found.get((touch.who, touch.key))
        if known is None or _rank(touch) < _rank(known):
            found[touch.who, touch.key] = touch
    return in_order(found.values())


def _rank(touch: Touch) -> tuple[datetime, str, str]:
    return touch.at, touch.kind, repr(touch.body)
