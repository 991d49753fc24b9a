"""What may be done for a customer: named actions, what each needs, and what a playbook must limit in it.

An action changes something in the order system. It is confirmed by the customer, allowed by code, and done once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from chiron.core.support.playbook.facts import FactShape
from chiron.core.support.playbook.parts import Count, Minor, Part

ActionName = Literal[
    "cancel", "return", "exchange", "change-address", "refund", "reship", "voucher", "claim", "notify"
]  # fmt: skip
ACTIONS: tuple[ActionName, ...] = get_args(ActionName)
Role = Literal["customer", "agent", "lead"]
"""Who asks for it: a customer in their own case, an agent, or the agents' lead."""
OrderStatus = Literal["placed", "paid", "packed", "dispatched", "delivered", "cancelled", "returning", "returned"]
LimitField = Literal["most", "times", "days", "statuses"]


@dataclass(frozen=True, slots=True)
class ActionShape:
    """One action. ``needs`` are its arguments by their facts; a playbook must set each of ``limited`` for it."""

    name: ActionName
    needs: tuple[str, ...]
    limited: tuple[LimitField, ...]
    gives: tuple[FactShape, ...] = ()
    money: bool = False


SHAPES: dict[ActionName, ActionShape] = {
    one.name: one
    for one in (
        ActionShape("cancel", ("order.number",), ("statuses",), (FactShape("done.amount", "money"),), money=True),
        ActionShape(
            "return", ("order.number", "item"), ("days",),
            (FactShape("done.return", "text"), FactShape("done.amount", "money"), FactShape("done.until", "date")),
        ),
        ActionShape(
            "exchange", ("order.number", "item", "variant"), ("days",),
            (FactShape("done.return", "text"), FactShape("done.order", "order-number")),
        ),
        ActionShape("change-address", ("order.number", "new.address"), ("statuses",)),
        ActionShape(
            "refund", ("order.number", "item"), ("most", "times"), (FactShape("done.amount", "money"),), money=True
        ),
        ActionShape("reship", ("order.number",), ("most", "times"), (FactShape("done.order", "order-number"),)),
        ActionShape(
            "voucher", (), ("most", "times"), (FactShape("done.amount", "money"), FactShape("done.code", "text")),
            money=True,
        ),
        ActionShape("claim", ("order.number", "item"), ("days",), (FactShape("done.claim", "text"),)),
        ActionShape("notify", ("product",), ("times",)),
    )
}  # fmt: skip
"""``notify`` tells the customer when a product is in stock again; ``claim`` opens a claim under guarantee."""


class Limit(Part):
    """How far an action goes for one role. What stands as None is not allowed to be missing where the action needs it.

    ``most`` is the largest amount at once, in minor units; ``times`` how often within ``within`` days for one customer;
    ``days`` how long after delivery; ``statuses`` the orders that it may touch.
    """

    most: Minor | None = None
    times: Count | None = None
    within: Count = 30
    days: Count | None = None
    statuses: tuple[OrderStatus, ...] = ()


class ActionRule(Part):
    """Who may have an action done, and how far. A role without a limit may not."""

    action: ActionName
    customer: Limit | None = None
    agent: Limit | None = None
    lead: Limit | None = None
    proof: Literal["signed-in", "order-and-email"] = "signed-in"
    """What shows whose order it is."""

    def of(self, role: Role) -> Limit | None:
        """The limit of a role; None where it may not."""
        found: Limit | None = getattr(self, role)
        return found
