"""Which facts a model is told, as short lines: the few that help to word this turn, and never a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chiron.core.language.facts.fold import Remembered
from chiron.core.language.facts.shape import LONGEST_SUMMARY, Fact, FactKind
from chiron.core.language.text import bounded

MOST_FACTS = 4
MOST_WISHES = 2
LONGEST_LINE = 70

_FIRST = (
    FactKind.BELIEF, FactKind.CIRCUMSTANCE, FactKind.HINDERED, FactKind.HELPED, FactKind.DATE, FactKind.GOAL,
    FactKind.INTEREST, FactKind.DISLIKE,
)  # fmt: skip
"""What helps most first. A name is not here: it says who somebody is, and no words need it."""
_LABELS = {FactKind.BELIEF: "said to hold", FactKind.HINDERED: "did not help", FactKind.DISLIKE: "does not like"}


@dataclass(frozen=True, slots=True)
class Told:
    """``wishes`` are preferences in the learner's own words, ``facts`` the rest with what each is."""

    wishes: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


def told(remembered: Remembered, now: datetime) -> Told:
    """What a prompt may hold of what is remembered, now: in a stable order, bounded in number and length."""
    held = remembered.used(now)
    wishes = [fact for fact in reversed(held) if fact.kind is FactKind.PREFERENCE][:MOST_WISHES]
    facts = _chosen([fact for fact in reversed(held) if fact.kind in _FIRST])
    return Told(tuple(bounded(fact.value, LONGEST_LINE) for fact in wishes), tuple(map(_line, facts)))


def summary_told(remembered: Remembered, course: str, now: datetime) -> str:
    """What a prompt may hold of the talk in a course, in the words of the model that summed it up; "" for none."""
    found = remembered.summary(course)
    return "" if found is None or not (remembered.on and found.holds(now)) else bounded(found.value, LONGEST_SUMMARY)


def _chosen(facts: Sequence[Fact]) -> list[Fact]:
    """The newest of each kind first, then the next newest, by the order of kinds."""
    ranked: list[tuple[int, int, Fact]] = []
    count: dict[FactKind, int] = {}
    for fact in facts:
        ranked.append((count.get(fact.kind, 0), _FIRST.index(fact.kind), fact))
        count[fact.kind] = count.get(fact.kind, 0) + 1
    return [fact for _, _, fact in sorted(ranked, key=lambda each: each[:2])[:MOST_FACTS]]


def _line(fact: Fact) -> str:
    return f"{_LABELS.get(fact.kind, fact.kind.value)}: {bounded(fact.value, LONGEST_LINE)}"
