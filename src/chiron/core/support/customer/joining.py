"""Whose an anonymous visitor's doings are: what was done on a device before or between its customers' sign-ins.

A stretch is what was done on a device between two boundaries: a sign-in, a sign-out, a pause longer than ``PAUSE``. It
is a customer's only where it ends in their sign-in or begins with it, nobody else ever signed in on the device, and the
customer agrees to it. Everything is worked out anew from the whole history: a second customer's first sign-in, a
consent taken back, or "this was not me" part what was joined before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chiron.core.support.bounds import Consent
from chiron.core.support.events import Touch, in_order
from chiron.core.support.kinds import ConsentGiven, ConsentWithdrawn, SignedIn, SignedOut, VisitorParted

PAUSE = timedelta(minutes=30)
"""After a pause as long as this, whoever comes may be somebody else: the usual end of a visit in web statistics."""


@dataclass(frozen=True, slots=True)
class Device:
    """A visitor's log, and whether two customers are known to have signed in on it, though their events are gone."""

    visitor: str
    touches: Sequence[Touch]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What a customer wants of their devices: whether anything is joined, and up to when each device is not theirs."""

    joins: bool = False
    parted: Mapping[str, datetime] | None = None


def wish_of(own: Iterable[Touch]) -> Wish:
    """From the customer's own log, which is no visitor's: what others do on a device cannot agree in their name."""
    joins, parted = False, dict[str, datetime]()
    for touch in in_order(own):
        match touch.body:
            case ConsentGiven(what=Consent.JOINING):
                joins = True
            case ConsentWithdrawn(what=Consent.JOINING):
                joins = False
            case VisitorParted(device=device):
                parted[device] = touch.at
    return Wish(joins, parted)


def customers_of(device: Device) -> frozenset[str]:
    """Who ever signed in, or was signed out, on a device."""
    boundaries = (touch for touch in device.touches if _is_boundary(touch))
    return frozenset(touch.customer for touch in boundaries if touch.customer is not None)


def joined(customer: str, device: Device, wish: Wish) -> list[Touch]:
    """What of a device's anonymous log counts as this customer's, in order.

    The keys are told apart from the customer's own by the visitor before them; the boundaries themselves are left out.
    """
    if not wish.joins or device.shared or customers_of(device) != {customer}:
        return []
    since = (wish.parted or {}).get(device.visitor)
    kept = list[Touch]()
    for stretch, ends in _stretches(in_order(device.touches)):
        if ends == customer:
            kept += [touch for touch in stretch if since is None or touch.at > since]
    return [_renamed(touch, customer, device.visitor) for touch in kept]


def history(customer: str, own: Iterable[Touch], devices: Iterable[Device]) -> list[Touch]:
    """All that folds of a customer are made from: their own log and what is joined to it, in order."""
    mine = list(own)
    wish = wish_of(mine)
    return in_order([*mine, *(touch for device in devices for touch in joined(customer, device, wish))])


def _stretches(touches: Sequence[Touch]) -> Iterable[tuple[list[Touch], str | None]]:
    """Stretches with the customer whose they are: who signs in at their end without a pause, or is signed in."""
    stretch, signed_in, last = list[Touch](), None, None
    for touch in touches:
        if last is not None and touch.at - last > PAUSE:
            yield stretch, signed_in
            stretch, signed_in = [], None
        if _is_boundary(touch):
            yield stretch, signed_in or (touch.customer if isinstance(touch.body, SignedIn) else None)
            stretch = []
            signed_in = touch.customer if isinstance(touch.body, SignedIn) else None
        else:
            stretch.append(touch)
        last = touch.at
    yield stretch, signed_in


def _is_boundary(touch: Touch) -> bool:
    return isinstance(touch.body, SignedIn | SignedOut)


def _renamed(touch: Touch, customer: str, visitor: str) -> Touch:
    return Touch(
        key=f"{visitor}/{touch.key}",
        at=touch.at,
        body=touch.body,
        channel=touch.channel,
        customer=customer,
        visitor=visitor,
    )
