"""What a message can be about: typed references, and where they stand in a conversation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Sort(StrEnum):
    """What kind of thing a reference names."""

    ORDER = "order"
    PRODUCT = "product"
    CASE = "case"
    PROMISE = "promise"


class Ref(Struct, frozen=True, order=True):
    """One thing of a customer: an order, a product, a case, a promise. ``within`` is the order of a product."""

    sort: Sort
    id: str
    within: str | None = None


class How(StrEnum):
    """By what a reference was found."""

    NAMED = "named"
    """By its number or name."""
    DESCRIBED = "described"
    """By what it is: the tent, the one that I sent back, my last order."""
    POINTED = "pointed"
    """It, that one: what the conversation is about."""
    OTHER = "other"
    """The other one, the second one, both: of several that were told together."""
    ONLY = "only"
    """There is only one that it can be."""
    ASSUMED = "assumed"
    """The case was opened about it."""


class Found(Struct, frozen=True):
    """A reference and by what it was found."""

    ref: Ref
    how: How


class Reading(Struct, frozen=True):
    """What a message is about. ``unclear`` are those among which one must ask: then ``found`` is empty.

    ``foreign`` are numbers that look like an order and are none of this customer's; they lead to nothing.
    """

    found: tuple[Found, ...] = ()
    unclear: tuple[Ref, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The references alone."""
        return tuple(one.ref for one in self.found)

    def of(self, sort: Sort) -> Ref | None:
        """The first reference of a sort."""
        return next((ref for ref in self.refs if ref.sort is sort), None)


class Mention(Struct, frozen=True):
    """A reference as the conversation holds it: when it was last spoken of."""

    ref: Ref
    at: datetime
    how: How


class Context(Struct, frozen=True):
    """Where a case stands: what it is about, the latest first, and what was told together last."""

    case: str
    focus: tuple[Mention, ...] = ()
    together: tuple[Ref, ...] = ()
    last: datetime | None = None
    """When something was last said."""
    turns: int = 0
    unclear: tuple[Ref, ...] = ()
    """Among which the customer was to choose, by the last message of theirs."""

    def about(self, sort: Sort) -> Ref | None:
        """What of a sort the conversation is about."""
        return next((mention.ref for mention in self.focus if mention.ref.sort is sort), None)


class Named(Struct, frozen=True):
    """How customers may call a product: its title, other words for it in any language, and the shelves that it lies
    on with others, which say less."""

    title: str
    words: tuple[str, ...] = ()
    shelves: tuple[str, ...] = ()


Names = Mapping[str, Named]
"""By product."""
