"""What is known of a customer, as their events tell it: no judgement yet, and nothing that depends on today.

Every part keeps the keys of the events that it rests on, so that each figure drawn from it can name them.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct, field

from chiron.core.support.bounds import Certainty, Channel, Consent

VERSION = "customer@1"
"""Another whenever the shape or the folding changes: a snapshot of an older one is folded anew."""
MOST_KEYS = 20
"""Events that a part names: the latest, enough to look at."""


class Line(Struct):
    """A product of an order; ``back`` is how many of it came back."""

    product: str
    quantity: int = 1
    price: int = 0
    size: str | None = None
    back: int = 0


class Order(Struct):
    """One order: its lines, what it came to and what was given back, in hundredths, and how far it is."""

    id: str
    placed: datetime | None = None
    lines: list[Line] = []
    total: int = 0
    refunded: int = 0
    currency: str = "EUR"
    shipped: datetime | None = None
    due: datetime | None = None
    delivered: datetime | None = None
    cancelled: datetime | None = None
    returned: datetime | None = None
    reasons: list[str] = []
    """Codes with which something of it was returned."""
    keys: list[str] = []

    @property
    def stage(self) -> str:
        """``cancelled``, ``returned`` (all of it), ``delivered``, ``shipped`` or ``placed``."""
        if self.cancelled:
            return "cancelled"
        if self.placed and all(line.back >= line.quantity for line in self.lines):
            return "returned"
        if self.delivered:
            return "delivered"
        return "shipped" if self.shipped else "placed"

    @property
    def kept(self) -> int:
        """What the shop keeps of it, in hundredths; nothing of one that was cancelled."""
        return 0 if self.cancelled else max(0, self.total - self.refunded)

    @property
    def changed(self) -> datetime | None:
        """When something last happened to it."""
        times = (self.placed, self.shipped, self.delivered, self.cancelled, self.returned)
        return max((at for at in times if at is not None), default=None)


class Interest(Struct):
    """What a customer did with one product."""

    seen: int = 0
    basket: int = 0
    bought: int = 0
    returned: int = 0
    stars: int | None = None
    last: datetime | None = None
    in_basket: bool = False
    keys: list[str] = []


class Case(Struct):
    """One case of theirs; ``waiting`` is since when they wait for an answer."""

    id: str
    opened: datetime
    channel: Channel = Channel.WEB
    intent: str | None = None
    order: str | None = None
    product: str | None = None
    closed: datetime | None = None
    how: str | None = None
    reopened: int = 0
    with_agent: bool = False
    waiting: datetime | None = None
    last: datetime | None = None
    said: int = 0
    stars: int | None = None
    keys: list[str] = []

    @property
    def open(self) -> bool:
        """Whether it is not done."""
        return self.closed is None


class Promise(Struct):
    """What the shop promised; ``kept`` is when it was done or withdrawn."""

    id: str
    text: str
    made: datetime
    channel: Channel
    case: str | None = None
    order: str | None = None
    product: str | None = None
    due: datetime | None = None
    kept: datetime | None = None
    keys: list[str] = []


class Noted(Struct):
    """A fact as it was noted."""

    id: str
    name: str
    value: str
    certainty: Certainty
    confidence: float
    at: datetime
    expires: datetime | None = None
    events: list[str] = []


class Offer(Struct):
    """A recommendation that was shown, or held back by chance."""

    id: str
    shown: datetime
    product: str | None = None
    chance: float | None = None
    held_out: bool = False
    taken: datetime | None = None
    declined: datetime | None = None


class Agreed(Struct):
    """The last word on a matter."""

    given: bool
    at: datetime
    version: str = ""
    key: str = ""


class Customer(Struct):
    """Everything folded of one customer; empty where nothing is known."""

    version: str = VERSION
    first: datetime | None = None
    last: datetime | None = None
    last_key: str = ""
    """When and in which event they last did something themselves."""
    upto: tuple[datetime, str] | None = None
    """Time and key of the last event that is in here."""
    consents: dict[Consent, Agreed] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    products: dict[str, Interest] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    facts: dict[str, Noted] = field(default_factory=dict)
    """By id, the noted ones; what holds of each name is chosen by ``facts.held``."""
    erased: dict[str, datetime] = field(default_factory=dict)
    """Names of facts that they had forgotten, since when: not inferred again."""
    offers: dict[str, Offer] = field(default_factory=dict)
    channels: dict[Channel, int] = field(default_factory=dict)
    """By which ways they came, and how often."""
    searches: list[tuple[datetime, str, str]] = []
    """The latest: time, key, words."""
    visits: int = 0
    """Days on which they did something themselves."""

    def agrees(self, what: Consent) -> bool:
        """Whether their last word on a matter was yes."""
        said = self.consents.get(what)
        return said is not None and said.given

    @property
    def open_cases(self) -> list[Case]:
        """Cases that are not done, the latest first."""
        found = [case for case in self.cases.values() if case.open]
        return sorted(found, key=lambda case: (case.last or case.opened, case.id), reverse=True)
