"""What a model proposes of a message, read strictly: one of the rules' own kinds, and facts, each with its quote.

A model's reading decides nothing by itself: it names a kind that the rules know, with words that stand in the message,
and Chiron does with it what it does with a rule's. What is not of this shape is nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from chiron.core.language.facts.notice import MOST_AT_ONCE, even, until
from chiron.core.language.facts.sensitive import sensitive, unfit
from chiron.core.language.facts.shape import LONGEST, FactKind, Noticed
from chiron.core.language.reading import Intent, Reading

SURE = 0.7
"""Under this a model's reading is asked back about, and its fact is not noted."""
MOST_LETTERS = 2_000
"""Of an answer that is read at all."""
UNCLEAR_UNDER = 0.5
"""The rules could not read a message whose surest rule is under this."""
LOST = frozenset({"not-in-course", "other-language", "withheld", "off-task"})
"""Reasons of moves that answer a message which nobody understood."""
NEVER = frozenset({Intent.DISTRESS})
"""What rules alone read."""
INTENTS = tuple(intent for intent in Intent if intent not in NEVER)


class _Said(msgspec.Struct, forbid_unknown_fields=True):
    kind: FactKind
    quote: str
    confidence: float


class _Answer(msgspec.Struct, forbid_unknown_fields=True):
    intent: Intent
    quote: str
    confidence: float
    facts: list[_Said] = []


@dataclass(frozen=True, slots=True)
class Proposed:
    """``intent`` is None where the model was not sure enough; ``quote`` are the learner's own words for it."""

    intent: Intent | None
    quote: str
    confidence: float
    facts: tuple[Noticed, ...] = ()


def unclear(reading: Reading, reason: str) -> bool:
    """Whether the rules could not read a message, and the move that came of it (its reason) helped nobody."""
    return reading.distress is None and reading.confidence < UNCLEAR_UNDER and reason in LOST


def proposed(answer: str, message: str, now: datetime) -> Proposed | None:
    """What a model's answer proposes for a message; None where it is no such thing.

    ``now`` is the moment of the message in the learner's time zone.
    """
    if len(answer) > MOST_LETTERS:
        return None
    start, end = answer.find("{"), answer.rfind("}")
    try:
        found = msgspec.json.decode(answer[start : end + 1].encode("utf-8", "replace"), type=_Answer)
    except msgspec.DecodeError:
        return None
    if found.intent in NEVER or not 0.0 <= found.confidence <= 1.0:
        return None
    facts = _facts(found.facts, message, now)
    quote = _quoted(found.quote, message)
    if quote is None:
        return Proposed(None, "", 0.0, facts)
    sure = found.confidence >= SURE
    return Proposed(found.intent if sure else None, quote, found.confidence, facts)


def _quoted(quote: str, message: str) -> str | None:
    """The learner's own words that a quote stands for; None where they do not stand in the message."""
    wanted = " ".join(even(quote).split())
    plain = "".join(" " if sign.isspace() else sign for sign in even(message))
    place = plain.find(wanted) if wanted else -1
    return message[place : place + len(wanted)] if place >= 0 else None


def _facts(said: list[_Said], message: str, now: datetime) -> tuple[Noticed, ...]:
    if sensitive(message):
        return ()
    found = []
    for one in said[:MOST_AT_ONCE]:
        value = _quoted(one.quote, message)
        if value is None or not SURE <= one.confidence <= 1.0 or one.kind is FactKind.SUMMARY:
            continue
        value = value.strip()
        if 2 <= len(value) <= LONGEST and not unfit(value):
            found.append(Noticed(one.kind, value, one.confidence, until(one.kind, value, now)))
    return tuple(found)
