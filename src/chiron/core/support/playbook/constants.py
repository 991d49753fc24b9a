"""What a playbook itself fixes and texts may name: limits, delivery, points, who the shop is. One place says each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chiron.core.support.playbook.facts import FactShape, Value

if TYPE_CHECKING:
    from chiron.core.support.playbook.playbook import Playbook

_LIMITS = (("most", "money"), ("times", "whole"), ("within", "whole"), ("days", "whole"))


def constants(playbook: Playbook) -> dict[str, tuple[FactShape, Value]]:
    """Every such fact with its value: ``limit.return.days``, ``delivery.standard.price``, ``loyalty.worth``.

    Limits are the customer's own.
    """
    return {shape.name: (shape, value) for shape, value in _every(playbook)}


def _every(playbook: Playbook) -> Iterator[tuple[FactShape, Value]]:
    for rule in playbook.actions:
        for name, kind in _LIMITS:
            value = getattr(rule.customer, name, None)
            if value is not None and rule.customer is not None:
                yield FactShape(f"limit.{rule.action}.{name}", "money" if kind == "money" else "whole"), value
    for way in playbook.delivery:
        yield FactShape(f"delivery.{way.id}.price", "money"), way.price
        if way.free_from is not None:
            yield FactShape(f"delivery.{way.id}.free_from", "money"), way.free_from
        yield FactShape(f"delivery.{way.id}.days", "text"), "–".join(str(day) for day in sorted(set(way.days)))
        yield FactShape(f"delivery.{way.id}.days_from", "whole"), way.days[0]
        yield FactShape(f"delivery.{way.id}.days_to", "whole"), way.days[1]
    if playbook.loyalty is not None:
        yield FactShape("loyalty.points_per", "money"), playbook.loyalty.points_per
        yield FactShape("loyalty.worth", "money"), playbook.loyalty.worth
        yield FactShape("loyalty.expires_months", "whole"), playbook.loyalty.expires_months
        for tier in playbook.loyalty.tiers:
            yield FactShape(f"loyalty.{tier.id}.points", "whole"), tier.points
    yield FactShape("desk.reopen_days", "whole"), playbook.help_desk.reopen_days
    shop = playbook.shop
    for name in ("name", "email", "phone", "address"):
        if value := getattr(shop, name):
            yield FactShape(f"shop.{name}", "text"), value
