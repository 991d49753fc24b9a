"""Where a flow stands in a case, what may happen to it, and what it chooses. All of it can be written as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from chiron.core.support.playbook.facts import Known, Value

Waits = Literal["answer", "sign-in", "look-up", "choice", "confirmation", "action", "over"]
"""What comes next: an answer, a sign-in, what a system found, a yes or no to an offer or an action, its result."""
MoveKind = Literal[
    "ask", "sign-in", "look-up", "offer", "confirm", "act", "say", "quote", "hand-over", "end", "pause", "stay"
]  # fmt: skip


class FlowState(msgspec.Struct, frozen=True, kw_only=True):
    """A flow in a case. ``run`` is an id that the caller made; the keys of its actions are made from it.

    ``learnt`` is what this run found out; ``doubted`` are the facts for which a look-up found nothing: they may be said
    and are asked for again, and nothing is done with them. ``token`` names the action and the values that wait to be
    confirmed, or the key of the action that is being done; ``visits`` how often each step was entered.
    """

    flow: str
    run: str
    step: str
    waits: Waits = "answer"
    tries: int = 0
    paused: bool = False
    token: str = ""
    learnt: dict[str, Value] = {}
    doubted: frozenset[str] = frozenset()
    visits: dict[str, int] = {}
    reason: str = ""
    """Why it is over."""

    @property
    def over(self) -> bool:
        """Nothing more comes of it."""
        return self.waits == "over"


def written(state: FlowState) -> bytes:
    """The state as JSON."""
    return msgspec.json.encode(state, order="sorted")


def read(data: bytes) -> FlowState:
    """A state from its JSON. Raises msgspec.ValidationError."""
    return msgspec.json.decode(data, type=FlowState)


# -- what happens


@dataclass(frozen=True, slots=True)
class Began:
    """The flow is begun."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The customer wrote something; ``values`` are the facts that were read in it, none where it was unclear."""

    values: Known = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """Yes or no, to what was asked with this token."""

    yes: bool
    token: str


@dataclass(frozen=True, slots=True)
class Found:
    """A system gave what was looked up."""

    what: str
    facts: Known


@dataclass(frozen=True, slots=True)
class Missing:
    """A system knows no such thing, or not for this person."""

    what: str


@dataclass(frozen=True, slots=True)
class Silent:
    """A system does not answer just now."""

    what: str


@dataclass(frozen=True, slots=True)
class Done:
    """An action was done, once, under its key."""

    key: str
    facts: Known = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """An action was not done, and nothing changed; ``why`` is a code."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Aside:
    """The customer asks something else in between; the flow waits where it is."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """The customer is back at the matter."""


@dataclass(frozen=True, slots=True)
class Left:
    """The customer drops the matter."""


@dataclass(frozen=True, slots=True)
class WantsPerson:
    """The customer asks for a person."""


Event = Began | Heard | Answered | Found | Missing | Silent | Done | Failed | Aside | CameBack | Left | WantsPerson


# -- what is chosen


@dataclass(frozen=True, slots=True)
class FlowMove:
    """One thing that the flow chooses, with its reason as a code and that code's values.

    ``message`` and ``article`` are what is said; ``name`` is the fact asked for, what is looked up, the offer or the
    action; ``arguments`` its values; ``token`` must come back with the answer, the key of an action with its result.
    """

    kind: MoveKind
    reason: str
    step: str
    because: Mapping[str, Value] = field(default_factory=dict)
    message: str | None = None
    article: str | None = None
    name: str | None = None
    queue: str | None = None
    arguments: Known = field(default_factory=dict)
    token: str = ""


@dataclass(frozen=True, slots=True)
class Advance:
    """The state after an event, and the moves in their order. Only the last of them waits for anything."""

    state: FlowState
    moves: tuple[FlowMove, ...]
