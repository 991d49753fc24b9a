"""Which rules fire in a turn, and which of them act: their order decides, and what it decided is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Literal

from chiron.core.events import Draft
from chiron.core.learning.rules.conditions import Facts, Row, holds, row_holds
from chiron.core.learning.rules.rule import SLOTS, Rule
from chiron.core.learning.state import LearnerState
from chiron.core.words import Json

Came = Literal["acted", "overruled", "watched"]
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Past:
    """That a rule fired before: when, at which question and in which sitting."""

    rule: str
    at: datetime
    item: str | None
    session: str | None


@dataclass(frozen=True, slots=True)
class Moment:
    """Where and when rules are asked."""

    when: datetime
    zone: tzinfo
    item: str | None = None
    session: str | None = None

    @classmethod
    def of(cls, state: LearnerState, when: datetime, zone: tzinfo) -> Moment:
        """From a learner's state."""
        item, session = state.item, state.session
        return cls(when, zone, item.id if item else None, session.id if session else None)


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that fired, how it came, and what was so."""

    rule: Rule
    came: Came
    because: dict[str, Json]


def past_of(drafts: Iterable[Draft]) -> tuple[Past, ...]:
    """What the log says of earlier firings."""
    return tuple(
        Past(str(one.body["rule"]), one.server_time, one.body["item"], one.body["session"])
        for one in drafts
        if one.kind == "rule.fired"
    )


def due(rules: Sequence[Rule], facts: Facts) -> tuple[Rule, ...]:
    """The rules whose condition is so, in their order, before anything is known of earlier firings."""
    return tuple(rule for rule in rules if holds(rule.condition, facts))


def fire(
    rules: Sequence[Rule], facts: Facts, past: Sequence[Past], moment: Moment, settled: Iterable[str] = ()
) -> tuple[Firing, ...]:
    """The rules that fire, in their order. Of those that would say something, choose what comes next, or choose who
    finds the words, the first acts and the others are overruled; alerts are raised by all. ``settled`` are the slots
    that something before them took.
    """
    taken = set(settled)
    found: list[Firing] = []
    for rule in due(rules, facts):
        if not _may(rule, past, moment):
            continue
        slot = SLOTS.get(rule.action)
        came: Came = "watched" if rule.watch else "overruled" if slot in taken else "acted"
        if slot and came == "acted":
            taken.add(slot)
        found.append(Firing(rule, came, _because(rule, facts)))
    return tuple(found)


def _may(rule: Rule, past: Sequence[Past], moment: Moment) -> bool:
    mine = [one for one in past if one.rule == rule.id]
    if rule.often == "turn":
        return True
    if rule.often == "question":
        return not any(one.item == moment.item for one in mine)
    if rule.often == "sitting":
        return not any(one.session == moment.session for one in mine)
    if rule.often == "day":
        today = moment.when.astimezone(moment.zone).date()
        return not any(one.at.astimezone(moment.zone).date() == today for one in mine)
    return not any(moment.when - one.at < WEEK for one in mine)


def _because(rule: Rule, facts: Facts) -> dict[str, Json]:
    """What was so, by row; never a learner's own words."""
    return {str(n): _known(row, facts) for n, row in enumerate(rule.condition.rows) if row_holds(row, facts)}


def _known(row: Row, facts: Facts) -> Json:
    if row.fact == "words":
        return row.value
    known = facts[row.fact]
    return known[row.skill] if row.fact == "stage" else known
