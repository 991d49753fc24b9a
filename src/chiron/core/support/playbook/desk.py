"""How a help desk works: tone, hours, queues and clocks, the survey, stages of the journey, offers and messages."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StrictInt

from chiron.core.support.playbook.actions import ActionName
from chiron.core.support.playbook.flows import Condition
from chiron.core.support.playbook.knowledge import Mood
from chiron.core.support.playbook.parts import (
    Count,
    Day,
    Hour,
    Identifier,
    Minor,
    Part,
    Short,
    Text,
    Weekday,
)

Manner = Literal["brief", "warm", "calm", "full"]
"""A message's other wordings: short, warm, calm for who is angry, with every detail."""


class Tone(Part):
    """How the desk speaks."""

    told: ClassVar[frozenset[str]] = frozenset({"voice", "signature"})
    also: ClassVar[frozenset[str]] = frozenset({"do", "avoid", "by_mood"})
    voice: Text
    do: tuple[Short, ...] = ()
    avoid: tuple[Short, ...] = ()
    by_mood: dict[Mood, Short] = Field(default_factory=dict)
    signature: Annotated[str, Field(max_length=200)] = ""
    emoji: bool = False


class Survey(Part):
    """What is asked after a case is closed: a rating from 1 to 5, and why."""

    told: ClassVar[frozenset[str]] = frozenset({"question", "follow_up"})
    question: Short
    follow_up: Short
    after_hours: Count = 1
    low: Annotated[int, Field(strict=True, ge=1, le=4)] = 2
    """Up to this rating a person looks at the case."""


class Opening(Part):
    """When people answer."""

    days: tuple[Weekday, ...] = Field(min_length=1)
    opens: Hour
    closes: Hour


class Queue(Part):
    """People who take the same cases. ``groups`` are of intents."""

    told: ClassVar[frozenset[str]] = frozenset({"title"})
    id: Identifier
    title: Short
    groups: tuple[Identifier, ...] = ()


class Clock(Part):
    """How soon a case of this priority is answered first and resolved, in minutes of opening hours."""

    priority: Literal["low", "normal", "high", "urgent"]
    first_reply: Count
    resolve: Count


class HelpDesk(Part):
    """Who answers, when, and how soon."""

    time_zone: Annotated[str, Field(pattern=r"^[A-Za-z_]+(/[A-Za-z_+-]+){0,2}$", max_length=60)]
    queues: tuple[Queue, ...] = Field(min_length=1, max_length=40)
    hours: tuple[Opening, ...] = Field(min_length=1, max_length=20)
    closed: tuple[Day, ...] = ()
    sla: tuple[Clock, ...] = Field(min_length=1, max_length=4)
    """One clock a priority."""
    reopen_days: Count = 14
    """So long after its close does a message reopen a case."""
    close_after_days: Count = 5
    """A case that waits for its customer so long is closed."""


class QuietHours(Part):
    """When nothing is sent to customers that they did not ask for; and how often at most."""

    begins: Hour
    ends: Hour
    most_a_week: Count = 2


class Shop(Part):
    """Who the shop is."""

    also: ClassVar[frozenset[str]] = frozenset({"about"})
    name: Short
    about: Annotated[str, Field(max_length=1_000)] = ""
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    email: Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[a-z]{2,}$", max_length=120)]
    phone: Annotated[str, Field(max_length=40)] = ""
    address: Annotated[str, Field(max_length=300)] = ""


class Tier(Part):
    """A rank of the loyalty scheme, from so many points a year."""

    told: ClassVar[frozenset[str]] = frozenset({"title"})
    id: Identifier
    title: Short
    points: Count


class Loyalty(Part):
    """Points for purchases, and what they are worth."""

    points_per: Minor
    """One point for so much spent, in minor units."""
    worth: Minor
    """What one point is worth, in minor units."""
    expires_months: Count = 24
    tiers: tuple[Tier, ...] = ()


class Delivery(Part):
    """A way in which orders are sent."""

    told: ClassVar[frozenset[str]] = frozenset({"title"})
    id: Identifier
    title: Short
    price: Minor
    free_from: Minor | None = None
    days: tuple[StrictInt, StrictInt]
    """Working days, from and to."""
    countries: tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...] = Field(min_length=1)


EventKind = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*){0,2}$", max_length=64)]
"""A kind of support event, as ``core.support.events`` names them."""


class Stage(Part):
    """A stage of the journey; the later one in the file is the further one.

    A customer enters it with any of ``enters``, where ``times`` of them have come within ``within_days``; ``leaves``
    ends it; ``quiet_days`` without any event make it stale.
    """

    told: ClassVar[frozenset[str]] = frozenset({"title"})
    also: ClassVar[frozenset[str]] = frozenset({"about"})
    id: Identifier
    title: Short
    about: Annotated[str, Field(max_length=500)] = ""
    enters: tuple[EventKind, ...] = Field(min_length=1)
    times: Annotated[int, Field(strict=True, ge=1, le=1000)] = 1
    within_days: Annotated[int, Field(strict=True, ge=1, le=3650)] = 365
    leaves: tuple[EventKind, ...] = ()
    quiet_days: Count | None = None
    articles: tuple[Identifier, ...] = ()
    """The help that suits it."""
    offers: bool = True
    """Whether offers may be made here."""


class Benefit(Part):
    """What an offer gives: ``percent`` off (1-90), an ``amount`` in minor units, free delivery, points, or products."""

    kind: Literal["percent", "amount", "delivery", "points", "products", "advice"]
    value: Count = 0
    products: tuple[Identifier, ...] = ()
    categories: tuple[Identifier, ...] = ()


class OfferLimits(Part):
    """How often and how long. ``budget`` is for all customers together, in minor units."""

    times: Annotated[int, Field(strict=True, ge=1, le=1000)]
    """For one customer, within ``within`` days."""
    within: Annotated[int, Field(strict=True, ge=1, le=3650)] = 365
    budget: Minor | None = None
    first: Day | None = None
    last: Day | None = None


class Offer(Part):
    """Something that may be offered. Never in an open complaint or without consent, whatever stands here."""

    told: ClassVar[frozenset[str]] = frozenset({"title"})
    id: Identifier
    title: Short
    gives: Benefit
    for_whom: tuple[Condition, ...] = ()
    guards: tuple[Condition, ...] = ()
    stages: tuple[Identifier, ...] = ()
    """Only in these; none means any that takes offers."""
    limits: OfferLimits
    message: Identifier
    """Its wording."""
    holdout: Annotated[float, Field(ge=0, le=0.9)] = 0.1
    """The share of customers to whom it is never made, so that one can tell what it does."""


class Guideline(Part):
    """A wish on how a language model finds its words; it changes nothing else."""

    id: Identifier
    text: Short
    intents: tuple[Identifier, ...] = ()
    moods: tuple[Mood, ...] = ()


class Macro(Part):
    """A text that agents insert; ``actions`` are what they usually do with it."""

    told: ClassVar[frozenset[str]] = frozenset({"title", "text"})
    id: Identifier
    title: Short
    text: Text
    intents: tuple[Identifier, ...] = ()
    actions: tuple[ActionName, ...] = ()


class Message(Part):
    """What the desk says for a move; ``manners`` are its other wordings, with the same slots or fewer."""

    told: ClassVar[frozenset[str]] = frozenset({"text"})
    also: ClassVar[frozenset[str]] = frozenset({"manners"})
    id: Identifier
    text: Text
    manners: dict[Manner, Text] = Field(default_factory=dict)

    def worded(self, manner: Manner | None) -> str:
        """The wording for a manner, else the plain one."""
        return self.manners.get(manner, self.text) if manner else self.text
