"""The turns of a log: the events that one command of a learner made, together with what was said to it. Pure.

A command's events carry the client's key: the first as it is, the others with a part behind a stroke. What a language
model said later names the turn of the words that it replaced.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from chiron.core.events import Event
from chiron.core.words import Json

LATER = ("words.said", "words.checked", "message.read")
"""What may come to a turn after other turns."""
BESIDE = ("fact.noted", "fact.corrected", "fact.forgotten", "remembering.set")
"""What is remembered of what was said: no part of a decision."""
FIRST = frozenset(
    {
        "course.joined",
        "goal.set",
        "session.started",
        "session.ended",
        "item.opened",
        "item.left",
        "example.studied",
        "step.attempted",
        "step.undone",
        "step.shown",
        "hint.taken",
        "answer.self-judged",
        "message.said",
        "lesson.resumed",
        "words.rated",
        "report.made",
        "sheet.opened",
        "sheet.answered",
        "sheet.handed-in",
        "sheet.dropped",
        "resource.opened",
        "resource.left",
    }
)
"""What a learner's command may begin with."""
IDS = {
    "session.started": "session",
    "item.opened": "item",
    "message.said": "turn",
    "alert.raised": "alert",
    "report.made": "report",
    "sheet.opened": "sheet",
    "words.said": "turn",
}
"""The field of an event's body that holds an id which its turn made."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one command made. ``events`` are what was written at once, in order; ``later`` what a language model's words
    added."""

    events: tuple[Event, ...]
    later: tuple[Event, ...] = ()

    @property
    def first(self) -> Event:
        """The event that names the turn: its id is the turn's."""
        return self.events[0]

    @property
    def took(self) -> dict[str, float]:
        """Milliseconds by part, as far as they were measured."""
        return took(self.first.body)

    @property
    def talk(self) -> str | None:
        """The id under which its words stand, None where nothing was said."""
        return next(
            (str(each.body["turn"]) for each in self.events if each.kind in ("message.said", "words.said")), None
        )

    def one(self, *kinds: str) -> Event | None:
        """The first of its events of these kinds, later ones included."""
        return next((each for each in (*self.events, *self.later) if each.kind in kinds), None)

    @property
    def said(self) -> Event | None:
        """Its words as they stand in the end."""
        found = [each for each in (*self.events, *self.later) if each.kind == "words.said"]
        return found[-1] if found else None

    @property
    def ids(self) -> list[str]:
        """The ids that it made, in the order in which they were made."""
        made = [str(each.body[IDS[each.kind]]) for each in self.events if each.kind in IDS]
        return list(dict.fromkeys(made))


def took(body: Any) -> dict[str, float]:
    """The parts of a body's ``took``, {} where nothing was measured."""
    found: Json = body.get("took") if hasattr(body, "get") else None
    return {str(k): float(v) for k, v in found.items()} if isinstance(found, dict) else {}


def turns(events: Iterable[Event]) -> list[Turn]:
    """The turns that a log tells of, in order. What other people and the house did is passed over."""
    made: list[tuple[list[Event], list[Event]]] = []
    talks: dict[str, list[Event]] = {}
    last: list[Event] | None = None
    for event in events:
        key = event.draft.key
        if event.kind in BESIDE:
            continue
        if last is not None and key.startswith(f"{last[0].draft.key}/"):
            last.append(event)
        elif event.kind in LATER and str(event.body.get("turn")) in talks:
            talks[str(event.body["turn"])].append(event)
            continue
        elif (read := key.removesuffix("/1")).endswith("/read") and read.removesuffix("/read") in talks:
            talks[read.removesuffix("/read")].append(event)  # the hint that a model's reading of a message took
            continue
        elif event.kind in FIRST and event.draft.actor in (None, event.subject):
            last = [event]
            made.append((last, []))
        else:
            last = None
            continue
        if event.kind in ("message.said", "words.said"):
            talks.setdefault(str(event.body["turn"]), made[-1][1])
    return [Turn(tuple(here), tuple(later)) for here, later in made]


def find(every: Iterable[Turn], name: str) -> Turn | None:
    """The turn with this name: the id or key of one of its events, or the id of its words.

    A sheet that is handed in is one turn of many answers, so a grade may name an event in the middle of it.
    """
    for turn in every:
        written = (*turn.events, *turn.later)
        if name == turn.talk or any(name in (str(each.id), each.draft.key) for each in written):
            return turn
    return None
