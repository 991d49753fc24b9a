"""What a desk knows and hears: articles, intents with their examples, and what is out of scope."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from chiron.core.support.playbook.facts import MOODS
from chiron.core.support.playbook.parts import Day, FactName, Identifier, Part, Short, Text

Mood = Literal["angry", "sad", "worried", "neutral", "happy", "hurried"]
assert set(MOODS) == set(Mood.__args__)  # type: ignore[attr-defined]
Example = Annotated[str, Field(min_length=1, max_length=500)]
"""A message as customers write it."""


class Article(Part):
    """A text that answers. Markdown; sections begin with ``## ``. Slots are those of the shop and its limits alone."""

    told: ClassVar[frozenset[str]] = frozenset({"title", "text"})
    also: ClassVar[frozenset[str]] = frozenset({"questions"})
    id: Identifier
    title: Short
    text: Text
    questions: tuple[Example, ...] = ()
    """Short questions that it answers, for search."""
    intents: tuple[Identifier, ...] = ()
    products: tuple[Identifier, ...] = ()
    categories: tuple[Identifier, ...] = ()
    topic: Annotated[str, Field(max_length=80)] = ""
    valid_from: Day | None = None
    valid_until: Day | None = None
    """The last day on which it holds."""
    reviewed: Day | None = None
    source: Short
    """Who answers for it: a policy, a department, a maker."""
    audience: Literal["customers", "agents"] = "customers"

    def holds(self, today: date) -> bool:
        """Whether it holds on this day."""
        started = self.valid_from is None or date.fromisoformat(self.valid_from) <= today
        return started and (self.valid_until is None or today <= date.fromisoformat(self.valid_until))


class NearMiss(Part):
    """A message that sounds like an intent and is another one, or ``outside`` of what the desk does."""

    text: Example
    intent: Identifier = "outside"


class Intent(Part):
    """What a customer wants. ``group`` is the name of its file. Exactly one of flow, article and message answers it."""

    told: ClassVar[frozenset[str]] = frozenset({"title", "examples"})
    also: ClassVar[frozenset[str]] = frozenset({"near_misses", "mood_notes"})
    id: Identifier
    title: Short
    group: Identifier
    examples: tuple[Example, ...] = Field(min_length=1, max_length=500)
    near_misses: tuple[NearMiss, ...] = Field(default=(), max_length=100)
    flow: Identifier | None = None
    article: Identifier | None = None
    message: Identifier | None = None
    needs: tuple[FactName, ...] = ()
    """What must be known before it can be answered."""
    complaint: bool = False
    """It opens a complaint: nothing is offered until that is closed."""
    person: bool = False
    """Always for a person: danger, the law, the press."""
    priority: Literal["low", "normal", "high", "urgent"] = "normal"
    mood_notes: dict[Mood, Short] = Field(default_factory=dict)

    @property
    def answers(self) -> tuple[tuple[Literal["flow", "article", "message"], str], ...]:
        """What answers it: one in a sound playbook."""
        every: tuple[tuple[Literal["flow", "article", "message"], str | None], ...] = (
            ("flow", self.flow),
            ("article", self.article),
            ("message", self.message),
        )
        return tuple((kind, name) for kind, name in every if name is not None)
