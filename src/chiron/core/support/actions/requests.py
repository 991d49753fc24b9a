"""What is asked of an order system, as typed values. Nothing here is read from what somebody wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from chiron.core.support.actions.orders import Action, Role, Whose


@dataclass(frozen=True, slots=True)
class Cancel:
    """Do not send the order; pay back what was paid."""

    action: ClassVar[Action] = "cancel"
    order: str


@dataclass(frozen=True, slots=True)
class Return:
    """Some pieces of a line come back; they are paid back when they arrive."""

    action: ClassVar[Action] = "return"
    order: str
    line: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Exchange:
    """Some pieces of a line come back, and another variant of the same product goes out."""

    action: ClassVar[Action] = "exchange"
    order: str
    line: str
    variant: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class ChangeAddress:
    """Send the order elsewhere."""

    action: ClassVar[Action] = "change-address"
    order: str
    address: str


@dataclass(frozen=True, slots=True)
class Refund:
    """Pay back an amount for a line, in minor units of a currency, without anything coming back."""

    action: ClassVar[Action] = "refund"
    order: str
    line: str
    amount: int
    currency: str


Request = Cancel | Return | Exchange | ChangeAddress | Refund


KINDS: tuple[type[Request], ...] = (Cancel, Return, Exchange, ChangeAddress, Refund)


@dataclass(frozen=True, slots=True)
class Bound:
    """What the order system must hold to while it carries out: a race cannot slip past it.

    ``most`` minor units at once; ``times`` such actions for this customer since a moment.
    """

    most: int | None = None
    times: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A confirmed request. The same ``key`` is carried out once; ``version`` is the order's as it was shown."""

    key: str
    request: Request
    whose: Whose
    version: int
    role: Role
    bound: Bound
    case: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was done. ``amount`` was paid back or will be, in minor units; ``new_order`` goes out instead.

    ``repeated``: it had been done before under this key, and nothing was done now.
    """

    key: str
    action: Action
    order: str
    amount: int
    currency: str
    reference: str
    version: int
    until: datetime | None = None
    new_order: str | None = None
    repeated: bool = False
