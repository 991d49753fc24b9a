"""Whether an action may be proposed to somebody: whose order, which role, how much, how late, in which state.

Who asks is a role and a proof that the caller established (a sitting, a signed-in agent), never what a message says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chiron.core.support.actions.carrying import NONE, address, carried, changed
from chiron.core.support.actions.orders import Order, Role, Whose
from chiron.core.support.actions.refusals import (
    BeyondLimit,
    NoSuchOrder,
    NotForThisRole,
    NotPossible,
    ProofNeeded,
    Unreadable,
)
from chiron.core.support.actions.requests import Bound, ChangeAddress, Command, Request
from chiron.core.support.playbook.actions import ActionRule, Limit


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: ``id`` of the person who will have to confirm, their role, and whose orders they may touch here."""

    id: str
    role: Role
    whose: Whose
    case: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be done, with exactly the values that are shown and must be confirmed. ``id`` is the caller's.

    ``amount`` is paid back, now or when things arrive.
    """

    id: str
    asker: Asker
    request: Request
    version: int
    amount: int
    currency: str
    bound: Bound
    at: datetime


def proposed(
    request: Request, order: Order | None, rule: ActionRule | None, asker: Asker, past: Iterable[datetime],
    now: datetime, id: str,
) -> Proposal:  # fmt: skip
    """What to show before it is done.

    ``order`` is what was found (None: nothing), ``rule`` the playbook's for this action, ``past`` when it was done for
    this customer before. Raises a refusal that says what may be done instead.
    """
    if order is None or order.number != request.order or not asker.whose.owns(order):
        raise NoSuchOrder(NONE)
    limit = allowed(request, rule, asker)
    if isinstance(request, ChangeAddress):
        request = replace(request, address=address(request.address))
    _, amount = changed(order, request)
    _in_time(limit, order, now)
    since = now - timedelta(days=limit.within) if limit.times is not None else None
    bound = Bound(limit.most, limit.times, since)
    trial = Command(id, request, asker.whose, order.version, asker.role, bound, asker.case)
    carried(order, trial, past, now, "trial")
    return Proposal(id, asker, request, order.version, amount, order.currency, bound, now)


def allowed(request: Request, rule: ActionRule | None, asker: Asker) -> Limit:
    """The limit under which this role may ask for it. Raises NotForThisRole or ProofNeeded."""
    if rule is None or rule.action != request.action:
        raise NotForThisRole("This shop does not do that by itself. A person can look at it.")
    limit = rule.of(asker.role)
    if limit is None:
        raise NotForThisRole("That is for somebody else to decide. A person can look at it.", role=asker.role)
    if rule.proof == "signed-in" and asker.role == "customer" and not asker.whose.customer:
        raise ProofNeeded("Sign in first, so that we know that the order is yours.")
    return limit


def _in_time(limit: Limit, order: Order, now: datetime) -> None:
    """Make sure that the order is in a state, and young enough, for this role."""
    if limit.statuses and order.status not in limit.statuses:
        raise NotPossible(f"An order that is {order.status} can no longer be changed so here.", status=order.status)
    if limit.days is not None:
        if order.delivered is None:
            raise NotPossible("That is possible once it has arrived.", status=order.status)
        if now < order.delivered:
            raise Unreadable("The order system says that it arrives only later.", field="delivered")
        if now - order.delivered > timedelta(days=limit.days):
            raise BeyondLimit(f"That is possible for {limit.days} days after it arrived. A person can look at it.",
                              days=limit.days)  # fmt: skip
