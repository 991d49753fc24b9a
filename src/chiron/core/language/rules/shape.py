"""The shape of a language's rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Intent(StrEnum):
    """What a message wants."""

    HINT = "hint"
    MEANING = "meaning"
    WHY = "why"
    ANSWER = "answer"
    STUCK = "stuck"
    UPSET = "upset"
    OFF_TASK = "off-task"
    QUESTION = "question"
    GREETING = "greeting"
    THANKS = "thanks"
    DISTRESS = "distress"
    SOLUTION = "solution"


@dataclass(frozen=True, slots=True)
class Cue:
    """A way of wanting something. A group named ``about`` in the pattern is what it is about."""

    intent: Intent
    confidence: float
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Language:
    """``cues`` in the order in which they are tried: of two that match, the surer wins, then the earlier.

    ``polite`` is taken out before a question is searched for; ``asking`` tells a question by its first words.
    """

    tag: str
    cues: tuple[Cue, ...]
    polite: re.Pattern[str]
    asking: re.Pattern[str]


def cues(table: dict[Intent, tuple[tuple[float, str], ...]]) -> tuple[Cue, ...]:
    """Cues from a table of intent -> (confidence, pattern)."""
    return tuple(Cue(intent, sure, re.compile(text)) for intent, rows in table.items() for sure, text in rows)
