"""What is remembered of a learner: a pure fold of their facts' events, across courses.

A fact that was forgotten is gone from the fold, and its words from the log (``records.log.forget``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from chiron.core.events import Event
from chiron.core.language.facts.shape import MOST, Fact, FactKind
from chiron.core.language.text import fold as plain
from chiron.core.language.text import squeeze

KINDS = ("fact.noted", "fact.corrected", "fact.forgotten", "remembering.set")
"""The events that it is folded from."""
ONE_ONLY = frozenset({FactKind.NAME, FactKind.SUMMARY})
"""Kinds of which the newest takes the place of the one before; of summaries, of the one of the same course."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered, the latest last. ``on`` False: nothing new is noted, and nothing held is used."""

    on: bool = True
    facts: tuple[Fact, ...] = ()
    summed: tuple[tuple[str, str], ...] = ()
    """Of each course the turn up to which a summary told of the talk, also one that was forgotten since."""

    def used(self, now: datetime) -> tuple[Fact, ...]:
        """The facts that words may be made from now."""
        return tuple(fact for fact in self.facts if fact.holds(now)) if self.on else ()

    def summary(self, course: str) -> Fact | None:
        """What was talked about in a course, in a model's words; None where nobody worded it."""
        found = (fact for fact in self.facts if fact.kind is FactKind.SUMMARY and fact.course == course)
        return next(found, None)

    def summed_to(self, course: str) -> str | None:
        """The last turn of a course that a summary told of, so that what was forgotten is not summed up again."""
        return dict(self.summed).get(course)

    def fact(self, id: str) -> Fact | None:
        """The fact of that id."""
        return next((fact for fact in self.facts if fact.id == id), None)


def fold(events: Iterable[Event]) -> Remembered:
    """What these events, in their order, leave. Events of other kinds change nothing."""
    found = Remembered()
    for event in events:
        found = _apply(found, event)
    return found


def same(one: str, other: str) -> bool:
    """Whether two values are the same but for capitals, accents and spaces."""
    return squeeze(plain(one)) == squeeze(plain(other))


def superseded(events: Iterable[Event], id: str) -> tuple[str, ...]:
    """A fact and those whose place it took: once its words are gone, they would be held again."""
    found, took = Remembered(), dict[str, tuple[str, ...]]()
    for event in events:
        before, found = found, _apply(found, event)
        if event.kind == "fact.noted" and event.body["value"]:
            mine = str(event.body["fact"])
            gone = [fact.id for fact in before.facts if found.fact(fact.id) is None and _replaced(fact, event)]
            took[mine] = (mine, *(older for one in gone for older in took.get(one, (one,))))
    return took.get(id, (id,))


def _replaced(fact: Fact, event: Event) -> bool:
    """Whether what is noted takes a fact's place."""
    return _instead(_fact(event), fact)


def _instead(new: Fact, held: Fact) -> bool:
    alike = new.kind is held.kind and new.course == held.course
    return alike and (new.kind in ONE_ONLY or same(held.value, new.value))


def _apply(found: Remembered, event: Event) -> Remembered:
    body = event.body
    if event.kind == "remembering.set":
        return replace(found, on=bool(body["on"]))
    if event.kind == "fact.noted" and body["kind"] == FactKind.SUMMARY.value:
        told = {**dict(found.summed), str(body.get("course") or ""): str(body["turn"])}
        found = replace(found, summed=tuple(told.items()))
    if event.kind == "fact.noted" and body["value"]:
        return replace(found, facts=_noted(found.facts, _fact(event)))
    if event.kind == "fact.corrected" and body["value"]:
        value = body["value"]
        facts = tuple(replace(f, value=value, corrected=True) if f.id == body["fact"] else f for f in found.facts)
        return replace(found, facts=facts)
    if event.kind == "fact.forgotten":
        return replace(found, facts=tuple(fact for fact in found.facts if fact.id != body["fact"]))
    return found


def _fact(event: Event) -> Fact:
    body, expires = event.body, event.body["expires"]
    until = None if expires is None else datetime.fromisoformat(expires)
    kind = FactKind(body["kind"])
    at = event.draft.server_time
    sure, course = float(body["confidence"]), str(body.get("course") or "")
    return Fact(body["fact"], kind, body["value"], body["turn"], at, sure, body["by"], until, course=course)


def _noted(before: tuple[Fact, ...], fact: Fact) -> tuple[Fact, ...]:
    """What is said again is held once, from when it was said last."""
    others = tuple(held for held in before if not _instead(fact, held))
    return (*others, fact)[-MOST:]
