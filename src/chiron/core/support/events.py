"""What happens between a customer and a shop, as events: what was seen, bought, returned, said, promised and rated.

``Touch`` is the envelope of every kind (``kinds``): who, when, by which channel, and the key under which the same thing
sent twice is kept once. The support log holds these and no learner's events. Folds read touches in the order of
``in_order``, whatever the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, get_args

import msgspec
from msgspec import Meta, Struct
from msgspec.inspect import Metadata, StructType, Type, UnionType, VarTupleType, type_info

from chiron.core.errors import InvalidInput
from chiron.core.events import Personal
from chiron.core.support.bounds import By, Certainty, Channel, Consent, Who
from chiron.core.support.kinds import Being, Body, Browsing, Buying, Helping

__all__ = [
    "BROWSING",
    "KINDS",
    "Being",
    "Body",
    "Browsing",
    "Buying",
    "By",
    "Certainty",
    "Channel",
    "Consent",
    "Helping",
    "Touch",
    "in_order",
    "read",
    "tells",
    "written",
]

Key = Annotated[str, Meta(min_length=1, max_length=120)]


class Touch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One event: what a customer, a visitor who is not known, or the shop towards them did, and when.

    ``key`` is the sender's own: the same person and key is one event. At least one of ``customer`` and ``visitor`` is
    there; both where a known customer did it on a visitor's device. ``at`` is when it happened, in UTC.
    """

    key: Key
    at: datetime
    body: Body
    channel: Channel = Channel.WEB
    customer: Who | None = None
    visitor: Who | None = None

    @property
    def kind(self) -> str:
        """The body's kind, such as ``order.placed``."""
        return kind_of(self.body)

    @property
    def who(self) -> str:
        """The customer, or the visitor where nobody knows who it is."""
        return self.customer or self.visitor or ""


def kind_of(body: Body) -> str:
    """The tag of a body."""
    return str(body.__struct_config__.tag)


def in_order(touches: Iterable[Touch]) -> list[Touch]:
    """Touches by time, at one time by key: one order for all, in whichever order they were sent."""
    return sorted(touches, key=lambda touch: (touch.at, touch.key))


def read(sent: object, strict: bool = True) -> Touch:
    """A touch from what JSON holds; not ``strict``, numbers and yes or no may stand as text, as in a table.

    Raises InvalidInput with the place and what is wrong there.
    """
    try:
        touch = msgspec.convert(sent, Touch, strict=strict)
    except msgspec.ValidationError as fault:
        raise InvalidInput(f"This event cannot be used: {fault}") from fault
    if touch.customer is None and touch.visitor is None:
        raise InvalidInput("This event cannot be used: it names neither a customer nor a visitor.")
    if touch.at.tzinfo is None:
        raise InvalidInput("This event cannot be used: its time needs a time zone, such as Z at its end - at `$.at`")
    return msgspec.structs.replace(touch, at=touch.at.astimezone(UTC))


def written(body: Body) -> Mapping[str, object]:
    """A body as JSON holds it, its kind included."""
    made: Mapping[str, object] = msgspec.to_builtins(body)
    return made


KINDS: Mapping[str, type[Struct]] = {
    str(kind.__struct_config__.tag): kind for group in (Browsing, Buying, Helping, Being) for kind in get_args(group)
}
"""Every kind of event by its tag."""

BROWSING = frozenset(str(kind.__struct_config__.tag) for kind in get_args(Browsing))
"""Kinds that are kept only while their person agrees to it."""


def tells(kind: str) -> Mapping[str, Personal]:
    """What each field of a kind's body tells about a person. Raises KeyError for an unknown kind."""
    told = type_info(KINDS[kind])
    assert isinstance(told, StructType)
    return {field.name: _most(field.type) for field in told.fields}


_RISING = (Personal.NO, Personal.BEHAVIOUR, Personal.CONTENT, Personal.IDENTIFIES)


def _most(of: Type) -> Personal:
    """The most that a value of this type tells; a time, a choice or a yes tells what somebody did."""
    if isinstance(of, Metadata):
        return Personal((of.extra or {}).get("personal", Personal.BEHAVIOUR))
    if isinstance(of, UnionType):
        return max((_most(one) for one in of.types if one.__class__.__name__ != "NoneType"), key=_RISING.index)
    if isinstance(of, VarTupleType):
        return _most(of.item_type)
    if isinstance(of, StructType):
        return max((_most(field.type) for field in of.fields), key=_RISING.index)
    return Personal.BEHAVIOUR
