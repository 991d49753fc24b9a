"""Requests and proposals as plain values: a proposal waits for its confirmation, perhaps in another process."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from chiron.core.support.actions.guards import Asker, Proposal
from chiron.core.support.actions.refusals import Unreadable
from chiron.core.support.actions.requests import KINDS, Bound, Request

_KINDS = {kind.action: kind for kind in KINDS}
_FIELDS: dict[str, Any] = {
    "id": str, "asker": Asker, "version": int, "amount": int, "currency": str, "bound": Bound, "at": datetime,
}  # fmt: skip
"""A proposal's fields but its request, which is told by its action."""


def plain(request: Request) -> dict[str, Any]:
    """A request as JSON has it: its action, and its fields."""
    return {"action": request.action, **msgspec.to_builtins(request)}


def request(kept: object) -> Request:
    """What ``plain`` wrote: nothing more, nothing less, nothing cast. Raises Unreadable where it is none."""
    try:
        fields = dict(kept) if isinstance(kept, dict) else {}
        kind = _KINDS[fields.pop("action")]
        found: Request = msgspec.convert(fields, kind)
    except (KeyError, TypeError, ValueError, msgspec.ValidationError) as fault:
        raise Unreadable("This is no request to an order system.", field=str(fault)) from fault
    if set(fields) - set(msgspec.to_builtins(found)):
        raise Unreadable("This request says more than one can.", field="request")
    return found


def written(proposal: Proposal) -> str:
    """A proposal as a text; its digest is the same when it is read again."""
    whole = {name: msgspec.to_builtins(getattr(proposal, name)) for name in _FIELDS}
    return msgspec.json.encode({**whole, "request": plain(proposal.request)}).decode()


def read(text: str) -> Proposal:
    """The proposal that ``written`` wrote. Raises Unreadable where it is none."""
    try:
        kept = msgspec.json.decode(text, type=dict[str, Any])
        fields = {name: msgspec.convert(kept[name], kind, strict=False) for name, kind in _FIELDS.items()}
    except (KeyError, msgspec.DecodeError) as fault:
        raise Unreadable("This is no proposal.", field=str(fault)) from fault
    return Proposal(request=request(kept.get("request")), **fields)
