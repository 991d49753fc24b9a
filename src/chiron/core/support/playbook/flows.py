"""Flows as data: what is asked, looked up, offered, done and said, step by step, over typed facts and no code."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StrictBool, StrictInt, model_validator

from chiron.core.support.playbook.actions import ActionName
from chiron.core.support.playbook.facts import FactKind, Known
from chiron.core.support.playbook.parts import FactName, Identifier, Part, Scalar, Short


class Condition(Part):
    """Something that must be so of one fact. Of what is not known nothing is so, but ``known: false``."""

    fact: FactName
    is_: Scalar | None = Field(None, alias="is")
    is_not: Scalar | None = None
    one_of: tuple[Scalar, ...] = ()
    at_least: StrictInt | None = None
    at_most: StrictInt | None = None
    known: StrictBool | None = None

    model_config = Part.model_config | {"populate_by_name": True}

    @property
    def tests(self) -> tuple[str, ...]:
        """What it asks of the fact; one in a sound playbook."""
        given = (
            ("is", self.is_), ("is_not", self.is_not), ("one_of", self.one_of or None),
            ("at_least", self.at_least), ("at_most", self.at_most), ("known", self.known),
        )  # fmt: skip
        return tuple(name for name, value in given if value is not None)

    def holds(self, facts: Known) -> bool:
        """Whether it is so of what is known. Text is compared as it stands, numbers as numbers."""
        value = facts.get(self.fact)
        if self.known is not None:
            return (value is not None) is self.known
        if value is None:
            return False
        if self.is_ is not None:
            return _same(value, self.is_)
        if self.is_not is not None:
            return not _same(value, self.is_not)
        if self.one_of:
            return any(_same(value, each) for each in self.one_of)
        if isinstance(value, bool) or not isinstance(value, int):
            return False
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)


def _same(value: object, other: object) -> bool:
    """Equal, and both or neither of them a flag: True is no 1 here."""
    return value == other and isinstance(value, bool) == isinstance(other, bool)


class Choice(Part):
    """One of the values that a fact can have, and how customers read it."""

    told: ClassVar[frozenset[str]] = frozenset({"title"})
    also: ClassVar[frozenset[str]] = frozenset({"words"})
    id: Identifier
    title: Short
    words: tuple[Short, ...] = ()
    """How customers say it."""


class FlowFact(Part):
    """A fact of the flow's own, that it asks for."""

    id: FactName
    kind: FactKind
    choices: tuple[Choice, ...] = ()


class Branch(Part):
    """Where to go when all of this is so; without conditions, always."""

    when: tuple[Condition, ...] = ()
    to: Identifier

    def open(self, facts: Known) -> bool:
        """Whether this way may be gone."""
        return all(one.holds(facts) for one in self.when)


class _Step(Part):
    id: Identifier


class _Onward(_Step):
    next: tuple[Branch, ...] = Field(min_length=1)
    """The first branch that is open is gone; the last one has no condition. A step's id alone is one such branch."""

    @model_validator(mode="before")
    @classmethod
    def _one(cls, given: Any) -> Any:
        if isinstance(given, dict) and isinstance(given.get("next"), str):
            return {**given, "next": [{"to": given["next"]}]}
        return given


class AskStep(_Onward):
    """Ask for a fact unless it is known. After ``tries`` unclear answers it goes to ``otherwise``, or to a person."""

    kind: Literal["ask"]
    fact: FactName
    say: Identifier
    again: Identifier | None = None
    """What is said after an answer that was not understood; ``say`` where there is none."""
    tries: Annotated[int, Field(strict=True, ge=1, le=5)] = 2
    otherwise: Identifier | None = None
    afresh: bool = False
    """Ask also where the fact is known."""


class LookUpStep(_Onward):
    """Ask a system. ``missing`` is gone where it finds nothing; where it does not answer, a person takes over."""

    kind: Literal["look-up"]
    what: Identifier
    missing: Identifier | None = None


class OfferStep(_Onward):
    """Put an offer of ``offers.yaml``, where its guards let it; ``next`` is gone after yes.

    ``declined`` is gone after no, and where the offer may not be made."""

    kind: Literal["offer"]
    offer: Identifier
    declined: Identifier


class ActStep(_Onward):
    """Do a named action after the customer has confirmed it in these very words and values.

    ``refused`` is gone when the customer says no, ``failed`` where the guard or the system says no.
    """

    kind: Literal["act"]
    action: ActionName
    guard: tuple[Condition, ...] = Field(min_length=1)
    """What must be so, beside the rules of the action itself."""
    confirm: Identifier
    done: Identifier
    refused: Identifier | None = None
    failed: Identifier | None = None


class SayStep(_Onward):
    """Say a message, or quote an article."""

    kind: Literal["say"]
    message: Identifier | None = None
    article: Identifier | None = None


class ChooseStep(_Onward):
    """Go on by what is known, and say nothing."""

    kind: Literal["choose"]


class HandOverStep(_Step):
    """Hand the case to people with its story. ``queue`` is one of the help desk's."""

    kind: Literal["hand-over"]
    queue: Identifier
    say: Identifier | None = None
    why: Annotated[str, Field(max_length=300)] = ""
    """For the agent."""


class EndStep(_Step):
    """The flow is done."""

    kind: Literal["end"]
    say: Identifier | None = None
    solved: bool = True


Step = Annotated[
    AskStep | LookUpStep | OfferStep | ActStep | SayStep | ChooseStep | HandOverStep | EndStep,
    Field(discriminator="kind"),
]


class Flow(Part):
    """A way through a matter; its id is the name of its file. It begins with its first step."""

    told: ClassVar[frozenset[str]] = frozenset({"title"})
    id: Identifier
    title: Short
    queue: Identifier | None = None
    """The people who take over where the flow itself names none."""
    facts: tuple[FlowFact, ...] = Field(default=(), max_length=40)
    steps: tuple[Step, ...] = Field(min_length=1, max_length=80)

    def step(self, name: str) -> Step | None:
        """The step with this id."""
        return next((one for one in self.steps if one.id == name), None)


def ways(step: Step) -> tuple[tuple[str, str], ...]:
    """Where a step can lead, as (why, step), by the names of its fields: ``next``, ``otherwise``, ``declined`` ..."""
    found = [("next", branch.to) for branch in getattr(step, "next", ())]
    for field in ("otherwise", "missing", "declined", "refused", "failed"):
        to = getattr(step, field, None)
        if to is not None:
            found.append((field, to))
    return tuple(found)
