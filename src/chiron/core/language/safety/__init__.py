"""Distress in a message, read before anything else and in every offered language, whatever language is set.

Built to stop too often rather than too seldom. What it finds stops the lesson; a person decides what it means. The
examples in ``examples.txt`` are its test; what it misses is measured on messages held out from tuning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chiron.core.language.safety.en import ENGLISH
from chiron.core.language.safety.es import SPANISH
from chiron.core.language.safety.views import joined, views
from chiron.core.language.safety.words import Category, Rules, Severity

__all__ = ["RULES", "Category", "Distress", "Severity", "screen"]

RULES: dict[str, Rules] = {"en": ENGLISH, "es": SPANISH}
"""By language. Every offered language is here; a test says so."""


@dataclass(frozen=True, slots=True)
class Distress:
    """What a message speaks of, how soon an adult should look, and which rule said so."""

    category: Category
    severity: Severity
    language: str
    rule: str


def _plainly(text: str, wanted: Rules) -> Distress | None:
    """What a text says that is already without everyday sayings."""
    for rule in wanted.rules:
        if rule.pattern.search(text):
            return Distress(
                rule.category, rule.severity, wanted.language, f"{wanted.language}.{rule.category}.{rule.id}"
            )
    return _theme(text, wanted)


def _without_sayings(text: str) -> str:
    for language in RULES.values():
        for allowed in language.allowed:
            text = allowed.sub(" , ", text)
    return text


def _theme(text: str, wanted: Rules) -> Distress | None:
    """A grave word and the speaker in one sentence that speaks of nothing in the lesson."""
    for sentence in text.split(" . "):
        if not wanted.speaker.search(sentence) or wanted.lesson.search(sentence):
            continue
        for rule in wanted.themes:
            if rule.pattern.search(sentence):
                name = f"{wanted.language}.{rule.category}.theme.{rule.id}"
                return Distress(rule.category, rule.severity, wanted.language, name)
    return None


def _played(runs: Sequence[str], tokens: Sequence[str], wanted: Rules) -> Distress | None:
    """Spaced-out letters and words run together."""
    for phrase, meaning in wanted.joined:
        apart = any(phrase in run if len(phrase) > 5 else run.endswith(phrase) for run in runs)
        together = len(phrase) > 5 and any(phrase in token and (phrase != token or " " in meaning) for token in tokens)
        if (apart or together) and (found := _plainly(_without_sayings(meaning), wanted)):
            return found
    return None


def screen(text: str) -> Distress | None:
    """The first distress found in a message, urgent kinds first; None where there is none.

    The beginning and the end of a very long message are read. Never raises.
    """
    plain: dict[str, str] = {}  # Most views of a message are the same in every language.
    runs, tokens = joined(text)
    for wanted in RULES.values():
        for view in views(text, wanted.critical, wanted.starred):
            if view not in plain:
                plain[view] = _without_sayings(view)
            if found := _plainly(plain[view], wanted):
                return found
        if found := _played(runs, tokens, wanted):
            return found
    return None
