"""An order as the desk sees it. Amounts are whole minor units of the order's currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Status = Literal["placed", "paid", "packed", "dispatched", "delivered", "cancelled", "returning", "returned"]
Action = Literal["cancel", "return", "exchange", "change-address", "refund"]
ACTIONS: tuple[Action, ...] = ("cancel", "return", "exchange", "change-address", "refund")
Role = Literal["customer", "agent", "lead"]

SENT: frozenset[Status] = frozenset({"delivered", "returning"})
"""Orders of which something may be sent back."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of an order. ``returning`` pieces are on their way back, or are back; ``refunded`` was paid for it.

    ``price`` is of one piece. What is returning is paid back when it arrives, and never by a refund besides; of
    ``settled`` pieces of it nothing is owed any more.
    """

    id: str
    product: str
    title: str
    quantity: int
    price: int
    variant: str | None = None
    returning: int = 0
    settled: int = 0
    refunded: int = 0

    @property
    def refundable(self) -> int:
        """How much may still be paid back by a refund."""
        return max(0, self.price * (self.quantity - self.returning) - self.refunded)

    @property
    def returnable(self) -> int:
        """How many pieces may still be sent back: those that are paid for and not paid back, not even in part."""
        left = self.quantity - self.returning
        return min(left, self.refundable // self.price) if self.price else left


@dataclass(frozen=True, slots=True)
class Order:
    """One order. ``version`` grows with every change; ``total`` is what was paid, ``refunded`` what was paid back."""

    number: str
    customer: str
    email: str
    status: Status
    placed: datetime
    currency: str
    total: int
    address: str
    lines: tuple[Line, ...]
    version: int = 1
    refunded: int = 0
    delivered: datetime | None = None
    carrier: str | None = None
    tracking: str | None = None
    expected: datetime | None = None

    def line(self, id: str) -> Line | None:
        """A line by its id."""
        return next((line for line in self.lines if line.id == id), None)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom the order must belong to: a signed-in customer, or somebody who named number and e-mail together."""

    customer: str | None = None
    email: str | None = None

    def owns(self, order: Order) -> bool:
        """Whether it is theirs. Whoever is signed in is never let in by an e-mail."""
        if self.customer:
            return self.customer == order.customer
        return bool(self.email) and str(self.email).strip().casefold() == order.email.strip().casefold()
