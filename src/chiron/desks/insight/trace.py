"""How a turn came about: what was read, decided, found, asked, answered, stopped and shown, with time and cost. Pure.

A trace is folded from the events of a turn and the list of calls; whatever holds a person's words is read from the
events themselves, and no part of it is kept anywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from chiron.core.events import Event
from chiron.core.language.prompts import Part
from chiron.core.learning.replay import Replayed
from chiron.core.learning.turns import Turn, took
from chiron.core.words import Json, Source
from chiron.desks.insight.conversation import Piece

PARTS = ("read", "choose", "grade", "decide")
"""The parts of a turn that every turn may have, in order."""


@dataclass(frozen=True, slots=True)
class Call:
    """One asking of a model, as the list of calls has it. Times are milliseconds, ``cost`` None where none is known."""

    at: datetime
    purpose: str
    model: str
    provider: str
    here: bool
    kinds: tuple[str, ...]
    outcome: str
    prompt: int | None
    cached: int | None
    completion: int | None
    cost: Decimal | None
    currency: str
    first: int | None
    took: int | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Call:
        """From a row of ``engine.models.store.view_calls_of``."""
        return cls(
            row["asked"],
            row["purpose"],
            row["model"],
            row["provider"],
            row["here"],
            tuple(row["kinds"]),
            row["outcome"],
            row["prompt"],
            row["cached"],
            row["completion"],
            row["cost"],
            row["currency"] or "",
            row["first_ms"],
            row["took_ms"],
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """The move with its reason. ``because`` holds the reason's values: the chance with which it was chosen, and what
    else might have been with theirs; ``skill`` what it is about."""

    move: str
    reason: str
    because: Mapping[str, Json]
    skill: str | None

    @property
    def chance(self) -> float | None:
        """The propensity, None where nothing was chosen."""
        found = self.because.get("chance")
        return float(found) if isinstance(found, int | float) else None

    @property
    def others(self) -> Mapping[str, float]:
        """What else might have been chosen."""
        found = self.because.get("others")
        return dict(found) if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the course that was looked at for an answer. ``score`` is None where it can not be told again."""

    skill: str
    number: int
    heading: str
    score: float | None
    sure: float | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """A sentence that the guard stopped: by which rule, the how manieth, at which asking."""

    rule: str
    sentence: int
    asking: int


@dataclass(frozen=True, slots=True)
class Trace:
    """One turn. ``passages``, ``prompt`` and ``replayed`` are made again from the log, where they can be.

    ``exact`` says that the prompt is letter for letter what was asked; None where there is none. ``name`` is by what it
    was asked for: a sheet that is handed in is one turn of many answers.
    """

    turn: Turn
    calls: tuple[Call, ...] = ()
    passages: tuple[Passage, ...] = ()
    prompt: tuple[Part, ...] = ()
    exact: bool | None = None
    replayed: Replayed | None = None
    name: str = ""

    @property
    def id(self) -> UUID:
        """The id of its first event."""
        return self.turn.first.id

    @property
    def at(self) -> datetime:
        """When it was decided."""
        return self.turn.first.draft.server_time

    @property
    def kind(self) -> str:
        """What it began with: the kind of its first event."""
        return self.turn.first.kind

    @property
    def message(self) -> Event | None:
        """What the learner wrote."""
        return self.turn.one("message.said")

    @property
    def reread(self) -> Event | None:
        """What a model read in it, where the rules could not."""
        return self.turn.one("message.read")

    @property
    def answer(self) -> Event | None:
        """The answer that was asked for, else the first, with what the checker said."""
        answers = [each for each in (*self.turn.events, *self.turn.later) if each.kind == "step.attempted"]
        asked_for = (each for each in answers if self.name in (str(each.id), each.draft.key))
        return next(asked_for, answers[0] if answers else None)

    @property
    def checked(self) -> Event | None:
        """What the guard said of a model's words."""
        return self.turn.one("words.checked")

    @property
    def decided(self) -> Decided | None:
        """The move that was decided; None where a turn only kept what the learner did."""
        opened, ended = self.turn.one("item.opened"), self.turn.one("session.ended")
        first = next((each for each in (*self.turn.events, *self.turn.later) if each.kind == "words.said"), None)
        event = first or opened or ended
        if event is None:
            return None
        move = "ask" if event is opened else "end" if event is ended else str(event.body["move"])
        about = event.draft.about
        return Decided(move, event.body["reason"], event.body.get("because") or {}, about.skill if about else None)

    @property
    def took(self) -> dict[str, float]:
        """Milliseconds by part of the turn itself."""
        return _in_order(self.turn.took, PARTS)

    @property
    def words_took(self) -> dict[str, float]:
        """Milliseconds of a model's words: ``first`` sentence shown, ``whole`` at its end."""
        return _in_order(took(self.checked.body), ("first", "whole")) if self.checked is not None else {}

    @property
    def parts(self) -> dict[str, int]:
        """What the prompt was made of, with tokens."""
        found = self.checked.body.get("parts") if self.checked is not None else None
        pairs = found.items() if isinstance(found, dict) else found or ()
        return {str(name): int(each) for name, each in pairs}

    @property
    def stopped(self) -> tuple[Stop, ...]:
        """The sentences that the guard stopped."""
        found = self.checked.body["stopped"] if self.checked is not None else []
        return tuple(Stop(each["rule"], each["sentence"], each["asking"]) for each in found)

    @property
    def regenerated(self) -> bool:
        """Whether the model was asked again because a sentence was stopped."""
        return any(stop.asking == 1 for stop in self.stopped) and (
            any(stop.asking > 1 for stop in self.stopped) or len(self.worded_by) > 1
        )

    @property
    def worded_by(self) -> tuple[Call, ...]:
        """The calls for the words themselves."""
        return tuple(call for call in self.calls if call.purpose in ("words", "answer"))

    @property
    def shown(self) -> tuple[Piece, ...]:
        """The words as they stand on the learner's page in the end."""
        return _pieces(self.turn.said)

    @property
    def authored(self) -> tuple[Piece, ...]:
        """The authored words, where a model's took their place."""
        first = next((each for each in self.turn.events if each.kind == "words.said"), None)
        return _pieces(first) if first is not self.turn.said else ()

    @property
    def tokens(self) -> int:
        """Tokens of every call."""
        return sum((call.prompt or 0) + (call.completion or 0) for call in self.calls)

    @property
    def costs(self) -> dict[str, Decimal]:
        """What the calls cost, by currency; {} where no price is known."""
        found: dict[str, Decimal] = {}
        for call in self.calls:
            if call.cost is not None and call.currency:
                found[call.currency] = found.get(call.currency, Decimal(0)) + call.cost
        return found


def _in_order(took: Mapping[str, float], parts: Sequence[str]) -> dict[str, float]:
    """As they followed one another: the database keeps no order of names."""
    return {name: took[name] for name in parts if name in took}


def _pieces(said: Event | None) -> tuple[Piece, ...]:
    every: Sequence[Any] = said.body["words"] if said is not None else ()
    return tuple(Piece(p["text"], Source(p["source"]), p.get("title"), bool(p.get("quoted"))) for p in every)
