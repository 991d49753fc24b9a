"""The port to a shop's order system. Each adapter is one system, and passes the contract's tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from chiron.core.errors import Unavailable
from chiron.core.support.actions.orders import Action, Order, Whose
from chiron.core.support.actions.requests import Command, Done


class OrdersSilent(Unavailable):
    """The order system does not answer, or not in a way that can be understood. Whether something was done is not
    known: send the same command again, with the same key."""

    code = "orders-silent"


class Orders(Protocol):
    """Somewhere that orders are kept."""

    can: frozenset[Action]
    """What this system can do. The rest is for a person."""

    async def find(self, number: str, whose: Whose) -> Order:
        """An order of somebody's.

        Raises NoSuchOrder where there is none of this number, and just so where it is another's; OrdersSilent.
        """

    async def recent(self, customer: str, most: int = 20) -> Sequence[Order]:
        """The latest orders of a signed-in customer, newest first. Raises OrdersSilent."""

    async def past(self, number: str, whose: Whose, action: Action) -> Sequence[datetime]:
        """When an action was done for the customer of an order, on any of their orders. Raises as ``find``."""

    async def carry_out(self, command: Command) -> Done:
        """Do what was confirmed, at most once a key: sent again, it answers what it answered, with ``repeated``.

        All or nothing, and the command's bound holds against others at the same moment. Raises NoSuchOrder,
        NotPossible, BeyondLimit, OrderChanged, Unreadable, KeyUsed (the key stood for another command) or
        OrdersSilent.
        """
