"""The shape of a fact: what a learner said of themselves, in their own words, and how long it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST = 100
"""Characters of a fact's value."""
LONGEST_SUMMARY = 300
"""Characters of a summary of the talk."""
MOST = 60
"""Facts that are held of one learner."""


class FactKind(StrEnum):
    """What a fact is about. What is no kind here is never remembered."""

    NAME = "name"
    GOAL = "goal"
    DATE = "date"
    INTEREST = "interest"
    DISLIKE = "dislike"
    PREFERENCE = "preference"
    CIRCUMSTANCE = "circumstance"
    HELPED = "helped"
    HINDERED = "hindered"
    BELIEF = "belief"
    """Something that the learner held to be so, said aloud: often a wrong idea."""
    SUMMARY = "summary"
    """What was talked about in a course, in a language model's words; the newest takes the place of the one before."""


LASTS: dict[FactKind, timedelta | None] = {
    FactKind.NAME: None,
    FactKind.GOAL: timedelta(days=365),
    FactKind.DATE: timedelta(days=60),
    FactKind.INTEREST: timedelta(days=365),
    FactKind.DISLIKE: timedelta(days=60),
    FactKind.PREFERENCE: timedelta(days=180),
    FactKind.CIRCUMSTANCE: timedelta(days=1),
    FactKind.HELPED: timedelta(days=365),
    FactKind.HINDERED: timedelta(days=365),
    FactKind.BELIEF: timedelta(days=60),
    FactKind.SUMMARY: timedelta(days=1),
}
"""How long a fact is used where its words say nothing else. None: until it is forgotten."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """A fact before it is recorded. ``value`` stands word for word in the learner's message; ``confidence`` in [0, 1]
    orders rules among one another and is no probability; ``expires`` is when it is used no more.
    """

    kind: FactKind
    value: str
    confidence: float
    expires: datetime | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it is held. ``turn`` is the message that it comes from, ``by`` who noticed it: ``rules``, or
    ``model:`` with the model's name. ``corrected`` says that the learner put it into other words since. Of a summary
    ``turn`` is the last that it tells of, and ``course`` where that was.
    """

    id: str
    kind: FactKind
    value: str
    turn: str
    at: datetime
    confidence: float
    by: str
    expires: datetime | None = None
    corrected: bool = False
    course: str = ""

    @property
    def longest(self) -> int:
        """Characters that its value may have."""
        return LONGEST_SUMMARY if self.kind is FactKind.SUMMARY else LONGEST

    def holds(self, now: datetime) -> bool:
        """Whether it is still used."""
        return self.expires is None or now < self.expires
