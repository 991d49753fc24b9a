"""A learner's conversation as a teacher reads it: who said what, about which item, with its source. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from chiron.core.events import Event
from chiron.core.learning.course import Course
from chiron.core.learning.generate import CannotGenerate, generate
from chiron.core.words import Source

KINDS = ("item.opened", "message.said", "words.said")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what was said. ``text`` is plain for the learner and Markdown for everybody else."""

    text: str
    source: Source
    title: str | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance. ``by`` is who wrote it, None for the tutor; ``turn`` is the turn's id."""

    who: Literal["learner", "tutor", "person"]
    by: UUID | None
    at: datetime
    pieces: tuple[Piece, ...]
    turn: str = ""
    outside: bool = False
    """It came by another program, with a token of the learner's."""
    rule: bool = False
    """It came by a rule; the title of its piece is who set it."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said beside one item, or, without one, beside none. ``asked`` is the item's problem as Markdown."""

    skill: str | None
    asked: str | None
    at: datetime
    turns: tuple[Turn, ...]


def conversation(events: Iterable[Event], course_of: Callable[[Event], Course]) -> tuple[Talk, ...]:
    """Every talk in which something was said, the latest first."""
    asked = dict[str, str]()
    talks = dict[str, list[tuple[Event, Turn]]]()
    place = 0
    previous: str | None = None
    for event in (event for event in events if event.kind in KINDS):
        if event.kind == "item.opened":
            asked[event.body["item"]] = _prompt(event, course_of(event))
            continue
        item = event.body.get("item")
        if item is None and previous is not None and not previous.startswith("between"):
            place += 1
        previous = item or f"between {place}"
        here = talks.setdefault(previous, [])
        if event.kind == "words.said":
            # What was put in other words is read as it was said in the end.
            here[:] = [
                kept for kept in here if (kept[0].kind, kept[0].body.get("turn")) != (event.kind, event.body["turn"])
            ]
        here.append((event, _turn(event)))
    made = [_talk(name, said, asked) for name, said in talks.items()]
    return tuple(sorted(made, key=lambda talk: talk.turns[-1].at, reverse=True))


def _talk(name: str, said: list[tuple[Event, Turn]], asked: dict[str, str]) -> Talk:
    about = said[0][0].draft.about
    return Talk(about.skill if about else None, asked.get(name), said[0][1].at, tuple(turn for _, turn in said))


def _turn(event: Event) -> Turn:
    draft = event.draft
    if event.kind == "message.said":
        piece = Piece(event.body["text"], Source.PERSON, None, quoted=False)
        outside = bool(event.body.get("origin"))
        return Turn("learner", draft.actor, draft.server_time, (piece,), event.body["turn"], outside)
    pieces = tuple(
        Piece(p["text"], Source(p["source"]), p.get("title"), bool(p.get("quoted"))) for p in event.body["words"]
    )
    by_person = draft.actor is not None and draft.actor != event.subject
    return Turn("person" if by_person else "tutor", draft.actor, draft.server_time, pieces, event.body["turn"],
                rule=event.body.get("reason") == "rule")  # fmt: skip


def _prompt(event: Event, course: Course) -> str:
    about = event.draft.about
    if about is None or about.skill is None or about.template is None or about.seed is None:
        return ""
    try:
        return generate(course, about.skill, about.template, about.seed).given
    except (KeyError, CannotGenerate):
        return ""
