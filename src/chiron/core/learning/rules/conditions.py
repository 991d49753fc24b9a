"""A small typed language of conditions, as data: rows of "fact, relation, value" joined by and, or by or.

Every fact has a type, and each type its relations. Reading refuses what is not in the language; evaluating never fails,
whatever the facts: what is not known makes a row false, "is not" included.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from chiron.core.errors import InvalidInput
from chiron.core.language.rules import Intent
from chiron.core.language.text import words
from chiron.core.words import Json

Type = Literal["number", "choice", "order", "text", "skill"]
Value = str | int

RELATIONS: Mapping[Type, tuple[str, ...]] = {
    "number": ("at-least", "at-most", "is"),
    "choice": ("is", "is-not"),
    "order": ("is", "at-least", "at-most"),
    "text": ("contains",),
    "skill": ("is", "is-not"),
}
DOINGS = ("right", "wrong", "hint", "message", "start", "next", "finish")
"""What a learner did in a turn."""
STAGES = ("none", "estimated", "retained", "demonstrated", "transferred")
INTENTS = tuple(intent.value for intent in Intent if intent is not Intent.DISTRESS)
"""How a message may be read. Distress is no rule's matter: it is answered before any of them."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_ROWS = 5
LONGEST_WORDS = 120
LARGEST = 1_000


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that may be so. ``values`` are those of a choice; ``of_skill``: a row may name a skill for it."""

    type: Type
    values: tuple[str, ...] = ()
    of_skill: bool = False


FACTS: Mapping[str, Fact] = {
    "did": Fact("choice", DOINGS),
    "skill": Fact("skill"),
    "stage": Fact("order", STAGES, of_skill=True),
    "wrong": Fact("number"),
    "hints": Fact("number"),
    "minutes": Fact("number"),
    "questions": Fact("number"),
    "away": Fact("number"),
    "goal": Fact("number"),
    "message": Fact("choice", INTENTS),
    "words": Fact("text"),
    "weekday": Fact("choice", DAYS),
    "hour": Fact("number"),
}
"""Wrong answers in a row, hints at this question, minutes and questions of this sitting, days away before this turn,
days until the goal's date; day and hour are the school's.
"""

Facts = Mapping[str, Json]
"""What is so: a value by fact; for ``stage`` a mapping from skill to stage, the question's own under ""."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is to be so. ``skill`` names another skill than the question's, where the fact is of one."""

    fact: str
    relation: str
    value: Value
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """Rows, all of which are to be so, or any."""

    join: Literal["all", "any"]
    rows: tuple[Row, ...]


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether it is so. No rows are never so."""
    found = [row_holds(row, facts) for row in condition.rows]
    return bool(found) and (all(found) if condition.join == "all" else any(found))


def row_holds(row: Row, facts: Facts) -> bool:
    """Whether one row is so; False where the fact is not known, or is of another type than it should be."""
    fact, known = FACTS.get(row.fact), facts.get(row.fact)
    if fact is None or known is None or row.relation not in RELATIONS[fact.type]:
        return False
    if fact.of_skill:
        known = known.get(row.skill) if isinstance(known, Mapping) else None
    if fact.type == "text":
        return isinstance(known, str) and contains(known, str(row.value))
    if fact.type == "order":
        return _compared(_place(known, fact), row.relation, _place(row.value, fact))
    if fact.type == "number":
        return _compared(_number(known), row.relation, _number(row.value))
    if not isinstance(known, str):
        return False
    return (known == row.value) is (row.relation == "is")


def _compared(known: float | None, relation: str, value: float | None) -> bool:
    if known is None or value is None:
        return False
    return known >= value if relation == "at-least" else known <= value if relation == "at-most" else known == value


def _number(value: Json) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _place(value: Json, fact: Fact) -> float | None:
    return float(fact.values.index(value)) if isinstance(value, str) and value in fact.values else None


def contains(text: str, wanted: str) -> bool:
    """Whether any of the words or phrases, parted by commas, stands in a text: whole words, in any case or accent."""
    said = _plain(text)
    return any(phrase in said for phrase in _phrases(wanted))


@lru_cache(8)
def _plain(text: str) -> str:
    """A message's words, found once for all rules that look for some in it."""
    return f" {' '.join(words(text))} "


@lru_cache(512)
def _phrases(wanted: str) -> tuple[str, ...]:
    return tuple(f" {' '.join(found)} " for one in wanted.split(",") if (found := words(one)))


def read_row(fact: str, relation: str, value: str, skill: str, skills: Sequence[str]) -> Row:
    """A row as a form sends it. Raises InvalidInput naming ``rows``."""
    known = FACTS.get(fact)
    if known is None:
        raise InvalidInput("Choose what the rule looks at from the list.", field="rows")
    if relation not in RELATIONS[known.type]:
        raise InvalidInput("This comparison does not go with what it looks at. Choose another.", field="rows")
    if skill and (not known.of_skill or skill not in skills):
        raise InvalidInput("Choose one of the skills that are offered.", field="rows")
    return Row(fact, relation, _read_value(known, value.strip(), skills), skill)


def _read_value(fact: Fact, typed: str, skills: Sequence[str]) -> Value:
    if fact.type == "number":
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= 4 and int(typed) <= LARGEST):
            raise InvalidInput(f"Give a whole number from 0 to {LARGEST:,}.", field="rows")
        return int(typed)
    if fact.type == "text":
        if not words(typed) or len(typed) > LONGEST_WORDS:
            raise InvalidInput(
                f"Give words to look for, parted by commas, in at most {LONGEST_WORDS} letters.", field="rows"
            )
        return typed
    if typed not in (skills if fact.type == "skill" else fact.values):
        raise InvalidInput("Choose a value from the list for what the rule looks at.", field="rows")
    return typed


def to_json(condition: Condition) -> Json:
    """The condition as JSON."""
    rows = [{"fact": r.fact, "relation": r.relation, "value": r.value, "skill": r.skill} for r in condition.rows]
    return {"join": condition.join, "rows": rows}


def from_json(value: Json) -> Condition:
    """The condition that JSON holds. What this Chiron does not know becomes a row that is never so."""
    value = value if isinstance(value, Mapping) else {}
    rows = value.get("rows")
    found = [_row(row) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []
    return Condition("any" if value.get("join") == "any" else "all", tuple(found[:MOST_ROWS]))


def _row(row: Mapping[str, Json]) -> Row:
    value = row.get("value")
    kept = value if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return Row(str(row.get("fact")), str(row.get("relation")), kept, str(row.get("skill") or ""))
