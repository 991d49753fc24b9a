"""Words of proposals, in the language of the text: prompts for learners, reasons for authors."""

from __future__ import annotations

from dataclasses import dataclass


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
)


def wording_of(language: str) -> Wording:
    """Of a language tag; English where there is none."""
    return SPANISH if language.casefold().startswith("es") else ENGLISH
