"""Words and kinds of value in what a shop sends: how long each may be, and what it tells about a person."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from chiron.core.events import Personal


class Channel(StrEnum):
    """By which way the shop and the customer met."""

    WEB = "web"
    APP = "app"
    MAIL = "mail"
    CHAT = "chat"
    PHONE = "phone"
    STORE = "store"
    SYSTEM = "system"
    """The shop's own systems: a parcel was delivered, an import told of it."""


class By(StrEnum):
    """Who said or did it."""

    CUSTOMER = "customer"
    AGENT = "agent"
    CHIRON = "chiron"


class Consent(StrEnum):
    """What a customer or a visitor may agree to; without it, none of it is done."""

    BROWSING = "browsing"
    """What they look at, look for and put into the basket is kept."""
    JOINING = "joining"
    """What they did before signing in is counted as theirs."""
    OFFERS = "offers"
    """They are shown offers that are chosen for them."""
    MAIL = "mail"
    """They are sent mail that they did not ask for, and opening it is kept."""
    REMEMBERING = "remembering"
    """What follows from their words is kept as facts about them."""


class Certainty(StrEnum):
    """Where a fact about a customer comes from, the surest first."""

    CORRECTED = "corrected"
    """The customer put it right; nothing that is inferred comes before it."""
    STATED = "stated"
    """The customer said it."""
    SHOP = "shop"
    """It stands in the shop's own systems."""
    INFERRED = "inferred"
    """It follows, more or less surely, from what they did."""


LONGEST_TEXT = 20_000
"""Characters of a message: a long e-mail."""


def _tells(what: Personal) -> dict[str, str]:
    return {"personal": what.value}


Ref = Annotated[str, Meta(min_length=1, max_length=120, extra=_tells(Personal.NO))]
"""A name of something in the shop's own systems: a product, an order, a case, an offer."""
Who = Annotated[str, Meta(min_length=1, max_length=120, extra=_tells(Personal.IDENTIFIES))]
"""A customer or a visitor: the shop's own name for them in what is sent, Chiron's id in the log."""
Word = Annotated[str, Meta(min_length=1, max_length=60, extra=_tells(Personal.BEHAVIOUR))]
"""A short code: a reason, a way, a language."""
Line = Annotated[str, Meta(max_length=300, extra=_tells(Personal.BEHAVIOUR))]
"""What was looked at or looked for."""
Text = Annotated[str, Meta(max_length=LONGEST_TEXT, extra=_tells(Personal.CONTENT))]
"""Somebody's own words."""
Note = Annotated[str, Meta(max_length=500, extra=_tells(Personal.CONTENT))]
"""A sentence in somebody's own words, or a fact's value."""
Count = Annotated[int, Meta(ge=0, le=1_000_000, extra=_tells(Personal.BEHAVIOUR))]
Pieces = Annotated[int, Meta(ge=1, le=10_000, extra=_tells(Personal.BEHAVIOUR))]
Cents = Annotated[int, Meta(ge=0, le=10_000_000_000, extra=_tells(Personal.BEHAVIOUR))]
"""Money in the hundredth part of its currency."""
Currency = Annotated[str, Meta(pattern="^[A-Z]{3}$", extra=_tells(Personal.NO))]
"""ISO 4217."""
Stars = Annotated[int, Meta(ge=1, le=5, extra=_tells(Personal.BEHAVIOUR))]
Share = Annotated[float, Meta(ge=0.0, le=1.0, extra=_tells(Personal.BEHAVIOUR))]


class Happening(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind"):
    """A kind of event. ``kind`` is its tag."""
