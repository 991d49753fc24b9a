"""What a flow may know of an order, under the names of the playbook's facts, and what it may know of what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from chiron.core.errors import ChironError
from chiron.core.support.actions.carrying import refundable as left_of
from chiron.core.support.actions.guards import Asker, proposed
from chiron.core.support.actions.orders import Line, Order
from chiron.core.support.actions.requests import (
    Cancel,
    ChangeAddress,
    Done,
    Exchange,
    Refund,
    Request,
    Return,
)
from chiron.core.support.playbook.actions import ActionRule
from chiron.core.support.playbook.facts import Value

Rules = Mapping[str, ActionRule]
"""The playbook's rules by action: ``Playbook.rule``."""
Pasts = Mapping[str, tuple[datetime, ...]]
"""When each action was done for this customer before; missing actions never were."""


def line_of(order: Order, said: str) -> Line | None:
    """The line that an item of a flow names: by its id, or by a title that no other line has."""
    titled = [line for line in order.lines if line.title.casefold() == said.strip().casefold()]
    return order.line(said) or (titled[0] if len(titled) == 1 else None)


def of_order(order: Order, rules: Rules, pasts: Pasts, asker: Asker, now: datetime) -> dict[str, Value]:
    """The facts of the look-up ``order``. ``allowed`` ones say what this asker may have done now."""
    may = _may(order, rules, pasts, asker, now)
    facts: dict[str, Value] = {
        "order.number": order.number,
        "order.status": order.status,
        "order.placed": order.placed.date().isoformat(),
        "order.total": order.total,
        "order.items": tuple(line.title for line in order.lines),
        "order.count": sum(line.quantity for line in order.lines),
        "order.address": order.address,
        "order.refunded": order.refunded,
        "allowed.cancel": may(Cancel(order.number)),
        "allowed.change-address": may(ChangeAddress(order.number, "Somewhere 1")),
        "allowed.reship": False,
    }
    if order.delivered:
        facts["order.delivered"] = order.delivered.date().isoformat()
        facts["order.days-since-delivery"] = max(0, (now - order.delivered).days)
    return facts


def of_shipment(order: Order, now: datetime) -> dict[str, Value]:
    """The facts of the look-up ``shipment``."""
    late = (min(now, order.delivered or now) - order.expected).days if order.expected else 0
    facts: dict[str, Value] = {
        "shipment.sent": order.status in ("dispatched", "delivered", "returning", "returned"),
        "shipment.days-late": max(0, late),
    }
    if order.carrier:
        facts["shipment.carrier"] = order.carrier
    if order.tracking:
        facts["shipment.tracking"] = order.tracking
    if order.expected:
        facts["shipment.expected"] = order.expected.date().isoformat()
    return facts


def of_item(
    order: Order, line: Line, rules: Rules, pasts: Pasts, asker: Asker, now: datetime
) -> dict[str, Value]:  # fmt: skip
    """The facts of the look-up ``item``. What may be refunded is no more than this asker may have at once."""
    may = _may(order, rules, pasts, asker, now)
    most = refundable(order, line, rules, asker)
    return {
        "item.title": line.title,
        "item.product": line.product,
        "item.price": line.price,
        "item.refundable": most,
        "allowed.return": may(Return(order.number, line.id)),
        "allowed.exchange": may(Exchange(order.number, line.id, f"not {line.variant}"[:100])),
        "allowed.refund": most > 0 and may(Refund(order.number, line.id, most, order.currency)),
        "allowed.claim": False,
    }


def refundable(order: Order, line: Line, rules: Rules, asker: Asker) -> int:
    """The largest refund of a line that is left, and that the playbook lets this role give at once."""
    rule = rules.get("refund")
    limit = rule.of(asker.role) if rule else None
    left = left_of(order, line)
    return 0 if limit is None else left if limit.most is None else min(left, limit.most)


def of_done(done: Done) -> dict[str, Value]:
    """The facts that an action gives."""
    facts: dict[str, Value] = {}
    if done.action in ("cancel", "refund", "return"):
        facts["done.amount"] = done.amount
    if done.action in ("return", "exchange"):
        facts["done.return"] = done.reference
    if done.until:
        facts["done.until"] = done.until.date().isoformat()
    if done.new_order:
        facts["done.order"] = done.new_order
    return facts


def _may(order: Order, rules: Rules, pasts: Pasts, asker: Asker, now: datetime) -> Callable[[Request], bool]:
    """Whether a request would be proposed to this asker."""

    def may(request: Request) -> bool:
        try:
            proposed(request, order, rules.get(request.action), asker, pasts.get(request.action, ()), now, "may")
        except ChironError:
            return False
        return True

    return may
