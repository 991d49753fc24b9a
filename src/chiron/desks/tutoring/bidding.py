"""What rules said of who finds the words of a turn: nobody but the author, one model alone, or a model on approval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from chiron.core.events import KINDS, Draft, Event
from chiron.core.learning.rules.rule import NO_MODEL
from chiron.core.learning.state import Piece
from chiron.core.words import Json

HELD = "held"
"""What a report is about that holds a model's words until somebody approves them."""


@dataclass(frozen=True, slots=True)
class Bidding:
    """``silent``: no model is asked; ``only``: none but this one; ``held``: its words wait in the inbox."""

    silent: bool = False
    only: str | None = None
    held: bool = False


UNBIDDEN = Bidding()
"""No rule says anything of it."""


def bidding_of(events: Iterable[Event]) -> Bidding:
    """What the rules that acted in a turn say."""
    for event in events:
        if event.kind != "rule.fired" or event.body["came"] != "acted":
            continue
        if event.body["action"] == "hold":
            return Bidding(held=True)
        if event.body["action"] == "model":
            value = str(event.body["value"])
            return Bidding(silent=True) if value == NO_MODEL else Bidding(only=value)
    return Bidding()


def held_draft(said: Draft, turn: str, item: str | None, pieces: tuple[Piece, ...], report: UUID) -> Draft:
    """The case in which a model's words wait; ``said`` is the event of the words that stand meanwhile."""
    text = "\n\n".join(piece.text for piece in pieces if not piece.quoted)
    body: dict[str, Json] = {
        "report": str(report), "what": HELD, "turn": turn, "item": item, "attempt": None, "text": text, "after": None,
    }  # fmt: skip
    version = KINDS["report.made"].version
    return replace(said, kind="report.made", version=version, body=body, key=f"{turn}/held", actor=None)
