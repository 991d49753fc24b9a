"""What may be known in a case: every fact has a name, a kind and a way by which it becomes known.

Flows, offers and texts speak of facts by these names and of nothing else. What a playbook's own flows ask for is
declared there. A fact that is not ``sure`` may be missing after its look-up: a text needs other words for that case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FactKind = Literal[
    "text", "texts", "whole", "money", "flag", "date", "choice",
    "email", "address", "order-number", "item", "product", "variant",
]  # fmt: skip
"""``money`` is in minor units, ``date`` an ISO day, ``texts`` a list of lines, ``item`` a line of the order,
``product`` and ``variant`` are ids of the catalogue."""
Value = str | int | bool | tuple[str, ...]
"""What a fact can be."""
Known = Mapping[str, Value]
"""What is known, by the facts' names."""

MOODS = ("angry", "sad", "worried", "neutral", "happy", "hurried")
"""How a message sounds; only a sure reading may change anything."""
ORDER_STATUSES = ("placed", "paid", "packed", "dispatched", "delivered", "cancelled", "returning", "returned")
"""How far an order is, in its usual order; the last three are beside it."""
CHANNELS = ("widget", "mail", "api", "desk")


@dataclass(frozen=True, slots=True)
class FactShape:
    """One fact. ``choices`` are the values that a choice can have; none where they come from elsewhere."""

    name: str
    kind: FactKind
    sure: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LookUp:
    """Something that a system is asked for. ``needs`` must be known before; ``gives`` is known once it was found."""

    name: str
    needs: tuple[str, ...]
    gives: tuple[FactShape, ...]
    signed_in: bool = False
    """Only for a customer who is signed in; the rest goes by order number and e-mail together."""


def _given(name: str, kind: FactKind, *choices: str, sure: bool = True) -> FactShape:
    return FactShape(name, kind, sure, choices)


GIVEN: tuple[FactShape, ...] = (
    _given("customer.signed-in", "flag"),
    _given("customer.returning", "flag"),
    _given("customer.language", "text"),
    _given("customer.name", "text", sure=False),
    _given("customer.email", "email", sure=False),
    _given("customer.tier", "choice", sure=False),
    _given("customer.orders", "whole", sure=False),
    _given("customer.offers-agreed", "flag"),
    _given("mood", "choice", *MOODS),
    _given("case.open-complaint", "flag"),
    _given("case.reopened", "flag"),
    _given("case.channel", "choice", *CHANNELS),
    _given("now.staffed", "flag"),
    _given("shop.name", "text"),
    _given("shop.email", "email"),
    _given("shop.phone", "text", sure=False),
)
"""Known in every turn, without asking. ``mood`` is neutral unless the reading is sure."""

ACTION_NAMES = (
    "cancel", "return", "exchange", "change-address", "refund", "reship", "voucher", "claim", "notify",
)  # fmt: skip

LOOK_UPS: tuple[LookUp, ...] = (
    LookUp(
        "order",
        ("order.number",),
        (
            FactShape("order.status", "choice", True, ORDER_STATUSES),
            FactShape("order.placed", "date"),
            FactShape("order.total", "money"),
            FactShape("order.items", "texts"),
            FactShape("order.count", "whole"),
            FactShape("order.address", "address"),
            FactShape("order.delivered", "date", sure=False),
            FactShape("order.days-since-delivery", "whole", sure=False),
            FactShape("order.refunded", "money"),
            *(FactShape(f"allowed.{name}", "flag") for name in ("cancel", "change-address", "reship")),
        ),
    ),
    LookUp(
        "shipment",
        ("order.number",),
        (
            FactShape("shipment.sent", "flag"),
            FactShape("shipment.carrier", "text", sure=False),
            FactShape("shipment.tracking", "text", sure=False),
            FactShape("shipment.expected", "date", sure=False),
            FactShape("shipment.days-late", "whole"),
        ),
    ),
    LookUp(
        "item",
        ("order.number", "item"),
        (
            FactShape("item.title", "text"),
            FactShape("item.product", "product"),
            FactShape("item.price", "money"),
            FactShape("item.refundable", "money"),
            FactShape("item.guarantee-until", "date", sure=False),
            *(FactShape(f"allowed.{name}", "flag") for name in ("return", "exchange", "refund", "claim")),
        ),
    ),
    LookUp(
        "product",
        ("product",),
        (
            FactShape("product.title", "text"),
            FactShape("product.price", "money"),
            FactShape("product.sizes", "texts"),
            FactShape("product.fit", "text", sure=False),
            FactShape("product.replacement", "product", sure=False),
        ),
    ),
    LookUp(
        "stock",
        ("product",),
        (FactShape("stock.available", "flag"), FactShape("stock.back", "date", sure=False)),
    ),
    LookUp(
        "variant-stock",
        ("variant",),
        (FactShape("stock.available", "flag"), FactShape("stock.back", "date", sure=False)),
    ),
    LookUp(
        "return",
        ("order.number",),
        (
            FactShape("return.open", "flag"),
            FactShape("return.arrived", "flag"),
            FactShape("return.refund-by", "date", sure=False),
            FactShape("return.amount", "money", sure=False),
        ),
    ),
    LookUp(
        "points",
        (),
        (
            FactShape("points.balance", "whole"),
            FactShape("points.worth", "money"),
            FactShape("points.expiring", "whole"),
            FactShape("points.expire", "date", sure=False),
        ),
        signed_in=True,
    ),
    LookUp(
        "last-order",
        (),
        (FactShape("order.number", "order-number"),),
        signed_in=True,
    ),
    LookUp(
        "voucher",
        ("voucher.code",),
        (
            FactShape("voucher.valid", "flag"),
            FactShape("voucher.worth", "money", sure=False),
            FactShape("voucher.until", "date", sure=False),
        ),
    ),
)
"""Everything that a flow may look up. Nothing of another person's is ever found: that is for code to see to."""

ASKED: tuple[FactShape, ...] = (
    _given("order.number", "order-number"),
    _given("customer.email", "email"),
    _given("item", "item"),
    _given("product", "product"),
    _given("variant", "variant"),
    _given("new.address", "address"),
    _given("voucher.code", "text"),
)
"""What any flow may ask a customer for without declaring it."""


def look_up(name: str) -> LookUp | None:
    """What is looked up by this name; None where nothing is."""
    return next((one for one in LOOK_UPS if one.name == name), None)


def shapes() -> dict[str, FactShape]:
    """Every fact that Chiron itself knows how to fill, by name."""
    every = (*GIVEN, *ASKED, *(fact for one in LOOK_UPS for fact in one.gives))
    return {one.name: one for one in every}


def fits(shape: FactShape, value: object) -> bool:
    """Whether a value is of the fact's kind."""
    if shape.kind == "flag":
        return isinstance(value, bool)
    if shape.kind in ("whole", "money"):
        return isinstance(value, int) and not isinstance(value, bool) and (shape.kind != "money" or value >= 0)
    if shape.kind == "texts":
        return isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_VALUE:
        return False
    return _FORMS.get(shape.kind, _ANY).fullmatch(value) is not None and (not shape.choices or value in shape.choices)


LONGEST_VALUE = 2_000
_ANY = re.compile(r".*", re.DOTALL)
_FORMS = {
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "email": re.compile(r"[^@\s<>]{1,64}@[^@\s<>]{1,190}"),
    "order-number": re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}"),
    "product": re.compile(r"[a-z0-9-]{1,64}"),
    "variant": re.compile(r"[^\s<>]{1,160}(?: [^\s<>]{1,160})*"),
    "item": re.compile(r"[^<>\n]{1,200}"),
}
