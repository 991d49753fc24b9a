"""The shapes of safety rules. Rules are data in one module per language; this is what they are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """What a message speaks of."""

    SUICIDE = "suicide"
    SELF_HARM = "self-harm"
    ABUSE = "abuse"
    THREAT = "threat"
    EATING = "eating"
    RUNAWAY = "runaway"
    HARM_OTHERS = "harm-others"
    DESPAIR = "despair"


class Severity(StrEnum):
    """How soon an adult should look. Both stop the lesson and raise an alert."""

    URGENT = "urgent"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying it. ``pattern`` is tried on a message that :mod:`views` has made plain."""

    id: str
    category: Category
    severity: Severity
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """What one language needs.

    ``allowed`` are everyday sayings that are taken out before the rules are tried; ``joined`` are phrases looked for
    in text whose spaces were played with, each with what it stands for; ``critical`` are rare words that are put right
    when one letter is wrong; ``starred`` are words that people write with stars in them. ``themes`` are grave words
    that count only in a sentence with the ``speaker`` and without a word of the ``lesson``.
    """

    language: str
    rules: tuple[Rule, ...]
    allowed: tuple[re.Pattern[str], ...]
    joined: tuple[tuple[str, str], ...]
    critical: tuple[str, ...]
    starred: tuple[str, ...]
    themes: tuple[Rule, ...]
    speaker: re.Pattern[str]
    lesson: re.Pattern[str]


def rules(category: Category, severity: Severity, patterns: dict[str, str]) -> tuple[Rule, ...]:
    """Rules of one category and severity, from id -> pattern."""
    return tuple(Rule(name, category, severity, re.compile(pattern)) for name, pattern in patterns.items())
