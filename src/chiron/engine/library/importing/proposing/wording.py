"""Words of proposals, in the language of the text: prompts for learners, reasons for authors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice


@dataclass(frozen=True, slots=True)
class Wording:
    """``{}`` stands for a title, a term or a meaning."""

    gap: str = "Which term belongs in the gap?"
    which: str = "Which term means: {}?"
    pairs: str = "Match each term with its meaning."
    order: str = "Put the steps into the right order."
    ordered: str = "Put these into the right order: {}"
    source: str = "From “{}”:"
    objective: str = "Explain and use: {}."
    asked: str = "Explain {}."
    from_heading: str = "It is the heading “{}”."
    from_terms: str = "The heading is a general one; the terms defined below it name the skill."
    from_objective: str = "A learning objective of the lesson fits it."
    defines: str = "It defines {}."
    short: str = "Little is written below it."
    used: str = "It uses “{}”, which “{}” defines ({})."
    once: str = "once"
    times: str = "{} times"
    meant: str = "The meaning of “{}” says “{}”, which “{}” defines."
    often: str = "Where it is written of, “{}” mostly is, too, and not the other way round."
    cloze: str = "The sentence defines “{}” and stands by itself."
    in_glossary: str = "The glossary holds the term."
    by_glossary: str = "The meaning is the glossary's."
    by_text: str = "The meaning is the text's own."
    together: str = "{} terms of one chapter, whose meanings differ."
    steps: str = "The text numbers the steps and says that they follow one another."
    told: str = "The text tells the order in words: {}."
    near: str = "It is the part before it in the same lesson."


ENGLISH = Wording()
SPANISH = Wording(
    "¿Qué término va en el hueco?",
    "¿Qué término significa: {}?",
    "Une cada término con su significado.",
    "Ordena los pasos.",
    "Ordena: {}",
    "De «{}»:",
    "Explicar y usar: {}.",
    "Explicar {}.",
)


_COMMON: Mapping[str, frozenset[str]] = {
    "en": frozenset({"the", "of", "and", "is", "that", "are", "which", "with", "by", "was", "it", "from"}),
    "es": frozenset({"el", "la", "los", "las", "que", "del", "una", "por", "con", "para", "se", "es"}),
    "de": frozenset({"der", "die", "das", "und", "ist", "nicht", "ein", "eine", "den", "mit", "von", "auf"}),
    "fr": frozenset({"le", "la", "les", "des", "et", "est", "une", "que", "dans", "qui", "pour", "sur"}),
}
"""The commonest words of a language."""
LOOKED_AT = 20_000
"""Letters of a text by which its language is guessed."""


def language_of(texts: Iterable[str]) -> str:
    """The language that a text seems to be in, by its commonest words; empty where it is none of a few."""
    words = re.findall(r"[^\W\d_]+", " ".join(islice(texts, 50))[:LOOKED_AT].casefold())
    counts = {tag: sum(word in common for word in words) for tag, common in _COMMON.items()}
    best = max(counts, key=lambda tag: counts[tag])
    others = [count for tag, count in counts.items() if tag != best]
    return best if counts[best] > max(3, 0.05 * len(words), 1.3 * max(others)) else ""


def wording_of(language: str) -> Wording:
    """Of a language tag; English where there is none."""
    return SPANISH if language.casefold().startswith("es") else ENGLISH
