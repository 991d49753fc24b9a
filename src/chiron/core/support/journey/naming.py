"""What a touch is called as a step of a journey, and which products it is about."""

from __future__ import annotations

from chiron.core.support.bounds import By
from chiron.core.support.events import Body, Touch
from chiron.core.support.kinds import (
    CaseOpened,
    MessageSaid,
    OfferShown,
    OrderExchanged,
    OrderPlaced,
    OrderReturned,
)

__all__ = ["products_of", "stage_kind", "step_of"]

_SILENT = ("fact.", "visitor.", "consent.", "promise.")
"""Kinds that happen beside the journey: who somebody is, what they agreed to, what is known of them."""


def step_of(touch: Touch) -> str | None:
    """The step's name: the kind, with a case's intent after a colon, and who spoke where a message was said.

    None for what is no step: facts, consents, signing in, promises, and an offer that by chance was not shown.
    """
    body = touch.body
    if isinstance(body, CaseOpened) and body.intent:
        return f"case.opened:{body.intent}"
    if isinstance(body, MessageSaid):
        return "message.said" if body.by == By.CUSTOMER else "message.answered"
    if isinstance(body, OfferShown) and body.holdout:
        return None
    return None if touch.kind.startswith(_SILENT) else touch.kind


def stage_kind(activity: str) -> str:
    """The kind of event that a step's name stands for, as a playbook's stages name it."""
    kind = activity.split(":", 1)[0]
    return "message.said" if kind == "message.answered" else kind


def products_of(body: Body) -> tuple[str, ...]:
    """The products that an event is about, each once."""
    if isinstance(body, OrderPlaced | OrderReturned | OrderExchanged):
        return tuple(dict.fromkeys(item.product for item in body.items))
    product = getattr(body, "product", None)
    return (product,) if isinstance(product, str) else ()
